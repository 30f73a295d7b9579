//! Rules: which scripts hold for whose requests, how often, and which of several counts.

use serde::{Deserialize, Serialize};
use vidu_types::table::{OperationKind, Spec};

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

/// As many rules stand at once, because each request is held against all of them.
const MOST: usize = 1000;

/// All rules.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    list: Vec<Standing>,
    numbers: u64,
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

    /// Whether it can ever count, or why not.
    pub fn check(&self, spec: &Spec) -> Result<(), String> {
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

    fn fits(&self, asking: Asking<'_>) -> bool {
        let is =
            |wanted: &Option<String>, given: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == given);
        is(&self.vendor, Some(asking.vendor))
            && is(&self.world, Some(asking.world))
            && is(&self.operation, Some(asking.operation))
            && is(&self.model, asking.model)
            && self.text.as_deref().is_none_or(|text| asking.text.contains(text))
    }
}

impl Rules {
    /// Adds a rule and gives its number, unless there are too many already.
    pub fn add(&mut self, rule: Rule) -> Result<u64, String> {
        if self.list.len() >= MOST {
            return Err(format!("there are {MOST} rules already; delete some before you add more"));
        }
        self.numbers += 1;
        self.list.push(Standing { id: self.numbers, rule, fitted: 0, used: 0 });
        Ok(self.numbers)
    }

    /// Adds those that can count, or says why one cannot.
    pub fn add_all(&mut self, rules: &[Rule], spec: &Spec) -> Result<(), String> {
        rules.iter().try_for_each(|rule| rule.check(spec).and_then(|()| self.add(rule.clone()).map(|_| ())))
    }

    /// All that stand, in the order in which they were added.
    pub fn list(&self) -> &[Standing] {
        &self.list
    }

    /// Deletes the one with a number, or all, and tells how many that were.
    pub fn remove(&mut self, id: Option<u64>) -> usize {
        let before = self.list.len();
        self.list.retain(|standing| id.is_some_and(|id| standing.id != id));
        before - self.list.len()
    }

    /// The script for a request, and counts it.
    pub fn choose(&mut self, asking: Asking<'_>) -> Script {
        let mut chosen = None;
        for standing in self.list.iter_mut().filter(|standing| standing.rule.fits(asking)) {
            standing.fitted += 1;
            let is_nth = standing.rule.nth.is_none_or(|nth| standing.fitted == nth);
            if is_nth && standing.rule.times.is_none_or(|times| standing.used < times) {
                chosen = Some(standing);
            }
        }
        let Some(standing) = chosen else { return Script::default() };
        standing.used += 1;
        standing.rule.script.clone()
    }
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// A script as the text that the header has.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::tasks::script::Script;

    pub fn serialize<S: Serializer>(script: &Script, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(script)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Script, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;

    const ASKING: Asking<'static> =
        Asking { vendor: "acme", world: "acme/1", operation: "paint", model: Some("a1"), text: "a cat\nat noon" };

    /// Which of six equal requests get the script of the rule.
    fn check(rule: Rule, expected: [bool; 6]) {
        let mut rules = Rules::default();
        rules.add(Rule { script: Script::fail(), ..rule.clone() }).unwrap();
        assert_eq!([(); 6].map(|()| rules.choose(ASKING) == Script::fail()), expected, "{rule:?}");
    }

    #[test]
    fn a_rule_holds_for_what_fits() {
        let any = Rule::default;
        let (always, never) = ([true; 6], [false; 6]);
        check(any(), always);
        check(any().vendor("acme").world("acme/1").operation("paint").model("a1").text("cat"), always);
        check(any().vendor("bolt"), never);
        check(any().world("acme/2"), never);
        check(any().operation("etch"), never);
        check(any().model("a2"), never);
        check(any().text("dog"), never);
        check(any().nth(3), [false, false, true, false, false, false]);
        check(any().times(2), [true, true, false, false, false, false]);
    }

    #[test]
    fn the_last_that_fits_counts() {
        let mut rules = Rules::default();
        rules.add(Rule::new(Script::fail())).unwrap();
        let second = rules.add(Rule::new(Script::succeed()).times(1)).unwrap();
        assert_eq!([(); 2].map(|()| rules.choose(ASKING)), [Script::succeed(), Script::fail()]);
        assert_eq!((rules.remove(Some(second)), rules.list().len(), rules.list()[0].fitted), (1, 1, 2));
        assert_eq!((rules.remove(None), rules.choose(ASKING)), (1, Script::default()));
    }

    #[test]
    fn there_are_only_so_many() {
        let mut rules = Rules::default();
        let added = (0..MOST + 5).filter(|_| rules.add(Rule::default()).is_ok()).count();
        assert_eq!((added, rules.remove(Some(7)), rules.add(Rule::default())), (MOST, 1, Ok(MOST as u64 + 1)));
    }

    #[test]
    fn a_rule_that_can_never_count_is_refused() {
        let spec = acme::spec();
        for (rule, part) in [
            (Rule::default().vendor("amce"), "there are acme, bolt"),
            (Rule::default().vendor("bolt").operation("paint"), "there are draw"),
            (Rule::new(Script::refuse("Nothing")), "no error code of Acme"),
            (Rule::new(Script::stuck("drawing")).vendor("bolt"), "there are busy"),
        ] {
            assert!(rule.check(&spec).is_err_and(|why| why.contains(part)), "{rule:?}");
        }
        assert_eq!(Rule::new(Script::stuck("drawing")).check(&spec), Ok(()));
        let read: Rule = serde_json::from_str(r#"{"vendor":"acme","nth":2,"script":"fail=Policy; polls=2"}"#).unwrap();
        assert_eq!(read, Rule::new(Script::fail_with("Policy").polls(2)).vendor("acme").nth(2));
        assert!(serde_json::from_str::<Rule>(r#"{"vender":"acme"}"#).is_err());
    }
}
