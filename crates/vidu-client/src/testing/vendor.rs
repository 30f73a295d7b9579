//! Made-up vendors: one that has every call, and one that has the least.

use std::sync::LazyLock;

use vidu_types::table::*;
use vidu_types::{Given, Request, Unreadable, Value, Vendor};

/// A vendor with every call and signed callbacks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acme;

/// A vendor with no more than a submit and a query, whose id stands in a parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bare;

/// A request to [`Acme`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Clip {
    pub(crate) prompt: Option<String>,
    pub(crate) label: Option<String>,
}

impl Vendor for Acme {
    fn revision() -> &'static Revision {
        static REVISION: LazyLock<Revision> = LazyLock::new(acme);
        &REVISION
    }
}

impl Vendor for Bare {
    fn revision() -> &'static Revision {
        static REVISION: LazyLock<Revision> = LazyLock::new(bare);
        &REVISION
    }
}

impl Request for Clip {
    type Vendor = Acme;
    const POSITION: usize = 0;

    fn given(&self) -> Given<'_> {
        let text = |text: &Option<String>| text.clone().map(|text| Value::Text(text.into()));
        Given { fields: vec![text(&self.prompt), text(&self.label)], ..Given::default() }
    }

    fn from_given(_: Given<'_>) -> Result<Self, Unreadable> {
        Ok(Self::default())
    }

    fn effective(&self) -> Self {
        self.clone()
    }
}

/// The operation of a kind.
pub(crate) fn operation_of(revision: &Revision, kind: OperationKind) -> &Operation {
    revision.operations.iter().find(|operation| operation.kind == kind).expect("an operation of this kind")
}

fn acme() -> Revision {
    let mut create = operation("make_clip", OperationKind::Create, "POST", "/v1/clips");
    create.fields = vec![
        field("prompt", "prompt", true),
        Field { role: Some(Role::PassThrough), ..field("label", "options.label", false) },
    ]
    .into();
    create.body = vec![
        Member { key: "prompt".into(), shape: Shape::Field(0) },
        Member {
            key: "options".into(),
            shape: Shape::Object(vec![Member { key: "label".into(), shape: Shape::Field(1) }].into()),
        },
    ]
    .into();
    create.answer = vec![slot("task", Slot::TaskId), slot("status", Slot::TaskState)].into();
    let mut cancel = operation("stop", OperationKind::Cancel, "POST", "/v1/tasks/{id}/cancel");
    cancel.body = vec![Member { key: "id".into(), shape: Shape::TaskId }].into();
    let mut credits = operation("credits", OperationKind::Credits, "GET", "/v1/credits");
    let remaining = slot("left", Slot::BalanceRemaining);
    credits.answer = vec![member("balances", AnswerForm::Each(Group::Balance, vec![remaining].into()))].into();
    Revision {
        callback: Some(callback()),
        operations: vec![create, query("/v1/tasks/{id}"), cancel, credits, list()].into(),
        ..revision("acme", "ACME")
    }
}

/// A list by tokens, the newest first, that tells labels.
fn list() -> Operation {
    let task = vec![
        slot("task", Slot::TaskId),
        slot("status", Slot::TaskState),
        slot("label", Slot::TaskPayload),
        member(
            "made",
            AnswerForm::Slot(SlotForm { slot: Slot::TaskCreatedAt, format: Format::UnixSeconds, otherwise: None }),
        ),
    ];
    let tasks = member("tasks", AnswerForm::Each(Group::Task, task.into()));
    let parameters = vec![
        Parameter { several: Some(Several::Repeated), ..parameter("id", ParameterRole::TaskId) },
        parameter("status", ParameterRole::TaskState),
        Parameter { format: Some(Format::UnixSeconds), ..parameter("since", ParameterRole::CreatedFrom) },
        Parameter { most: Some(50), ..parameter("size", ParameterRole::PageSize) },
        parameter("cursor", ParameterRole::PageToken),
    ];
    let mut list = operation("browse", OperationKind::List, "GET", "/v1/tasks");
    list.answer = vec![tasks, slot("cursor", Slot::PageNext)].into();
    list.listing = Some(Listing { order: Some(Order::NewestFirst), parameters: parameters.into() });
    list
}

/// A parameter of which the page says nothing but its name.
pub(crate) fn parameter(name: &'static str, role: ParameterRole) -> Parameter {
    Parameter {
        name: name.into(),
        role,
        several: None,
        format: None,
        first: None,
        default: None,
        most: None,
        note: None,
        unsaid: List::default(),
    }
}

fn bare() -> Revision {
    let mut query = query("/status");
    query.id_parameter = Some("task".into());
    let create = operation("make_clip", OperationKind::Create, "POST", "/make");
    Revision { operations: vec![create, query].into(), ..revision("bare", "BARE") }
}

fn query(path: &'static str) -> Operation {
    let mut query = operation("query", OperationKind::Query, "GET", path);
    let video = vec![slot("id", Slot::VideoId), slot("url", Slot::VideoUrl)];
    query.answer = vec![
        slot("task", Slot::TaskId),
        slot("status", Slot::TaskState),
        slot("label", Slot::TaskPayload),
        slot("reason", Slot::FailureMessage),
        slot("request", Slot::RequestId),
        member("videos", AnswerForm::Each(Group::Video, video.into())),
    ]
    .into();
    query
}

fn callback() -> Callback {
    Callback {
        field: "label".into(),
        states: vec![CallbackState { word: "done".into(), retries: 3 }].into(),
        body: "query".into(),
        signature: Some(Signature {
            header: "X-HMAC-SIGNATURE".into(),
            algorithm_header: "X-HMAC-ALGORITHM".into(),
            algorithm: "hmac-sha256".into(),
            access_key_header: "X-HMAC-ACCESS-KEY".into(),
            access_key: "vidu".into(),
            signed_headers_header: "X-HMAC-SIGNED-HEADERS".into(),
            signed_headers: vec!["Date".into(), "x-request-nonce".into()].into(),
            nonce_header: "x-request-nonce".into(),
        }),
    }
}

fn revision(vendor: &'static str, environment: &'static str) -> Revision {
    let state = |word: &'static str, stage| State { word: word.into(), stage };
    let envelope =
        vec![slot("code", Slot::ErrorCode), slot("message", Slot::ErrorMessage), slot("trace", Slot::ErrorTrace)];
    Revision {
        vendor: vendor.into(),
        title: vendor.into(),
        month: "2025-01".into(),
        current: true,
        partial: false,
        environment: environment.into(),
        base_url: "https://api.acme.example".into(),
        base_url_aliases: List::default(),
        authentication: Authentication {
            header: "X-Key".into(),
            send: "Clip ".into(),
            take: List::default(),
            refuse: List::default(),
        },
        states: vec![
            state("waiting", Stage::Queued),
            state("making", Stage::Running),
            state("done", Stage::Succeeded),
            state("broken", Stage::Failed),
        ]
        .into(),
        task: TaskRules {
            id: IdStyle::Digits,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: List::default(),
            cancelled_code: None,
        },
        submit: SubmitStatuses {
            created: 201,
            accepted: vec![StatusSpan { from: 200, to: 201 }].into(),
            refused: vec![StatusSpan { from: 400, to: 429 }].into(),
        },
        errors: Errors {
            envelopes: vec![Envelope { name: "plain".into(), members: envelope.into() }].into(),
            codes: List::default(),
            faults: List::default(),
        },
        callback: None,
        quoted: List::default(),
        operations: List::default(),
        borrowed: List::default(),
        unsaid: List::default(),
        remarks: List::default(),
    }
}

fn operation(name: &'static str, kind: OperationKind, method: &'static str, path: &'static str) -> Operation {
    Operation {
        name: name.into(),
        type_name: "Clip".into(),
        kind,
        about: "".into(),
        page: Page { url: "https://acme.example/page".into(), title: "a page".into(), read: "2025-01".into() },
        method: method.into(),
        path: path.into(),
        id_parameter: None,
        listing: None,
        headers: vec![Header { name: "X-Page".into(), value: "yes".into() }].into(),
        fields: List::default(),
        body: List::default(),
        max_body: None,
        relations: List::default(),
        stated_only: List::default(),
        ignored: List::default(),
        exclusive: List::default(),
        answer: List::default(),
        prices: List::default(),
        borrowed: List::default(),
        unsaid: List::default(),
        remarks: List::default(),
    }
}

fn field(name: &'static str, wire: &'static str, required: bool) -> Field {
    Field {
        name: name.into(),
        wire: wire.into(),
        kind: FieldKind::Text,
        role: None,
        required,
        characters: None,
        count: None,
        image: None,
        random: None,
        about: "".into(),
        note: None,
        unsaid: List::default(),
    }
}

fn slot(key: &'static str, slot: Slot) -> AnswerMember {
    member(key, AnswerForm::Slot(SlotForm { slot, format: Format::Text, otherwise: None }))
}

fn member(key: &'static str, form: AnswerForm) -> AnswerMember {
    AnswerMember { key: key.into(), stages: List::default(), form }
}
