//! `vendor.toml`: what a vendor says once for all its pages.

use crate::code::Code;
use std::collections::BTreeMap;

use super::answer::STAGES;
use super::errors;
use super::page::{borrowed, texts};
use crate::diagnostic::Diagnostic;
use crate::reader::{Faults, Item, Named, Table, suggestion};
use crate::syntax::{Folder, RevisionFolder};
use crate::table::{
    Authentication, Callback, CallbackState, Errors, IdStyle, List, Operation, OperationKind, QuotedKind, Revision,
    Signature, Spec, Stage, State, StatusSpan, SubmitStatuses, TaskRules, Text,
};

/// Reads the rules of a vendor and joins them with its pages.
pub fn read(folder: &RevisionFolder, item: Item<'_>, operations: Vec<Operation>) -> Option<Revision> {
    let quoted = [("integer", QuotedKind::Integer), ("boolean", QuotedKind::Boolean)];
    let table = item.table("a vendor")?;
    let title = table.line("title");
    let current = table.flag("current");
    let partial = partial(&table, current);
    let environment = table.required("environment").and_then(environment);
    let base_url = table.required("base_url").and_then(base_url);
    let aliases = list(&table, "aliases").into_iter().filter_map(base_url_text).collect();
    let quoted = list(&table, "takes_quoted").into_iter().filter_map(|item| item.word(&quoted)).collect();
    let authentication = table.required("key").and_then(authentication);
    let states = table.required("states").map(states).unwrap_or_default();
    let errors = table.required("errors").and_then(errors::read);
    let task = table.required("task").and_then(|item| task(item, errors.as_ref()));
    let submit = table.required("submit").and_then(submit);
    let callback = table.optional("callback").map(|item| callback(item, &states, &operations, partial));
    let borrowed = borrowed(&table);
    let (unsaid, remarks) = (texts(table.lines("unsaid")), texts(table.lines("remarks")));
    table.finish();
    Some(Revision {
        vendor: folder.vendor.clone().into(),
        title: title?.to_owned().into(),
        month: folder.month.clone().into(),
        current,
        partial,
        environment: environment?.into(),
        base_url: base_url?.into(),
        base_url_aliases: aliases,
        authentication: authentication?,
        states: states.into(),
        task: task?,
        submit: submit?,
        errors: errors?,
        callback: callback.flatten(),
        quoted,
        operations: operations.into(),
        borrowed,
        unsaid,
        remarks,
    })
}

/// The vendor's own path stands for the current revision, which so has all that the spec has of the vendor.
fn partial(table: &Table<'_>, current: bool) -> bool {
    let item = table.optional("partial");
    let partial = item.and_then(|item| item.boolean()).unwrap_or(false);
    if let Some(item) = item.filter(|_| partial && current) {
        let help = "make another revision the current one, or add the pages that this one lacks";
        item.fault(Code::CurrentRevision, "the current revision leaves pages out", help);
    }
    partial
}

/// Every vendor has one current revision.
pub fn check_current(spec: &Spec, folder: &Folder, faults: &Faults) {
    let mut current: BTreeMap<&str, usize> = BTreeMap::new();
    for revision in spec.revisions.iter() {
        *current.entry(&revision.vendor).or_default() += usize::from(revision.current);
    }
    for (vendor, many) in current.into_iter().filter(|(_, many)| *many != 1) {
        let revisions = folder.revisions.iter().filter(|revision| revision.vendor == vendor);
        let Some(rules) = revisions.filter_map(|revision| revision.rules.as_ref()).next_back() else { continue };
        let message = format!("{many} revisions of `{vendor}` are current");
        let help = "write `current = true` into the vendor.toml of one of them";
        faults.borrow_mut().push(Diagnostic::fault(
            Code::CurrentRevision,
            &Item::root(rules, faults).place(),
            message,
            help,
        ));
    }
}

fn list<'a>(table: &Table<'a>, key: &'static str) -> Vec<Item<'a>> {
    table.required(key).and_then(|item| item.list()).unwrap_or_default()
}

fn environment(item: Item<'_>) -> Option<String> {
    let text = item.line()?;
    let fine = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if !fine {
        item.fault(
            Code::BadName,
            format!("`{text}` cannot begin a variable's name"),
            "write upper-case letters, digits and `_`",
        );
    }
    fine.then(|| text.to_owned())
}

fn base_url(item: Item<'_>) -> Option<String> {
    let text = item.line()?;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fine = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', ' ']));
    if !fine {
        item.fault(
            Code::WrongType,
            format!("`{text}` is no base URL"),
            "write scheme and host, \"https://api.example.com\", without a path",
        );
    }
    fine.then(|| text.to_owned())
}

fn base_url_text(item: Item<'_>) -> Option<Text> {
    base_url(item).map(Text::from)
}

fn authentication(item: Item<'_>) -> Option<Authentication> {
    let table = item.table("`key`")?;
    let prefixes = |key| -> List<Text> {
        list(&table, key).iter().filter_map(Item::text).map(|text| text.to_owned().into()).collect()
    };
    let header = table.line("header");
    let send = table.required("send").and_then(|item| item.text());
    let (take, refuse) = (prefixes("take"), prefixes("refuse"));
    table.finish();
    let send = send?;
    if !take.iter().any(|taken| taken == send) {
        item.fault(Code::WrongType, format!("`{send}` is sent but not taken"), "list it in `take` as well");
    }
    Some(Authentication { header: header?.to_owned().into(), send: send.to_owned().into(), take, refuse })
}

fn states(item: Item<'_>) -> Vec<State> {
    let state =
        |named: Named<'_>| Some(State { word: named.line()?.to_owned().into(), stage: named.item.word(STAGES)? });
    let states: Vec<State> = item.entries().unwrap_or_default().into_iter().filter_map(state).collect();
    for (stage, name) in [(Stage::Running, "running"), (Stage::Succeeded, "succeeded"), (Stage::Failed, "failed")] {
        if !states.iter().any(|state| state.stage == stage) {
            item.fault(
                Code::MissingState,
                format!("no word means `{name}`"),
                "list every status word with its stage, in order",
            );
        }
    }
    states
}

fn task(item: Item<'_>, errors: Option<&Errors>) -> Option<TaskRules> {
    let styles =
        [("digits", IdStyle::Digits), ("uuid", IdStyle::Uuid), ("hex", IdStyle::Hex), ("token", IdStyle::Token)];
    let table = item.table("`task`")?;
    let id = table.required("id").and_then(|item| item.word(&styles));
    let rules = TaskRules {
        id_before_key: table.required("id_before_key").and_then(|item| item.boolean())?,
        url_lifetime: table.said("url_lifetime").and_then(|item| item.natural()),
        concurrent: table.said("concurrent").and_then(|item| item.natural()),
        cancellable: list(&table, "cancellable").into_iter().filter_map(|item| item.word(STAGES)).collect(),
        cancelled_code: table.said("cancelled_code").and_then(|item| error_code(item, errors)),
        id: id?,
    };
    table.finish();
    Some(rules)
}

fn error_code(item: Item<'_>, errors: Option<&Errors>) -> Option<Text> {
    let text = item.line()?;
    let known: Vec<&str> = errors?.codes.iter().map(|code| code.code.as_ref()).collect();
    if !known.contains(&text) {
        item.fault(Code::UnknownWord, format!("`{text}` is no error code of this vendor"), suggestion(text, &known));
    }
    Some(text.to_owned().into())
}

fn submit(item: Item<'_>) -> Option<SubmitStatuses> {
    let table = item.table("`submit`")?;
    let spans = |key| list(&table, key).into_iter().filter_map(status_span).collect::<Vec<_>>();
    let created = table.required("created").and_then(status_span);
    let (accepted, refused) = (spans("accepted"), spans("refused"));
    table.finish();
    let created = created?.from;
    let within = |spans: &[StatusSpan]| spans.iter().any(|span| (span.from..=span.to).contains(&created));
    if !within(&accepted) || within(&refused) {
        item.fault(
            Code::WrongType,
            format!("status {created} is not accepted"),
            "`accepted` has `created`, `refused` has not",
        );
    }
    Some(SubmitStatuses { created, accepted: accepted.into(), refused: refused.into() })
}

fn status_span(item: Item<'_>) -> Option<StatusSpan> {
    let span = super::image::span(item)?;
    let number = |number: u64| u16::try_from(number).ok().filter(|number| (100..600).contains(number));
    let read = number(span.from).zip(span.to.and_then(number));
    if read.is_none() {
        item.fault(Code::WrongType, "this is no HTTP status", "write one from 100 to 599, or \"400 to 499\"");
    }
    read.map(|(from, to)| StatusSpan { from, to })
}

fn callback(item: Item<'_>, states: &[State], operations: &[Operation], partial: bool) -> Option<Callback> {
    let table = item.table("`callback`")?;
    let field = table.required("field").and_then(|item| callback_field(item, operations, partial));
    let called = table.required("states").and_then(|item| item.entries()).unwrap_or_default();
    let called = called.iter().filter_map(|named| callback_state(named, states)).collect();
    let queries = operations.iter().filter(|operation| operation.kind == OperationKind::Query);
    let queries: Vec<(&str, ())> = queries.map(|operation| (operation.name.as_ref(), ())).collect();
    let body = table.required("body").and_then(|item| item.word(&queries).and(item.text()));
    let signature = table.optional("signature").and_then(signature);
    table.finish();
    Some(Callback { field: field?.to_owned().into(), states: called, body: body?.to_owned().into(), signature })
}

/// The field may stand on a page that a partial revision leaves out.
fn callback_field<'a>(item: Item<'a>, operations: &[Operation], partial: bool) -> Option<&'a str> {
    let name = item.text()?;
    let fields = operations.iter().flat_map(|operation| operation.fields.iter());
    let known: Vec<&str> = fields.map(|field| field.name.as_ref()).collect();
    if !partial && !known.contains(&name) {
        item.fault(Code::UnknownWord, format!("`{name}` is no field of this vendor"), suggestion(name, &known));
    }
    Some(name)
}

fn callback_state(named: &Named<'_>, states: &[State]) -> Option<CallbackState> {
    let known: Vec<&str> = states.iter().map(|state| state.word.as_ref()).collect();
    if !known.contains(&named.key) {
        named.fault(
            Code::UnknownWord,
            format!("`{}` is no status word of this vendor", named.key),
            suggestion(named.key, &known),
        );
    }
    let retries = named.item.natural().and_then(|retries| u32::try_from(retries).ok())?;
    Some(CallbackState { word: named.key.to_owned().into(), retries })
}

fn signature(item: Item<'_>) -> Option<Signature> {
    let table = item.table("`signature`")?;
    let text = |key| table.line(key).map(|text| Text::from(text.to_owned()));
    let signature = Signature {
        header: text("header")?,
        algorithm_header: text("algorithm_header")?,
        algorithm: text("algorithm")?,
        access_key_header: text("access_key_header")?,
        access_key: text("access_key")?,
        signed_headers_header: text("signed_headers_header")?,
        signed_headers: texts(table.lines("signed_headers")),
        nonce_header: text("nonce_header")?,
    };
    table.finish();
    Some(signature)
}
