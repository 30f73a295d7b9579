//! Checks as much of an http or https URL as every vendor needs: host, port, no secrets before the host, no blanks.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::fmt;

use super::reference::blank;
use super::{Fault, shortened};

/// A sound http or https URL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Url<'a> {
    text: &'a str,
    host: &'a str,
}

impl<'a> Url<'a> {
    /// The URL as written, with its query string, which may hold a signature.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The host as written, without the port; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &'a str {
        self.host
    }

    /// What was read before.
    pub(super) fn sound(text: &'a str, host: &'a str) -> Self {
        Self { text, host }
    }

    /// Reads `rest`, which is what follows the colon of the scheme in `text`.
    pub(super) fn read(text: &'a str, rest: &'a str) -> Result<Self, Fault> {
        if let Some(fault) = blank(text) {
            return Err(fault);
        }
        let after = rest.strip_prefix("//").ok_or(Fault::NoHost)?;
        if let Some(host) = plain_name(after) {
            return Ok(Self { text, host });
        }
        let end = after.bytes().position(ends_authority).unwrap_or(after.len());
        let authority = &after[..end];
        if authority.contains('@') {
            return Err(Fault::UserName);
        }
        let (host, port) = split_port(authority);
        check_host(host)?;
        check_port(port)?;
        Ok(Self { text, host })
    }
}

impl fmt::Debug for Url<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Url({})", shortened(self.text))
    }
}

/// An IPv6 address holds colons of its own, so the port begins after its bracket.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    let name_starts = if authority.starts_with('[') { authority.find(']').unwrap_or(0) } else { 0 };
    match authority[name_starts..].find(':') {
        Some(colon) => (&authority[..name_starts + colon], Some(&authority[name_starts + colon + 1..])),
        None => (authority, None),
    }
}

fn check_host(host: &str) -> Result<(), Fault> {
    if host.is_empty() {
        return Err(Fault::NoHost);
    }
    let sound = match host.strip_prefix('[') {
        Some(address) => address.strip_suffix(']').is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        None => is_name_or_ipv4(host),
    };
    if sound { Ok(()) } else { Err(Fault::Host) }
}

/// The authority that a text begins with if it is a name and nothing else, as most are, and what [`check_host`] would call
/// sound: for one look at each byte.
fn plain_name(text: &str) -> Option<&str> {
    // What the label under way has: a name's last one has a letter, or it would be a number of an address.
    let (mut label, mut end) = (0, text.len());
    for (at, byte) in text.bytes().enumerate() {
        let class = CLASSES[usize::from(byte)];
        if class < DOT {
            label |= class;
            continue;
        }
        match class {
            DOT if label != 0 => label = 0,
            END => {
                end = at;
                break;
            }
            _ => return None,
        }
    }
    text.get(..end).filter(|_| label & LETTER != 0)
}

/// What a byte is to a name.
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'.' => DOT,
            byte if is_plain(byte) => LETTER,
            byte if ends_authority(byte) => END,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const DOT: u8 = 4;
const END: u8 = 8;
const OTHER: u8 = 16;

const fn ends_authority(byte: u8) -> bool {
    matches!(byte, b'/' | b'?' | b'#')
}

fn is_name_or_ipv4(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let numeric = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    if numeric { host.parse::<Ipv4Addr>().is_ok() } else { host.split('.').all(is_label) }
}

/// Letters of any script: a name in Chinese is as good as its `xn--` form.
fn is_label(label: &str) -> bool {
    if label.bytes().all(is_plain) {
        return !label.is_empty();
    }
    label.chars().all(|character| character.is_alphanumeric() || "-_".contains(character))
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// An empty port is a template that was not filled in.
fn check_port(port: Option<&str>) -> Result<(), Fault> {
    let sound = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if port.is_none_or(sound) { Ok(()) } else { Err(Fault::Port) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{check_host, plain_name};
    use crate::image::{Fault, Reference, read};

    proptest! {
        /// The quick look calls nothing sound that the other would not, and misses no name of ASCII.
        #[test]
        fn plain_names_are_sound_hosts(host in "[a-zA-Z0-9._-]{0,12}|[a0.:@é\\[\\]-]{0,6}", rest in "|[/?#][a./?#]{0,2}") {
            let is_name = check_host(&host).is_ok() && host.is_ascii() && !host.starts_with('[');
            let is_numeric = host.trim_end_matches('.').rsplit('.').next().unwrap().bytes().all(|byte| byte.is_ascii_digit());
            let expected = is_name && !is_numeric && !host.ends_with('.');
            let text = format!("{host}{rest}");
            prop_assert_eq!(plain_name(&text), expected.then_some(&*host), "{}", text);
        }
    }

    #[test]
    fn sound_urls() {
        let cases = [
            ("https://a.example", "a.example"),
            ("hTTps://A.example/b.png", "A.example"),
            ("http://localhost:3000/b", "localhost"),
            ("http://a.example:0", "a.example"),
            ("http://a.example:65535?x", "a.example"),
            ("https://a.example.#top", "a.example."),
            ("https://my_bucket.s3-eu.example/b?X-Signature=%2F&e=me@a.example", "my_bucket.s3-eu.example"),
            ("https://127.0.0.1/b", "127.0.0.1"),
            ("https://[::1]/b", "[::1]"),
            ("https://[2001:db8::2]:8080/b", "[2001:db8::2]"),
            ("https://a.example/图片/猫@2x.png", "a.example"),
            ("https://例子.中国/b", "例子.中国"),
            ("https://1.example/b", "1.example"),
        ];
        for (text, host) in cases {
            let Reference::Url(url) = read(text) else { panic!("{text}: {:?}", read(text)) };
            assert_eq!((url.as_str(), url.host()), (text, host));
        }
    }

    #[test]
    fn faulty_urls() {
        let cases = [
            ("https:", Fault::NoHost),
            ("https:a.example", Fault::NoHost),
            ("https:/a.example", Fault::NoHost),
            ("https://", Fault::NoHost),
            ("https:///b", Fault::NoHost),
            ("https://:80/b", Fault::NoHost),
            ("https://?x", Fault::NoHost),
            ("https://a..example", Fault::Host),
            ("https://.", Fault::Host),
            ("https://a.example\\b", Fault::Host),
            ("https://a%20b", Fault::Host),
            ("https://{host}/b", Fault::Host),
            ("https://256.0.0.1/b", Fault::Host),
            ("https://1.2.3/b", Fault::Host),
            ("https://[::1", Fault::Host),
            ("https://[::1]x/b", Fault::Host),
            ("https://[1.2.3.4]/b", Fault::Host),
            ("https://[]", Fault::Host),
            ("https://[fe80::1%25eth0]/b", Fault::Host),
            ("https://a.example:65536", Fault::Port),
            ("https://a.example:+80", Fault::Port),
            ("https://a.example:/b", Fault::Port),
            ("https://a.example:80:80", Fault::Port),
            ("https://[::1]:x", Fault::Port),
            ("https://me@a.example/b", Fault::UserName),
            ("https://me:secret@a.example/b", Fault::UserName),
            ("https://@a.example/b", Fault::UserName),
            ("https://a.example/b c", Fault::Blank { character: ' ', position: 19 }),
            ("https://a.example/猫\u{3000}", Fault::Blank { character: '\u{3000}', position: 19 }),
            ("https://a.example/b\n", Fault::Blank { character: '\n', position: 19 }),
            ("https://a.example/b\0", Fault::Blank { character: '\0', position: 19 }),
        ];
        for (text, fault) in cases {
            assert_eq!(read(text), Reference::Unreadable(fault), "{text}");
        }
    }
}
