//! Typed requests, checks and answers of the Vidu video-generation API as its vendors offer it.
#![deny(missing_docs)]

pub mod image;
pub mod relation;
pub mod table;

pub use image::Image;
