//! The addresses of finished videos, and what stands behind them; nothing is kept, the address says it all.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::calls::exchange::{Answer, Body, Request};
use crate::media::Clip;
use crate::tasks::random::digest;

/// Where all results begin.
pub const PREFIX: &str = "/__media/";

/// The size and length of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Samples across.
    pub width: u32,
    /// Samples down.
    pub height: u32,
    /// Seconds.
    pub seconds: u32,
}

/// Which of the files of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The video.
    Video,
    /// The video with a watermark: another picture, so that a program that takes the wrong one shows it.
    Watermarked,
    /// The cover picture.
    Cover,
}

const FILES: [(File, &str); 3] =
    [(File::Video, "video.mp4"), (File::Watermarked, "watermarked.mp4"), (File::Cover, "cover.png")];

/// Makes the signed addresses of one answer.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    /// Scheme, host and port.
    pub base: &'a str,
    /// Decides the signatures.
    pub seed: u64,
    /// Until when they work, in seconds since 1970.
    pub expires: i64,
}

impl Links<'_> {
    /// The address of a file of a task.
    pub fn to(&self, vendor: &str, task: &str, picture: Picture, file: File) -> String {
        let Picture { width, height, seconds } = picture;
        let name = FILES.iter().find(|(kind, _)| *kind == file).map_or("", |(_, name)| name);
        let path = format!("{PREFIX}{vendor}/{task}/{width}x{height}-{seconds}s/{name}");
        let expires = self.expires.to_string();
        let signature = signature(self.seed, &path, &expires);
        format!("{}{path}?expires={expires}&signature={signature}", self.base)
    }
}

/// Answers a request for a result.
pub fn answer(request: &Request<'_>, seed: u64, unix_seconds: i64) -> Answer {
    if !matches!(request.method, "GET" | "HEAD") {
        return fault(405, "MethodNotAllowed", "The method is not allowed; use GET.").with("allow", "GET, HEAD");
    }
    let expires = request.parameter("expires").unwrap_or_default();
    let given = request.parameter("signature").unwrap_or_default();
    if given != signature(seed, request.path, &expires) {
        return fault(403, "SignatureDoesNotMatch", "The signature does not fit this address; ask for the task again.");
    }
    if expires.parse().is_ok_and(|expires: i64| expires <= unix_seconds) {
        return fault(403, "AccessDenied", "Request has expired; ask for the task again.");
    }
    match file(request.path) {
        Some((content_type, bytes)) => ranged(request, content_type, bytes),
        None => fault(404, "NoSuchKey", "The specified key does not exist."),
    }
}

/// The task whose result an address means.
pub fn task(path: &str) -> Option<&str> {
    path.strip_prefix(PREFIX)?.split('/').nth(1)
}

/// What object stores answer, whose addresses these imitate.
fn fault(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    Answer { status, headers: Vec::new(), body: Body::Bytes("application/xml", body.into_bytes()) }
}

fn file(path: &str) -> Option<(&'static str, Vec<u8>)> {
    let mut parts = path.strip_prefix(PREFIX)?.splitn(4, '/');
    let (_vendor, task, shape, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (size, seconds) = shape.strip_suffix('s')?.split_once('-')?;
    let (width, height) = size.split_once('x')?;
    let (file, _) = FILES.iter().find(|(_, known)| *known == name)?;
    let clip = Clip {
        width: width.parse().ok()?,
        height: height.parse().ok()?,
        seconds: seconds.parse().ok()?,
        frames_per_second: 24,
        seed: digest(task.as_bytes()),
    };
    Some(match file {
        File::Video => ("video/mp4", clip.video()),
        File::Watermarked => ("video/mp4", Clip { seed: !clip.seed, ..clip }.video()),
        File::Cover => ("image/png", clip.cover()),
    })
}

fn ranged(request: &Request<'_>, content_type: &'static str, bytes: Vec<u8>) -> Answer {
    let length = bytes.len();
    let entity_tag = format!("\"{:016x}\"", digest(&bytes));
    let header = |name: &str| request.header(name).and_then(|value| std::str::from_utf8(value).ok());
    // Who has a part of another file wants this one whole.
    let is_same = header("if-range").is_none_or(|tag| tag.trim() == entity_tag);
    let range = header("range").filter(|_| is_same);
    let is_known = |tag: &str| matches!(tag.trim(), "*") || tag.trim().trim_start_matches("W/") == entity_tag;
    let has_it = header("if-none-match").is_some_and(|tags| tags.split(',').any(is_known));
    let good = |status, bytes| {
        let answer = Answer { status, headers: Vec::new(), body: Body::Bytes(content_type, bytes) };
        answer.with("accept-ranges", "bytes").with("etag", entity_tag.clone())
    };
    if has_it {
        return good(304, Vec::new());
    }
    match range.map(|range| span(range, length)) {
        None | Some(Span::Whole) => good(200, bytes),
        Some(Span::Part(from, to)) => {
            let part = bytes[from..=to].to_vec();
            good(206, part).with("content-range", format!("bytes {from}-{to}/{length}"))
        }
        Some(Span::Beyond) => fault(416, "InvalidRange", "The requested range is not satisfiable.")
            .with("content-range", format!("bytes */{length}")),
    }
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Span {
    /// All: there is no such unit, or several ranges, which a server may ignore.
    Whole,
    /// From one byte to another, both included.
    Part(usize, usize),
    /// Nothing that is there.
    Beyond,
}

fn span(header: &str, length: usize) -> Span {
    let Some((from, to)) = header.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Span::Whole;
    };
    let last = length.saturating_sub(1);
    match (from.trim().parse::<usize>(), to.trim().parse::<usize>()) {
        (Ok(from), Ok(to)) if from > to => Span::Whole,
        (Ok(from), _) if from >= length => Span::Beyond,
        (Ok(from), Ok(to)) => Span::Part(from, to.min(last)),
        (Ok(from), Err(_)) if to.trim().is_empty() => Span::Part(from, last),
        (Err(_), Ok(0)) if from.trim().is_empty() => Span::Beyond,
        (Err(_), Ok(count)) if from.trim().is_empty() => Span::Part(length.saturating_sub(count), last),
        _ => Span::Whole,
    }
}

fn signature(seed: u64, path: &str, expires: &str) -> String {
    let sum = authenticated(&seed.to_le_bytes(), &format!("{path}?{expires}"));
    sum[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// HMAC-SHA256.
pub fn authenticated(key: &[u8], message: &str) -> [u8; 32] {
    // A key of any length is taken; the error exists for other functions.
    let Ok(mut sum) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    sum.update(message.as_bytes());
    sum.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::incoming::Whole;

    const PICTURE: Picture = Picture { width: 64, height: 32, seconds: 1 };

    fn link(expires: i64, file: File) -> String {
        Links { base: "", seed: 1, expires }.to("acme", "7", PICTURE, file)
    }

    fn ask(method: &str, link: &str, range: Option<&str>, now: i64) -> Answer {
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        let headers: Vec<(&str, &[u8])> = range.map(|range| ("range", range.as_bytes())).into_iter().collect();
        let body = &Whole::default();
        let request = Request { method, path, query, headers: &headers, body, oversized: false };
        answer(&request, 1, now)
    }

    fn length(answer: &Answer) -> usize {
        match &answer.body {
            Body::Bytes(_, bytes) => bytes.len(),
            Body::Json(_) => 0,
        }
    }

    #[test]
    fn a_link_works_until_it_expires() {
        let link = link(100, File::Video);
        assert!(link.starts_with("/__media/acme/7/64x32-1s/video.mp4?expires=100&signature="));
        for (now, status) in [(0, 200), (99, 200), (100, 403), (200, 403)] {
            assert_eq!(ask("GET", &link, None, now).status, status, "{now}");
        }
    }

    #[test]
    fn a_changed_link_does_not_work() {
        let link = link(100, File::Video);
        for other in [link.replace("=100", "=999"), link.replace("/7/", "/8/"), link.replace("expires=100&", "")] {
            assert_eq!(ask("GET", &other, None, 0).status, 403, "{other}");
        }
        assert_eq!(ask("POST", &link, None, 0).status, 405);
        assert_eq!(ask("HEAD", &link, None, 0).status, 200);
    }

    #[test]
    fn ranges_are_parts() {
        let link = link(i64::MAX, File::Video);
        let whole = length(&ask("GET", &link, None, 0));
        for (range, status, bytes) in [
            ("bytes=0-0", 206, 1),
            ("bytes=10-19", 206, 10),
            ("bytes=10-", 206, whole - 10),
            ("bytes=-10", 206, 10),
            ("bytes=-999999999", 206, whole),
            ("bytes=0-999999999", 206, whole),
            ("bytes=9-3", 200, whole),
            ("bytes=0-1,4-5", 200, whole),
            ("lines=0-1", 200, whole),
            ("bytes=-", 200, whole),
        ] {
            let answer = ask("GET", &link, Some(range), 0);
            assert_eq!((answer.status, length(&answer)), (status, bytes), "{range}");
        }
        for range in ["bytes=999999999-", "bytes=-0"] {
            assert_eq!(ask("GET", &link, Some(range), 0).status, 416, "{range}");
        }
    }

    #[test]
    fn the_files_of_a_task_differ() {
        let body = |file| ask("GET", &link(i64::MAX, file), None, 0).body;
        assert_ne!(body(File::Video), body(File::Watermarked));
        assert!(matches!(body(File::Cover), Body::Bytes("image/png", _)));
    }
}
