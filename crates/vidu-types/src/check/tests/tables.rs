//! Tables of other shapes than those of the made-up vendor's pages.

use super::*;
use crate::relation::{self, Atom, MOST_ROWS};
use crate::table::{Aspect, Cell, Choice, Column, Exclusive, Many, Relation, Row, Scalar};

/// The first page with another table: of model, music and duration.
fn tabled(rows: Vec<[Cell; 3]>) -> Operation {
    tabled_by([0, 6, 3], rows)
}

/// The same with the columns in another order.
fn tabled_by(fields: [usize; 3], rows: Vec<[Cell; 3]>) -> Operation {
    let columns = fields.map(|field| Column { field, aspect: Aspect::Value }).to_vec();
    let rows: Vec<Row> = rows.into_iter().map(|cells| Row { cells: cells.to_vec().into() }).collect();
    Operation { relations: vec![Relation { columns: columns.into(), rows: rows.into() }].into(), ..animate().clone() }
}

fn cell(choices: &[Choice]) -> Cell {
    Cell { default: None, choices: choices.to_vec().into() }
}

fn model(word: &'static str) -> Cell {
    cell(&[Choice::Exactly(Scalar::Text(word.into()))])
}

fn seconds(number: i64) -> Cell {
    cell(&[Choice::Exactly(Scalar::Integer(number))])
}

fn either() -> Cell {
    cell(&[Choice::Exactly(Scalar::Boolean(false)), Choice::Exactly(Scalar::Boolean(true))])
}

#[test]
fn what_is_the_same_in_every_row_is_no_reason() {
    let page = tabled(vec![[model("a1"), either(), seconds(5)], [model("a2"), either(), seconds(4)]]);
    says(
        &page,
        with(json!({ "music": true, "settings": { "duration": 7 } })),
        &["NotOffered settings.duration duration: 7 is not offered with model a2; there is 4"],
    );
}

#[test]
fn a_column_that_no_row_fills_is_not_worth_a_note() {
    let page = tabled(vec![[model("a1"), cell(&[]), cell(&[])], [model("a2"), cell(&[]), seconds(4)]]);
    says(&page, with(json!({ "model": "a1", "music": true })), &[]);
    let note = "(NotStated) settings.duration duration: 9 is not checked, as the page does not say what there is with model a1";
    says(&page, with(json!({ "model": "a1", "settings": { "duration": 9 } })), &[note]);
}

#[test]
fn what_is_required_has_no_default_to_tell() {
    let with_default = Cell { default: Some(Scalar::Text("a1".into())), ..model("a1") };
    let page = tabled(vec![[with_default, either(), seconds(5)]]);
    let violations = verdict(&page, &with(json!({ "model": "a9" }))).violations;
    assert_eq!(violations.iter().map(|violation| &violation.default).collect::<Vec<_>>(), [&None]);
}

/// The quick check has a bit for each row, and leaves tables with more rows to the other.
#[test]
fn as_many_rows_as_bits_and_one_more() {
    for (number, quick) in [(MOST_ROWS - 1, true), (MOST_ROWS, true), (MOST_ROWS + 1, false)] {
        let rows = (1..=number as i64).map(|number| [model("a1"), either(), seconds(number)]).collect();
        let page = tabled(rows);
        for (duration, passes) in [(1, true), (number, true), (number + 1, false)] {
            let body = with(json!({ "model": "a1", "settings": { "duration": duration } }));
            let bytes = body.to_string().into_bytes();
            let given = read(&bytes, &page, &[]).unwrap();
            let found = (check(&page, &given).passes(), is_fine(&page, &given));
            assert_eq!(found, (passes, passes && quick), "{duration} of {number} rows");
        }
    }
}

#[test]
fn the_nearest_number_of_several() {
    let lengths = cell(&[4, 8].map(|number| Choice::Exactly(Scalar::Integer(number))));
    let page = tabled(vec![[model("a2"), either(), lengths]]);
    for (given, nearest) in [(-9, "4"), (5, "4"), (7, "8"), (9, "8")] {
        let violations = verdict(&page, &with(json!({ "settings": { "duration": given } }))).violations;
        assert_eq!(violations[0].nearest.iter().map(|change| &*change.to).collect::<Vec<_>>(), [nearest], "{given}");
    }
}

#[test]
fn one_of_several_or_more() {
    let exclusive = Exclusive { fields: vec![8, 9].into(), many: Many::AtLeastOne };
    let page = Operation { exclusive: vec![exclusive].into(), ..animate().clone() };
    let none = "Exclusive voice voice: it is missing; the page takes at least one of voice and sound";
    says(&page, with(json!({})), &[none]);
    says(&page, with(json!({ "sound": "x" })), &[]);
    says(&page, with(json!({ "voice": "x", "sound": "y" })), &[]);
}

/// What belongs there is told as data where it is one value, and not where it is a type.
#[test]
fn what_belongs_to_no_field_is_told_as_data() {
    let body = with(json!({ "input": { "task": "other" }, "settings": 5 }));
    let violations = verdict(animate(), &body).violations;
    let told: Vec<_> = violations.iter().map(|violation| (&*violation.wire, violation.allowed.len())).collect();
    assert_eq!(told, [("settings", 0), ("input.task", 1)]);
}

#[test]
fn what_a_type_has_no_place_for_is_said() {
    for (body, fits) in
        [(with(json!({})), true), (with(json!({ "model": null })), false), (with(json!({ "seed": "x" })), false)]
    {
        let bytes = body.to_string().into_bytes();
        let given = read(&bytes, animate(), &[]).unwrap();
        assert_eq!(form::unreadable(animate(), &given).is_empty(), fits, "{body}");
    }
}

/// A model that some row has is known, whatever another column says before it.
#[test]
fn a_model_that_stands_in_another_row_is_no_unknown_one() {
    let flag = |flag| cell(&[Choice::Exactly(Scalar::Boolean(flag))]);
    let page =
        tabled_by([6, 0, 3], vec![[flag(true), model("a1"), seconds(5)], [flag(false), model("a2"), seconds(5)]]);
    let body = |model| with(json!({ "model": model, "music": true }));
    says(&page, body("a2"), &["NotOffered model model: a2 is not offered with music true; there is a1"]);
    says(&page, body("a9"), &["UnknownModel model model: a9 is not offered with music true; there is a1"]);
}

/// Every word against itself, against its beginnings and against itself with another letter somewhere.
#[test]
fn words_are_equal_only_as_a_whole() {
    let words: Vec<&str> = (0..=12).map(|length| &"swift-turbo2"[..length]).collect();
    for word in &words {
        let choice = Choice::Exactly(Scalar::Text((*word).into()));
        let mut others: Vec<String> = words.iter().map(ToString::to_string).collect();
        others.extend((0..word.len()).map(|at| [&word[..at], "_", &word[at + 1..]].concat()));
        for other in others {
            assert_eq!(relation::matches(&choice, Atom::Text(&other)), *word == other, "{word} and {other}");
        }
    }
}
