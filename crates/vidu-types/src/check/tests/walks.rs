//! The walk over a table by itself: its space, what it says of a point, and the nearest point that passes.

use crate::relation::*;
use crate::table::{Aspect, Cell, Choice, Column, Relation, Row, Scalar};

fn table<const COLUMNS: usize>(aspects: [Aspect; COLUMNS], rows: Vec<[Cell; COLUMNS]>) -> Relation {
    let columns: Vec<_> = aspects.into_iter().enumerate().map(|(field, aspect)| Column { field, aspect }).collect();
    let rows: Vec<_> = rows.into_iter().map(|cells| Row { cells: cells.to_vec().into() }).collect();
    Relation { columns: columns.into(), rows: rows.into() }
}

fn cell(choices: &[Choice]) -> Cell {
    Cell { default: None, choices: choices.to_vec().into() }
}

fn word(word: &'static str) -> Scalar {
    Scalar::Text(word.into())
}

fn words(words: &[&'static str]) -> Cell {
    cell(&words.iter().map(|one| Choice::Exactly(word(one))).collect::<Vec<_>>())
}

/// `a` takes 1, 2 and 3, `b` 2 and 3; a sound is given with `a` and absent with `b`.
fn small() -> Relation {
    let three = Choice::Exactly(Scalar::Integer(3));
    let given = |flag| cell(&[Choice::Exactly(Scalar::Boolean(flag))]);
    table(
        [Aspect::Value, Aspect::Value, Aspect::Given],
        vec![
            [words(&["a"]), cell(&[Choice::Integers(1, 3)]), given(true)],
            [words(&["b"]), cell(&[Choice::Integers(2, 2), three]), given(false)],
        ],
    )
}

#[test]
fn every_value_of_a_column_stands_once_in_its_axis() {
    let integers = |numbers: &[i64]| numbers.iter().copied().map(Scalar::Integer).collect::<Vec<_>>();
    assert_eq!(values(&small(), 0), [word("a"), word("b")]);
    assert_eq!(values(&small(), 1), integers(&[1, 2, 3]));
    assert_eq!(values(&small(), 2), [Scalar::Boolean(true), Scalar::Boolean(false)]);
    let alone = |choice| values(&table([Aspect::Value], vec![[cell(&[choice])]]), 0);
    assert_eq!(alone(Choice::Integers(5, 68)), integers(&(5..=68).collect::<Vec<_>>()));
    assert_eq!(alone(Choice::Integers(5, 69)), integers(&[5, 69]));
    assert_eq!(alone(Choice::Numbers(0.5, 2.0)), [Scalar::Number(0.5), Scalar::Number(2.0)]);
}

/// A value may be absent, a presence may not.
#[test]
fn the_space_has_every_point_once() {
    let points: Vec<_> = space(&small()).collect();
    assert_eq!((points.len(), space_size(&small())), (3 * 4 * 2, 24));
    assert!(points.iter().enumerate().all(|(at, point)| !points[..at].contains(point)));
    let of = |column: usize| points.iter().map(|point| point[column].clone()).collect::<Vec<_>>();
    for (column, axis) in [
        (0, vec![None, Some(word("a")), Some(word("b"))]),
        (2, vec![Some(Scalar::Boolean(true)), Some(Scalar::Boolean(false))]),
    ] {
        assert!(of(column).iter().all(|value| axis.contains(value)), "{:?}", of(column));
        assert!(axis.iter().all(|value| of(column).contains(value)), "{:?}", of(column));
    }
    assert_eq!(space_size(&table([], vec![])), 1);
}

#[test]
fn a_point_passes_where_one_row_has_all_of_it() {
    let passing: Vec<_> = space(&small()).filter(|point| walk(&small(), &atoms(point)).passes()).collect();
    let rows = [("a", vec![1, 2, 3], true), ("b", vec![2, 3], false)];
    let is_in = |point: &[Option<Scalar>], (model, numbers, flag): &(&'static str, Vec<i64>, bool)| {
        point[0].as_ref().is_none_or(|value| *value == word(model))
            && point[1].as_ref().is_none_or(|value| numbers.iter().any(|number| *value == Scalar::Integer(*number)))
            && point[2] == Some(Scalar::Boolean(*flag))
    };
    let expected: Vec<_> = space(&small()).filter(|point| rows.iter().any(|row| is_in(point, row))).collect();
    assert_eq!(passing, expected);
    assert!(!passing.is_empty() && passing.len() < space_size(&small()));
}

/// Of two ways of as many edits the one that moves a number least is the nearer; what is no number has no distance.
#[test]
fn a_number_is_moved_to_where_it_is_least_far() {
    let numbers = |from, to| cell(&[Choice::Numbers(from, to)]);
    let apart = table([Aspect::Value], vec![[numbers(-9.0, -7.0)], [numbers(4.0, 5.0)], [numbers(8.0, 9.0)]]);
    let moved = |number| nearest(&apart, &[Some(Atom::Number(number))]);
    for (number, to) in [(5.25, 5.0), (7.0, 8.0), (-2.0, -7.0), (99.0, 9.0), (-99.0, -9.0), (-1.0, 4.0)] {
        assert_eq!(moved(number), [Edit { column: 0, to: Scalar::Number(to) }], "{number}");
    }
    assert_eq!(moved(4.5), []);
    assert_eq!(moved(f64::NAN).len(), 1);
    let one_cell = table([Aspect::Value], vec![[cell(&[Choice::Numbers(1.0, 2.0), Choice::Numbers(5.0, 6.0)])]]);
    let to = |number| nearest(&one_cell, &[Some(Atom::Number(number))])[0].to.clone();
    assert_eq!((to(3.0), to(4.5)), (Scalar::Number(2.0), Scalar::Number(5.0)));
}
