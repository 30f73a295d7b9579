//! A key that no other run has is looked for in all that client and mock print, keep and answer, in every form.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use self::scanner::Canary;

mod client;
mod echo;
mod mock;
mod scanner;

/// A scanner that cannot find is worth nothing.
#[test]
fn the_scanner_finds_every_form() {
    for seed in 0..20 {
        let (canary, other) = (Canary::of(seed), Canary::of(seed + 1000));
        let mut written = canary.written();
        assert_eq!(written.len(), 12);
        for before in ["", "u", "u:", "me:"] {
            let bytes = format!("{before}{}:x", canary.key());
            for (name, engine) in [("a", STANDARD), ("b", STANDARD_NO_PAD), ("c", URL_SAFE), ("d", URL_SAFE_NO_PAD)] {
                written.push((name, engine.encode(&bytes)));
            }
        }
        let key = canary.key();
        let escaped: String = key.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        written.extend([
            ("JSON", serde_json::json!({ "a": key }).to_string()),
            ("slashes", key.replace('/', "\\/")),
            ("escapes", escaped),
            ("an address", url::form_urlencoded::byte_serialize(key.as_bytes()).collect()),
            ("percent twice", key.bytes().map(|byte| format!("%25{byte:02x}")).collect()),
            ("percent of base64", STANDARD.encode(key).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")),
            ("a part", key[3..25].to_owned()),
            ("another part", key[20..].to_owned()),
        ]);
        for (name, text) in written {
            for within in [text.clone(), format!("a log: {text}."), format!("\"{text}\""), format!("key={text}&a=b")] {
                assert!(canary.found_in(within.as_bytes()).is_some(), "{name}: {within}");
                assert_eq!(other.found_in(within.as_bytes()), None, "{name}: {within}");
            }
        }
    }
}

#[test]
fn the_scanner_finds_nothing_where_there_is_nothing() {
    let canary = Canary::of(1);
    for text in ["", "sk-", "%", "%4", "\\u00", "[key]", &canary.key()[..10], "c2stMTIzNDU2Nzg5MDEyMzQ1Njc4OTA="] {
        assert_eq!(canary.found_in(text.as_bytes()), None, "{text}");
    }
    let found = std::panic::catch_unwind(|| canary.is_absent("a text", canary.key()));
    assert!(found.is_err());
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("deep")).expect("a folder");
    canary.is_absent_below(folder.path());
    std::fs::write(folder.path().join("deep/a.log"), canary.key()).expect("a file");
    assert!(std::panic::catch_unwind(|| canary.is_absent_below(folder.path())).is_err());
}
