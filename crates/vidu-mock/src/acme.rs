//! Made-up vendors for tests: what a spec would say of them.

use vidu_types::table::*;

/// Two vendors that differ in all that they can: key, ids, states, nesting, errors, callbacks.
pub fn spec() -> Spec {
    Spec { words: list([]), revisions: list([acme(), bolt()]) }
}

fn list<T: Clone>(items: impl IntoIterator<Item = T>) -> List<T> {
    List::Owned(items.into_iter().collect())
}

/// Numeric ids, a scheme, two places, callbacks with a signature, cancel, credits, errors with codes.
pub fn acme() -> Revision {
    let words = [
        ("made", Stage::Queued),
        ("waiting", Stage::Queued),
        ("drawing", Stage::Running),
        ("done", Stage::Succeeded),
        ("broken", Stage::Failed),
    ];
    Revision {
        vendor: "acme".into(),
        title: "Acme".into(),
        states: list(words.map(|(word, stage)| State { word: word.into(), stage })),
        authentication: Authentication {
            header: "Authorization".into(),
            send: "Acme ".into(),
            take: list(["Acme ".into()]),
            refuse: list([]),
        },
        task: TaskRules {
            id: IdStyle::Digits,
            id_before_key: true,
            url_lifetime: Some(3600),
            concurrent: Some(2),
            cancellable: list([Stage::Queued]),
            cancelled_code: Some("Stopped".into()),
        },
        errors: acme_errors(),
        callback: Some(acme_callback()),
        quoted: list([QuotedKind::Integer]),
        operations: list([acme_create(), acme_query(), acme_cancel(), acme_credits(), acme_list()]),
        ..bare()
    }
}

/// Opaque ids in the query, a bare key, no word for waiting, no callbacks, nothing known of errors.
pub fn bolt() -> Revision {
    let words = [("busy", Stage::Running), ("fine", Stage::Succeeded), ("sad", Stage::Failed)];
    let fields = [field("prompt", "input.text", FieldKind::Text)];
    let body = [member("input", Shape::Object(list([member("text", Shape::Field(0))])))];
    let create = Operation {
        fields: list(fields),
        body: list(body),
        answer: list([slot("task", Slot::TaskId, Format::Text), slot("at", Slot::TaskCreatedAt, Format::UnixSeconds)]),
        ..operation("draw", OperationKind::Create, "POST", "/bolt/draw")
    };
    let url = SlotForm { slot: Slot::VideoUrl, format: Format::Text, otherwise: None };
    let urls = AnswerForm::EachValue(Group::Video, url);
    let inner = [
        slot("status", Slot::TaskState, Format::Text),
        AnswerMember { key: "urls".into(), stages: list([Stage::Succeeded]), form: urls },
    ];
    let outer = AnswerMember { key: "output".into(), stages: list([]), form: AnswerForm::Object(list(inner)) };
    let query = Operation {
        id_parameter: Some("task".into()),
        answer: list([outer]),
        ..operation("look", OperationKind::Query, "GET", "/bolt/look")
    };
    Revision {
        vendor: "bolt".into(),
        title: "Bolt".into(),
        states: list(words.map(|(word, stage)| State { word: word.into(), stage })),
        operations: list([create, query]),
        ..bare()
    }
}

fn acme_create() -> Operation {
    let any = |field: Field| Field { unsaid: list(["limit".into()]), ..field };
    let random = Some(Random { absent: true, at: list([0]) });
    let fields = [
        Field { required: true, ..field("model", "model", FieldKind::Word("model".into())) },
        field("images", "images", FieldKind::Images),
        any(field("prompt", "prompt", FieldKind::Text)),
        field("duration", "duration", FieldKind::Integer),
        Field { random, ..field("seed", "seed", FieldKind::Integer) },
        field("resolution", "resolution", FieldKind::Word("resolution".into())),
        field("aspect_ratio", "aspect_ratio", FieldKind::Word("aspect_ratio".into())),
        any(field("payload", "payload", FieldKind::Text)),
        field("hook", "hook", FieldKind::Url),
        field("start", "start", FieldKind::Image),
        field("subjects", "subjects", FieldKind::Records(subject())),
    ];
    let echoes = fields.iter().enumerate().take(8).map(|(position, field)| {
        let otherwise = matches!(field.kind, FieldKind::Text).then(|| "\"\"".into());
        let form = AnswerForm::Echo(EchoForm { field: position, otherwise });
        AnswerMember { key: field.wire.clone(), stages: list([]), form }
    });
    let body: Vec<Member> =
        fields.iter().enumerate().map(|(place, field)| member(&field.name, Shape::Field(place))).collect();
    let answer: Vec<AnswerMember> = [
        slot("id", Slot::TaskId, Format::Text),
        slot("state", Slot::TaskState, Format::Text),
        slot("created", Slot::TaskCreatedAt, Format::Rfc3339),
        slot("credits", Slot::TaskCredits, Format::Integer),
    ]
    .into_iter()
    .chain(echoes)
    .collect();
    Operation {
        fields: list(fields),
        body: list(body),
        answer: list(answer),
        relations: list([table(), alone(6, &["16:9", "9:16", "1:1"])]),
        prices: list([Price { when: list([]), base: 10, per_second: 2, from: "a page".into(), made_up: false }]),
        ..operation("paint", OperationKind::Create, "POST", "/acme/paint")
    }
}

/// Model a1 makes 4 seconds at 360p or 720p, a2 makes 8 at 1080p.
fn table() -> Relation {
    let column = |field| Column { field, aspect: Aspect::Value };
    let row = |model: &str, seconds: i64, sizes: &[&str]| {
        let words = |words: &[&str]| cell(words.iter().map(|word| Scalar::Text(word.to_string().into())).collect());
        Row {
            cells: list([
                Cell { default: None, ..words(&[model]) },
                cell(vec![Scalar::Integer(seconds)]),
                words(sizes),
            ]),
        }
    };
    let rows = [row("a1", 4, &["360p", "720p"]), row("a2", 8, &["1080p"])];
    Relation { columns: list([column(0), column(3), column(5)]), rows: list(rows) }
}

fn alone(field: usize, words: &[&str]) -> Relation {
    let cell = cell(words.iter().map(|word| Scalar::Text(word.to_string().into())).collect());
    Relation { columns: list([Column { field, aspect: Aspect::Value }]), rows: list([Row { cells: list([cell]) }]) }
}

fn cell(values: Vec<Scalar>) -> Cell {
    Cell { default: values.first().cloned(), choices: list(values.into_iter().map(Choice::Exactly)) }
}

fn acme_query() -> Operation {
    let text = |key: &str, of| slot(key, of, Format::Text);
    let empty = |member: AnswerMember| match member.form {
        AnswerForm::Slot(form) => {
            let form = AnswerForm::Slot(SlotForm { otherwise: Some("\"\"".into()), ..form });
            AnswerMember { form, ..member }
        }
        _ => member,
    };
    let video = [text("id", Slot::VideoId), text("url", Slot::VideoUrl), text("cover_url", Slot::VideoCoverUrl)];
    let videos = AnswerForm::Each(Group::Video, list(video));
    let answer = [
        text("id", Slot::TaskId),
        text("state", Slot::TaskState),
        empty(text("err_code", Slot::FailureCode)),
        slot("credits", Slot::TaskCredits, Format::Integer),
        empty(text("payload", Slot::TaskPayload)),
        AnswerMember { key: "videos".into(), stages: list([]), form: videos },
    ];
    Operation { answer: list(answer), ..operation("look", OperationKind::Query, "GET", "/acme/tasks/{id}/videos") }
}

fn acme_cancel() -> Operation {
    let body = list([member("id", Shape::TaskId)]);
    Operation { body, ..operation("stop", OperationKind::Cancel, "POST", "/acme/tasks/{id}/stop") }
}

fn acme_credits() -> Operation {
    let balance = [
        slot("left", Slot::BalanceRemaining, Format::Integer),
        slot("limit", Slot::BalanceConcurrency, Format::Integer),
        slot("running", Slot::BalanceRunning, Format::Integer),
        slot("queued", Slot::BalanceQueued, Format::Integer),
    ];
    let form = AnswerForm::Each(Group::Balance, list(balance));
    let answer = list([AnswerMember { key: "balances".into(), stages: list([]), form }]);
    Operation { answer, ..operation("purse", OperationKind::Credits, "GET", "/acme/credits") }
}

/// Every role that a parameter can have, both styles of pages, both ways to give several values.
fn acme_list() -> Operation {
    let text = |key: &str, of| slot(key, of, Format::Text);
    let task = [
        text("id", Slot::TaskId),
        text("state", Slot::TaskState),
        slot("created", Slot::TaskCreatedAt, Format::Rfc3339),
        slot("credits", Slot::TaskCredits, Format::Integer),
        text("payload", Slot::TaskPayload),
        AnswerMember { stages: list([Stage::Failed]), ..text("err_code", Slot::FailureCode) },
        AnswerMember {
            key: "videos".into(),
            stages: list([Stage::Succeeded]),
            form: AnswerForm::Each(Group::Video, list([text("url", Slot::VideoUrl)])),
        },
    ];
    let tasks = AnswerForm::Each(Group::Task, list(task));
    let answer = [text("next", Slot::PageNext), AnswerMember { key: "tasks".into(), stages: list([]), form: tasks }];
    let parameters = [
        Parameter { several: Some(Several::Repeated), ..parameter("ids", ParameterRole::TaskId) },
        parameter("state", ParameterRole::TaskState),
        Parameter {
            format: Some(Format::Rfc3339),
            default: Some(86_400),
            ..parameter("from", ParameterRole::CreatedFrom)
        },
        parameter("to", ParameterRole::CreatedTo),
        Parameter { default: Some(2), most: Some(3), ..parameter("count", ParameterRole::PageSize) },
        Parameter { first: Some(1), ..parameter("page", ParameterRole::PageNumber) },
        parameter("after", ParameterRole::PageToken),
        parameter("tag", ParameterRole::Filter),
    ];
    Operation {
        listing: Some(Listing { order: Some(Order::NewestFirst), parameters: list(parameters) }),
        answer: list(answer),
        ..operation("browse", OperationKind::List, "GET", "/acme/tasks")
    }
}

fn parameter(name: &'static str, role: ParameterRole) -> Parameter {
    Parameter {
        name: name.into(),
        role,
        several: None,
        format: None,
        first: None,
        default: None,
        most: None,
        note: None,
        unsaid: list([]),
    }
}

fn acme_errors() -> Errors {
    let members = [
        slot("code", Slot::ErrorStatus, Format::Integer),
        slot("reason", Slot::ErrorCode, Format::Text),
        slot("message", Slot::ErrorMessage, Format::Text),
        slot("trace", Slot::ErrorTrace, Format::Text),
    ];
    Errors {
        envelopes: list([Envelope { name: "plain".into(), members: list(members) }]),
        codes: acme_codes(),
        faults: acme_faults(),
    }
}

fn acme_codes() -> List<ErrorCode> {
    let codes = [
        ("Lacking", 400, "missing: {fields}", false),
        ("Invalid", 400, "invalid: {fields}", false),
        ("Unauthorized", 401, "unauthorized", false),
        ("NotFound", 404, "task not found", false),
        ("Unknown", 404, "not found", false),
        ("Method", 405, "no such method", false),
        ("Codec", 400, "codec", false),
        ("Late", 400, "too late to stop", false),
        ("Broke", 402, "no credits", false),
        ("Policy", 400, "policy violation", true),
        ("Stopped", 400, "stopped by user", true),
        ("Large", 413, "too large", false),
    ];
    let code = |(code, status, message, of_task): (&'static str, u16, &'static str, bool)| ErrorCode {
        code: code.into(),
        class: None,
        status: Some(status),
        message: message.into(),
        envelope: 0,
        of_task,
    };
    list(codes.map(code))
}

fn acme_faults() -> List<FaultCode> {
    let faults = [
        (Fault::Missing, 0),
        (Fault::WrongType, 1),
        (Fault::NotOffered, 1),
        (Fault::UnknownModel, 1),
        (Fault::Unwanted, 1),
        (Fault::MalformedBody, 1),
        (Fault::NoKey, 2),
        (Fault::UnknownTask, 3),
        (Fault::UnknownPath, 4),
        (Fault::WrongMethod, 5),
        (Fault::MalformedId, 6),
        (Fault::NotCancellable, 7),
        (Fault::CreditShort, 8),
        (Fault::BodyTooLarge, 11),
    ];
    list(faults.map(|(fault, code)| FaultCode { fault, code }))
}

fn acme_callback() -> Callback {
    let state = |word: &'static str, retries| CallbackState { word: word.into(), retries };
    Callback {
        field: "hook".into(),
        states: list([state("drawing", 0), state("done", 3), state("broken", 3)]),
        body: "look".into(),
        signature: Some(Signature {
            header: "X-Acme-Signature".into(),
            algorithm_header: "X-Acme-Algorithm".into(),
            algorithm: "hmac-sha256".into(),
            access_key_header: "X-Acme-Access".into(),
            access_key: "acme".into(),
            signed_headers_header: "X-Acme-Signed".into(),
            signed_headers: list(["Date".into(), "x-acme-nonce".into()]),
            nonce_header: "x-acme-nonce".into(),
        }),
    }
}

fn bare() -> Revision {
    Revision {
        vendor: "".into(),
        title: "".into(),
        month: "2026-01".into(),
        current: true,
        partial: false,
        environment: "ACME".into(),
        base_url: "https://acme.example".into(),
        base_url_aliases: list([]),
        authentication: Authentication {
            header: "Authorization".into(),
            send: "".into(),
            take: list(["Bearer ".into(), "".into()]),
            refuse: list(["Acme ".into()]),
        },
        states: list([]),
        task: TaskRules {
            id: IdStyle::Uuid,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: list([]),
            cancelled_code: None,
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: list([StatusSpan { from: 200, to: 299 }]),
            refused: list([StatusSpan { from: 400, to: 499 }]),
        },
        errors: Errors { envelopes: list([]), codes: list([]), faults: list([]) },
        callback: None,
        quoted: list([]),
        operations: list([]),
        borrowed: list([]),
        unsaid: list([]),
        remarks: list([]),
    }
}

fn operation(name: &'static str, kind: OperationKind, method: &'static str, path: &'static str) -> Operation {
    let page = Page { url: "https://acme.example/docs".into(), title: name.into(), read: "2026-01".into() };
    Operation {
        name: name.into(),
        type_name: name.into(),
        kind,
        about: "".into(),
        page,
        method: method.into(),
        path: path.into(),
        id_parameter: None,
        listing: None,
        headers: list([]),
        fields: list([]),
        body: list([]),
        max_body: None,
        relations: list([]),
        stated_only: list([]),
        ignored: list([]),
        exclusive: list([]),
        answer: list([]),
        prices: list([]),
        borrowed: list([]),
        unsaid: list([]),
        remarks: list([]),
    }
}

/// A record with a text in it.
fn subject() -> Record {
    let name = Field { unsaid: list(["limit".into()]), ..field("name", "who.name", FieldKind::Text) };
    let body = list([member("who", Shape::Object(list([member("name", Shape::Field(0))])))]);
    Record { type_name: "Subject".into(), fields: list([name]), body }
}

/// What the fields of these names are to those who know no vendor.
fn role(name: &str) -> Option<Role> {
    match name {
        "model" => Some(Role::Model),
        "duration" => Some(Role::Length),
        "payload" => Some(Role::PassThrough),
        "start" => Some(Role::FirstFrame),
        _ => None,
    }
}

fn field(name: &'static str, wire: &'static str, kind: FieldKind) -> Field {
    Field {
        name: name.into(),
        wire: wire.into(),
        kind,
        role: role(name),
        required: false,
        characters: None,
        count: None,
        image: None,
        random: None,
        about: "".into(),
        note: None,
        unsaid: list([]),
    }
}

fn member(key: &str, shape: Shape) -> Member {
    Member { key: key.to_owned().into(), shape }
}

fn slot(key: &str, slot: Slot, format: Format) -> AnswerMember {
    let form = AnswerForm::Slot(SlotForm { slot, format, otherwise: None });
    AnswerMember { key: key.to_owned().into(), stages: list([]), form }
}
