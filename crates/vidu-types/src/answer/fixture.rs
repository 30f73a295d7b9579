//! Tables of a made-up vendor for the tests of everything that reads or writes answers.

use std::borrow::Cow;

use crate::table::*;

/// A member in every stage.
pub(crate) fn member(key: &'static str, form: AnswerForm) -> AnswerMember {
    member_in(key, &[], form)
}

pub(crate) fn member_in(key: &'static str, stages: &'static [Stage], form: AnswerForm) -> AnswerMember {
    AnswerMember { key: key.into(), stages: stages.into(), form }
}

pub(crate) fn object(members: Vec<AnswerMember>) -> AnswerForm {
    AnswerForm::Object(members.into())
}

pub(crate) fn each(group: Group, members: Vec<AnswerMember>) -> AnswerForm {
    AnswerForm::Each(group, members.into())
}

pub(crate) fn slot(slot: Slot, format: Format) -> AnswerForm {
    AnswerForm::Slot(SlotForm { slot, format, otherwise: None })
}

pub(crate) fn text(fact: Slot) -> AnswerForm {
    slot(fact, Format::Text)
}

pub(crate) fn slot_or(slot: Slot, format: Format, otherwise: &'static str) -> AnswerForm {
    AnswerForm::Slot(SlotForm { slot, format, otherwise: Some(otherwise.into()) })
}

pub(crate) fn echo(field: usize, otherwise: Option<&'static str>) -> AnswerForm {
    AnswerForm::Echo(EchoForm { field, otherwise: otherwise.map(Into::into) })
}

/// The vendor: a create that repeats the request, a query with a list, a query with a bare address, a cancel, credits,
/// a list of tasks.
pub(crate) fn acme() -> Revision {
    use OperationKind::*;
    Revision {
        vendor: "acme".into(),
        title: "Acme".into(),
        month: "2031-04".into(),
        current: true,
        partial: false,
        environment: "ACME".into(),
        base_url: "https://api.acme.example".into(),
        base_url_aliases: empty(),
        authentication: Authentication { header: "X-Key".into(), send: "".into(), take: empty(), refuse: empty() },
        states: states(),
        task: TaskRules {
            id: IdStyle::Token,
            id_before_key: false,
            url_lifetime: Some(600),
            concurrent: None,
            cancellable: empty(),
            cancelled_code: Some("STOPPED".into()),
        },
        submit: SubmitStatuses { created: 201, accepted: empty(), refused: empty() },
        errors: errors(),
        callback: None,
        quoted: empty(),
        operations: vec![
            operation("make", Create, made()),
            operation("look", Query, looked()),
            operation("peek", Query, peeked()),
            operation("stop", Cancel, vec![]),
            operation("purse", Credits, purse()),
            operation("browse", OperationKind::List, browsed()),
        ]
        .into(),
        borrowed: empty(),
        unsaid: empty(),
        remarks: empty(),
    }
}

pub(crate) fn named(revision: &Revision, name: &str) -> Operation {
    revision.operations.iter().find(|operation| operation.name == name).expect("an operation of acme").clone()
}

fn states() -> List<State> {
    use Stage::*;
    let words = [("WAIT", Queued), ("WORK", Running), ("DONE", Succeeded), ("BROKE", Failed), ("LATE", Expired)];
    words.map(|(word, stage)| State { word: word.into(), stage }).to_vec().into()
}

fn made() -> Vec<AnswerMember> {
    vec![
        member("job", text(Slot::TaskId)),
        member("born", slot(Slot::TaskCreatedAt, Format::Rfc3339)),
        member("model", echo(0, None)),
        member("pictures", AnswerForm::Elements(vec![echo(1, None)].into())),
        member("luck", echo(2, None)),
        member("note", echo(3, Some("\"\""))),
        member("version", AnswerForm::Constant("{\"major\": 2}".into())),
    ]
}

fn looked() -> Vec<AnswerMember> {
    use Stage::*;
    let film = vec![
        member("href", text(Slot::VideoUrl)),
        member("cover", text(Slot::VideoCoverUrl)),
        member("ttl", slot(Slot::VideoLifetime, Format::Integer)),
        member("kind", slot_or(Slot::VideoType, Format::Text, "\"mp4\"")),
    ];
    let job = vec![
        member("ref", text(Slot::TaskId)),
        member("status", text(Slot::TaskState)),
        member("born", slot(Slot::TaskCreatedAt, Format::UnixSeconds)),
        member_in("over", &[Succeeded, Failed, Cancelled], slot(Slot::TaskEndedAt, Format::UnixMillisText)),
        member("percent", slot_or(Slot::TaskProgress, Format::Integer, "0")),
        member("cost", slot(Slot::TaskCredits, Format::Number)),
        member_in("code", &[Failed, Cancelled], slot_or(Slot::FailureCode, Format::Text, "\"\"")),
        member_in("why", &[Failed, Cancelled], text(Slot::FailureMessage)),
    ];
    vec![
        member("job", object(job)),
        member("films", each(Group::Video, film)),
        member("usage", object(vec![member_in("seconds", &[Succeeded], slot(Slot::VideoDuration, Format::Integer))])),
        member("extra", object(vec![member("note", slot_or(Slot::TaskPayload, Format::Text, "null"))])),
    ]
}

fn peeked() -> Vec<AnswerMember> {
    let address = SlotForm { slot: Slot::VideoUrl, format: Format::Text, otherwise: None };
    vec![
        member("status", text(Slot::TaskState)),
        member("address", text(Slot::VideoUrl)),
        member("addresses", AnswerForm::EachValue(Group::Video, address)),
    ]
}

fn purse() -> Vec<AnswerMember> {
    let balance = vec![
        member("kind", text(Slot::BalanceKind)),
        member("left", slot(Slot::BalanceRemaining, Format::Number)),
        member("lanes", slot(Slot::BalanceConcurrency, Format::Integer)),
        member("busy", slot(Slot::BalanceRunning, Format::Integer)),
        member("waiting", slot(Slot::BalanceQueued, Format::Integer)),
    ];
    let package = vec![
        member("no", text(Slot::PackageId)),
        member("name", text(Slot::PackageName)),
        member("kind", text(Slot::PackageKind)),
        member("lanes", slot(Slot::PackageConcurrency, Format::Integer)),
        member("bought", slot(Slot::PackageCredits, Format::Number)),
        member("left", slot(Slot::PackageRemaining, Format::Number)),
        member("made_on", slot(Slot::PackageCreatedAt, Format::Rfc3339)),
        member("paid_on", slot(Slot::PackageBoughtAt, Format::Rfc3339)),
        member("from", slot(Slot::PackageValidFrom, Format::Rfc3339)),
        member("to", slot(Slot::PackageValidTo, Format::Rfc3339)),
    ];
    vec![
        member("account", object(vec![member("purses", each(Group::Balance, balance))])),
        member("packs", each(Group::Package, package)),
    ]
}

fn browsed() -> Vec<AnswerMember> {
    let job = vec![
        member("ref", text(Slot::TaskId)),
        member("status", text(Slot::TaskState)),
        member("born", slot(Slot::TaskCreatedAt, Format::UnixSeconds)),
        member("note", slot_or(Slot::TaskPayload, Format::Text, "null")),
        member("cost", slot(Slot::TaskCredits, Format::Number)),
        member_in("code", &[Stage::Failed], text(Slot::FailureCode)),
        member("films", each(Group::Video, vec![member("href", text(Slot::VideoUrl))])),
    ];
    let shelf = vec![member("jobs", each(Group::Task, job)), member("more", text(Slot::PageNext))];
    vec![member("shelf", object(shelf))]
}

/// Two forms: a flat one with the status, and a nested one of a gateway.
pub(crate) fn errors() -> Errors {
    let flat = vec![
        member("status", slot(Slot::ErrorStatus, Format::Integer)),
        member("code", text(Slot::ErrorCode)),
        member("text", text(Slot::ErrorMessage)),
        member("meta", object(vec![member("trace", text(Slot::ErrorTrace))])),
    ];
    let nested = vec![
        member("class", text(Slot::ErrorClass)),
        member("code", text(Slot::ErrorCode)),
        member("text", text(Slot::ErrorMessage)),
    ];
    let envelopes = [("flat", flat), ("gate", vec![member("fault", object(nested))])];
    Errors {
        envelopes: envelopes
            .map(|(name, members)| Envelope { name: name.into(), members: members.into() })
            .to_vec()
            .into(),
        codes: vec![
            code("BAD", Some(400), "bad field: {fields}", 0),
            code("GONE", Some(404), "no such job", 0),
            ErrorCode { class: Some("access".into()), ..code("", Some(401), "no entry", 1) },
            ErrorCode { of_task: true, ..code("OVEN", None, "the oven broke", 0) },
        ]
        .into(),
        faults: vec![
            FaultCode { fault: Fault::NotOffered, code: 0 },
            FaultCode { fault: Fault::UnknownTask, code: 1 },
            FaultCode { fault: Fault::UnknownKey, code: 2 },
        ]
        .into(),
    }
}

fn code(code: &'static str, status: Option<u16>, message: &'static str, envelope: usize) -> ErrorCode {
    ErrorCode { code: code.into(), class: None, status, message: message.into(), envelope, of_task: false }
}

fn operation(name: &'static str, kind: OperationKind, answer: Vec<AnswerMember>) -> Operation {
    let fields =
        if kind == OperationKind::Create { ["model", "image", "seed", "payload"].map(field).to_vec() } else { vec![] };
    Operation {
        name: name.into(),
        type_name: name.into(),
        kind,
        about: "".into(),
        page: Page { url: "https://acme.example".into(), title: "Acme's page".into(), read: "2031-04".into() },
        method: "POST".into(),
        path: "/".into(),
        id_parameter: None,
        listing: None,
        headers: empty(),
        fields: fields.into(),
        body: empty(),
        max_body: None,
        relations: empty(),
        stated_only: empty(),
        ignored: empty(),
        exclusive: empty(),
        answer: answer.into(),
        prices: empty(),
        borrowed: empty(),
        unsaid: empty(),
        remarks: empty(),
    }
}

fn field(name: &'static str) -> Field {
    Field {
        name: name.into(),
        wire: name.into(),
        kind: FieldKind::Text,
        role: None,
        required: false,
        characters: None,
        count: None,
        image: None,
        random: None,
        about: "".into(),
        note: None,
        unsaid: empty(),
    }
}

const fn empty<T: Clone>() -> List<T> {
    Cow::Borrowed(&[])
}
