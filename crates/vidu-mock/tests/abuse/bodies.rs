//! Bodies that are bombs: endless, deep, wide, long, lying about their length, or not JSON at all.

use crate::{Case, Part, check, is, submit};

const ENDLESS: u64 = 1 << 34;
const MILLION: u64 = 1_000_000;

/// A body of several parts, with its true length.
fn of(headers: &str, parts: Vec<Part>) -> Vec<Part> {
    let length: u64 = parts.iter().map(length).sum();
    [vec![submit(&format!("{headers}Content-Length: {length}\r\n"))], parts].concat()
}

fn length(part: &Part) -> u64 {
    match part {
        Part::Is(bytes) => bytes.len() as u64,
        Part::Of(unit, times) => unit.len() as u64 * times,
        Part::Members(times) => (0..*times).map(|number| format!("\"a{number}\":1,").len() as u64).sum(),
        Part::Chunks(..) | Part::End => 0,
    }
}

/// A good request but for what stands in it besides.
fn within(before: &str, parts: Vec<Part>, after: &str) -> Vec<Part> {
    let begin = format!(r#"{{"model":"viduq1","images":["https://pictures.example.com/a.png"],{before}"#);
    of("", [vec![is(&begin)], parts, vec![is(after)]].concat())
}

fn chunked(parts: Vec<Part>) -> Vec<Part> {
    [vec![submit("Transfer-Encoding: chunked\r\n")], parts].concat()
}

#[test]
fn endless_bodies() {
    for (name, parts, answers, megabytes) in [
        (
            "whitespace without end",
            vec![submit(&format!("Content-Length: {ENDLESS}\r\n")), Part::Of(b" ", ENDLESS)],
            &[400, 413, 0][..],
            70,
        ),
        (
            "a string without end",
            [
                chunked(vec![]),
                vec![
                    Part::Chunks(b"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1),
                    Part::Chunks(&[b'a'; 4096], ENDLESS / 4096),
                ],
            ]
            .concat(),
            &[400, 413, 0],
            70,
        ),
        (
            "a picture without end",
            [
                chunked(vec![]),
                vec![
                    Part::Chunks(b"{\"images\":[\"data:image/png;base64,", 1),
                    Part::Chunks(&[b'A'; 4096], ENDLESS / 4096),
                ],
            ]
            .concat(),
            &[400, 413, 0],
            8,
        ),
        (
            "brackets without end",
            [chunked(vec![]), vec![Part::Chunks(&[b'['; 4096], ENDLESS / 4096)]].concat(),
            &[400, 413, 0],
            70,
        ),
        ("a million tiny chunks", chunked(vec![Part::Chunks(b" ", MILLION), is("0\r\n\r\n")]), &[400], 8),
        (
            "a chunk that says it is longer than there are numbers",
            chunked(vec![is("ffffffffffffffffff\r\n")]),
            &[400, 0],
            2,
        ),
        ("a chunk of no number", chunked(vec![is("xyz\r\n{}\r\n0\r\n\r\n")]), &[400, 0], 2),
        ("extensions of a chunk without end", chunked(vec![is("1;"), Part::Of(b"a", ENDLESS)]), &[400, 0], 4),
        ("trailers without end", chunked(vec![is("0\r\n"), Part::Of(b"X-A: b\r\n", ENDLESS)]), &[400, 0], 4),
    ] {
        check(&Case { name, parts, answers, megabytes });
    }
}

#[test]
fn deep_and_wide_bodies() {
    for (name, parts, answers, megabytes) in [
        (
            "arrays 100,000 deep",
            within("\"deep\":", vec![Part::Of(b"[", 100_000), Part::Of(b"]", 100_000)], "}"),
            &[400][..],
            4,
        ),
        (
            "objects 100,000 deep",
            within("\"deep\":", vec![Part::Of(b"{\"a\":", 100_000), is("1"), Part::Of(b"}", 100_000)], "}"),
            &[400],
            4,
        ),
        (
            "arrays where a text should be",
            within("\"prompt\":", vec![Part::Of(b"[", 100_000), Part::Of(b"]", 100_000)], "}"),
            &[400],
            4,
        ),
        ("only brackets", of("", vec![Part::Of(b"[", MILLION)]), &[400], 8),
        ("a million fields", within("", vec![Part::Members(MILLION)], "\"last\":1}"), &[200, 400], 400),
        (
            "one field a million times",
            within("", vec![Part::Of(b"\"seed\":1,", MILLION)], "\"seed\":1}"),
            &[200, 400],
            40,
        ),
        (
            "a million pictures",
            of(
                "",
                vec![
                    is("{\"images\":[\"https://a.example/1.png\""),
                    Part::Of(b",\"https://a.example/1.png\"", MILLION),
                    is("]}"),
                ],
            ),
            &[400],
            300,
        ),
        (
            "a million numbers in a list nobody knows",
            within("\"more\":[1", vec![Part::Of(b",1", MILLION)], "]}"),
            &[200, 400],
            150,
        ),
        (
            "a million objects in a list nobody knows",
            within("\"more\":[{}", vec![Part::Of(b",{}", MILLION)], "]}"),
            &[200, 400],
            250,
        ),
        ("a number of a million digits", within("\"seed\":", vec![Part::Of(b"9", MILLION)], "}"), &[400], 8),
        ("a fraction of a million digits", within("\"seed\":0.", vec![Part::Of(b"9", MILLION)], "}"), &[400], 8),
        ("an exponent of a million digits", within("\"seed\":1e", vec![Part::Of(b"9", MILLION)], "}"), &[400], 8),
        (
            "a text of a million escapes",
            within("\"prompt\":\"", vec![Part::Of(b"\\u0041", MILLION)], "\"}"),
            &[400],
            40,
        ),
        (
            "a text of a million halves of a pair",
            within("\"prompt\":\"", vec![Part::Of(b"\\ud800", MILLION)], "\"}"),
            &[400],
            30,
        ),
        ("a name of a million letters", within("\"", vec![Part::Of(b"a", MILLION)], "\":1}"), &[200, 400], 20),
        (
            "a good request behind a megabyte of blanks",
            of("", vec![Part::Of(b" ", MILLION), is(r#"{"model":"viduq1","images":["https://a.example/1.png"]}"#)]),
            &[200],
            10,
        ),
    ] {
        check(&Case { name, parts, answers, megabytes });
    }
}

#[test]
fn bodies_that_lie_or_are_no_json() {
    let good = r#"{"model":"viduq1","images":["https://a.example/1.png"]}"#;
    let length = good.len();
    for (name, parts, answers) in [
        ("longer than it is, then silence", vec![submit("Content-Length: 1000\r\n"), is(good)], &[408][..]),
        ("longer than it is, then its end", vec![submit("Content-Length: 1000\r\n"), is(good), Part::End], &[400, 0]),
        ("shorter than it is", vec![submit(&format!("Content-Length: {}\r\n", length - 5)), is(good)], &[400]),
        ("no length at all", vec![submit(""), is(good)], &[400]),
        (
            "the same length twice",
            vec![submit(&format!("Content-Length: {length}\r\nContent-Length: {length}\r\n")), is(good)],
            &[200, 400],
        ),
        (
            "two lengths",
            vec![submit(&format!("Content-Length: {length}\r\nContent-Length: 3\r\n")), is(good)],
            &[400, 0],
        ),
        (
            "a length and chunks",
            vec![submit(&format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n")), is("0\r\n\r\n")],
            &[400],
        ),
        ("a length below nothing", vec![submit("Content-Length: -1\r\n"), is(good)], &[400, 0]),
        ("a length with a sign", vec![submit(&format!("Content-Length: +{length}\r\n")), is(good)], &[400, 0]),
        (
            "a length beyond all numbers",
            vec![submit("Content-Length: 99999999999999999999999\r\n"), is(good)],
            &[400, 0],
        ),
        (
            "a length as large as numbers are",
            vec![submit("Content-Length: 18446744073709551615\r\n"), is(good), Part::End],
            &[431, 400, 413, 0],
        ),
        ("a coding nobody knows", vec![submit("Transfer-Encoding: gzip\r\n"), is(good), Part::End], &[400, 501, 0]),
        (
            "compressed",
            of("Content-Encoding: gzip\r\n", vec![Part::Is(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4, 0])]),
            &[400, 415],
        ),
        (
            "a bomb, compressed",
            of(
                "Content-Encoding: gzip\r\n",
                vec![Part::Is([vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], vec![0xec; 100_000]].concat())],
            ),
            &[400, 415],
        ),
        (
            "no UTF-8",
            of("", vec![is("{\"model\":\"viduq1\",\"prompt\":\""), Part::Of(b"\xff\xfe", MILLION / 2), is("\"}")]),
            &[400],
        ),
        ("nulls", of("", vec![Part::Of(b"\0", MILLION)]), &[400]),
        (
            "another type",
            of(
                "Content-Type: multipart/form-data; boundary=x\r\n",
                vec![is("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n")],
            ),
            &[400, 415],
        ),
        ("an expectation that is not met", vec![submit("Expect: 100-continue\r\nContent-Length: 10\r\n")], &[100, 408]),
    ] {
        check(&Case { name, parts, answers, megabytes: 10 });
    }
}

/// What the journal keeps of a body is bounded by its number of entries, not by what somebody likes to send.
#[test]
fn the_journal_stays_small() {
    let program = crate::Program::start(&["--client-timeout", "5"]);
    let text = "x".repeat(4000);
    let fields: String = (0..900).map(|number| format!("\"a{number}\":\"{text}\",")).collect();
    let names: String = (0..900).map(|number| format!("\"{text}{number}\":1,")).collect();
    let send = |count: usize| {
        for (number, more) in [&fields, &names].into_iter().cycle().take(count).enumerate() {
            let body = format!(r#"{{{more}"model":"viduq1","images":["https://a.example/{number}.png"]}}"#);
            assert_eq!(program.ask("POST /ent/v2/img2video", &body).0, 200);
        }
    };
    // What the first leave behind is the allocator's.
    send(8);
    let before = program.resident();
    send(32);
    let more = program.resident().saturating_sub(before) >> 20;
    assert!(more <= 48, "32 entries of requests of 3.6 MB hold {more} MB");
    program.is_well();
}
