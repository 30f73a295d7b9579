//! Prices: what each combination of the columns that prices depend on costs on both sides.

use super::Kind;
use super::axis::{Key, words};
use super::cells::{Given, differences, value};
use super::joint::Pages;
use super::notes::{Notes, WORDS, list, quoted};
use super::request::holds;
use crate::table::{Operation, Price};

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
    let conditions = |side: &'_ Operation| side.prices.iter().flat_map(|price| price.when.to_vec()).collect::<Vec<_>>();
    for (cells, costs) in differences(pages, conditions, cost) {
        let with = if cells.is_empty() { "a task".to_owned() } else { words(&cells) };
        notes.add(
            Kind::Price,
            WORDS,
            "prices",
            format!("{with} costs {} instead of {}", shown(costs[1]), shown(costs[0])),
        );
    }
}

/// The price of the first entry whose conditions hold.
fn cost(operation: &Operation, given: &Given<'_>) -> Cost {
    let fits = |price: &&Price| {
        price.when.iter().all(|condition| {
            value(given, &Key::of(operation, condition.column)).is_some_and(|value| holds(condition, value))
        })
    };
    operation.prices.iter().find(fits).map(|price| (price.base, price.per_second))
}

fn shown(cost: Cost) -> String {
    match cost {
        None => "nothing that is known".to_owned(),
        Some((base, 0)) => format!("{base} credits"),
        Some((0, second)) => format!("{second} credits a second"),
        Some((base, second)) => format!("{base} credits and {second} a second"),
    }
}
