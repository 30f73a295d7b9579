//! Answers written and read again, and everything that reading forgives.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::table::*;
use crate::time::Timestamp;

use super::fixture::*;
use super::*;

fn facts(slots: &[(Slot, Fact)]) -> Facts {
    let mut facts = Facts::new();
    for (slot, fact) in slots {
        facts.set(*slot, fact.clone());
    }
    facts
}

fn noon() -> Timestamp {
    Timestamp::from_unix_seconds(1_900_000_000)
}

#[test]
fn writes_members_of_the_stage_and_what_stands_otherwise() {
    let look = named(&acme(), "look").answer;
    let mut known = facts(&[
        (Slot::TaskId, "t-1".into()),
        (Slot::TaskState, "WORK".into()),
        (Slot::TaskCreatedAt, noon().into()),
        (Slot::TaskEndedAt, noon().into()),
        (Slot::VideoDuration, 5.into()),
    ]);
    let running = json!({
        "job": {"ref": "t-1", "status": "WORK", "born": 1_900_000_000, "percent": 0}, "films": [], "extra": {"note": null}
    });
    assert_eq!(write(&look, Some(Stage::Running), &known, &[]), running);
    let failed = json!({
        "job": {"ref": "t-1", "status": "WORK", "born": 1_900_000_000, "over": "1900000000000", "percent": 0, "code": ""},
        "films": [],
        "extra": {"note": null}
    });
    assert_eq!(write(&look, Some(Stage::Failed), &known, &[]), failed);
    known.push(Group::Video, facts(&[(Slot::VideoUrl, "https://v".into()), (Slot::VideoLifetime, 60.into())]));
    known.set(Slot::TaskCredits, 4.0).set(Slot::TaskProgress, "100");
    let succeeded = json!({
        "job": {"ref": "t-1", "status": "WORK", "born": 1_900_000_000, "over": "1900000000000", "percent": 100, "cost": 4},
        "films": [{"href": "https://v", "ttl": 60, "kind": "mp4"}],
        "usage": {"seconds": 5},
        "extra": {"note": null}
    });
    assert_eq!(write(&look, Some(Stage::Succeeded), &known, &[]), succeeded);
}

#[test]
fn writes_echoes_constants_and_lists_of_values() {
    let make = named(&acme(), "make").answer;
    let known = facts(&[(Slot::TaskId, 7.into()), (Slot::TaskCreatedAt, noon().into())]);
    let full = json!({
        "job": "7", "born": "2030-03-17T17:46:40.000000Z", "model": "a1", "pictures": ["https://p"], "luck": 3,
        "note": "n", "version": {"major": 2}
    });
    let echo = [json!("a1"), json!("https://p"), json!(3), json!("n")].map(Some);
    assert_eq!(write(&make, None, &known, &echo), full);
    let bare = json!({
        "job": "7", "born": "2030-03-17T17:46:40.000000Z", "pictures": [], "note": "", "version": {"major": 2}
    });
    assert_eq!(write(&make, None, &known, &[None]), bare);

    let peek = named(&acme(), "peek").answer;
    let mut known = facts(&[(Slot::TaskState, "DONE".into())]);
    known.push(Group::Video, facts(&[(Slot::VideoUrl, "https://1".into())]));
    known.push(Group::Video, facts(&[(Slot::VideoUrl, "https://2".into())]));
    let written = json!({"status": "DONE", "address": "https://1", "addresses": ["https://1", "https://2"]});
    assert_eq!(write(&peek, None, &known, &[]), written);
    assert_eq!(write(&peek, None, &Facts::new(), &[]), json!({"addresses": []}));
}

#[test]
fn outside_of_the_list_stands_the_first_entry() {
    let cases =
        [(Group::Video, Slot::VideoId), (Group::Balance, Slot::BalanceKind), (Group::Package, Slot::PackageName)];
    for (group, slot) in cases {
        let mut known = Facts::new();
        known.push(group, facts(&[(slot, "first".into())])).push(group, facts(&[(slot, "second".into())]));
        assert_eq!(write(&[member("a", text(slot))], None, &known, &[]), json!({"a": "first"}));
    }
}

#[test]
fn converts_facts_to_every_format() {
    let (time, early) = (Fact::Time(noon()), Fact::Time(Timestamp::from_nanos(1_900_000_000_123_456_789)));
    let cases = [
        (Fact::from("a"), Format::Text, json!("a")),
        (5.into(), Format::Text, json!("5")),
        (5.5.into(), Format::Text, json!("5.5")),
        (5.into(), Format::Integer, json!(5)),
        (5.0.into(), Format::Integer, json!(5)),
        (5.4.into(), Format::Integer, json!(5)),
        ("5".into(), Format::Integer, json!(5)),
        ("five".into(), Format::Integer, json!("five")),
        (5.0.into(), Format::Number, json!(5)),
        (5.5.into(), Format::Number, json!(5.5)),
        (1e300.into(), Format::Number, json!(1e300)),
        (f64::NAN.into(), Format::Number, json!("NaN")),
        ("5.5".into(), Format::Number, json!(5.5)),
        (time.clone(), Format::Integer, json!(1_900_000_000)),
        (early.clone(), Format::Text, json!("2030-03-17T17:46:40.123456789Z")),
        (early.clone(), Format::Rfc3339, json!("2030-03-17T17:46:40.123456Z")),
        (early.clone(), Format::UnixSeconds, json!(1_900_000_000)),
        (early, Format::UnixMillisText, json!("1900000000123")),
        (1_900_000_000.into(), Format::Rfc3339, json!("2030-03-17T17:46:40.000000Z")),
        ("2030-03-17T17:46:40Z".into(), Format::UnixSeconds, json!(1_900_000_000)),
        ("soon".into(), Format::UnixSeconds, json!("soon")),
    ];
    for (fact, format, expected) in cases {
        assert_eq!(convert::to_json(&fact, format), expected, "{fact:?} as {format:?}");
    }
}

#[test]
fn reads_texts_and_numbers_in_every_form() {
    let cases = [
        (json!("a"), Format::Text, Some("a".into())),
        (json!(7), Format::Text, Some("7".into())),
        (json!(18_446_744_073_709_551_615_u64), Format::Text, Some("18446744073709551615".into())),
        (json!(-1.5), Format::Text, Some("-1.5".into())),
        (json!(true), Format::Text, Some("true".into())),
        (json!(""), Format::Text, None),
        (json!(" "), Format::Integer, None),
        (json!(null), Format::Text, None),
        (json!(["a"]), Format::Text, None),
        (json!({"a": 1}), Format::Integer, None),
        (json!(7), Format::Integer, Some(7.into())),
        (json!(7.0), Format::Integer, Some(7.into())),
        (json!("7"), Format::Integer, Some(7.into())),
        (json!(" 7% "), Format::Integer, Some(7.into())),
        (json!(7.5), Format::Integer, Some(7.5.into())),
        (json!("many"), Format::Integer, Some("many".into())),
        (json!(18_446_744_073_709_551_615_u64), Format::Integer, Some("18446744073709551615".into())),
        (json!("7.5"), Format::Number, Some(7.5.into())),
        (json!(7), Format::Number, Some(7.0.into())),
        (json!("inf"), Format::Number, Some("inf".into())),
    ];
    for (value, format, expected) in cases {
        assert_eq!(convert::from_json(&value, format), expected, "{value} as {format:?}");
    }
}

#[test]
fn reads_times_in_every_form() {
    let (time, milli) = (Some(Fact::Time(noon())), Some(Fact::Time(Timestamp::from_unix_millis(1_900_000_000_125))));
    let cases = [
        (json!("2030-03-17T17:46:40Z"), Format::Rfc3339, time.clone()),
        (json!("2030-03-17T19:46:40+02:00"), Format::UnixSeconds, time.clone()),
        (json!("2030-03-17T17:46:40.000Z"), Format::UnixMillisText, time.clone()),
        (json!(1_900_000_000), Format::Rfc3339, time.clone()),
        (json!("1900000000"), Format::UnixSeconds, time.clone()),
        (json!("1900000000"), Format::UnixMillisText, time.clone()),
        (json!(1_900_000_000_125_i64), Format::UnixSeconds, milli.clone()),
        (json!("1900000000125"), Format::Rfc3339, milli.clone()),
        (json!(1_900_000_000_125_i64), Format::UnixMillisText, milli.clone()),
        (json!(1_900_000_000.125), Format::UnixSeconds, milli),
        (json!(60), Format::UnixSeconds, Some(Timestamp::from_unix_seconds(60).into())),
        (json!("60"), Format::UnixMillisText, Some(Timestamp::from_unix_millis(60).into())),
        (json!(0), Format::UnixSeconds, None),
        (json!("0"), Format::UnixMillisText, None),
        (json!("0001-01-01T00:00:00Z"), Format::Rfc3339, None),
        (json!("soon"), Format::UnixSeconds, Some("soon".into())),
        (json!("inf"), Format::UnixSeconds, Some("inf".into())),
    ];
    for (value, format, expected) in cases {
        assert_eq!(convert::from_json(&value, format), expected, "{value} as {format:?}");
    }
}

#[test]
fn reads_groups_however_they_are_given() {
    let urls = |name: &str, body: Value| -> Vec<Option<String>> {
        let read = read(&named(&acme(), name).answer, &body);
        read.group(Group::Video).iter().map(|entry| entry.text(Slot::VideoUrl)).collect()
    };
    let url = |text: &str| Some(text.to_owned());
    let cases = [
        ("look", json!({"films": [{"href": "a"}, {"href": "b"}]}), vec![url("a"), url("b")]),
        ("look", json!({"films": [{"href": "a", "new": [1]}, {}, null]}), vec![url("a")]),
        ("look", json!({"films": ["a", "b"]}), vec![url("a"), url("b")]),
        ("look", json!({"films": {"href": "a"}}), vec![url("a")]),
        ("look", json!({"films": "a"}), vec![url("a")]),
        ("look", json!({"films": null}), vec![]),
        ("look", json!({"films": []}), vec![]),
        ("look", json!({}), vec![]),
        ("look", json!({"films": [{"kind": "gif"}]}), vec![None]),
        ("peek", json!({"addresses": ["a", "b"]}), vec![url("a"), url("b")]),
        ("peek", json!({"addresses": "a"}), vec![url("a")]),
        ("peek", json!({"addresses": [{"cover_url": "c", "url": "a"}]}), vec![url("a")]),
        ("peek", json!({"addresses": [{"cover_url": "c", "video_url": "a"}]}), vec![url("a")]),
        ("peek", json!({"addresses": [["a"], {"other": "b"}, 7]}), vec![url("7")]),
        ("peek", json!({"addresses": [null, ""]}), vec![]),
    ];
    for (name, body, expected) in cases {
        assert_eq!(urls(name, body.clone()), expected, "{body}");
    }
}

#[test]
fn lists_are_found_by_their_group() {
    let values = |slot| SlotForm { slot, format: Format::Text, otherwise: None };
    let lists = object(vec![
        member("films", each(Group::Video, vec![member("href", text(Slot::VideoUrl))])),
        member("urls", AnswerForm::EachValue(Group::Video, values(Slot::VideoUrl))),
        member("jobs", AnswerForm::EachValue(Group::Task, values(Slot::TaskId))),
        member("more", text(Slot::PageNext)),
    ]);
    let members = [member("shelf", lists)];
    let cases = [
        (json!({"films": ["a"], "urls": ["b"], "jobs": ["c"]}), Some(json!(["c"])), true),
        (json!({"urls": []}), None, true),
        (json!({"films": null, "more": "p2"}), None, false),
    ];
    for (shelf, expected, listed) in cases {
        let body = json!({ "shelf": shelf });
        let found = entries(&members, &body, Group::Task).map(|(_, entries)| json!(entries));
        assert_eq!((found, has_group(&members, &body)), (expected, listed), "{body}");
    }
}

#[test]
fn lists_that_tell_parts_of_the_same_entries_are_joined() {
    let part = |slot| AnswerForm::EachValue(Group::Video, SlotForm { slot, format: Format::Text, otherwise: None });
    let members = [member("urls", part(Slot::VideoUrl)), member("covers", part(Slot::VideoCoverUrl))];
    let body = json!({"urls": ["a", "b"], "covers": ["c", "d"]});
    let found = read(&members, &body);
    assert_eq!(found.group(Group::Video).len(), 2);
    assert_eq!(found.group(Group::Video)[1].text(Slot::VideoCoverUrl).as_deref(), Some("d"));
    assert_eq!(write(&members, None, &found, &[]), body);
}

#[test]
fn paths_and_echoes_are_found() {
    let acme = acme();
    let cases = [
        ("make", Slot::TaskId, Some("job")),
        ("look", Slot::TaskId, Some("job.ref")),
        ("look", Slot::VideoUrl, Some("films[].href")),
        ("peek", Slot::VideoUrl, Some("address")),
        ("peek", Slot::TaskId, None),
    ];
    for (name, slot, expected) in cases {
        let answer = named(&acme, name).answer;
        assert_eq!((path(&answer, slot).as_deref(), states(&answer, slot)), (expected, expected.is_some()));
    }
    let in_list = [member("a", AnswerForm::Elements(vec![echo(0, None), text(Slot::TaskId)].into()))];
    assert_eq!(path(&in_list, Slot::TaskId).as_deref(), Some("a[1]"));
    assert_eq!(read(&in_list, &json!({"a": [1, "t"]})).text(Slot::TaskId).as_deref(), Some("t"));

    let body = json!({"model": "a1", "pictures": ["p"], "luck": null, "job": "t"});
    let answer = named(&acme, "make").answer;
    let found = [0, 1, 2, 9].map(|field| echoed(&answer, &body, field));
    assert_eq!(found, [Some(&json!("a1")), Some(&json!("p")), None, None]);
    let nested = [member("given", object(vec![member("luck", echo(2, None))]))];
    assert_eq!(echoed(&nested, &json!({"given": {"luck": 3}}), 2), Some(&json!(3)));
}

#[test]
fn facts_are_asked_for_in_any_kind() {
    let known = facts(&[
        (Slot::TaskSeed, "12".into()),
        (Slot::TaskCredits, 2.5.into()),
        (Slot::TaskCreatedAt, "1900000000".into()),
        (Slot::TaskEndedAt, noon().into()),
    ]);
    assert_eq!(known.integer(Slot::TaskSeed), Some(12));
    assert_eq!(known.number(Slot::TaskSeed), Some(12.0));
    assert_eq!(known.integer(Slot::TaskCredits), None);
    assert_eq!(known.text(Slot::TaskCredits).as_deref(), Some("2.5"));
    assert_eq!(known.time(Slot::TaskCreatedAt), Some(noon()));
    assert_eq!(known.integer(Slot::TaskEndedAt), Some(1_900_000_000));
    assert_eq!(known.number(Slot::TaskEndedAt), Some(1_900_000_000.0));
    assert_eq!(known.text(Slot::TaskId), None);
    let signed = facts(&[(Slot::VideoUrl, "https://v.example/a?key=secret".into())]);
    assert!(!format!("{signed:?}").contains("secret"));
}

/// Facts in the form in which reading gives them, so that they can be compared.
fn normal_fact(format: Format) -> BoxedStrategy<Fact> {
    let micros = 946_684_800_000_000_i128..7_258_118_400_000_000;
    match format {
        Format::Text => "[a-zA-Z0-9猫:/?\"\\\\]{1,12}".prop_map(Fact::Text).boxed(),
        Format::Integer => any::<i64>().prop_map(Fact::Integer).boxed(),
        // Eighths, because reading JSON from text may be off by the last bit of other fractions.
        Format::Number => any::<i32>().prop_map(|eighths| Fact::Number(f64::from(eighths) / 8.0)).boxed(),
        Format::Rfc3339 => micros.prop_map(|micros| Timestamp::from_nanos(micros * 1000).into()).boxed(),
        Format::UnixSeconds => {
            (946_684_800_i64..7_258_118_400).prop_map(|at| Timestamp::from_unix_seconds(at).into()).boxed()
        }
        Format::UnixMillisText => {
            (946_684_800_000_i64..7_258_118_400_000).prop_map(|at| Timestamp::from_unix_millis(at).into()).boxed()
        }
    }
}

fn any_format() -> impl Strategy<Value = Format> {
    use Format::*;
    prop::sample::select(vec![Text, Integer, Number, Rfc3339, UnixSeconds, UnixMillisText])
}

const TASK_SLOTS: [Slot; 6] = {
    use Slot::*;
    [TaskId, TaskState, TaskCreatedAt, TaskEndedAt, FailureCode, RequestId]
};
const VIDEO_SLOTS: [Slot; 3] = [Slot::VideoId, Slot::VideoUrl, Slot::VideoDuration];

/// A table with a member for each slot, each perhaps inside of an object, and a fact for some of them.
fn table_and_facts(slots: &'static [Slot]) -> impl Strategy<Value = (Vec<AnswerMember>, Facts)> {
    let one = any_format().prop_flat_map(|format| (Just(format), prop::option::of(normal_fact(format)), any::<bool>()));
    prop::collection::vec(one, slots.len()).prop_map(|drawn| {
        let mut known = Facts::new();
        let mut members = Vec::new();
        for (slot_, (format, fact, nested)) in slots.iter().zip(drawn) {
            let key = Box::leak(name_of(*slot_).into_boxed_str());
            let form = slot(*slot_, format);
            members.push(member(key, if nested { object(vec![member("in", form)]) } else { form }));
            fact.into_iter().for_each(|fact| {
                known.set(*slot_, fact);
            });
        }
        (members, known)
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        (mut members, mut known) in table_and_facts(&TASK_SLOTS),
        (video, entry) in table_and_facts(&VIDEO_SLOTS),
        copies in 0_usize..4,
    ) {
        members.push(member("list", each(Group::Video, video)));
        for _ in 0..copies {
            if !entry.is_empty() {
                known.push(Group::Video, entry.clone());
            }
        }
        let written = write(&members, Some(Stage::Succeeded), &known, &[]);
        let text = written.to_string();
        prop_assert_eq!(read(&members, &serde_json::from_str(&text).unwrap()), known);
    }

    #[test]
    fn any_json_can_be_read(body in any_json()) {
        for operation in acme().operations.iter() {
            let found = read(&operation.answer, &body);
            let _ = ([0, 1, 2, 3].map(|field| echoed(&operation.answer, &body, field)), format!("{found:?}"));
            let again = write(&operation.answer, Some(Stage::Failed), &found, &[]);
            let _ = read(&operation.answer, &again);
        }
    }
}

/// Arbitrary JSON whose keys are often those of the tables.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let keys = "job|ref|status|born|over|percent|code|why|films|href|ttl|usage|seconds|addresses|address|account|purses|left|packs|fault|text|[a-z]{0,3}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9]{0,20}".prop_map(Value::from),
        "WAIT|WORK|DONE|BROKE|LATE".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(keys, inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}
