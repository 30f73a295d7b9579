//! What bodies of the made-up vendor cost, with prices of these tests.

use super::*;
use crate::table::{Aspect, Choice, Column, Condition, Price, Role, Scalar};

/// The first page, priced by model, length and size; its lengths stand in field 3.
fn priced(prices: Vec<Price>) -> Operation {
    let mut page = animate().clone();
    page.fields.to_mut()[3].role = Some(Role::Length);
    page.prices = prices.into();
    page
}

fn price(when: &[(usize, Scalar)], base: i64, per_second: i64) -> Price {
    let condition = |(field, value): &(usize, Scalar)| Condition {
        column: Column { field: *field, aspect: Aspect::Value },
        choices: vec![Choice::Exactly(value.clone())].into(),
    };
    let when: Vec<Condition> = when.iter().map(condition).collect();
    Price { when: when.into(), base, per_second, from: "a list".into(), made_up: false }
}

fn costs(page: &Operation, body: Json, expected: Option<u64>) {
    let bytes = body.to_string().into_bytes();
    let given = read(&bytes, page, &Acme::revision().quoted).unwrap();
    assert_eq!(cost(page, &given).map(|cost| cost.credits), expected, "{body}");
}

#[test]
fn the_first_price_that_fits() {
    let model = |word: &'static str| (0, Scalar::Text(word.into()));
    let page = priced(vec![
        price(&[model("a2"), (3, Scalar::Integer(8))], 100, 0),
        price(&[model("a2")], 0, 10),
        price(&[model("a1")], 1, 2),
    ]);
    let length = |seconds| json!({ "settings": { "duration": seconds } });
    costs(&page, with(length(8)), Some(100));
    costs(&page, with(length(4)), Some(40));
    // The default counts as if it were given.
    costs(&page, with(json!({})), Some(40));
    // What is not offered has no price, and neither has what the page does not list.
    costs(&page, with(length(7)), None);
    costs(&page, with(json!({ "model": "a9" })), None);
    costs(&page, with(json!({ "unlisted": 1 })), None);
    costs(&page, json!({}), None);
}

#[test]
fn no_price_is_guessed() {
    costs(&priced(vec![]), with(json!({})), None);
    // The page states no default of this field, so nobody knows which of the two prices it is.
    let page = priced(vec![price(&[(12, Scalar::Text("x".into()))], 1, 0), price(&[], 2, 0)]);
    costs(&page, with(json!({})), None);
    costs(&page, with(json!({ "callback": "https://a.example" })), Some(2));
    costs(&priced(vec![price(&[], -1, 0)]), with(json!({})), None);
    costs(&priced(vec![price(&[], i64::MAX, i64::MAX)]), with(json!({})), None);
}
