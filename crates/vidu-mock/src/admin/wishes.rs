//! What the endpoints take that direct tasks and set faults, as JSON Schema: down to the vendors, operations, codes and
//! states that a server has, and to the grammar of scripts.

use serde_json::{Value as Json, json};
use vidu_types::table::{OperationKind, Revision, Spec, Stage};

use crate::admin::openapi::reference;
use crate::admin::schemas::{
    Named, about, count, count_from, form, list, null, number, or_null, record, seconds, text, truth, with, within,
};

/// A vendor, with its operations that make tasks and with all.
type Vendor = (String, Vec<String>, Vec<String>);
/// Which of them are meant.
type Operations = fn(&Vendor) -> &Vec<String>;

/// The words that a server knows.
#[derive(Debug)]
pub struct Words {
    /// Every vendor, with the operations that make tasks and with all.
    vendors: Vec<Vendor>,
    /// The codes of errors.
    codes: Vec<String>,
    /// Whether a vendor lists no codes of tasks, so that they may fail with any.
    any_code: bool,
    /// The states that a task can be stuck in.
    states: Vec<String>,
}

impl Words {
    /// Those of the pages that count now.
    pub fn of(spec: &Spec) -> Words {
        let current: Vec<&Revision> = spec.revisions.iter().filter(|revision| revision.current).collect();
        let under_way = |stage| matches!(stage, Stage::Queued | Stage::Running);
        let codes = current.iter().flat_map(|revision| revision.errors.codes.iter());
        let states = current.iter().flat_map(|revision| revision.states.iter());
        let vendor = |revision: &&Revision| {
            let named = |is_meant: fn(OperationKind) -> bool| {
                let all = revision.operations.iter().filter(|operation| is_meant(operation.kind));
                sorted(all.map(|operation| operation.name.to_string()))
            };
            (revision.vendor.to_string(), named(|kind| kind == OperationKind::Create), named(|_| true))
        };
        Words {
            vendors: current.iter().map(vendor).collect(),
            codes: sorted(codes.map(|code| code.code.to_string())),
            any_code: current.iter().any(|one| !one.errors.codes.iter().any(|code| code.of_task)),
            states: sorted(states.filter(|state| under_way(state.stage)).map(|state| state.word.to_string())),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.vendors.iter().map(|(vendor, ..)| &**vendor).collect()
    }

    /// A world, as a body or a query names it.
    pub fn world(&self) -> Json {
        const KEY: &str = r"[^\x00-\x1f\x7f-\x9f]*[^\x00-\x1f\x7f-\x9f\s][^\x00-\x1f\x7f-\x9f]*";
        let pattern = format!("^(?:{})/{KEY}$", one_of(self.names()));
        about(json!({ "type": "string", "pattern": pattern }), "VENDOR/KEY, or the printed name of a world")
    }

    /// The same in a header, which is best left to ASCII.
    pub fn world_in_header(&self) -> Json {
        let pattern = format!("^(?:{})/[!-~](?:[ -~]*[!-~])?$", one_of(self.names()));
        json!({ "type": "string", "pattern": pattern })
    }

    fn vendor(&self) -> Json {
        or_null(json!({ "enum": self.names() }))
    }

    fn operation(&self, of: Operations) -> Json {
        or_null(json!({ "enum": sorted(self.vendors.iter().flat_map(of).cloned()) }))
    }

    /// That an operation is one of the vendor that is named beside it.
    fn pairs(&self, of: Operations) -> Json {
        let own = |one: &Vendor| json!({ "properties": { "vendor": { "const": one.0 }, "operation": or_null(json!({ "enum": of(one) })) } });
        let none = json!({ "properties": { "vendor": { "type": "null" } } });
        json!({ "anyOf": std::iter::once(none).chain(self.vendors.iter().map(own)).collect::<Vec<_>>() })
    }

    /// How a script is written. Blanks and numbers can be written otherwise too; no program needs to.
    fn script(&self) -> Json {
        const WORD: &str = r"[^;\s](?:[^;]*[^;\s])?";
        let codes = one_of(self.codes.iter().filter(|code| !code.is_empty()));
        let fail = if self.any_code { WORD } else { &codes };
        let refuse = if codes.is_empty() { String::new() } else { format!("|refuse=(?:{codes})") };
        let part = format!(
            "succeed|fail(?:=(?:{fail}))?|stuck=(?:{}){refuse}|state={WORD}|after={SPAN}|slow={SPAN}|\
             drive=(?:real|held|query|step|once)|speed={SPEED}|polls={COUNT}|steps={COUNT}",
            one_of(&self.states),
        );
        let words = "Such as `fail=CODE; after=3s`. One of succeed, fail, stuck and refuse, one of after and slow; speed \
                     belongs to drive=real, polls and steps to drive=query and drive=step; codes and states are the vendor's";
        about(json!({ "type": "string", "pattern": format!("^(?:{part})(?:; ?(?:{part}))*$") }), words)
    }
}

const SPAN: &str = r"[0-9]{1,9}(?:\.[0-9]{1,3})?(?:ms|s|m|h)?";
const SPEED: &str = r"(?:[1-9][0-9]{0,8}(?:\.[0-9]{1,9})?|0\.[0-9]{0,8}[1-9])";
const COUNT: &str = "[0-9]{1,9}";

/// What drives a task's time, as a text.
fn drive() -> Json {
    let drives = format!("real(?:; ?speed={SPEED})?|held|query(?:; ?polls={COUNT})?|step(?:; ?steps={COUNT})?|once");
    let bare = format!("speed={SPEED}|polls={COUNT}|steps={COUNT}");
    json!({ "type": "string", "pattern": format!("^(?:(?:drive=)?(?:{drives})|{bare})$") })
}

fn sorted(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A pattern for one of these texts.
fn one_of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let escaped = |text: T| -> String {
        let escape = |c: char| if r"^$\.*+?()[]{}|/".contains(c) { format!("\\{c}") } else { c.to_string() };
        text.as_ref().chars().map(escape).collect()
    };
    texts.into_iter().map(escaped).collect::<Vec<_>>().join("|")
}

/// Rules and drives.
pub fn directions(words: &Words) -> Vec<Named> {
    let rule = |script: Json| {
        let texts = ["model", "text"].map(|name| (name, or_null(text())));
        let whom = [
            ("vendor", words.vendor()),
            ("world", or_null(reference("World"))),
            ("operation", words.operation(|(_, creates, _)| creates)),
        ];
        let counts = [("nth", or_null(count_from(1))), ("times", or_null(count()))];
        let all = [("lasts", about(or_null(seconds()), "Seconds of real time")), ("script", script)];
        with(&with(&whom, &texts), &with(&counts, &all))
    };
    let standing = [("id", count()), ("fitted", count()), ("used", count()), ("seconds_left", or_null(number()))];
    let mut asked = form(&["script"], &rule(words.script()));
    asked["allOf"] = json!([words.pairs(|(_, creates, _)| creates)]);
    vec![
        ("World", words.world()),
        ("Scripts", record(&[("scripts", list(reference("Script")))])),
        ("Script", record(&with(&rule(text()), &standing))),
        ("Rule", asked),
        ("Deleted", record(&[("deleted", count())])),
        ("Drives", record(&[("drives", list(reference("Drive")))])),
        ("Drive", json!({ "oneOf": driven() })),
        ("Wish", json!({ "oneOf": wished(words) })),
    ]
}

/// Who can be driven so: everybody, a world, or an operation of a vendor's.
fn driven() -> [Json; 3] {
    let drive = [("drive", text())];
    let operation = [("vendor", text()), ("operation", text())];
    [record(&drive), record(&with(&drive, &[("world", text())])), record(&with(&drive, &operation))]
}

/// The same as it is asked for.
fn wished(words: &Words) -> Vec<Json> {
    let drive = ("drive", about(or_null(drive()), "Such as `query; polls=2`; null takes it back"));
    let nothing = |names: &[&'static str]| names.iter().map(|name| (*name, null())).collect::<Vec<_>>();
    let all = with(std::slice::from_ref(&drive), &nothing(&["world", "vendor", "operation"]));
    let world = with(&[drive.clone(), ("world", reference("World"))], &nothing(&["vendor", "operation"]));
    let operations = words.vendors.iter().map(|(vendor, creates, _)| {
        let whose = [("vendor", json!({ "const": vendor })), ("operation", json!({ "enum": creates }))];
        form(
            &["drive", "vendor", "operation"],
            &with(&with(std::slice::from_ref(&drive), &whose), &nothing(&["world"])),
        )
    });
    [form(&["drive"], &all), form(&["drive", "world"], &world)].into_iter().chain(operations).collect()
}

/// The members that say whom a fault hits, and how often.
fn fault_rule(words: &Words) -> Vec<Named> {
    let whom = [
        ("vendor", words.vendor()),
        ("world", or_null(reference("World"))),
        ("operation", words.operation(|(_, _, all)| all)),
        ("path", or_null(text())),
    ];
    let more = [
        ("results", about(truth(), "Downloads instead of calls")),
        ("nth", or_null(count_from(1))),
        ("times", or_null(count())),
        ("rate", or_null(json!({ "type": "number", "minimum": 0, "maximum": 1 }))),
        ("seed", count()),
        ("lasts", about(or_null(seconds()), "Seconds of real time; 600 if it does not say")),
        ("accepted", or_null(truth())),
        ("key_name", or_null(text())),
    ];
    with(&whom, &more)
}

/// The names of faults, and what further members they have: those that are needed first.
fn troubles() -> Vec<(&'static [&'static str], &'static [&'static str], Vec<Named>)> {
    let span = || ("seconds", seconds());
    const PLAIN: &[&str] = &[
        "reset_before",
        "reset_after",
        "truncated_json",
        "malformed_json",
        "wrong_content_type",
        "no_answer",
        "expired_url",
        "callback_lost",
        "callback_doubled",
        "callback_out_of_order",
        "callback_bad_signature",
        "callback_wrong_body",
    ];
    vec![
        (&["too_many_requests"], &[], vec![("retry_after", seconds())]),
        (&["server_error", "gateway_page"], &[], vec![("status", within((500, 599)))]),
        (&["slow_headers", "slow_body", "callback_late"], &["seconds"], vec![span()]),
        (&["hanging"], &[], vec![span()]),
        (&["reset_within", "closed_within"], &[], vec![("bytes", count())]),
        (&["redirect"], &["to"], vec![("to", text()), ("status", within((300, 399)))]),
        (PLAIN, &[], vec![]),
    ]
}

/// Faults.
pub fn faults(words: &Words) -> Vec<Named> {
    let standing = [("number", count()), ("fits", count()), ("hits", count()), ("seconds_left", or_null(number()))];
    let named = |names: &[&str]| [("fault", json!({ "enum": names }))];
    let rule = fault_rule(words);
    let shown = troubles()
        .into_iter()
        .map(|(names, _, own)| record(&with(&with(&named(names), &own), &with(&rule, &standing))));
    let asked = troubles().into_iter().map(|(names, needed, own)| {
        let needed: Vec<&str> = std::iter::once("fault").chain(needed.iter().copied()).collect();
        let key = [("key", about(text(), "Hits this API key only"))];
        let mut form = form(&needed, &with(&with(&named(names), &own), &with(&rule, &key)));
        form["allOf"] = json!([reference("Whom")]);
        form
    });
    let key_once =
        json!({ "anyOf": [{ "properties": { "key": false } }, { "properties": { "key_name": { "type": "null" } } }] });
    let whom = json!({ "allOf": [words.pairs(|(_, _, all)| all), key_once] });
    vec![
        ("Faults", record(&[("faults", list(reference("Fault")))])),
        ("Fault", json!({ "oneOf": shown.collect::<Vec<_>>() })),
        ("FaultForm", json!({ "oneOf": asked.collect::<Vec<_>>() })),
        ("Whom", about(whom, "An operation is one of the vendor that is named beside it, and a key is named once")),
        ("Removed", record(&[("removed", count())])),
    ]
}
