//! A rule: a script, and for whose requests it holds, how often and how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use vidu_types::table::{OperationKind, Spec};

use crate::fault::optional_seconds;
use crate::tasks::script::{Fate, Script};

/// A script for every request that fits; what is not said fits any.
///
/// Of several rules that fit, the one that was added last counts.
///
/// ```
/// use vidu_mock::{Rule, Script};
///
/// let second = Rule::new(Script::fail()).text("a cat").nth(2); // the second request about a cat fails
/// let once = Rule::new(Script::default().polls(3)).times(1); // one task is done with the third query
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Rule {
    /// The vendor.
    pub vendor: Option<String>,
    /// The world, as the journal names it.
    pub world: Option<String>,
    /// The operation, as the journal names it after vendor and month.
    pub operation: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// What stands in any text of the request.
    pub text: Option<String>,
    /// Only the request of this number, from 1, among those that fit otherwise.
    pub nth: Option<u64>,
    /// How many times it counts; without it, always.
    pub times: Option<u64>,
    /// How long it stands, in real time; in JSON a number of seconds. Without it, until it is deleted.
    #[serde(with = "optional_seconds")]
    pub lasts: Option<Duration>,
    /// What happens then.
    #[serde(with = "as_text")]
    pub script: Script,
}

/// A rule that was added.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Standing {
    /// Its number, to delete it by.
    pub id: u64,
    /// What it says.
    #[serde(flatten)]
    pub rule: Rule,
    /// How many requests fitted it so far, `nth` and `times` aside.
    pub fitted: u64,
    /// How many times it counted.
    pub used: u64,
    /// How many more seconds it stands, if it does not stand for good.
    pub seconds_left: Option<f64>,
}

/// What rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The vendor.
    pub vendor: &'a str,
    /// The world.
    pub world: &'a str,
    /// The operation.
    pub operation: &'a str,
    /// The model, if there is one.
    pub model: Option<&'a str>,
    /// All texts.
    pub text: &'a str,
}

impl Rule {
    /// This script for every request.
    pub fn new(script: Script) -> Rule {
        Rule { script, ..Rule::default() }
    }

    /// Only for this vendor.
    pub fn vendor(mut self, vendor: impl Into<String>) -> Rule {
        self.vendor = Some(vendor.into());
        self
    }

    /// Only in this world.
    pub fn world(mut self, world: impl Into<String>) -> Rule {
        self.world = Some(world.into());
        self
    }

    /// Only for this operation.
    pub fn operation(mut self, operation: impl Into<String>) -> Rule {
        self.operation = Some(operation.into());
        self
    }

    /// Only for this model.
    pub fn model(mut self, model: impl Into<String>) -> Rule {
        self.model = Some(model.into());
        self
    }

    /// Only where this stands in any text of the request.
    pub fn text(mut self, text: impl Into<String>) -> Rule {
        self.text = Some(text.into());
        self
    }

    /// Only the request of this number, from 1.
    pub fn nth(mut self, nth: u64) -> Rule {
        self.nth = Some(nth);
        self
    }

    /// So many times.
    pub fn times(mut self, times: u64) -> Rule {
        self.times = Some(times);
        self
    }

    /// Only for so much real time (tokio's, so a paused runtime pauses it), also if a crashed test leaves it standing.
    pub fn lasts(mut self, this_long: Duration) -> Rule {
        self.lasts = Some(this_long);
        self
    }

    /// Whether it can ever count, or why not.
    pub fn check(&self, spec: &Spec) -> Result<(), String> {
        if self.nth == Some(0) {
            return Err("`nth` counts from 1".to_owned());
        }
        let vendors: Vec<&str> = spec.revisions.iter().map(|revision| &*revision.vendor).collect();
        if let Some(vendor) = self.vendor.as_deref().filter(|vendor| !vendors.contains(vendor)) {
            return Err(format!("there is no vendor {}; there are {}", vendor.escape_debug(), listed(vendors)));
        }
        let current = || spec.revisions.iter().filter(|revision| revision.current);
        let wanted = || current().filter(|one| self.vendor.as_deref().is_none_or(|vendor| one.vendor == vendor));
        let creates = || {
            let operations = wanted().flat_map(|revision| revision.operations.iter());
            operations.filter(|operation| operation.kind == OperationKind::Create).map(|operation| &*operation.name)
        };
        if let Some(name) = self.operation.as_deref().filter(|name| !creates().any(|known| known == *name)) {
            return Err(format!("there is no operation {}; there are {}", name.escape_debug(), listed(creates())));
        }
        let fates: Vec<Result<Fate, String>> = wanted().map(|revision| self.script.fate(revision)).collect();
        match fates.iter().any(Result::is_ok) {
            true => Ok(()),
            false => Err(fates.into_iter().filter_map(Result::err).collect::<Vec<_>>().join("; ")),
        }
    }

    /// Whether it is about such a request.
    pub fn fits(&self, asking: Asking<'_>) -> bool {
        let is =
            |wanted: &Option<String>, given: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == given);
        is(&self.vendor, Some(asking.vendor))
            && is(&self.world, Some(asking.world))
            && is(&self.operation, Some(asking.operation))
            && is(&self.model, asking.model)
            && self.text.as_deref().is_none_or(|text| asking.text.contains(text))
    }
}

/// Names in order, each once.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// A script as the text that the header has; without a word, one that says nothing.
pub mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::tasks::script::Script;

    /// Writes it.
    pub fn serialize<S: Serializer>(script: &Script, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(script)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Script, D::Error> {
        match String::deserialize(deserializer)? {
            empty if empty.is_empty() => Ok(Script::default()),
            text => text.parse().map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;

    #[test]
    fn a_rule_that_can_never_count_is_refused() {
        let spec = acme::spec();
        for (rule, part) in [
            (Rule::default().vendor("amce"), "there are acme, bolt"),
            (Rule::default().vendor("bolt").operation("paint"), "there are draw"),
            (Rule::new(Script::refuse("Nothing")), "no error code of Acme"),
            (Rule::new(Script::stuck("drawing")).vendor("bolt"), "there are busy"),
            (Rule::new(Script::fail()).nth(0), "counts from 1"),
        ] {
            assert!(rule.check(&spec).is_err_and(|why| why.contains(part)), "{rule:?}");
        }
        assert_eq!(Rule::new(Script::stuck("drawing")).check(&spec), Ok(()));
        let read: Rule = serde_json::from_str(r#"{"vendor":"acme","nth":2,"script":"fail=Policy; polls=2"}"#).unwrap();
        assert_eq!(read, Rule::new(Script::fail_with("Policy").polls(2)).vendor("acme").nth(2));
        assert!(serde_json::from_str::<Rule>(r#"{"vender":"acme"}"#).is_err());
    }
}
