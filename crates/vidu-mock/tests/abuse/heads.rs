//! Heads that are bombs or no heads: floods of headers, long lines, other protocols.

use crate::{Case, Part, check, is};

const ENDLESS: u64 = 1 << 34;

const ASK: &str = "GET /healthz HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n";

#[test]
fn heads_that_are_bombs() {
    for (name, parts, answers) in [
        ("a thousand headers", vec![is(ASK), Part::Of(b"X-A: b\r\n", 1000), is("\r\n")], &[431, 400][..]),
        ("headers without end", vec![is(ASK), Part::Of(b"X-A: b\r\n", ENDLESS)], &[431, 400, 0]),
        ("a header without end", vec![is(ASK), is("X-A: "), Part::Of(b"b", ENDLESS)], &[431, 400, 0]),
        ("a name of a header without end", vec![is(ASK), Part::Of(b"b", ENDLESS)], &[431, 400, 0]),
        ("a header of 60 kB", vec![is(ASK), is("X-A: "), Part::Of(b"b", 60_000), is("\r\n\r\n")], &[200]),
        ("a header of 140 kB", vec![is(ASK), is("X-A: "), Part::Of(b"b", 140_000), is("\r\n\r\n")], &[431, 0]),
        (
            "a path of 60 kB",
            vec![is("GET /"), Part::Of(b"a", 60_000), is(" HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")],
            &[404],
        ),
        (
            "a path of 300 kB",
            vec![is("GET /"), Part::Of(b"a", 300_000), is(" HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")],
            &[431, 0],
        ),
        (
            "a path of 60 kB of parts",
            vec![is("GET "), Part::Of(b"/a", 30_000), is(" HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")],
            &[404],
        ),
        ("a path without end", vec![is("GET /"), Part::Of(b"a", ENDLESS)], &[414, 431, 400, 0]),
        ("a method without end", vec![Part::Of(b"A", ENDLESS)], &[400, 431, 0]),
        (
            "a query of ten thousand parameters",
            vec![
                is("GET /__admin/requests?"),
                Part::Of(b"a=b&", 10_000),
                is(" HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n"),
            ],
            &[400, 200],
        ),
        (
            "a query of ten thousand fields",
            vec![
                is("GET /__admin/requests?"),
                Part::Of(b"field.a=b&", 6_000),
                is(" HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n"),
            ],
            &[400, 200],
        ),
        ("blank lines without end", vec![Part::Of(b"\r\n", ENDLESS)], &[400, 431, 0]),
        ("nulls", vec![Part::Of(b"\0", ENDLESS)], &[400, 0]),
        ("a line that is folded", vec![is(ASK), is("X-A: b\r\n c\r\n\r\n")], &[400, 200]),
        ("a blank before the colon", vec![is(ASK), is("X-A : b\r\n\r\n")], &[400]),
        ("no host", vec![is("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")], &[200, 400]),
        (
            "an address for a path",
            vec![is("GET http://other.example/healthz HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")],
            &[200, 404],
        ),
        (
            "a tunnel",
            vec![is("CONNECT other.example:443 HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")],
            &[400, 404, 405],
        ),
    ] {
        check(&Case { name, parts, answers, megabytes: 6 });
    }
}

#[test]
fn other_protocols() {
    let upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    for (name, parts, answers) in [
        (
            "websockets",
            vec![is(&format!("GET /__admin/events HTTP/1.1\r\nHost: mock\r\n{upgrade}")), Part::End],
            &[200, 0][..],
        ),
        (
            "websockets to a vendor",
            vec![is(&format!("GET /ent/v2/img2video HTTP/1.1\r\nHost: mock\r\n{upgrade}")), Part::End],
            &[404, 405, 400, 0],
        ),
        (
            "HTTP/2 by knowledge",
            vec![is("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Part::Is(vec![0, 0, 0, 4, 0, 0, 0, 0, 0])],
            &[400, 505, 0],
        ),
        (
            "HTTP/2 by upgrade",
            vec![
                is(
                    "GET /healthz HTTP/1.1\r\nHost: mock\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                ),
                Part::End,
            ],
            &[200, 0],
        ),
        (
            "a hello of TLS",
            vec![Part::Is([&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3][..], &[7; 508]].concat())],
            &[400, 0],
        ),
        ("HTTP/1.0", vec![is("GET /healthz HTTP/1.0\r\n\r\n")], &[0, 200]),
        ("HTTP/0.9", vec![is("GET /healthz\r\n")], &[400, 0]),
        ("HTTP of the future", vec![is("GET /healthz HTTP/7.3\r\nHost: mock\r\n\r\n")], &[400, 505, 0]),
        ("mail", vec![is("EHLO mock\r\nMAIL FROM:<a@example.com>\r\n")], &[400, 0]),
        ("a shell", vec![is("SSH-2.0-Client_1.0\r\n")], &[400, 0]),
        ("noise", vec![Part::Of(b"\x01\x80\xff\x7f", 100_000)], &[400, 0]),
        ("nothing", vec![Part::End], &[0]),
    ] {
        check(&Case { name, parts, answers, megabytes: 4 });
    }
}
