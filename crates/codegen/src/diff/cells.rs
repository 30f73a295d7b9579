//! What conditions say of each combination of the columns that they name, side against side.

use super::Values;
use super::axis::{Key, Piece, pieces};
use super::joint::{Pages, is_common};
use crate::relation::{atom, walk};
use crate::table::{Cell, Column, Condition, Operation, Scalar};

/// A combination: columns with values.
pub type Given<'k> = [(&'k Key, Scalar)];

/// The value of a column in a combination.
pub fn value<'g>(given: &'g Given<'_>, key: &Key) -> Option<&'g Scalar> {
    given.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
}

/// The combinations that both sides offer and of which they say something else, with what each says.
pub fn differences<V: PartialEq>(
    pages: Pages<'_>,
    conditions: impl Fn(&Operation) -> Vec<Condition>,
    says: impl Fn(&Operation, &Given<'_>) -> V,
) -> Vec<(Vec<Values>, [V; 2])> {
    let named = pages.sides.map(|side| {
        let keyed = |condition: Condition| (Key::of(side, condition.column), condition);
        conditions(side).into_iter().map(keyed).collect::<Vec<_>>()
    });
    let mut keys: Vec<&Key> = Vec::new();
    for (key, _) in named.iter().flatten() {
        if !keys.contains(&key) && is_common(pages, &key.field) {
            keys.push(key);
        }
    }
    let axes: Vec<Vec<Piece>> = keys.iter().map(|key| axis(pages, key, &named)).collect();
    let mut found: Vec<(Vec<usize>, [V; 2])> = Vec::new();
    points(&axes, &mut Vec::new(), &mut |point| {
        let given: Vec<(&Key, Scalar)> =
            keys.iter().zip(point).zip(&axes).map(|((key, at), axis)| (*key, axis[*at].sample())).collect();
        let said = pages.sides.map(|side| says(side, &given));
        if said[0] != said[1] && pages.sides.iter().all(|side| offers(side, &given)) {
            found.push((point.to_vec(), said));
        }
    });
    let in_words = |(boxed, said): (Vec<Vec<usize>>, [V; 2])| {
        let cells = boxed.iter().zip(&axes).zip(&keys).filter_map(|((picked, axis), key)| key.values(axis, picked));
        (cells.collect(), said)
    };
    merged(found, axes.len()).into_iter().map(in_words).collect()
}

/// The pieces of a column as the conditions and the tables of both sides cut it.
fn axis(pages: Pages<'_>, key: &Key, named: &[Vec<(Key, Condition)>; 2]) -> Vec<Piece> {
    let conditions = named.iter().flatten().filter(|(other, _)| other == key);
    let conditions = conditions.map(|(_, condition)| Cell { default: None, choices: condition.choices.clone() });
    let tables = pages.sides.iter().flat_map(|side| {
        side.relations.iter().flat_map(|relation| {
            let column = relation.columns.iter().position(|column| Key::of(side, *column) == *key);
            column.into_iter().flat_map(|column| relation.rows.iter().map(move |row| row.cells[column].clone()))
        })
    });
    let cells: Vec<Cell> = conditions.chain(tables).collect();
    let field = pages.sides[1].fields.iter().find(|field| field.name == key.field);
    field.map(|field| pieces(field, key.about, &cells.iter().collect::<Vec<_>>(), pages.words[1])).unwrap_or_default()
}

fn points(axes: &[Vec<Piece>], point: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
    let Some(axis) = axes.get(point.len()) else { return visit(point) };
    for at in 0..axis.len() {
        point.push(at);
        points(axes, point, visit);
        point.pop();
    }
}

/// Whether a page accepts the combination, whatever stands in its other columns.
fn offers(operation: &Operation, given: &Given<'_>) -> bool {
    operation.relations.iter().all(|relation| {
        let there = |column: &Column| value(given, &Key::of(operation, *column)).map(atom);
        let point: Vec<_> = relation.columns.iter().map(there).collect();
        point.iter().all(Option::is_none) || walk(relation, &point).passes()
    })
}

/// Points of which the same is said as boxes: what differs in one column only is joined, the last columns first.
fn merged<V: PartialEq>(points: Vec<(Vec<usize>, [V; 2])>, columns: usize) -> Vec<(Vec<Vec<usize>>, [V; 2])> {
    let single = |(point, said): (Vec<usize>, _)| (point.into_iter().map(|at| vec![at]).collect::<Vec<_>>(), said);
    let mut boxes: Vec<(Vec<Vec<usize>>, [V; 2])> = points.into_iter().map(single).collect();
    for column in (0..columns).rev() {
        let mut joined: Vec<(Vec<Vec<usize>>, [V; 2])> = Vec::new();
        for (boxed, said) in boxes {
            let alike = |other: &Vec<Vec<usize>>| (0..columns).all(|at| at == column || other[at] == boxed[at]);
            match joined.iter_mut().find(|(other, found)| *found == said && alike(other)) {
                Some((other, _)) => other[column].extend(&boxed[column]),
                None => joined.push((boxed, said)),
            }
        }
        boxes = joined;
    }
    boxes
}
