//! A file on its way: the head of the answer as plain data, then its bytes.

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, IF_RANGE, LAST_MODIFIED, RANGE};

use super::{Lost, explain, lost};

/// An answer whose bytes are still to come.
#[derive(Debug)]
pub(crate) struct File {
    response: reqwest::Response,
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

impl File {
    pub(super) async fn open(
        mut request: reqwest::RequestBuilder,
        from: u64,
        if_range: Option<&str>,
    ) -> Result<Self, Lost> {
        if from > 0 {
            request = request.header(RANGE, format!("bytes={from}-"));
            if let Some(validator) = if_range {
                request = request.header(IF_RANGE, validator);
            }
        }
        Ok(Self { response: request.send().await.map_err(lost)? })
    }

    pub(crate) fn head(&self) -> Head {
        let headers = self.response.headers();
        Head {
            status: self.response.status().as_u16(),
            length: self.response.content_length(),
            range: text(headers, CONTENT_RANGE).and_then(read_range),
            validator: validator(headers),
        }
    }

    pub(crate) async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, String> {
        self.response.chunk().await.map_err(|fault| explain(&fault))
    }
}

fn text(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A weak tag does not promise equal bytes, so it cannot join two halves.
fn validator(headers: &HeaderMap) -> Option<String> {
    let strong = text(headers, ETAG).filter(|tag| !tag.starts_with("W/"));
    strong.or_else(|| text(headers, LAST_MODIFIED)).map(str::to_owned)
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
