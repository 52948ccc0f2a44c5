//! Work on many records at once, on all processors.

use rayon::prelude::*;

/// Fewer are not worth waking other threads for.
const MANY: usize = 32;

/// Does the same with each, in order.
pub(crate) fn each<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    if items.len() < MANY {
        items.into_iter().map(work).collect()
    } else {
        items.into_par_iter().map(work).collect()
    }
}
