//! Edits of fields and their limits.

use super::{DUB, PAGE, WORDS, check};

#[test]
fn fields() {
    check(
        &[(PAGE, "notify = {", "mood = { type = \"text\", about = \"The mood.\", max_chars = 9 }\nnotify = {")],
        &["harmless minor | img2video fields.mood | field `mood` is new: text, at `mood`"],
    );
    check(
        &[(
            PAGE,
            "notify = {",
            "mood = { required = true, type = \"text\", about = \"The mood.\", max_chars = 9 }\nnotify = {",
        )],
        &["caller major | img2video fields.mood | field `mood` is new: text, required, at `mood`"],
    );
    check(
        &[(PAGE, "loop_video = { wire = \"job.tuning.loop\", values = [false, true] }\n", "")],
        &["caller major | img2video fields.loop_video | field `loop_video` is gone"],
    );
    check(
        &[(PAGE, r#"wire = "job.tuning.loop""#, r#"wire = "job.loop""#)],
        &[
            "caller major | img2video fields.loop_video.wire | field `loop_video` stands at `job.loop` instead of `job.tuning.loop`",
        ],
    );
    check(
        &[(PAGE, "prompt = { wire", "prompt = { required = true, wire")],
        &["caller major | img2video fields.prompt.required | field `prompt` is required now"],
    );
    check(
        &[(PAGE, r#"last = { wire = "job.frames[1]", required = true,"#, r#"last = { wire = "job.frames[1]","#)],
        &["harmless major | img2video fields.last.required | field `last` is required no more"],
    );
    check(
        &[(WORDS, r#"seed = { type = "integer""#, r#"seed = { type = "number""#)],
        &["caller major | img2video fields.seed | field `seed` is number instead of integer"],
    );
    check(
        &[(WORDS, r#"about = "What happens.""#, r#"about = "What is seen.""#)],
        &["harmless patch | img2video fields.prompt.about | `prompt` is described in other words"],
    );
    check(
        &[(PAGE, "prompt = { wire", r#"prompt = { note = "In English.", wire"#)],
        &["harmless patch | img2video fields.prompt.note | the note on `prompt` says: In English."],
    );
    check(
        &[(PAGE, "name = { required = true, max_chars = 8 }", "name = { max_chars = 8 }")],
        &["harmless major | img2video fields.subjects.fields.name.required | field `name` is required no more"],
    );
    check(
        &[
            (
                PAGE,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"] },"#,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"], mute = [true, false] },"#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
                "{ model = [\"a2.5\"],    duration = [5, \"3 to 9\"], resolution = [\"480p\"], mute = [true] },\n  { model = [\"a2.5\"],    duration = [5, \"3 to 9\"], resolution = [\"2K\"], mute = [true] },",
            ),
            (
                PAGE,
                r#"duration = [12],          resolution = ["2K"]"#,
                r#"duration = [12],          resolution = ["2K"], mute = [true]"#,
            ),
            (PAGE, "resolution = [\"480p\"] },\n]", "resolution = [\"480p\"], mute = [true] },\n]"),
            (PAGE, "tags = {", "mute = { type = \"boolean\", about = \"Without sound.\" }\ntags = {"),
        ],
        &["harmless minor | img2video fields.mute | field `mute` is new: boolean, at `mute`"],
    );
    check(
        &[
            (
                PAGE,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"] },"#,
                r#"  { model = ["a1"],      mute = [true], duration = [3],           resolution = ["480p"] },"#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
                "{ model = [\"a2.5\"],    mute = [true], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n  { model = [\"a2.5\"],    mute = [false], duration = [5, \"3 to 9\"], resolution = [\"2K\"] },",
            ),
            (
                PAGE,
                r#"duration = [12],          resolution = ["2K"]"#,
                r#"mute = [true], duration = [12],          resolution = ["2K"]"#,
            ),
            (PAGE, r#"{ model = ["a3-lite"], duration"#, r#"{ model = ["a3-lite"], mute = [true], duration"#),
            (PAGE, "tags = {", "mute = { type = \"boolean\", about = \"Without sound.\" }\ntags = {"),
        ],
        &[
            "caller major | img2video accepts.1 | refused now: model a2.5, duration 3 to 9, resolution 2K",
            "harmless minor | img2video fields.mute | field `mute` is new: boolean, at `mute`",
        ],
    );
}

#[test]
fn limits() {
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = 30"#)],
        &[
            "harmless minor | img2video fields.prompt.max_chars | `prompt` takes at most 30 characters instead of at most 20 characters",
        ],
    );
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = 10"#)],
        &[
            "caller major | img2video fields.prompt.max_chars | `prompt` takes at most 10 characters instead of at most 20 characters",
        ],
    );
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = "?""#)],
        &[
            "harmless minor | img2video fields.prompt.max_chars | `prompt` takes any number of characters instead of at most 20 characters",
        ],
    );
    check(
        &[(DUB, "min_chars = 4", "min_chars = 2")],
        &[
            "harmless minor | dub fields.speech.max_chars | `speech` takes 2 to 2000 characters instead of 4 to 2000 characters",
        ],
    );
    check(
        &[(PAGE, r#"tags = { count = "1 to 3""#, r#"tags = { count = "2 to 4""#)],
        &["caller major | img2video fields.tags.count | `tags` takes 2 to 4 elements instead of 1 to 3 elements"],
    );
    check(
        &[(PAGE, r#"max_body = "20MB""#, r#"max_body = "<20MB""#)],
        &["caller major | img2video max_body | `max_body` is <20MB instead of 20MB"],
    );
    check(
        &[(
            PAGE,
            "formats = [\"png\", \"gif\"], ratio = \"1:2 to 2:1\", least = \"16x16\", alike = \"4:5 to 5:4\", max_bytes = \"5MB\", max_decoded = \"?\" }\nlast",
            "formats = [\"png\", \"webp\"], ratio = \"1:3 to 2:1\", least = \"32x8\", alike = \"4:5 to 6:5\", max_bytes = \"6MB\", max_decoded = \"1MB\" }\nlast",
        )],
        &[
            "caller major | img2video fields.first.formats | `first.formats` has `gif` no more",
            "caller major | img2video fields.first.least | `first.least` is 32x8 instead of 16x16",
            "caller major | img2video fields.first.max_decoded | `first.max_decoded` is 1MB instead of not said",
            "caller major | img2video fields.first.alike | `first.alike` is 4:5 to 6:5 instead of 4:5 to 5:4",
            "harmless minor | img2video fields.first.formats | `first.formats` has `webp` too",
            "harmless minor | img2video fields.first.ratio | `first.ratio` is 1:3 to 2:1 instead of 1:2 to 2:1",
            "harmless minor | img2video fields.first.max_bytes | `first.max_bytes` is 6MB instead of 5MB",
        ],
    );
    check(
        &[(
            PAGE,
            r#"first = { wire = "job.frames[0]", required = true, forms = ["url", "base64"]"#,
            r#"first = { wire = "job.frames[0]", required = true, forms = ["url", "upload"]"#,
        )],
        &[
            "caller major | img2video fields.first.forms | `first.forms` has base64 no more",
            "harmless minor | img2video fields.first.forms | `first.forms` has upload too",
        ],
    );
    check(
        &[(PAGE, "max_chars = 8", "max_chars = 7")],
        &[
            "caller major | img2video fields.subjects.fields.name.max_chars | `subjects.fields.name` takes at most 7 characters instead of at most 8 characters",
        ],
    );
}
