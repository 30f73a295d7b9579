//! Bodies of the made-up vendor, read and written.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::read::read_anything;
use super::*;
use crate::fixture::{Acme, Animate, Model, Resolution, Subject, animate, dub, status, stop};
use crate::image::Image;
use crate::table::QuotedKind;
use crate::value::{Extra, Given, StrayKind, Value};

fn given(body: &'static str) -> Given<'static> {
    read(body.as_bytes(), animate(), &Acme::revision().quoted).unwrap()
}

/// The body that is written for what was read.
fn again(operation: &crate::table::Operation, body: &str) -> String {
    let given = read(body.as_bytes(), operation, &[]).unwrap();
    serde_json::to_string(&super::body(operation, &given)).unwrap()
}

#[test]
fn what_cannot_be_read() {
    let deep = "[".repeat(200);
    let cases: [(&str, &str); 14] = [
        ("", "nothing stands there, an object belongs there (line 1, column 1)"),
        (" \n ", "nothing stands there, an object belongs there (line 2, column 1)"),
        ("null", "null stands there, an object belongs there (line 1, column 1)"),
        ("\n  [1]", "a list stands there, an object belongs there (line 2, column 3)"),
        ("\"x\"", "a string stands there, an object belongs there (line 1, column 1)"),
        ("5", "a number stands there, an object belongs there (line 1, column 1)"),
        ("model=a1", "expected value (line 1, column 1)"),
        ("{\"model\": \"a1\",}", "trailing comma (line 1, column 16)"),
        ("{\"model\": \"a1\"", "EOF while parsing an object (line 1, column 14)"),
        ("{} {}", "trailing characters (line 1, column 4)"),
        ("{\"seed\": 1e999}", "number out of range (line 1, column 14)"),
        ("{\"seed\": 1,\n \"seed\": 1}", "the key `seed` stands twice in one object; give it once (line 2, column 7)"),
        (
            "{\"x\": [{\"a\": null, \"\\u0061\": 1}]}",
            "the key `a` stands twice in one object; give it once (line 1, column 27)",
        ),
        (&deep, "recursion limit exceeded (line 1, column 128)"),
    ];
    for (body, why) in cases {
        let message = read(body.as_bytes(), animate(), &[]).unwrap_err().to_string();
        assert_eq!(message, format!("the body cannot be read as a JSON object: {why}"));
    }
    let message = read(b"{\"model\": \"\xFF\"}", animate(), &[]).unwrap_err().to_string();
    assert!(message.contains("invalid unicode"), "{message}");
}

#[test]
fn values_are_read_by_the_type_of_their_field() {
    let text = |text: &'static str| Some(Value::Text(text.into()));
    let cases = [
        (r#"{"model": "a1"}"#, 0, text("a1")),
        (r#"{"model": "\u0061"}"#, 0, text("a")),
        (r#"{"model": null}"#, 0, None),
        (r#"{"images": ["x"]}"#, 1, text("x")),
        (r#"{"images": []}"#, 1, None),
        (r#"{"images": null}"#, 1, None),
        (r#"{"input": {"prompt": ""}}"#, 2, text("")),
        (r#"{"settings": {"duration": "5"}}"#, 3, Some(Value::Integer(5))),
        (r#"{"seed": -0}"#, 5, Some(Value::Wrong(Box::new(crate::Wrong { json: "-0.0".into(), kind: "a number" })))),
        (r#"{"music": "false"}"#, 6, Some(Value::Boolean(false))),
        (r#"{"strength": 1}"#, 7, Some(Value::Number(1.0))),
        (r#"{"strength": 18446744073709551615}"#, 7, Some(Value::Number(18446744073709551615.0))),
        (r#"{"tags": []}"#, 10, Some(Value::List(vec![]))),
        (
            r#"{"subjects": [{"weight": "1"}]}"#,
            11,
            Some(Value::List(vec![Value::Record(vec![None, None, Some(Value::Integer(1))])])),
        ),
    ];
    for (body, field, expected) in cases {
        assert_eq!(given(body).value(field), expected.as_ref(), "{body}");
    }
    assert_eq!(given("{}").bytes, Some(2));
}

#[test]
fn what_belongs_to_no_field_is_kept() {
    let given = given(
        r#"{"a": {"b": null}, "c": null, "input": {"d": [1]}, "subjects": [{}, {"e": 1, "kind": "being"}], "version": 2}"#,
    );
    let extra = json!({ "a": { "b": null }, "input": { "d": [1] }, "subjects": [null, { "e": 1 }] });
    assert_eq!(Json::from(given.extra.into_owned()), extra);
    let strays: Vec<_> = given.strays.iter().map(|stray| (stray.wire.as_str(), stray.kind)).collect();
    assert_eq!(strays, [("input.task", StrayKind::Missing), ("subjects[0].kind", StrayKind::Missing)]);
}

/// What one pass can read it reads, and it reads nothing else.
#[test]
fn one_pass_reads_what_is_listed_and_of_its_type() {
    let constants = r#""input": {"task": "animate"}, "version": 2"#;
    let cases = [
        (true, "{ALL}".to_owned()),
        (true, r#"{"version": 2, "input": {"prompt": "p", "task": "animate"}}"#.to_owned()),
        (true, r#"{ALL, "model": "a1", "images": ["i"], "seed": null, "strength": 1, "tags": ["t"]}"#.to_owned()),
        (true, r#"{ALL, "subjects": [{"name": "n", "kind": "being", "look": {"pictures": ["p"]}}]}"#.to_owned()),
        (true, r#"{ALL, "s\u0065ed": 5, "music": "true"}"#.to_owned()),
        (true, r#"{ALL, "seed": 9223372036854775807, "strength": 18446744073709551615}"#.to_owned()),
        (false, r#"{ALL, "seed": 9223372036854775808}"#.to_owned()),
        (false, r#"{ALL, "seed": 1.0}"#.to_owned()),
        (false, r#"{ALL, "music": 1}"#.to_owned()),
        (false, r#"{ALL, "model": true}"#.to_owned()),
        (false, r#"{ALL, "model": ["a1"]}"#.to_owned()),
        (false, "{}".to_owned()),
        (false, "{ALL".to_owned()),
        (false, "{ALL} {}".to_owned()),
        (false, r#"{ALL, "x": null}"#.to_owned()),
        (false, r#"{ALL, "seed": 1, "seed": 1}"#.to_owned()),
        (false, r#"{ALL, "seed": null, "seed": 1}"#.to_owned()),
        (false, r#"{ALL, "seed": "x"}"#.to_owned()),
        (false, r#"{ALL, "music": "yes"}"#.to_owned()),
        (false, r#"{ALL, "images": ["i", "j"]}"#.to_owned()),
        (true, r#"{ALL, "tags": null}"#.to_owned()),
        (false, r#"{ALL, "tags": [null]}"#.to_owned()),
        (false, r#"{ALL, "subjects": [{"name": "n"}]}"#.to_owned()),
        (false, r#"{"input": {"task": "dub"}, "version": 2}"#.to_owned()),
        (false, r#"{"input": {"task": "animate"}}"#.to_owned()),
        (false, r#"{"version": 2}"#.to_owned()),
    ];
    for (is_straight, body) in cases {
        let body = body.replace("ALL", constants);
        let quoted = &Acme::revision().quoted;
        assert_eq!(straight::values(&body, animate(), quoted).is_some(), is_straight, "{body}");
        assert_eq!(
            read(body.as_bytes(), animate(), quoted),
            read_anything(body.as_bytes(), animate(), quoted),
            "{body}"
        );
    }
}

/// A page of more members than a number has bits is read the other way.
#[test]
fn one_pass_leaves_out_pages_of_more_members_than_bits() {
    let body = r#"{"input": {"task": "animate"}, "version": 2}"#;
    let mut operation = animate().clone();
    let more =
        (0..64).map(|at| crate::table::Member { key: format!("m{at}").into(), shape: crate::table::Shape::TaskId });
    operation.body.to_mut().extend(more);
    assert_eq!(straight::values(body, &operation, &[]), None);
    assert_eq!(read(body.as_bytes(), &operation, &[]), read(body.as_bytes(), animate(), &[]));
}

/// What a terminal would heed is escaped, also where JSON does not ask for it.
#[test]
fn wrong_values_are_shown_without_control_characters() {
    let body = "{\"seed\": \"a\u{7f}\u{9b}31m\"}";
    let given = read(body.as_bytes(), animate(), &[]).unwrap();
    let verdict = crate::check::check(animate(), &given);
    let said: String = verdict.violations.iter().map(|violation| violation.message.as_str()).collect();
    assert!(said.contains(r#"a string "a\u{7f}\u{9b}31m" is given"#), "{said}");
}

#[test]
fn long_values_of_a_wrong_type_are_shortened() {
    let body = format!(r#"{{"seed": "{}"}}"#, "ö".repeat(1_000_000));
    let given = read(body.as_bytes(), animate(), &[]).unwrap();
    let Some(Value::Wrong(wrong)) = given.value(5) else { panic!("{given:?}") };
    assert_eq!(wrong.json, format!("\"{}..", "ö".repeat(77)));
}

#[test]
fn bodies_are_written_as_the_page_orders_them() {
    let cases = [
        ("{}", r#"{"input":{"task":"animate"},"version":2}"#),
        (
            r#"{"version": 2, "seed": 1, "settings": {"resolution": "x", "duration": 5}, "images": ["i"], "model": "m"}"#,
            r#"{"model":"m","images":["i"],"input":{"task":"animate"},"settings":{"duration":5,"resolution":"x"},"seed":1,"version":2}"#,
        ),
        (
            r#"{"images": ["i", "j"], "input": {"x": 1}, "settings": {"y": {}}, "z": [null], "strength": 2}"#,
            r#"{"images":["i","j"],"input":{"task":"animate","x":1},"settings":{"y":{}},"strength":2.0,"version":2,"z":[null]}"#,
        ),
        (
            r#"{"subjects": [{"name": "n", "look": {"pictures": [], "age": 1}}, {"x": 1}], "tags": []}"#,
            r#"{"input":{"task":"animate"},"tags":[],"subjects":[{"name":"n","look":{"pictures":[],"age":1},"kind":"being"},{"kind":"being","x":1}],"version":2}"#,
        ),
    ];
    for (body, written) in cases {
        assert_eq!(again(animate(), body), written);
        assert_eq!(again(animate(), written), written);
    }
    assert_eq!(again(dub(), r#"{"frames": ["a", "b"]}"#), r#"{"frames":["a","b"]}"#);
    assert_eq!(again(dub(), r#"{"frames": ["a", "b", "c"]}"#), r#"{"frames":["a","b","c"]}"#);
    assert_eq!(again(status(), ""), "{}");
}

#[test]
fn a_field_wins_over_an_unlisted_member_of_its_path() {
    let extra = |json: Json| json.as_object().cloned().unwrap();
    let mut request = Animate::new("a1", "i");
    request.seed = Some(1);
    request.extra = extra(json!({ "seed": 2, "music": "loud", "input": 5, "settings": 6, "version": 3, "none": null }));
    let written = json!({
        "model": "a1", "images": ["i"], "input": { "task": "animate" }, "seed": 1, "music": "loud", "settings": 6, "version": 2,
    });
    assert_eq!(request.to_json(), written);
}

#[test]
fn a_task_id_is_written_where_the_page_repeats_it() {
    let given = Given::default();
    let stop = body(stop(), &given);
    assert_eq!(serde_json::to_string(&stop).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&stop.of_task("7")).unwrap(), r#"{"id":"7"}"#);
    assert_eq!(stop.of_task("7").length(), 10);
    assert_eq!(read(br#"{"id": "7"}"#, crate::fixture::stop(), &[]).unwrap().extra.len(), 0);
}

#[test]
fn an_answer_repeats_values_as_json() {
    let given =
        given(r#"{"model": "a1", "images": ["i"], "settings": {"duration": "5"}, "subjects": [{"name": "n"}]}"#);
    let echo = echo(animate(), &given);
    let there: Vec<_> = echo.iter().flatten().collect();
    assert_eq!(json!(there), json!(["a1", "i", 5, [{ "name": "n", "kind": "being" }]]));
    assert_eq!(echo.len(), 13);
}

#[test]
fn a_typed_request_says_everything_for_which_it_has_no_place() {
    let body = r#"{"images": ["i", "j"], "seed": "x", "settings": [], "tags": [1], "subjects": [{"kind": "being"}], "version": 2}"#;
    let message = serde_json::from_str::<Animate>(body).unwrap_err().to_string();
    let expected = "model: it is missing, and the page requires it\n\
        image: 2 are given in images; exactly 1 is taken\n\
        settings: [] is given, an object belongs here\n\
        seed: a string \"x\" is given, a whole number belongs here\n\
        tags[0]: a number 1 is given, a string belongs here\n\
        subjects[0].name: it is missing, and the page requires it\n\
        input.task: it is missing; \"animate\" belongs here";
    assert_eq!(message.lines().collect::<std::collections::BTreeSet<_>>(), expected.lines().collect());
    // Everything else is there, so that nothing but the model asks for a second look.
    let without_model = br#"{"pictures": ["p"], "length": 5, "audio": "a", "text": "t", "frames": ["f", "g"]}"#;
    let refused = read(without_model, dub(), &[]).unwrap().take(dub()).unwrap_err();
    assert_eq!(refused.reasons(), ["model: it is missing, and the page requires it"]);
    let message = serde_json::from_str::<Animate>("[]").unwrap_err().to_string();
    assert!(message.starts_with("a list stands there, an object belongs there"), "{message}");
}

#[test]
fn quoted_values_are_read_where_the_vendor_takes_them_and_never_written() {
    let body = json!({ "model": "a1", "images": [""], "input": { "task": "animate" }, "seed": "5", "music": "true", "version": 2 });
    let request: Animate = serde_json::from_value(body.clone()).unwrap();
    assert_eq!((request.seed, request.music, request.prompt.clone()), (Some(5), Some(true), None));
    assert_eq!((&request.to_json()["seed"], &request.to_json()["music"]), (&json!(5), &json!(true)));
    let bytes = body.to_string();
    for (quoted, seed_taken, music_taken) in [(&[][..], false, false), (&[QuotedKind::Integer][..], true, false)] {
        let given = read(bytes.as_bytes(), animate(), quoted).unwrap();
        let is_taken = |field| !matches!(given.value(field), Some(Value::Wrong(_)));
        assert_eq!((is_taken(5), is_taken(6)), (seed_taken, music_taken));
    }
}

fn images() -> impl Strategy<Value = Image> {
    any::<String>().prop_map(Image::unchecked)
}

fn subjects() -> impl Strategy<Value = Subject> {
    let pictures = prop::option::of(prop::collection::vec(images(), 0..3));
    (any::<String>(), pictures, any::<Option<i64>>()).prop_map(|(name, pictures, weight)| Subject {
        name,
        pictures,
        weight,
    })
}

/// Members that the page does not list, at every depth.
fn extras() -> impl Strategy<Value = Extra> {
    let leaf =
        prop_oneof![any::<i64>().prop_map(Json::from), any::<String>().prop_map(Json::from), Just(json!([null, {}]))];
    let members = prop::collection::btree_map("_[a-z]{1,3}", leaf, 0..3);
    (members.clone(), members).prop_map(|(outer, inner)| {
        let mut extra: Extra = outer.into_iter().collect();
        if !inner.is_empty() {
            extra.insert("input".into(), inner.into_iter().collect::<Extra>().into());
        }
        extra
    })
}

prop_compose! {
    fn requests()(
        model in prop_oneof![Just(Model::A1), any::<String>().prop_map(Model::from)],
        image in images(),
        resolution in prop::option::of(prop_oneof![Just(Resolution::P360), any::<String>().prop_map(Resolution::from)]),
        (prompt, voice, sound, callback) in any::<(Option<String>, Option<String>, Option<String>, Option<String>)>(),
        (duration, seed, music) in any::<(Option<i64>, Option<i64>, Option<bool>)>(),
        // serde_json reads the last digit of longer numbers inexactly.
        strength in prop::option::of(any::<i32>().prop_map(|number| f64::from(number) / 128.0)),
        tags in any::<Option<Vec<String>>>(),
        subjects in prop::option::of(prop::collection::vec(subjects(), 0..3)),
        extra in extras(),
    ) -> Animate {
        Animate { model, image, prompt, duration, resolution, seed, music, strength, voice, sound, tags, subjects, callback, extra }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(request in requests()) {
        let text = serde_json::to_string(&request).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Animate>(&text).unwrap(), &request);
        prop_assert_eq!(&serde_json::from_slice::<Animate>(text.as_bytes()).unwrap(), &request);
        prop_assert_eq!(&serde_json::from_value::<Animate>(request.to_json()).unwrap(), &request);
        let read = read(text.as_bytes(), animate(), &[]).unwrap();
        prop_assert_eq!(&Given { bytes: None, ..read.clone() }, &request.given());
        prop_assert_eq!(body(animate(), &read).length(), text.len() as u64);
        prop_assert_eq!(body(animate(), &read).content().into_vec(), text.as_bytes());
        prop_assert_eq!(&read.clone().into_owned(), &read);
        prop_assert_eq!(straight::values(&text, animate(), &[]).is_some(), request.extra.is_empty());
    }

    /// One pass over a body says what a look at all of it says, or nothing.
    #[test]
    fn both_ways_to_read_agree(
        request in requests(),
        order in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(vec![
                "", "x", "null", "\"", "\\", ",", "{}", "[]", "5", "\"5\"", "\"seed\":1,", "\"version\":2,", "\"_\":{},", "\"input\":{},",
            ])),
            0..4,
        ),
    ) {
        let json = request.to_json();
        let mut members: Vec<_> = json.as_object().unwrap().iter().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
        let middle = order.index(members.len());
        members.rotate_left(middle);
        let mut text = format!("{{{}}}", members.join(","));
        for (at, change) in changes {
            let at = at.index(text.len() + 1);
            if text.is_char_boundary(at) {
                text.insert_str(at, change);
            }
        }
        for quoted in [&[][..], &Acme::revision().quoted] {
            let whole = read_anything(text.as_bytes(), animate(), quoted);
            if let Some(fields) = straight::values(&text, animate(), quoted) {
                prop_assert_eq!(&Ok(Given { fields, bytes: Some(text.len() as u64), ..Given::default() }), &whole, "{}", text);
            }
            prop_assert_eq!(read(text.as_bytes(), animate(), quoted), whole);
        }
    }

    #[test]
    fn any_body_is_read_and_checked_without_panic(
        members in prop::collection::btree_map(
            prop::sample::select(vec!["model", "images", "input", "settings", "seed", "music", "tags", "subjects", "version", "frames", "pictures", "x"]),
            any_json(),
            0..8,
        ),
    ) {
        let text = json!(members).to_string();
        for operation in &*Acme::revision().operations {
            let given = read(text.as_bytes(), operation, &Acme::revision().quoted).unwrap();
            prop_assert_eq!(&Ok(given.clone()), &read_anything(text.as_bytes(), operation, &Acme::revision().quoted));
            let verdict = crate::check::check(operation, &given);
            prop_assert!(verdict.violations.iter().all(|violation| !violation.message.chars().any(char::is_control)));
            let effective = crate::check::effective(operation, given.clone());
            prop_assert_eq!(effective.fields.len(), operation.fields.len());
            if let Ok(completed) = crate::check::complete_if_fine(operation, given) {
                prop_assert_eq!((&completed, verdict.passes()), (&effective, true));
            }
            let text = serde_json::to_string(&body(operation, &effective)).unwrap();
            prop_assert_eq!(body(operation, &effective).content().into_vec(), text.as_bytes());
            echo(operation, &effective);
        }
    }
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        prop::sample::select(vec!["a1", "a2", "5", "true", "data:image/png;base64,AAAA", "https://a/b"])
            .prop_map(Json::from),
    ];
    let keys =
        prop::sample::select(vec!["prompt", "task", "duration", "resolution", "name", "look", "pictures", "kind", "y"]);
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(keys.clone(), inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}
