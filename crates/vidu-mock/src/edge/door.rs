//! Who is let in, and what is answered before any vendor is asked: health, browsers' questions, the administrator's token.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};

use serde_json::json;

use crate::admin;
use crate::calls::exchange::{Answer, Body, Request};

/// Where programs that watch others ask; it needs no key and no token.
pub const HEALTH: &str = "/healthz";

/// The header that the token may come in; the other is `Authorization: Bearer`.
const TOKEN: &str = "x-vidu-mock-token";

/// What the administrative endpoints want to be shown. It has no readable `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Box<str>);

impl Token {
    /// A token that somebody chose.
    pub fn of(text: &str) -> Token {
        Token(text.into())
    }

    /// A token that nobody can guess.
    pub fn draw() -> Token {
        // The standard library keys these from the system's randomness, so that nobody can foresee its hash tables.
        let number = || RandomState::new().build_hasher().finish();
        Token(format!("{:016x}{:016x}", number(), number()).into())
    }

    /// The token itself.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// Whether a request shows it.
    fn is_shown(&self, request: &Request<'_>) -> bool {
        let bearer = request.header("authorization").and_then(|value| value.strip_prefix(b"Bearer "));
        let shown = [request.header(TOKEN), bearer];
        shown.into_iter().flatten().any(|shown| is_same(shown, self.0.as_bytes()))
    }
}

/// Takes as long wherever the first difference is.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(..)")
    }
}

/// The answer to a request that goes no further.
pub fn stopped(token: Option<&Token>, request: &Request<'_>) -> Option<Answer> {
    if request.path == HEALTH {
        return Some(Answer::json(200, json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })));
    }
    if request.path.starts_with(admin::PREFIX) {
        return token.filter(|token| !token.is_shown(request)).map(|_| nobody());
    }
    (request.method == "OPTIONS").then(|| preflight(request)).flatten()
}

fn nobody() -> Answer {
    let message = format!("show the token that the server was started with or printed, as `{TOKEN}: TOKEN`");
    Answer::json(401, json!({ "error": { "message": message } })).with("www-authenticate", "Bearer")
}

/// What a browser is told that asks whether it may ask.
fn preflight(request: &Request<'_>) -> Option<Answer> {
    request.header("access-control-request-method")?;
    let asked = request.header("access-control-request-headers").and_then(|names| std::str::from_utf8(names).ok());
    let names = asked.filter(|names| names.bytes().all(is_of_list)).unwrap_or("*, authorization, content-type");
    let answer = Answer { status: 204, headers: Vec::new(), body: Body::Bytes("text/plain", Vec::new()) };
    let answer = answer.with("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    let answer = answer.with("access-control-allow-headers", names.to_owned()).with("access-control-max-age", "600");
    Some(answer.with("access-control-allow-private-network", "true").with("vary", "access-control-request-headers"))
}

/// What names of headers and the commas between them are made of.
fn is_of_list(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_., *".contains(&byte)
}

/// Lets programs in browsers read an answer. What the administrator is told no other page may read.
pub fn opened(answer: Answer, path: &str) -> Answer {
    if path.starts_with(admin::PREFIX) {
        return answer;
    }
    answer.with("access-control-allow-origin", "*").with("access-control-expose-headers", "*")
}

/// Scheme, host and port under which a request reached the server, if its `Host` header has a sound one.
pub fn base_of(request: &Request<'_>) -> Option<String> {
    let host = std::str::from_utf8(request.header("host")?).ok()?;
    let (name, port) = match host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let is_sound = match inner {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.len() <= 255 && is_name(name),
    };
    let has_port =
        port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok());
    (is_sound && has_port).then(|| format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::incoming::Whole;

    fn ask<'a>(method: &'a str, path: &'a str, headers: &'a [(&'a str, &'a [u8])]) -> Request<'a> {
        static NOTHING: std::sync::LazyLock<Whole> = std::sync::LazyLock::new(Whole::default);
        Request { method, path, query: "", headers, body: &NOTHING, oversized: false }
    }

    fn header<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a [u8])> {
        vec![(name, value.as_bytes())]
    }

    #[test]
    fn the_host_is_read_where_it_is_sound() {
        for (host, expected) in [
            ("mock", Some("http://mock")),
            ("mock_1.lan:8438", Some("http://mock_1.lan:8438")),
            ("127.0.0.1:1", Some("http://127.0.0.1:1")),
            ("[::1]:81", Some("http://[::1]:81")),
            ("[::1]", Some("http://[::1]")),
            ("", None),
            (":80", None),
            ("mock:", None),
            ("mock:x", None),
            ("mock:+1", None),
            ("mock:99999", None),
            ("[mock]", None),
            ("a b", None),
            ("a\"><script>", None),
            ("a/b", None),
            ("a@b", None),
            ("a\r\nX: y", None),
            ("\u{202E}a", None),
        ] {
            assert_eq!(base_of(&ask("GET", "/", &header("host", host))).as_deref(), expected, "{host:?}");
        }
        assert_eq!(base_of(&ask("GET", "/", &[])), None);
    }

    #[test]
    fn the_administrator_shows_the_token() {
        let token = Token::of("t1");
        for (name, value, path, is_let_in) in [
            ("x-vidu-mock-token", "t1", "/__admin/clock", true),
            ("authorization", "Bearer t1", "/__admin/clock", true),
            ("authorization", "t1", "/__admin/clock", false),
            ("x-vidu-mock-token", "t2", "/__admin/clock", false),
            ("x-vidu-mock-token", "", "/__admin/clock", false),
            ("x", "t1", "/acme/paint", true),
        ] {
            let headers = header(name, value);
            assert_eq!(
                stopped(Some(&token), &ask("GET", path, &headers)).is_none(),
                is_let_in,
                "{name} {value} {path}"
            );
            assert!(stopped(None, &ask("GET", path, &headers)).is_none());
        }
        assert_ne!(Token::draw(), Token::draw());
        assert!(!format!("{:?}", Token::of("secret")).contains("secret"));
    }

    #[test]
    fn what_a_browser_asks_for_is_no_header_of_its_own() {
        for (names, expected) in [
            ("authorization, x-a", "authorization, x-a"),
            ("x\r\nset-cookie: a", "*, authorization, content-type"),
            ("\"", "*, authorization, content-type"),
        ] {
            let mut headers = header("access-control-request-method", "POST");
            headers.extend(header("access-control-request-headers", names));
            let answer = stopped(None, &ask("OPTIONS", "/acme/paint", &headers)).unwrap();
            assert!(answer.headers.contains(&("access-control-allow-headers", expected.into())), "{answer:?}");
        }
        assert!(stopped(None, &ask("OPTIONS", "/acme/paint", &[])).is_none());
    }
}
