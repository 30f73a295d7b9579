//! Remembers which callbacks were taken, for as long as one could be sent again and in bounded room.

use std::collections::{HashSet, VecDeque};
use std::time::SystemTime;

/// Numbers that were used, with the moment until which they could be used again.
#[derive(Debug)]
pub(super) struct Nonces {
    most: usize,
    used: HashSet<String>,
    order: VecDeque<(SystemTime, String)>,
}

impl Nonces {
    pub(super) fn new(most: usize) -> Self {
        Self { most, used: HashSet::new(), order: VecDeque::new() }
    }

    /// Whether a number comes for the first time. It is remembered until then, or until too many others came after it.
    pub(super) fn is_first(&mut self, nonce: &str, until: SystemTime, now: SystemTime) -> bool {
        if self.used.contains(nonce) {
            return false;
        }
        self.forget(now);
        self.used.insert(nonce.to_owned());
        self.order.push_back((until, nonce.to_owned()));
        true
    }

    fn forget(&mut self, now: SystemTime) {
        while let Some((until, _)) = self.order.front() {
            if *until >= now && self.order.len() < self.most {
                return;
            }
            if let Some((_, nonce)) = self.order.pop_front() {
                self.used.remove(&nonce);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn numbers_count_once_for_a_while() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut nonces = Nonces::new(3);
        let cases = [
            ("a", 10, 0, true),
            ("a", 10, 5, false),
            ("b", 20, 11, true),
            ("c", 20, 11, true),
            ("d", 20, 11, true),
            ("b", 20, 11, false),
            ("e", 20, 11, true),
            ("b", 20, 11, true),
            ("e", 20, 11, false),
        ];
        for (nonce, until, now, first) in cases {
            assert_eq!(nonces.is_first(nonce, at(until), at(now)), first, "{nonce} at {now}");
            assert!(nonces.order.len() <= 3 && nonces.order.len() == nonces.used.len());
        }
    }
}
