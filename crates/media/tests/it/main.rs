//! Photographs against a real PostgreSQL, with their bytes in a folder.

#[cfg(feature = "avif")]
mod avif;
mod crash;
mod desk;
mod ffmpeg;
mod film;
mod likeness;
mod logo;
mod make;
mod others;
mod refusals;
mod room;
mod said;
mod shown;
mod sweep;
mod uploads;
mod video;
mod way;
mod world;
