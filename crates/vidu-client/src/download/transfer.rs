//! What the parts of a download add up to: steps without IO.

use super::DownloadError;
use crate::transport::Head;

/// A file that arrives in one part or several.
#[derive(Clone, Debug)]
pub(super) struct Transfer {
    limit: u64,
    attempts: u32,
    /// Attempts in a row that brought no byte.
    fruitless: u32,
    received: u64,
    /// Bytes of this part that are here already.
    skip: u64,
    total: Option<u64>,
    validator: Option<String>,
}

/// What comes after a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Advice {
    Done,
    Again { why: String },
}

impl Transfer {
    pub(super) fn new(limit: u64, attempts: u32) -> Self {
        Self { limit, attempts, fruitless: 0, received: 0, skip: 0, total: None, validator: None }
    }

    pub(super) fn received(&self) -> u64 {
        self.received
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(super) fn validator(&self) -> Option<&str> {
        self.validator.as_deref()
    }

    /// Reads the head of a part; answers why this attempt is worth nothing, if another may be.
    pub(super) fn begin(&mut self, head: &Head) -> Result<Option<String>, DownloadError> {
        match (head.status, head.range) {
            (200, _) => self.part(head, 0, head.length).map(|()| None),
            (206, Some((first, total))) if first <= self.received => self.part(head, first, total).map(|()| None),
            (206, _) => Ok(Some("the host sent another range than was asked for".to_owned())),
            (403 | 404 | 410, _) => Err(DownloadError::Expired { status: head.status }),
            // The rest of the file does not exist: it is shorter now than it was.
            (416, _) if self.received > 0 => Err(DownloadError::Changed),
            (status @ (408 | 425 | 429 | 500..600), _) => Ok(Some(format!("the host answers with status {status}"))),
            (status, _) => Err(DownloadError::Refused { status }),
        }
    }

    /// What is new in some bytes.
    pub(super) fn take<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], DownloadError> {
        let known = usize::try_from(self.skip).unwrap_or(usize::MAX).min(bytes.len());
        self.skip -= known as u64;
        let fresh = &bytes[known..];
        self.received += fresh.len() as u64;
        if self.received > self.limit {
            return Err(DownloadError::TooLarge { limit: self.limit, total: self.total });
        }
        Ok(fresh)
    }

    /// The host says that this was all.
    pub(super) fn end(&self) -> Result<Advice, DownloadError> {
        match self.total {
            Some(total) if self.received > total => Err(DownloadError::Changed),
            Some(total) if self.received < total => Ok(Advice::Again { why: "the answer broke off".to_owned() }),
            _ if self.skip > 0 => Err(DownloadError::Changed),
            _ if self.received == 0 => Err(DownloadError::Empty),
            _ => Ok(Advice::Done),
        }
    }

    /// An attempt that began with `before` bytes broke off: goes on only if patience is left.
    pub(super) fn failed(&mut self, before: u64, why: String) -> Result<(), DownloadError> {
        self.fruitless = if self.received > before { 0 } else { self.fruitless + 1 };
        if self.fruitless < self.attempts {
            return Ok(());
        }
        Err(DownloadError::Interrupted { received: self.received, total: self.total, why })
    }

    /// A part that begins at `first`. Parts of different files never join.
    fn part(&mut self, head: &Head, first: u64, total: Option<u64>) -> Result<(), DownloadError> {
        let differs = |old: Option<u64>, new: Option<u64>| old.is_some() && new.is_some() && old != new;
        let other = self.validator.is_some() && head.validator.is_some() && self.validator != head.validator;
        if self.received > 0 && (other || differs(self.total, total)) {
            return Err(DownloadError::Changed);
        }
        self.total = total.or(self.total);
        if let Some(total) = self.total.filter(|total| *total > self.limit) {
            return Err(DownloadError::TooLarge { limit: self.limit, total: Some(total) });
        }
        self.validator = head.validator.clone().or(self.validator.take());
        self.skip = self.received - first;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, length: Option<u64>, range: Option<(u64, Option<u64>)>, tag: Option<&str>) -> Head {
        Head { status, length, range, validator: tag.map(str::to_owned) }
    }

    /// After four bytes of ten, tagged "a".
    fn begun() -> Transfer {
        let mut transfer = Transfer::new(100, 2);
        assert_eq!(transfer.begin(&head(200, Some(10), None, Some("a"))).expect("a part"), None);
        assert_eq!(transfer.take(b"0123").expect("bytes"), b"0123");
        transfer
    }

    #[test]
    fn the_next_part() {
        let cases = [
            (head(206, Some(6), Some((4, Some(10))), Some("a")), Ok((None, &b"56"[..]))),
            (head(206, Some(6), Some((4, None)), None), Ok((None, b"56"))),
            (head(206, Some(8), Some((2, Some(10))), Some("a")), Ok((None, b""))),
            (head(200, Some(10), None, Some("a")), Ok((None, b""))),
            (head(206, Some(4), Some((6, Some(10))), Some("a")), Ok((Some("another range"), b""))),
            (head(206, Some(6), None, Some("a")), Ok((Some("another range"), b""))),
            (head(503, None, None, None), Ok((Some("status 503"), b""))),
            (head(200, Some(10), None, Some("b")), Err("changed")),
            (head(200, Some(11), None, None), Err("changed")),
            (head(206, Some(6), Some((4, Some(12))), None), Err("changed")),
            (head(416, None, None, None), Err("changed")),
            (head(403, None, None, None), Err("expired (status 403)")),
            (head(410, None, None, None), Err("expired (status 410)")),
            (head(401, None, None, None), Err("status 401")),
            (head(304, None, None, None), Err("status 304")),
        ];
        for (head, expected) in cases {
            let mut transfer = begun();
            match (transfer.begin(&head), expected) {
                (Ok(None), Ok((None, fresh))) => assert_eq!(transfer.take(b"56").expect("bytes"), fresh, "{head:?}"),
                (Ok(Some(why)), Ok((Some(part), _))) => assert!(why.contains(part), "{head:?}: {why}"),
                (Err(fault), Err(part)) => assert!(fault.to_string().contains(part), "{head:?}: {fault}"),
                (found, _) => panic!("{head:?}: {found:?}"),
            }
        }
    }

    #[test]
    fn ends() {
        let after = |bytes: &[u8], length| {
            let mut transfer = Transfer::new(8, 1);
            transfer.begin(&head(200, length, None, None))?;
            transfer.take(bytes)?;
            transfer.end()
        };
        let cases: [(&[u8], Option<u64>, &str); 7] = [
            (b"12345678", Some(8), "Ok(Done)"),
            (b"123", None, "Ok(Done)"),
            (b"123", Some(4), "Ok(Again"),
            (b"", Some(0), "Err(Empty"),
            (b"1234", Some(3), "Err(Changed"),
            (b"1", Some(9), "Err(TooLarge { limit: 8, total: Some(9)"),
            (b"123456789", None, "Err(TooLarge { limit: 8, total: None"),
        ];
        for (bytes, length, expected) in cases {
            let found = format!("{:?}", after(bytes, length));
            assert!(found.starts_with(expected), "{bytes:?} of {length:?}: {found}");
        }
    }

    #[test]
    fn patience_counts_fruitless_attempts_only() {
        let mut transfer = begun();
        assert!(transfer.failed(4, "reset".to_owned()).is_ok());
        assert!(transfer.failed(3, "reset".to_owned()).is_ok());
        assert!(transfer.failed(4, "reset".to_owned()).is_ok());
        let fault = transfer.failed(4, "reset".to_owned()).expect_err("patience ends");
        assert_eq!(fault.to_string(), "the download broke off after 4 of 10 bytes: reset");
    }
}
