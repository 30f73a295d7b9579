//! Edits of what a vendor says once, and of the shared words.

use super::{VENDOR, WORDS, check};

#[test]
fn what_a_vendor_says_once() {
    check(
        &[(VENDOR, "DONE = \"succeeded\"\nBROKEN", "DONE = \"succeeded\"\nLATE = \"expired\"\nBROKEN")],
        &["reader minor | - states.LATE | the word `LATE` is new and means expired"],
    );
    check(
        &[(VENDOR, r#"WITHDRAWN = "cancelled""#, r#"WITHDRAWN = "failed""#)],
        &["reader major | - states.WITHDRAWN | the word `WITHDRAWN` means failed instead of cancelled"],
    );
    check(
        &[(VENDOR, "WITHDRAWN = \"cancelled\"\n", "")],
        &["reader major | - states.WITHDRAWN | the word `WITHDRAWN` is said no more; it meant cancelled"],
    );
    check(
        &[
            (VENDOR, r#"send = "Acme ""#, r#"send = "Bearer ""#),
            (VENDOR, r#"take = ["Acme "]"#, r#"take = ["Bearer "]"#),
        ],
        &[
            "caller major | - key.send | `key.send` is `Bearer ` instead of `Acme `",
            "caller major | - key.take | `key.take` has `Acme ` no more",
            "harmless minor | - key.take | `key.take` has `Bearer ` too",
        ],
    );
    check(
        &[(VENDOR, "take = [\"Acme \"]", "take = [\"Acme \", \"\\u001b[31m\"]")],
        &["harmless minor | - key.take | `key.take` has `\u{FFFD}[31m` too"],
    );
    check(
        &[(VENDOR, r#"base_url = "https://api.acme.example""#, r#"base_url = "https://eu.acme.example""#)],
        &["caller major | - base_url | `base_url` is `https://eu.acme.example` instead of `https://api.acme.example`"],
    );
    check(
        &[(VENDOR, "aliases = []", r#"aliases = ["https://eu.acme.example"]"#)],
        &["harmless minor | - aliases | `aliases` has `https://eu.acme.example` too"],
    );
    check(
        &[(VENDOR, "takes_quoted = []", r#"takes_quoted = ["integer"]"#)],
        &["harmless minor | - takes_quoted | `takes_quoted` has integer too"],
    );
    check(
        &[(VENDOR, r#"environment = "ACME""#, r#"environment = "ACME2""#)],
        &["harmless major | - environment | `environment` is `ACME2` instead of `ACME`"],
    );
    check(
        &[(VENDOR, "url_lifetime = 600", "url_lifetime = 300")],
        &["reader major | - task.url_lifetime | `task.url_lifetime` is 300 instead of 600"],
    );
    check(
        &[(VENDOR, r#"id = "token""#, r#"id = "uuid""#)],
        &["reader major | - task.id | `task.id` is uuid instead of token"],
    );
    check(
        &[(VENDOR, r#"cancellable = ["queued", "running"]"#, r#"cancellable = ["queued"]"#)],
        &["caller major | - task.cancellable | `task.cancellable` has running no more"],
    );
    check(
        &[(VENDOR, r#"refused = ["400 to 499"]"#, r#"refused = ["400 to 407", "409 to 499"]"#)],
        &["reader major | - submit | status 408 of a submit: whether a task exists is open; before: no task exists"],
    );
    check(
        &[(VENDOR, "E_LATE = { status = 409", "E_LATE = { status = 410")],
        &["reader major | - errors.codes.E_LATE.status | `errors.codes.E_LATE.status` is 410 instead of 409"],
    );
    check(
        &[(VENDOR, r#"message = "too late""#, r#"message = "much too late""#)],
        &[
            "harmless patch | - errors.codes.E_LATE.message | `errors.codes.E_LATE.message` is `much too late` instead of `too late`",
        ],
    );
    check(
        &[
            (VENDOR, "E_OURS = {", "E_FULL = { status = 429, message = \"full\" }\nE_OURS = {"),
            (VENDOR, r#"not_cancellable = "E_LATE""#, "not_cancellable = \"E_LATE\"\ntoo_many_requests = \"E_FULL\""),
        ],
        &[
            "reader minor | - errors.codes.E_FULL | the error `E_FULL` (429) is new",
            "harmless minor | - errors.when.too_many_requests | the fault `too_many_requests` is answered with `E_FULL` (429)",
        ],
    );
    check(
        &[(VENDOR, r#"unknown_task = "E_TASK""#, r#"unknown_task = "E_PATH""#)],
        &[
            "reader major | - errors.when.unknown_task | the fault `unknown_task` is answered with `E_PATH` (404) instead of `E_TASK` (410)",
        ],
    );
    check(
        &[(VENDOR, "ref = \"error.trace\"\n", "")],
        &["reader major | - errors.envelopes.fault.ref | `ref` is in the answer no more: the error trace as text"],
    );
    check(
        &[(VENDOR, "WORKING = 1, DONE = 2", "DONE = 1, BROKEN = 1")],
        &[
            "reader major | - callback.states | there is no call on `WORKING` any more",
            "reader major | - callback.states.DONE | retries of a failed call on `DONE`: 1 instead of 2",
            "reader minor | - callback.states.BROKEN | there is a call on `BROKEN` too",
        ],
    );
    check(
        &[(VENDOR, "\n[callback]\nfield = \"notify\"\nstates = { WORKING = 1, DONE = 2 }\nbody = \"query\"\n", "")],
        &["reader major | - callback | the vendor calls back no more"],
    );
}

#[test]
fn words() {
    check(
        &[(WORDS, r#""2K" = "K2""#, r#""2K" = "P2000""#)],
        &["harmless major | - words.resolution.words.2K | `2K` is `P2000` in Rust instead of `K2`"],
    );
    check(
        &[(WORDS, r#""2K" = "K2""#, r#""2K" = "K2", "4K" = "K4""#)],
        &["harmless minor | - words.resolution.words.4K | `4K` is a new word of `resolution`"],
    );
    check(
        &[(WORDS, r#"type = "Dub""#, r#"type = "Dubbing""#)],
        &["harmless major | dub type | `type` is `Dubbing` instead of `Dub`"],
    );
    check(
        &[(WORDS, r#"record = "Subject""#, r#"record = "Person""#)],
        &["harmless major | img2video fields.subjects.record | `subjects.record` is `Person` instead of `Subject`"],
    );
}
