//! The body of a request as it comes: long pictures without their middles, and a checksum of all of it.

use std::ops::Deref;

use vidu_types::wire::{Intake, Taken};
use xxhash_rust::xxh3::Xxh3;

use crate::settings::Echo;
use crate::worlds::journal::HEAD;

/// A body on its way in.
pub struct Incoming {
    intake: Intake,
    /// Made when the body turns out to be longer than what the journal shows of it.
    sum: Option<Box<Xxh3>>,
    first: Vec<u8>,
}

/// A body that has come.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    taken: Taken,
    /// Its checksum, if it is longer than what the journal shows of it.
    pub digest: Option<String>,
}

impl Incoming {
    /// Nothing yet, of a body that answers shall repeat like this.
    pub fn new(echo: Echo) -> Incoming {
        let intake = match echo {
            Echo::Verbatim => Intake::whole(),
            Echo::Shortened => Intake::new(),
        };
        Incoming { intake, sum: None, first: Vec::new() }
    }

    /// Takes what comes next.
    pub fn push(&mut self, piece: &[u8]) {
        self.intake.push(piece);
        match &mut self.sum {
            Some(sum) => sum.update(piece),
            None if self.first.len() + piece.len() <= HEAD => self.first.extend_from_slice(piece),
            None => {
                let mut sum = Box::new(Xxh3::new());
                sum.update(&self.first);
                sum.update(piece);
                self.sum = Some(sum);
            }
        }
    }

    /// All of it.
    pub fn finish(self) -> Whole {
        let digest = self.sum.map(|sum| format!("{:032x}", sum.digest128()));
        Whole { taken: self.intake.finish(), digest }
    }
}

impl Whole {
    /// A body that is there at once.
    pub fn of(body: &[u8], echo: Echo) -> Whole {
        let mut incoming = Incoming::new(echo);
        incoming.push(body);
        incoming.finish()
    }

    /// The body for those who read it.
    pub fn taken(&self) -> &Taken {
        &self.taken
    }

    /// How many bytes it had.
    pub fn length(&self) -> usize {
        usize::try_from(self.taken.length()).unwrap_or(usize::MAX)
    }
}

/// The bytes that were kept.
impl Deref for Whole {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_does_not_depend_on_the_pieces() {
        let body: Vec<u8> = (0..2000u32).map(|number| b'a' + (number % 7) as u8).collect();
        let whole = Whole::of(&body, Echo::Shortened);
        assert_eq!(whole.digest.as_deref().map(str::len), Some(32));
        for size in [1, 7, 511, 512, 513, 1999] {
            let mut incoming = Incoming::new(Echo::Shortened);
            body.chunks(size).for_each(|piece| incoming.push(piece));
            let pieces = incoming.finish();
            assert_eq!((&pieces.digest, &*pieces), (&whole.digest, &*body), "{size}");
        }
        assert_eq!(Whole::of(&body[..HEAD], Echo::Shortened).digest, None);
    }
}
