//! What an account has left, as every vendor's answer becomes it.

use serde::Serialize;

use crate::answer::{self, Facts};
use crate::table::{Group, Operation, Slot};
use crate::time::Timestamp;
use crate::unreadable::{UnreadableAnswer, json_object};
use crate::verbatim::Verbatim;

/// An answer that should have told what an account has left.
pub type UnreadableCredits = UnreadableAnswer;

/// What an account has left.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Credits {
    /// The balances.
    pub balances: Vec<Balance>,
    /// The packages that were bought.
    pub packages: Vec<Package>,
    /// The answer itself.
    pub raw: Verbatim,
}

/// A balance of an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Balance {
    /// What kind of credits these are, in the vendor's word.
    pub kind: Option<String>,
    /// The credits that are left; none stated is 0, which is what servers mean that leave out zeros.
    pub remaining: f64,
    /// How many tasks may run at once.
    pub concurrency: Option<i64>,
    /// How many run now.
    pub running: Option<i64>,
    /// How many wait now.
    pub queued: Option<i64>,
}

/// A package that was bought.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Package {
    /// The vendor's id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What kind of package it is, in the vendor's word.
    pub kind: Option<String>,
    /// How many tasks it allows at once.
    pub concurrency: Option<i64>,
    /// The credits that were bought.
    pub credits: Option<f64>,
    /// The credits that are left.
    pub remaining: Option<f64>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was bought.
    pub bought_at: Option<Timestamp>,
    /// From when it is good.
    pub valid_from: Option<Timestamp>,
    /// Until when it is good.
    pub valid_to: Option<Timestamp>,
}

impl Credits {
    /// Reads an answer; one that has not even an empty list of balances or packages is unreadable, because an account
    /// without credits and an answer that is not understood are not the same.
    pub fn read(operation: &Operation, body: &[u8]) -> Result<Self, UnreadableCredits> {
        let json = json_object(operation, body)?;
        if !answer::has_group(&operation.answer, &json) {
            return Err(UnreadableCredits::new(operation, absent(operation), body));
        }
        let facts = answer::read_tree(&operation.answer, &json);
        let balances = facts.group(Group::Balance).iter().map(Balance::of).collect();
        let packages = facts.group(Group::Package).iter().map(Package::of).collect();
        Ok(Self { balances, packages, raw: Verbatim::of(body) })
    }
}

impl Balance {
    fn of(facts: &Facts) -> Self {
        Self {
            kind: facts.text(Slot::BalanceKind),
            remaining: facts.number(Slot::BalanceRemaining).unwrap_or_default(),
            concurrency: facts.integer(Slot::BalanceConcurrency),
            running: facts.integer(Slot::BalanceRunning),
            queued: facts.integer(Slot::BalanceQueued),
        }
    }
}

impl Package {
    fn of(facts: &Facts) -> Self {
        Self {
            id: facts.text(Slot::PackageId),
            name: facts.text(Slot::PackageName),
            kind: facts.text(Slot::PackageKind),
            concurrency: facts.integer(Slot::PackageConcurrency),
            credits: facts.number(Slot::PackageCredits),
            remaining: facts.number(Slot::PackageRemaining),
            created_at: facts.time(Slot::PackageCreatedAt),
            bought_at: facts.time(Slot::PackageBoughtAt),
            valid_from: facts.time(Slot::PackageValidFrom),
            valid_to: facts.time(Slot::PackageValidTo),
        }
    }
}

fn absent(operation: &Operation) -> String {
    match answer::path(&operation.answer, Slot::BalanceRemaining) {
        Some(path) => format!("there is no balance at {path}, and no package either"),
        None => format!("there is no balance, and {} lists no place for one", operation.page.title),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use crate::answer::fixture::{acme, named};
    use crate::answer::tests::any_json;

    use super::*;

    fn read(body: Value) -> Result<Credits, UnreadableCredits> {
        Credits::read(&named(&acme(), "purse"), body.to_string().as_bytes())
    }

    #[test]
    fn balances_and_packages_are_read() {
        let body = json!({
            "account": {"purses": [
                {"kind": "test", "left": "12.5", "lanes": 5, "busy": "1", "waiting": 0},
                {"kind": "metered"},
            ]},
            "packs": [{"no": 7, "name": "big", "kind": "month", "lanes": 2, "bought": 100, "left": 40,
                "made_on": "2030-03-17T17:46:40Z", "paid_on": 1_900_000_000, "from": "1900000000000", "to": ""}],
        });
        let credits = read(body.clone()).unwrap();
        let [first, second] = &credits.balances[..] else { panic!("{credits:?}") };
        assert_eq!((first.kind.as_deref(), first.remaining), (Some("test"), 12.5));
        assert_eq!((first.concurrency, first.running, first.queued), (Some(5), Some(1), Some(0)));
        assert_eq!((second.kind.as_deref(), second.remaining, second.running), (Some("metered"), 0.0, None));
        let [package] = &credits.packages[..] else { panic!("{credits:?}") };
        assert_eq!((package.id.as_deref(), package.name.as_deref()), (Some("7"), Some("big")));
        assert_eq!((package.kind.as_deref(), package.concurrency), (Some("month"), Some(2)));
        assert_eq!((package.credits, package.remaining), (Some(100.0), Some(40.0)));
        let noon = Some(Timestamp::from_unix_seconds(1_900_000_000));
        let times = [package.created_at, package.bought_at, package.valid_from, package.valid_to];
        assert_eq!(times, [noon, noon, noon, None]);
        assert_eq!(credits.raw, body);
    }

    #[test]
    fn nothing_left_and_not_understood_are_told_apart() {
        assert_eq!(read(json!({"packs": []})).unwrap().balances, []);
        assert_eq!(read(json!({"account": {"purses": {"left": 3}}})).unwrap().balances[0].remaining, 3.0);
        assert_eq!(read(json!({"account": {"purses": [3]}})).unwrap().balances[0].remaining, 3.0);
        for body in [json!({}), json!({"account": {}}), json!({"packs": null})] {
            let why = read(body).unwrap_err().why().to_owned();
            assert_eq!(why, "there is no balance at account.purses[].left, and no package either");
        }
    }

    proptest! {
        #[test]
        fn any_json_is_read_or_says_why_not(body in any_json()) {
            let _ = format!("{:?}", read(body));
        }
    }
}
