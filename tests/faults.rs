//! Bad specs and what is said of them: each case is one edit of the made-up vendor's spec.

use insta::assert_snapshot;

use crate::folder::{Copy, made_up};

const PAGE: &str = "acme/2026-01/img2video.toml";
const VENDOR: &str = "acme/2026-01/vendor.toml";
const QUERY: &str = "acme/2026-01/query.toml";
const LIST: &str = "acme/2026-01/list.toml";
const WORDS: &str = "vocabulary.toml";

/// What is said of a spec with these edits, without the place of the copy.
fn report(edits: &[(&str, &str, &str)]) -> String {
    let copy = Copy::of(&made_up());
    for (file, from, to) in edits {
        copy.edit(file, from, to);
    }
    match vidu_codegen::load(copy.path()) {
        Ok(loaded) => loaded.remarks.iter().map(|remark| format!("{remark}\n")).collect(),
        Err(report) => report.to_string(),
    }
    .replace(&format!("{}/", copy.path().display()), "")
}

/// One snapshot for each name: the edits, and the report beneath.
macro_rules! faults {
    ($($name:ident: $([$file:expr, $from:expr, $to:expr]),+;)*) => {$(
        #[test]
        fn $name() {
            assert_snapshot!(report(&[$(($file, $from, $to)),+]));
        }
    )*};
}

faults! {
    // proofs
    ambiguous_default: [PAGE, r#"{ model = ["a2.5"],    duration = [12], "#, r#"{ model = ["a2.5", "a3-lite"],    duration = [12], "#];
    ambiguous_default_of_overlapping_rows: [PAGE, r#"duration = [12],          resolution = ["2K"]"#, r#"duration = [5, 12],          resolution = ["2K"]"#];
    illegal_default_outside_of_the_run: [PAGE, r#"{ model = ["a2.5"],    duration = [5, "3 to 9"]"#, r#"{ model = ["a2.5"],    duration = [10, "3 to 9"]"#];
    illegal_default_is_a_run: [PAGE, r#"{ model = ["a2.5"],    duration = [5, "3 to 9"]"#, r#"{ model = ["a2.5"],    duration = ["3 to 9"]"#];
    illegal_default_of_another_type: [PAGE, "values = [1.0, \"0.5 to 2\"]", "values = [\"one\", \"0.5 to 2\"]"];
    dead_value_twice_in_a_cell: [PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["480p", "2K", "480p"] }"#];
    dead_value_not_among_the_fields: [PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5"]"#];
    dead_value_beyond_the_count: [PAGE, r#"{ model = ["a1"],      duration = [3],"#, r#"{ model = ["a1"], "tags.count" = [0, 4],      duration = [3],"#],
        [PAGE, r#"{ model = ["a2.5"],    duration = [5, "#, r#"{ model = ["a2.5"], "tags.count" = ["0 to 3"],    duration = [5, "#],
        [PAGE, r#"{ model = ["a2.5"],    duration = [12],"#, r#"{ model = ["a2.5"], "tags.count" = [1],    duration = [12],"#],
        [PAGE, r#"{ model = ["a3-lite"], duration"#, r#"{ model = ["a3-lite"], "tags.count" = [1], duration"#];
    model_without_a_row: [PAGE, "  { model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n", ""];
    unreachable_row: [PAGE, r#"{ model = ["a3-lite"], duration = [5, "3 to 9"], resolution = ["480p"] },"#, "{ model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n  { model = [\"a2.5\"], duration = [5, 4], resolution = [\"480p\"] },"];
    duplicate_row: [PAGE, r#"{ model = ["a3-lite"], duration = [5, "3 to 9"], resolution = ["480p"] },"#, "{ model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n  { model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },"];
    unknown_word: [PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5", "a3-lite", "a25"]"#];
    missing_column: [PAGE, r#"duration = [12],          resolution = ["2K"]"#, "duration = [12]"];
    column_too_many: [PAGE, r#"duration = [12],          resolution = ["2K"]"#, r#"duration = [12], resolution = ["2K"], loop_video = [true]"#];
    stated_but_not_offered_is_a_remark: [PAGE, "an older table has it", "an older table had it"];

    // words and keys
    unknown_field: [PAGE, "loop_video = {", "loop_vide = {"];
    unknown_key: [PAGE, "max_chars = 20 }", "max_char = 20 }"];
    a_model_in_the_path: [PAGE, "POST /jobs/video", "POST /jobs/{model}/video"];
    query_without_id: [QUERY, "GET /jobs?ref={id}", "GET /jobs"];
    unknown_slot: [QUERY, "\"task.state\"", "\"task.status\""];
    unknown_stage: [VENDOR, "WORKING = \"running\"", "WORKING = \"working\""];
    unknown_error_code: [VENDOR, "no_key = \"E_KEY\"", "no_key = \"E_KEYS\""];
    unknown_status_word_of_a_callback: [VENDOR, "DONE = 2", "READY = 2"];
    aspect_not_said: [PAGE, "prompt = { wire = \"job.text\", max_chars = 20 }", "prompt = { wire = \"job.text\" }"];
    picture_aspects_not_said: [PAGE, "formats = \"?\", ratio = \"?\", ", ""];
    two_fields_in_one_place: [PAGE, "job.seconds\" }", "job.text\" }"];
    a_field_within_a_value: [PAGE, "job.tuning.loop", "job.text.loop"];
    positions_with_a_gap: [PAGE, "job.frames[1]", "job.frames[2]"];
    no_current_revision: [VENDOR, "current = true", "current = false"];
    a_current_revision_that_leaves_pages_out: [VENDOR, "current = true", "current = true\npartial = true"];
    no_word_for_success: [VENDOR, "DONE = \"succeeded\"", "DONE = \"running\""];
    a_limit_without_unit: [PAGE, "max_body = \"20MB\"", "max_body = \"20\""];
    a_ratio_upside_down: [PAGE, "formats = [\"png\", \"gif\"], ratio = \"1:2 to 2:1\", least = \"16x16\", alike = \"4:5 to 5:4\", max_bytes = \"5MB\", max_decoded = \"?\" }\nlast", "formats = [\"png\", \"gif\"], ratio = \"2:1 to 1:2\", least = \"16x16\", alike = \"4:5 to 5:4\", max_bytes = \"5MB\", max_decoded = \"?\" }\nlast"];
    created_status_is_not_accepted: [VENDOR, "created = 202", "created = 201"];
    send_prefix_is_not_taken: [VENDOR, "send = \"Acme \"", "send = \"Acme: \""];

    // lists
    a_list_without_ids: [LIST, "ref = \"task.id\"", "ref = \"request.id\""];
    a_list_by_post: [LIST, "GET /jobs/all", "POST /jobs/all"];
    a_list_with_an_id: [LIST, "GET /jobs/all", "GET /jobs/{id}/all"];
    two_parameters_of_one_meaning: [LIST, "until = { is = \"created.to\", format = \"?\"", "until = { is = \"created.from\", format = \"?\", default = \"?\""];
    a_token_that_no_answer_gives: [LIST, "\"all.more\" = { is = \"page.next\", else = \"\" }\n", ""];
    a_page_larger_than_the_largest: [LIST, "default = 2, most = 3", "default = 4, most = 3"];
    a_time_that_is_no_form_of_time: [LIST, "format = \"unix seconds\", default", "format = \"integer\", default"];
    a_parameter_aspect_not_said: [LIST, "phase = { is = \"task.state\", several = \"repeated\" }", "phase = { is = \"task.state\" }"];
    an_unknown_parameter_meaning: [LIST, "tag = { is = \"filter\"", "tag = { is = \"filters\""];

    // every fault of every file at once
    all_at_once: [PAGE, "max_body = \"20MB\"", "max_body = 20"], [QUERY, "\"task.state\"", "\"task.status\""], [WORDS, "kind = \"cancel\"", "kind = \"stop\""], [VENDOR, "[states]", "[states"];

    // hostile or odd text
    rust_keyword_as_field: [WORDS, "tags = {", "type = {"];
    underscore_as_variant: [WORDS, "\"a1\" = \"A1\"", "\"a1\" = \"_\""];
    method_name_as_field: [WORDS, "tags = {", "check = {"];
    type_name_of_the_crate: [WORDS, "type = \"Dub\"", "type = \"Image\""];
    empty_word: [WORDS, "\"a1\" = \"A1\"", "\"\" = \"A1\""];
    two_words_of_one_name: [WORDS, "\"a2.5\" = \"A25\"", "\"a2.5\" = \"A1\""];
    direction_control: [WORDS, "about = \"What happens.\"", "about = \"What \u{202E}happens.\""];
    line_break_in_prose: [WORDS, "about = \"What happens.\"", "about = \"What\\n    happens();\""];
    carriage_return_in_prose: [WORDS, "about = \"What happens.\"", "about = \"What\\rhappens.\""];
    blank_before_prose: [WORDS, "about = \"What happens.\"", "about = \"    let x = 1;\""];
    quote_in_a_wire_key: [PAGE, "\"job.text\"", "\"job.te\\\"xt\""];
    request_line_with_markup: [PAGE, "POST /jobs/video", "POST /jobs/<script>"];
}
