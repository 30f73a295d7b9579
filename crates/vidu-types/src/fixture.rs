//! A made-up vendor for the tests: its tables, and a request type as code generation writes them.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::held::{Held, RecordForm, Take, Unreadable};
use crate::image::Image;
use crate::request::{Request, Vendor};
use crate::table::*;
use crate::value::{Extra, Given, Value};
use crate::wire::wire_form;
use crate::word::words;

words! {
    /// The models.
    Model, "model" {
        /// Short.
        A1 = "a1",
        /// Long.
        A2 = "a2",
        /// Of another vendor.
        A3 = "a3",
    }
}

words! {
    /// The sizes.
    Resolution, "resolution" { P360 = "360p", P720 = "720p", P1080 = "1080p" }
}

/// The made-up vendor.
#[derive(Clone, Copy, Debug)]
pub struct Acme;

impl Vendor for Acme {
    fn revision() -> &'static Revision {
        static REVISION: LazyLock<Revision> = LazyLock::new(revision);
        &REVISION
    }
}

/// The made-up vendor's first page.
pub fn animate() -> &'static Operation {
    &Acme::revision().operations[0]
}

/// The made-up vendor's second page, without a type.
pub fn dub() -> &'static Operation {
    &Acme::revision().operations[1]
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Animate {
    pub model: Model,
    pub image: Image,
    pub prompt: Option<String>,
    pub duration: Option<i64>,
    pub resolution: Option<Resolution>,
    pub seed: Option<i64>,
    pub music: Option<bool>,
    pub strength: Option<f64>,
    pub voice: Option<String>,
    pub sound: Option<String>,
    pub tags: Option<Vec<String>>,
    pub subjects: Option<Vec<Subject>>,
    pub callback: Option<String>,
    pub extra: Extra,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    pub name: String,
    pub pictures: Option<Vec<Image>>,
    pub weight: Option<i64>,
}

impl Animate {
    pub fn new(model: impl Into<Model>, image: impl Into<Image>) -> Self {
        Self {
            model: model.into(),
            image: image.into(),
            prompt: None,
            duration: None,
            resolution: None,
            seed: None,
            music: None,
            strength: None,
            voice: None,
            sound: None,
            tags: None,
            subjects: None,
            callback: None,
            extra: Extra::new(),
        }
    }
}

impl Request for Animate {
    type Vendor = Acme;
    const POSITION: usize = 0;

    fn given(&self) -> Given<'_> {
        Given::of(
            [
                self.model.to_value(),
                self.image.to_value(),
                self.prompt.to_value(),
                self.duration.to_value(),
                self.resolution.to_value(),
                self.seed.to_value(),
                self.music.to_value(),
                self.strength.to_value(),
                self.voice.to_value(),
                self.sound.to_value(),
                self.tags.to_value(),
                self.subjects.to_value(),
                self.callback.to_value(),
            ],
            &self.extra,
        )
    }

    fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
        let mut take = given.take(Self::operation())?;
        Ok(Self {
            model: take.next()?,
            image: take.next()?,
            prompt: take.next()?,
            duration: take.next()?,
            resolution: take.next()?,
            seed: take.next()?,
            music: take.next()?,
            strength: take.next()?,
            voice: take.next()?,
            sound: take.next()?,
            tags: take.next()?,
            subjects: take.next()?,
            callback: take.next()?,
            extra: take.extra(),
        })
    }
}

wire_form!(Animate);

impl RecordForm for Subject {
    fn to_values(&self) -> Vec<Option<Value<'_>>> {
        vec![self.name.to_value(), self.pictures.to_value(), self.weight.to_value()]
    }

    fn from_values(values: Vec<Option<Value<'_>>>) -> Result<Self, Unreadable> {
        let mut take = Take::of_record(values);
        Ok(Self { name: take.next()?, pictures: take.next()?, weight: take.next()? })
    }
}

fn revision() -> Revision {
    let faults = Errors { envelopes: list([]), codes: list([]), faults: list([]) };
    Revision {
        vendor: "acme".into(),
        title: "Acme".into(),
        month: "2030-01".into(),
        current: true,
        environment: "ACME".into(),
        base_url: "https://api.acme.example".into(),
        base_url_aliases: list([]),
        authentication: Authentication {
            header: "Authorization".into(),
            send: "Key ".into(),
            take: list(["Key ".into()]),
            refuse: list([]),
        },
        states: list([]),
        task: TaskRules {
            id: IdStyle::Hex,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: list([]),
            cancelled_code: None,
        },
        submit: SubmitStatuses { created: 200, accepted: list([]), refused: list([]) },
        errors: faults,
        callback: None,
        quoted: list([QuotedKind::Integer, QuotedKind::Boolean]),
        operations: list([animate_page(), dub_page(), stop_page(), status_page()]),
        borrowed: list([]),
        unsaid: list([]),
        remarks: list([]),
    }
}

/// Flat and nested fields, a list of exactly one, constants, records, and rows like those of the real pages.
fn animate_page() -> Operation {
    let fields = [
        Field { required: true, ..field("model", "model", FieldKind::Word("model".into())) },
        Field { required: true, image: Some(strict_image()), ..field("image", "images[0]", FieldKind::Image) },
        Field { characters: span(0, 10), ..field("prompt", "input.prompt", FieldKind::Text) },
        field("duration", "settings.duration", FieldKind::Integer),
        field("resolution", "settings.resolution", FieldKind::Word("resolution".into())),
        field("seed", "seed", FieldKind::Integer),
        field("music", "music", FieldKind::Boolean),
        field("strength", "strength", FieldKind::Number),
        field("voice", "voice", FieldKind::Text),
        field("sound", "sound", FieldKind::Text),
        Field { count: span(1, 3), characters: span(2, 5), ..field("tags", "tags", FieldKind::Texts) },
        field("subjects", "subjects", FieldKind::Records(subject())),
        field("callback", "callback", FieldKind::Url),
    ];
    Operation {
        body: list([
            at("model", 0),
            member("images", Shape::Elements(list([1]))),
            object("input", [at("prompt", 2), constant("task", text("animate"))]),
            object("settings", [at("duration", 3), at("resolution", 4)]),
            at("seed", 5),
            at("music", 6),
            at("strength", 7),
            at("voice", 8),
            at("sound", 9),
            at("tags", 10),
            at("subjects", 11),
            at("callback", 12),
            constant("version", Scalar::Integer(2)),
        ]),
        max_body: Some(ByteLimit { written: "1KB".into(), narrow: 1000, wide: 1024 }),
        relations: list([page_rows(), alone(6, [Scalar::Boolean(false), Scalar::Boolean(true)]), strengths()]),
        ignored: list([
            ignored(8, condition(6, Scalar::Boolean(true)), "music drowns the voice"),
            ignored(9, condition(3, Scalar::Integer(5)), "five seconds have no sound"),
        ]),
        exclusive: list([Exclusive { fields: list([8, 9]), many: Many::AtMostOne }]),
        ..page("animate", "Animate", fields)
    }
}

/// Counts and presences in rows, a row of which the page says nothing, and lists of pictures.
fn dub_page() -> Operation {
    let pictures = ImageRules { alike: Some(ratios((1, 2), (2, 1))), ..loose_image() };
    let fields = [
        Field { required: true, ..field("model", "model", FieldKind::Word("model".into())) },
        Field {
            required: true,
            count: span(1, 3),
            image: Some(pictures),
            ..field("pictures", "pictures", FieldKind::Images)
        },
        field("length", "length", FieldKind::Integer),
        field("audio", "audio", FieldKind::Text),
        field("text", "text", FieldKind::Text),
        field("first", "frames[0]", FieldKind::Image),
        field("last", "frames[1]", FieldKind::Image),
    ];
    let column = |field, aspect| Column { field, aspect };
    let runs = |default, from, to| Cell { default, choices: list([Choice::Integers(from, to)]) };
    let either = || cell(None, [Scalar::Boolean(true), Scalar::Boolean(false)]);
    let silent = || Cell { default: None, choices: list([]) };
    let given = |flag| cell(None, [Scalar::Boolean(flag)]);
    let rows = [
        [cell(None, [text("a1")]), runs(Some(Scalar::Integer(5)), 1, 10), runs(None, 1, 2), given(true)],
        [cell(None, [text("a2")]), silent(), runs(None, 2, 7), either()],
        [cell(None, [text("a3")]), runs(None, 8, 12), runs(None, 1, 1), given(false)],
    ];
    Operation {
        body: list([
            at("model", 0),
            at("pictures", 1),
            at("length", 2),
            at("audio", 3),
            at("text", 4),
            member("frames", Shape::Elements(list([5, 6]))),
        ]),
        relations: list([Relation {
            columns: list([
                column(0, Aspect::Value),
                column(2, Aspect::Value),
                column(1, Aspect::Count),
                column(3, Aspect::Given),
            ]),
            rows: rows.into_iter().map(|cells| Row { cells: list(cells) }).collect(),
        }]),
        exclusive: list([Exclusive { fields: list([3, 4]), many: Many::ExactlyOne }]),
        ..page("dub", "Dub", fields)
    }
}

fn stop_page() -> Operation {
    Operation { body: list([member("id", Shape::TaskId)]), ..page("stop", "Stop", []) }
}

fn status_page() -> Operation {
    page("status", "Status", [])
}

fn subject() -> Record {
    let fields = [
        Field { required: true, characters: span(1, 8), ..field("name", "name", FieldKind::Text) },
        Field {
            count: span(1, 2),
            image: Some(loose_image()),
            ..field("pictures", "look.pictures", FieldKind::Images)
        },
        field("weight", "weight", FieldKind::Integer),
    ];
    Record {
        type_name: "Subject".into(),
        fields: list(fields),
        body: list([
            at("name", 0),
            object("look", [at("pictures", 1)]),
            at("weight", 2),
            constant("kind", text("being")),
        ]),
    }
}

fn page_rows() -> Relation {
    let row = |model, duration, resolutions: &[&'static str]| Row {
        cells: list([
            cell(None, [text(model)]),
            cell(Some(Scalar::Integer(duration)), [Scalar::Integer(duration)]),
            cell(Some(text(resolutions[0])), resolutions.iter().map(|word| text(word))),
        ]),
    };
    Relation {
        columns: list([0, 3, 4].map(|field| Column { field, aspect: Aspect::Value })),
        rows: list([row("a1", 5, &["1080p"]), row("a2", 4, &["360p", "720p", "1080p"]), row("a2", 8, &["720p"])]),
    }
}

fn strengths() -> Relation {
    let cell = Cell { default: None, choices: list([Choice::Numbers(0.0, 1.5)]) };
    Relation { columns: list([Column { field: 7, aspect: Aspect::Value }]), rows: list([Row { cells: list([cell]) }]) }
}

fn alone(field: usize, values: [Scalar; 2]) -> Relation {
    Relation {
        columns: list([Column { field, aspect: Aspect::Value }]),
        rows: list([Row { cells: list([cell(Some(values[0].clone()), values)]) }]),
    }
}

fn strict_image() -> ImageRules {
    ImageRules {
        forms: list([ImageForm::Url, ImageForm::Base64]),
        formats: list(["png".into(), "jpg".into()]),
        ratio: Some(ratios((1, 4), (4, 1))),
        least: Some(Size { width: 16, height: 16 }),
        max_bytes: Some(ByteLimit { written: "500B".into(), narrow: 500, wide: 500 }),
        max_decoded: Some(ByteLimit { written: "<0.2KB".into(), narrow: 199, wide: 203 }),
        alike: None,
    }
}

/// The page says next to nothing.
fn loose_image() -> ImageRules {
    ImageRules {
        forms: list([]),
        formats: list([]),
        ratio: None,
        least: None,
        max_bytes: None,
        max_decoded: None,
        alike: None,
    }
}

fn page<const N: usize>(name: &'static str, type_name: &'static str, fields: [Field; N]) -> Operation {
    Operation {
        name: name.into(),
        type_name: type_name.into(),
        kind: OperationKind::Create,
        about: "Made up.".into(),
        page: Page { url: "https://acme.example/docs".into(), title: "Acme".into(), read: "2030-01".into() },
        method: "POST".into(),
        path: "/v1/animate".into(),
        id_parameter: None,
        headers: list([]),
        fields: list(fields),
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

fn field(name: &'static str, wire: &'static str, kind: FieldKind) -> Field {
    Field {
        name: name.into(),
        wire: wire.into(),
        kind,
        required: false,
        characters: None,
        count: None,
        image: None,
        random: None,
        about: "Made up.".into(),
        note: None,
        unsaid: list([]),
    }
}

fn member(key: &'static str, shape: Shape) -> Member {
    Member { key: key.into(), shape }
}

fn at(key: &'static str, field: usize) -> Member {
    member(key, Shape::Field(field))
}

fn object<const N: usize>(key: &'static str, members: [Member; N]) -> Member {
    member(key, Shape::Object(list(members)))
}

fn constant(key: &'static str, scalar: Scalar) -> Member {
    member(key, Shape::Constant(scalar))
}

fn cell(default: Option<Scalar>, values: impl IntoIterator<Item = Scalar>) -> Cell {
    Cell { default, choices: values.into_iter().map(Choice::Exactly).collect() }
}

fn ignored(field: usize, when: Condition, why: &'static str) -> Ignored {
    Ignored { field, when: list([when]), why: why.into() }
}

fn condition(field: usize, value: Scalar) -> Condition {
    Condition { column: Column { field, aspect: Aspect::Value }, choices: list([Choice::Exactly(value)]) }
}

fn ratios(from: (u32, u32), to: (u32, u32)) -> RatioSpan {
    let ratio = |(of, to)| Ratio { of, to };
    RatioSpan { from: ratio(from), to: ratio(to) }
}

fn span(from: u64, to: u64) -> Option<Span> {
    Some(Span { from, to: Some(to) })
}

fn text(text: &'static str) -> Scalar {
    Scalar::Text(text.into())
}

fn list<T: Clone, const N: usize>(items: [T; N]) -> List<T> {
    Cow::Owned(items.into())
}
