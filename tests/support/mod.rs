//! What the tests share.

pub(crate) mod compile;
pub(crate) mod dialect;
pub(crate) mod fixtures;
pub(crate) mod gallery;
pub(crate) mod portal;
pub(crate) mod workspace;
