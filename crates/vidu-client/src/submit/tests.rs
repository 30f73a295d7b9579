//! What is prepared of a request before anything is sent.

use vidu_types::table::Price;
use vidu_types::{NoteKind, Vendor};

use super::*;
use crate::testing::{Acme, Bare, Clip};

fn clip(label: Option<&str>) -> Clip {
    Clip { prompt: Some("a cat".to_owned()), label: label.map(str::to_owned) }
}

fn prepared(operation: &'static Operation, given: &Given<'_>, mark: Option<&str>) -> Prepared {
    let keep = Keep { mark: mark.map(str::to_owned) };
    prepare_given(operation, given, Policy::Refuse, Some(keep)).map_err(|fault| fault.to_string()).expect("a request")
}

#[test]
fn the_text_by_which_a_task_is_found_again() {
    let bare = &Bare::revision().operations[0];
    let cases = [
        (Clip::operation(), clip(None), None, None),
        (Clip::operation(), clip(Some("")), None, None),
        (Clip::operation(), clip(Some("mine")), None, Some("mine")),
        (Clip::operation(), clip(None), Some("mark"), Some("mark")),
        (Clip::operation(), clip(Some("mine")), Some("mark"), Some("mine")),
        (Clip::operation(), clip(Some("")), Some("mark"), None),
        // This page has no place for one.
        (bare, Clip::default(), Some("mark"), None),
    ];
    for (operation, clip, mark, expected) in cases {
        let prepared = prepared(operation, &clip.given(), mark);
        assert_eq!(prepared.payload.as_deref(), expected, "{clip:?} {mark:?}");
        let body = String::from_utf8(prepared.call.body.expect("a body").into_vec()).expect("text");
        assert_eq!(body.contains("mark"), expected == Some("mark"), "{body}");
    }
}

/// Values that nobody gave may be left out at the end.
#[test]
fn a_mark_finds_its_place_behind_what_is_given() {
    let given = Given { fields: vec![Some(Value::Text("a cat".into()))], ..Given::default() };
    assert_eq!(prepared(Clip::operation(), &given, Some("mark")).payload.as_deref(), Some("mark"));
}

#[test]
fn notes_of_a_good_request_are_kept() {
    let clip = clip(None);
    let mut given = clip.given();
    given.extra.to_mut().insert("seed".to_owned(), 7.into());
    let kinds: Vec<_> =
        prepared(Clip::operation(), &given, None).remarks.verdict().notes.iter().map(|note| note.kind).collect();
    assert_eq!(kinds, [NoteKind::Unlisted]);
}

#[test]
fn a_price_counts_unless_it_is_made_up() {
    for (made_up, expected) in [(false, Some(40)), (true, None)] {
        let price = Price { when: vec![].into(), base: 40, per_second: 0, from: "a page".into(), made_up };
        let mut operation = Acme::revision().operations[0].clone();
        operation.prices = vec![price].into();
        let operation: &'static Operation = Box::leak(Box::new(operation));
        assert_eq!(prepared(operation, &clip(None).given(), None).price, expected);
    }
    assert_eq!(prepare(&clip(None), Policy::Refuse, None).expect("a request").price, None);
}
