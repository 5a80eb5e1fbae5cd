//! Files of every kind, made by code: nothing binary is kept.

#![allow(dead_code)]

pub mod exif;
pub mod gif;
pub mod icc;
pub mod jpeg;
pub mod png;
pub mod read;
pub mod scene;
pub mod webp;
