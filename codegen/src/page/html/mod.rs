//! HTML: a whole page of it, and tables in pages of either kind.
//!
//! The parser that reads the cells tells no places, so `pieces` looks at the tags first, as for the
//! cells: `blocks` and `tables` are made of them. That a browser sees the same rows and cells is
//! checked at the end, by `rows`.

mod blocks;
mod pieces;
mod rows;
mod tables;

pub(super) use blocks::{blocks, lines};
pub(super) use rows::rows;
pub(super) use tables::{Rows, tables};
