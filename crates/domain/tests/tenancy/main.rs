//! Another vivarium's rows can neither be read nor written, also with a forged id: every table that has an owner, and every
//! statement of every store. Both lists are read from where they are kept, so what is new is walked or named as missing.

mod guess;
mod sources;
mod statement;
mod tables;
mod walk;
mod world;
