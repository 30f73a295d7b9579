//! Edits of what is accepted together, and of defaults.

use super::{PAGE, WORDS, check};

#[test]
fn what_is_accepted() {
    check(
        &[(
            PAGE,
            r#"duration = [3],           resolution = ["480p"]"#,
            r#"duration = [3],           resolution = ["480p", "2K"]"#,
        )],
        &["harmless minor | img2video accepts.0 | accepted now: model a1, duration 3, resolution 2K"],
    );
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["480p"] }"#)],
        &["caller major | img2video accepts.1 | refused now: model a2.5, duration 3 to 9, resolution 2K"],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 9"]"#,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 11"]"#,
        )],
        &["harmless minor | img2video accepts.1 | accepted now: model a2.5, duration 10 to 11, resolution 480p or 2K"],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
            r#"{ model = ["a3-lite"], duration = [5, "4 to 6"]"#,
        )],
        &["caller major | img2video accepts.3 | refused now: model a3-lite, duration 3 or 7 to 9, resolution 480p"],
    );
    check(
        &[(
            PAGE,
            r#"duration = [12],          resolution = ["2K"]"#,
            r#"duration = [13],          resolution = ["2K"]"#,
        )],
        &[
            "caller major | img2video accepts.2 | refused now: model a2.5, duration 12, resolution 2K",
            "harmless minor | img2video accepts.2 | accepted now: model a2.5, duration 13, resolution 2K",
        ],
    );
    check(
        &[(PAGE, "{ model = [\"a2.5\"],    duration = [12],          resolution = [\"2K\"] },\n  ", "")],
        &["caller major | img2video accepts.2 | refused now: model a2.5, duration 12, resolution 2K"],
    );
    check(
        &[
            (PAGE, "  { model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n", ""),
            (PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5"]"#),
        ],
        &["caller major | img2video accepts.3 | refused now: model a3-lite, duration 3 to 9, resolution 480p"],
    );
    check(
        &[
            (WORDS, r#""a3-lite" = "A3Lite""#, r#""a3-lite" = "A3Lite", "a4" = "A4""#),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
                r#"{ model = ["a3-lite", "a4"], duration = [5, "3 to 9"]"#,
            ),
            (PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5", "a3-lite", "a4"]"#),
        ],
        &[
            "harmless minor | - words.model.words.a4 | `a4` is a new word of `model`",
            "harmless minor | img2video accepts.3 | accepted now: model a4, duration 3 to 9, resolution 480p",
        ],
    );
    check(
        &[(PAGE, "duration = [3],           resolution", r#"duration = ["?"],           resolution"#)],
        &[
            "caller major | img2video accepts.0 | default of duration with model a1 is not said instead of 3",
            "harmless minor | img2video accepts.0 | accepted now: model a1, duration 2 or less or 4 or more, resolution 480p",
        ],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = [1.0, "0.5 to 1.5"]"#)],
        &["caller major | img2video fields.guidance.values | refused now: guidance above 1.5 to 2"],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = "?""#)],
        &[
            "caller major | img2video fields.guidance.values | default of guidance is not said instead of 1",
            "harmless minor | img2video fields.guidance.values | accepted now: guidance below 0.5 or above 2",
        ],
    );
    check(
        &[(PAGE, "values = [false, true]", "values = [false]")],
        &["caller major | img2video fields.loop_video.values | refused now: loop_video true"],
    );
    check(
        &[(PAGE, r#"seed = { values = "?""#, r#"seed = { values = [0, "0 to 9"]"#)],
        &[
            "caller major | img2video fields.seed.values | refused now: seed -1 or less or 10 or more",
            "harmless minor | img2video fields.seed.values | default of seed is 0 instead of not said",
        ],
    );
    check(
        &[
            (
                PAGE,
                r#"{ model = ["a1"],      duration = [3], "#,
                r#"{ model = ["a1"], "tags.count" = [0, 1],      duration = [3], "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "#,
                r#"{ model = ["a2.5"], "tags.count" = ["0 to 3"],    duration = [5, "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [12],"#,
                r#"{ model = ["a2.5"], "tags.count" = ["0 to 3"],    duration = [12],"#,
            ),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration"#,
                r#"{ model = ["a3-lite"], "tags.count" = ["0 to 3"], duration"#,
            ),
        ],
        &["caller major | img2video accepts.0 | refused now: model a1, tags.count 2 to 3, duration 3, resolution 480p"],
    );
    check(
        &[
            (
                PAGE,
                r#"{ model = ["a1"],      duration = [3], "#,
                r#"{ model = ["a1"], "subjects.given" = [false],      duration = [3], "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "#,
                r#"{ model = ["a2.5"], "subjects.given" = [true, false],    duration = [5, "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [12],"#,
                r#"{ model = ["a2.5"], "subjects.given" = [true, false],    duration = [12],"#,
            ),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration"#,
                r#"{ model = ["a3-lite"], "subjects.given" = [true, false], duration"#,
            ),
        ],
        &[
            "caller major | img2video accepts.0 | refused now: model a1, subjects.given true, duration 3, resolution 480p",
        ],
    );
}

#[test]
fn defaults() {
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["2K", "480p"] }"#)],
        &[
            "caller major | img2video accepts.1 | default of resolution with model a2.5, duration 3 to 9 is 2K instead of 480p",
        ],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
            r#"{ model = ["a3-lite"], duration = [6, "3 to 9"]"#,
        )],
        &["caller major | img2video accepts.3 | default of duration with model a3-lite is 6 instead of 5"],
    );
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["?", "480p", "2K"] }"#)],
        &[
            "caller major | img2video accepts.1 | default of resolution with model a2.5, duration 3 to 9 is not said instead of 480p",
        ],
    );
    check(
        &[(PAGE, "values = [false, true]", "values = [true, false]")],
        &["caller major | img2video fields.loop_video.values | default of loop_video is true instead of false"],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = [1.5, "0.5 to 2"]"#)],
        &["caller major | img2video fields.guidance.values | default of guidance is 1.5 instead of 1"],
    );
    check(
        &[(PAGE, r#"random = ["absent"]"#, r#"random = ["absent", 0]"#)],
        &["caller major | img2video fields.seed.random | `seed` is drawn by chance when absent or 0 instead of absent"],
    );
}

#[test]
fn what_is_written_in_another_way() {
    check(
        &[(
            PAGE,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 6", "7 to 9"], resolution = ["480p", "2K"] },"#,
        )],
        &["harmless patch | img2video accepts | `accepts` is written in another way or order"],
    );
    check(
        &[(
            PAGE,
            "{ model = [\"a1\"],      duration = [3],           resolution = [\"480p\"] },\n",
            "# a remark\n  { model = [\"a1\"], duration = [3], resolution = [\"480p\"] },\n",
        )],
        &[],
    );
    check(
        &[(
            PAGE,
            "loop_video = { wire = \"job.tuning.loop\", values = [false, true] }\ntags = { count = \"1 to 3\", max_chars = 10 }",
            "tags = { count = \"1 to 3\", max_chars = 10 }\nloop_video = { wire = \"job.tuning.loop\", values = [false, true] }",
        )],
        &["harmless patch | img2video fields | `fields` is written in another way or order"],
    );
}
