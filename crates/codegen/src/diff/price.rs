//! Prices: what each combination of the columns that prices depend on costs on both sides.

use super::axis::{About, Key, Piece, pieces, words};
use super::joint::{Pages, is_common};
use super::notes::{Notes, WORDS, list, quoted};
use super::request::holds;
use super::{Kind, Values};
use crate::relation::{atom, walk};
use crate::table::{Cell, Operation, Price, Scalar};

/// Notes the combinations that cost something else, and where numbers come from.
pub fn compare(notes: &mut Notes, pages: Pages<'_>) {
    let prices = pages.sides.map(shape);
    notes.part("prices", (&prices[0], &prices[1]), |notes, _, _| {
        costs(notes, pages);
        let from = |one: &Operation| -> Vec<String> { one.prices.iter().map(origin).collect() };
        let words = ((Kind::Prose, WORDS), (Kind::Prose, WORDS));
        list(notes, "prices", (&from(pages.sides[0]), &from(pages.sides[1])), words, String::clone);
    });
}

/// The prices with columns by name, so that another order of fields is no change.
fn shape(operation: &Operation) -> Vec<(String, i64, i64, String)> {
    let shape =
        |price: &Price| (super::request::shown(operation, &price.when), price.base, price.per_second, origin(price));
    operation.prices.iter().map(shape).collect()
}

fn origin(price: &Price) -> String {
    let made_up = if price.made_up { "made up, " } else { "" };
    format!("{made_up}{}", quoted(&price.from))
}

/// Credits for a task, and for each second.
type Cost = Option<(i64, i64)>;

fn costs(notes: &mut Notes, pages: Pages<'_>) {
    let mut keys: Vec<Key> = Vec::new();
    for side in pages.sides {
        for condition in side.prices.iter().flat_map(|price| price.when.iter()) {
            let key = Key::of(side, condition.column);
            if !keys.contains(&key) && is_common(pages, &key.field) {
                keys.push(key);
            }
        }
    }
    let axes: Vec<Vec<Piece>> = keys.iter().map(|key| axis(pages, key)).collect();
    let mut found: Vec<(Vec<usize>, [Cost; 2])> = Vec::new();
    points(&axes, &mut Vec::new(), &mut |point| {
        let given: Vec<(&Key, Scalar)> =
            keys.iter().zip(point).zip(&axes).map(|((key, at), axis)| (key, axis[*at].sample())).collect();
        let costs = pages.sides.map(|side| cost(side, &given));
        if costs[0] != costs[1] && pages.sides.iter().all(|side| offers(side, &given)) {
            found.push((point.to_vec(), costs));
        }
    });
    for (boxed, costs) in merged(found, axes.len()) {
        let cells = boxed.iter().zip(&axes).zip(&keys).filter_map(|((picked, axis), key)| key.values(axis, picked));
        let cells: Vec<Values> = cells.collect();
        let with = if cells.is_empty() { "a task".to_owned() } else { words(&cells) };
        notes.add(
            Kind::Price,
            WORDS,
            "prices",
            format!("{with} costs {} instead of {}", shown(costs[1]), shown(costs[0])),
        );
    }
}

fn axis(pages: Pages<'_>, key: &Key) -> Vec<Piece> {
    let condition = |side: &'_ Operation| -> Vec<Cell> {
        let conditions = side.prices.iter().flat_map(|price| price.when.iter());
        let of_key = conditions.filter(|condition| Key::of(side, condition.column) == *key);
        let tables = side.relations.iter().flat_map(|relation| {
            let column = relation.columns.iter().position(|column| Key::of(side, *column) == *key);
            column.into_iter().flat_map(|column| relation.rows.iter().map(move |row| row.cells[column].clone()))
        });
        of_key.map(|condition| Cell { default: None, choices: condition.choices.clone() }).chain(tables).collect()
    };
    let cells: Vec<Cell> = pages.sides.iter().flat_map(|side| condition(side)).collect();
    let field = pages.sides[1].fields.iter().find(|field| field.name == key.field);
    let of = |about: About| field.map(|field| pieces(field, about, &cells.iter().collect::<Vec<_>>(), pages.words[1]));
    of(key.about).unwrap_or_default()
}

fn points(axes: &[Vec<Piece>], point: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
    let Some(axis) = axes.get(point.len()) else { return visit(point) };
    for at in 0..axis.len() {
        point.push(at);
        points(axes, point, visit);
        point.pop();
    }
}

/// The price of the first entry whose conditions hold.
fn cost(operation: &Operation, given: &[(&Key, Scalar)]) -> Cost {
    let fits = |price: &&Price| {
        price.when.iter().all(|condition| {
            let key = Key::of(operation, condition.column);
            given.iter().any(|(other, value)| **other == key && holds(condition, value))
        })
    };
    operation.prices.iter().find(fits).map(|price| (price.base, price.per_second))
}

/// Whether a page accepts the combination, whatever stands in its other columns.
fn offers(operation: &Operation, given: &[(&Key, Scalar)]) -> bool {
    operation.relations.iter().all(|relation| {
        let value = |column: &crate::table::Column| {
            let key = Key::of(operation, *column);
            given.iter().find(|(other, _)| **other == key).map(|(_, value)| atom(value))
        };
        let point: Vec<_> = relation.columns.iter().map(value).collect();
        point.iter().all(Option::is_none) || walk(relation, &point).passes()
    })
}

/// Points of one cost as boxes: what differs in one column only is joined, the last columns first.
fn merged(points: Vec<(Vec<usize>, [Cost; 2])>, columns: usize) -> Vec<(Vec<Vec<usize>>, [Cost; 2])> {
    let single = |(point, costs): (Vec<usize>, _)| (point.into_iter().map(|at| vec![at]).collect::<Vec<_>>(), costs);
    let mut boxes: Vec<(Vec<Vec<usize>>, [Cost; 2])> = points.into_iter().map(single).collect();
    for column in (0..columns).rev() {
        let mut joined: Vec<(Vec<Vec<usize>>, [Cost; 2])> = Vec::new();
        for (boxed, costs) in boxes {
            let alike = |other: &Vec<Vec<usize>>| (0..columns).all(|at| at == column || other[at] == boxed[at]);
            match joined.iter_mut().find(|(other, found)| *found == costs && alike(other)) {
                Some((other, _)) => other[column].extend(&boxed[column]),
                None => joined.push((boxed, costs)),
            }
        }
        boxes = joined;
    }
    boxes
}

fn shown(cost: Cost) -> String {
    match cost {
        None => "nothing that is known".to_owned(),
        Some((base, 0)) => format!("{base} credits"),
        Some((0, second)) => format!("{second} credits a second"),
        Some((base, second)) => format!("{base} credits and {second} a second"),
    }
}
