//! Edits of requests, answers, prices and prose.

use super::{CREDITS, DUB, LIST, PAGE, QUERY, WORDS, check};

#[test]
fn lists() {
    let cases: &[(&str, &str, &str)] = &[
        ("newest first", "oldest first", "reader major | list order | `order` is oldest first instead of newest first"),
        ("\"newest first\"", "\"?\"", "reader major | list order | `order` is not said instead of newest first"),
        (
            "tag = { is = \"filter\", several = \"?\" }\n",
            "",
            "caller major | list parameters.tag | parameter `tag` is gone",
        ),
        ("tag = {", "label = {", "harmless minor | list parameters.label | parameter `label` is new: filter"),
        (
            "refs = { is = \"task.id\", several = \"commas\" }",
            "refs = { is = \"task.id\", several = \"repeated\" }",
            "caller major | list parameters.refs | how several are given of `parameters.refs` is repeated instead of commas",
        ),
        (
            "until = { is = \"created.to\", format = \"?\"",
            "until = { is = \"created.to\", format = \"rfc3339\"",
            "harmless minor | list parameters.until | the form of `parameters.until` is rfc3339 instead of not said",
        ),
        (
            "default = 86400",
            "default = 3600",
            "caller major | list parameters.since | the default of `parameters.since` is 3600 instead of 86400",
        ),
        (
            "most = 3",
            "most = 9",
            "harmless minor | list parameters.limit | the most of `parameters.limit` is 9 instead of 3",
        ),
        (
            "most = 3",
            "most = 2",
            "caller major | list parameters.limit | the most of `parameters.limit` is 2 instead of 3",
        ),
        (
            "Not included.",
            "Included.",
            "harmless patch | list parameters.until | the note of `parameters.until` is Included. instead of Not included.",
        ),
    ];
    for (from, to, expected) in cases {
        let said = super::said(&[(LIST, from, to)]);
        assert!(said.iter().any(|one| one == expected), "{to}: {said:#?}");
    }
}

#[test]
fn requests() {
    check(
        &[(PAGE, "POST /jobs/video", "POST /v2/jobs/video")],
        &["caller major | img2video request | `request` is `POST /v2/jobs/video` instead of `POST /jobs/video`"],
    );
    check(
        &[(QUERY, "GET /jobs?ref={id}", "GET /jobs/{id}")],
        &["caller major | query request | `request` is `GET /jobs/{id}` instead of `GET /jobs?ref={id}`"],
    );
    check(
        &[(PAGE, r#"Content-Type = "application/json" }"#, r#"Content-Type = "application/json", X-Region = "eu" }"#)],
        &["caller major | img2video headers.X-Region | header `X-Region` is new: `eu`"],
    );
    check(
        &[(PAGE, "headers = { Content-Type = \"application/json\" }\n", "")],
        &["harmless minor | img2video headers | header `Content-Type` is asked for no more"],
    );
    check(
        &[(PAGE, r#""job.kind" = "video""#, r#""job.kind" = "film""#)],
        &["caller major | img2video constants.job.kind | `job.kind` in the body is `film` instead of `video`"],
    );
    check(
        &[(DUB, r#"one_of = ["audio_url", "speech"]"#, r#"any_of = ["audio_url", "speech"]"#)],
        &["harmless minor | dub one_of | accepted now: audio_url and speech given together"],
    );
    check(
        &[(DUB, r#"one_of = ["audio_url", "speech"]"#, r#"at_most_one_of = ["audio_url", "speech"]"#)],
        &["harmless minor | dub one_of | accepted now: none of audio_url, speech"],
    );
    check(
        &[(
            PAGE,
            r#"ignored = [{ field = "guidance", when = { model = ["a1"] }"#,
            r#"ignored = [{ field = "guidance", when = { model = ["a1", "a2.5"] }"#,
        )],
        &["caller minor | img2video ignored | `guidance` with model a2.5 is taken without effect now"],
    );
    check(
        &[(PAGE, r#"{ model = ["a1"], credits = 7,"#, r#"{ model = ["a1"], credits = 8,"#)],
        &["harmless patch | img2video prices | model a1 costs 8 credits instead of 7 credits"],
    );
    check(
        &[(PAGE, "also_stated = [{ model = [\"a1\"], resolution = [\"2K\"], why = \"an older table has it\" }]\n", "")],
        &[
            "harmless patch | img2video also_stated | `also_stated` has model a1 and resolution 2K: an older table has it no more",
        ],
    );
    check(
        &[(PAGE, r#"title = "Pictures to Video""#, r#"title = "Pictures to Film""#)],
        &["harmless patch | img2video page.title | `page.title` is `Pictures to Film` instead of `Pictures to Video`"],
    );
    check(
        &[(PAGE, r#"unsaid = ["the range of seed"]"#, "unsaid = []")],
        &["harmless patch | img2video unsaid | `unsaid` has `the range of seed` no more"],
    );
    check(
        &[(PAGE, r#"{ credits = 1, per_second = 2, from = "price page" },"#, "")],
        &[
            "harmless patch | img2video prices | model a2.5 or a3-lite costs nothing that is known instead of 1 credits and 2 a second",
            "harmless patch | img2video prices | `prices` has `price page` no more",
        ],
    );
    check(
        &[(DUB, r#"max_body = "?""#, "max_body = \"?\"\nconstants = { \"job.kind\" = \"dub\" }")],
        &["caller major | dub constants.job.kind | `job.kind` in the body is always `dub` now"],
    );
    check(
        &[(WORDS, r#"kind = "credits""#, r#"kind = "query""#), (CREDITS, "GET /purse", "GET /purse/{id}")],
        &[
            "caller major | credits request | `request` is `GET /purse/{id}` instead of `GET /purse`",
            "caller major | credits kind | `kind` is query instead of credits",
        ],
    );
}

#[test]
fn answers() {
    check(
        &[(
            QUERY,
            r#""job.cost" = { is = "task.credits", format = "integer", else = 0 }"#,
            r#""job.price" = { is = "task.credits", format = "integer", else = 0 }"#,
        )],
        &[
            "reader major | query answer.job.cost | `job.cost` is in the answer no more: the task credits as integer",
            "harmless minor | query answer.job.price | `job.price` is new in the answer: the task credits as integer",
        ],
    );
    check(
        &[(QUERY, r#"format = "integer", else = 0"#, r#"format = "number", else = 0"#)],
        &[
            "reader major | query answer.job.cost | `job.cost` is the task credits as number instead of the task credits as integer",
        ],
    );
    check(
        &[(QUERY, r#"format = "integer", else = 0"#, r#"format = "integer""#)],
        &["reader major | query answer.job.cost | `job.cost` without such a fact is left out instead of `0`"],
    );
    check(
        &[(QUERY, r#"in = ["failed", "cancelled"]"#, r#"in = ["failed"]"#)],
        &[
            "reader major | query answer.job.trouble | `job.trouble` is there when failed instead of when failed, cancelled",
        ],
    );
    check(
        &[(QUERY, r#"in = ["succeeded"]"#, r#"in = ["succeeded", "expired"]"#)],
        &[
            "harmless minor | query answer.job.films | `job.films` is there when succeeded, expired instead of when succeeded",
        ],
    );
    check(
        &[(
            PAGE,
            r#""job.since" = { is = "task.created_at", format = "unix seconds" }"#,
            r#""job.since" = { is = "task.created_at", format = "rfc3339" }"#,
        )],
        &[
            "reader major | img2video answer.job.since | `job.since` is the task created at as rfc3339 instead of the task created at as unix seconds",
        ],
    );
    check(
        &[(PAGE, "\"job.seconds\" = { echo = \"duration\" }\n", "")],
        &[
            "reader major | img2video answer.job.seconds | `job.seconds` is in the answer no more: the request's `duration`",
        ],
    );
    check(
        &[(
            QUERY,
            "\"job.phase\" = \"task.state\"\n",
            "\"job.phase\" = \"task.state\"\n\"job.who\" = \"request.id\"\n",
        )],
        &["harmless minor | query answer.job.who | `job.who` is new in the answer: the request id as text"],
    );
}
