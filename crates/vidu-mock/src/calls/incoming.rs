//! The body of a request as it comes: long pictures without their middles, and a checksum of all of it.

use std::ops::Deref;

use vidu_types::wire::{Intake, Taken};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::settings::Echo;
use crate::worlds::journal::HEAD;

/// As much of a body is collected before anything is done with it: most are no longer, and of those nothing is let go.
const SHORT: usize = 16 << 10;

/// A body on its way in.
pub struct Incoming {
    echo: Echo,
    short: Vec<u8>,
    /// All of it, once it turns out to be longer.
    long: Option<Box<Long>>,
}

struct Long {
    intake: Intake,
    sum: Xxh3,
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
        Incoming { echo, short: Vec::new(), long: None }
    }

    /// Takes what comes next.
    pub fn push(&mut self, piece: &[u8]) {
        match &mut self.long {
            Some(long) => long.push(piece),
            None if self.short.len() + piece.len() <= SHORT => self.short.extend_from_slice(piece),
            None => {
                let mut long = Box::new(Long::new(self.echo));
                long.push(&std::mem::take(&mut self.short));
                long.push(piece);
                self.long = Some(long);
            }
        }
    }

    /// All of it.
    pub fn finish(self) -> Whole {
        let (taken, sum) = match self.long {
            Some(long) => (long.intake.finish(), Some(long.sum.digest128())),
            None => {
                let sum = (self.short.len() > HEAD).then(|| xxh3_128(&self.short));
                (Taken::whole(self.short), sum)
            }
        };
        Whole { taken, digest: sum.map(|sum| format!("{sum:032x}")) }
    }
}

impl Long {
    fn new(echo: Echo) -> Long {
        let intake = match echo {
            Echo::Verbatim => Intake::whole(),
            Echo::Shortened => Intake::new(),
        };
        Long { intake, sum: Xxh3::new() }
    }

    fn push(&mut self, piece: &[u8]) {
        self.intake.push(piece);
        self.sum.update(piece);
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
        let body: Vec<u8> = (0..2 * SHORT as u32).map(|number| b'a' + (number % 7) as u8).collect();
        for length in [HEAD + 1, 2000, SHORT, SHORT + 1, 2 * SHORT] {
            let body = &body[..length];
            let whole = Whole::of(body, Echo::Shortened);
            assert_eq!(whole.digest, Some(format!("{:032x}", xxh3_128(body))));
            for size in [1, 7, 511, 512, 513, 1999, SHORT] {
                let mut incoming = Incoming::new(Echo::Shortened);
                body.chunks(size).for_each(|piece| incoming.push(piece));
                let pieces = incoming.finish();
                assert_eq!((&pieces.digest, &*pieces, pieces.length()), (&whole.digest, body, length), "{size}");
            }
        }
        assert_eq!(Whole::of(&body[..HEAD], Echo::Shortened).digest, None);
    }
}
