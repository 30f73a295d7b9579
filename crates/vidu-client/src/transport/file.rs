//! A file on its way: the head of the answer as plain data, then its bytes.

use std::time::Duration;

use tokio::time::timeout;
use url::Url;

use super::{LATE, shown};
use crate::carrier::{Incoming, Outgoing, Way};
use crate::key::Key;

/// An answer whose bytes are still to come.
#[derive(Debug)]
pub(crate) struct File {
    incoming: Incoming,
    /// The longest time without a byte.
    limit: Duration,
    key: Key,
}

/// What the head of an answer says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) status: u16,
    /// How many bytes follow.
    pub(crate) length: Option<u64>,
    /// The first byte's position, and the whole file's length.
    pub(crate) range: Option<(u64, Option<u64>)>,
    /// What stays the same as long as the file does.
    pub(crate) validator: Option<String>,
}

/// Asks for a file from a byte on, if it is still the same one.
pub(super) fn request(url: &Url, from: u64, if_range: Option<&str>) -> Outgoing {
    let range = (from > 0).then(|| ("Range".into(), format!("bytes={from}-").into()));
    let same = if_range.filter(|_| from > 0).map(|validator| ("If-Range".into(), validator.to_owned().into()));
    let headers = range.into_iter().chain(same).collect();
    let (method, url) = ("GET".into(), url.to_string());
    Outgoing { way: Way::File, method, url, credentials: None, headers, body: None }
}

impl File {
    pub(super) fn new(incoming: Incoming, limit: Duration, key: Key) -> Self {
        Self { incoming, limit, key }
    }

    pub(crate) fn head(&self) -> Head {
        Head {
            status: self.incoming.status,
            length: self.incoming.header("content-length").and_then(|length| length.trim().parse().ok()),
            range: self.incoming.header("content-range").and_then(read_range),
            validator: validator(&self.incoming),
        }
    }

    pub(crate) async fn chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        match timeout(self.limit, self.incoming.body.chunk()).await {
            Ok(chunk) => chunk.map_err(|why| shown(&why, &self.key)),
            Err(_) => Err(LATE.to_owned()),
        }
    }
}

/// A weak tag does not promise equal bytes, so it cannot join two halves.
fn validator(answer: &Incoming) -> Option<String> {
    let strong = answer.header("etag").filter(|tag| !tag.starts_with("W/"));
    strong.or_else(|| answer.header("last-modified")).map(str::to_owned)
}

/// `bytes 100-199/200`, or `*` for an unknown length.
fn read_range(value: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = value.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, total.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let cases = [
            ("bytes 100-199/200", Some((100, Some(200)))),
            ("bytes 0-9/*", Some((0, None))),
            ("bytes */200", None),
            ("items 1-2/3", None),
            ("", None),
        ];
        for (value, range) in cases {
            assert_eq!(read_range(value), range, "{value}");
        }
    }
}
