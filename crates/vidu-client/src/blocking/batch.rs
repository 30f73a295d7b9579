//! Many calls at once, as an iterator that blocks.

use std::sync::Arc;

use super::{Error, Runtime, within_runtime};

/// The results of many calls as they come: an iterator that blocks until the next one.
#[must_use = "nothing is sent before it is asked"]
pub struct Batch<T> {
    batch: crate::Batch<T>,
    runtime: Arc<Runtime>,
    refused: bool,
}

impl<T: 'static> Batch<T> {
    pub(super) fn of(batch: crate::Batch<T>, runtime: &Arc<Runtime>) -> Self {
        Self { batch, runtime: Arc::clone(runtime), refused: false }
    }

    /// How many may be under way at once; none is read as one.
    pub fn at_once(self, many: usize) -> Self {
        Self { batch: self.batch.at_once(many), ..self }
    }

    /// Begins no further calls; those under way go on, and the iterator still gives their results.
    pub fn stop(&mut self) {
        self.batch.stop();
    }

    /// How many calls have begun.
    pub fn begun(&self) -> usize {
        self.batch.begun()
    }
}

impl<T: 'static, E: 'static> Batch<Result<T, E>> {
    /// Every result, in the order of the input.
    pub fn all(self) -> Vec<Result<T, Error<E>>> {
        let mut all: Vec<_> = self.collect();
        all.sort_by_key(|(position, _)| *position);
        all.into_iter().map(|(_, result)| result).collect()
    }
}

/// Within an async program nothing more is begun: there is one fault that says so, at the next position.
impl<T: 'static, E: 'static> Iterator for Batch<Result<T, E>> {
    type Item = (usize, Result<T, Error<E>>);

    fn next(&mut self) -> Option<Self::Item> {
        if within_runtime() {
            let refused = !std::mem::replace(&mut self.refused, true);
            return refused.then(|| (self.batch.begun(), Err(Error::WithinRuntime)));
        }
        let next = async { Ok::<_, E>(self.batch.next().await) };
        let (position, result) = self.runtime.run(next).ok()??;
        Some((position, result.map_err(Error::Failed)))
    }
}
