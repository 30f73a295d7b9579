//! The fields of a request: what they hold, their limits, and where they stand in the body.

use serde::{Deserialize, Serialize};

use super::{List, Scalar, Text};

/// A field of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the vocabulary and in Rust.
    pub name: Text,
    /// Where it stands in the body, `parameters.duration` or `images[0]`.
    pub wire: Text,
    /// What it holds.
    pub kind: FieldKind,
    /// What it is to those who know no vendor, if it is anything to them.
    pub role: Option<Role>,
    /// Whether the page requires it.
    pub required: bool,
    /// The limit on characters, for text.
    pub characters: Option<Span>,
    /// The limit on elements, for lists.
    pub count: Option<Span>,
    /// The rules for pictures, for images and lists of them.
    pub image: Option<ImageRules>,
    /// When the vendor draws a value by chance.
    pub random: Option<Random>,
    /// What it is for: the vocabulary's words.
    pub about: Text,
    /// What this page adds.
    pub note: Option<Text>,
    /// What the page does not say of it: `maximum length`, `default` ..
    pub unsaid: List<Text>,
}

/// What a field is to those who know no vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// The model: a word that no page offers is one of its own kind of fault.
    Model,
    /// The length of the video in seconds: what prices a second refer to.
    Length,
    /// Text that a task carries from its request to its answers.
    PassThrough,
    /// The picture that the video begins with: where no field says the video's shape, it has this picture's.
    FirstFrame,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Characters.
    Text,
    /// An http or https address.
    Url,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A word of the set of this name.
    Word(Text),
    /// A picture.
    Image,
    /// Pictures.
    Images,
    /// Texts.
    Texts,
    /// Objects with fields of their own.
    Records(Record),
}

/// The fields of an object within a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its Rust type.
    pub type_name: Text,
    /// Its fields, in page order.
    pub fields: List<Field>,
    /// Its body as a tree over the fields.
    pub body: List<Member>,
}

/// Whole numbers from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The least.
    pub from: u64,
    /// The most.
    pub to: Option<u64>,
}

/// When a vendor draws a value by chance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Random {
    /// When the field is absent.
    pub absent: bool,
    /// At these values.
    pub at: List<i64>,
}

/// What a page says about pictures; nothing where it says nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageRules {
    /// The forms that it takes.
    pub forms: List<ImageForm>,
    /// The formats that it takes, as it writes them.
    pub formats: List<Text>,
    /// Width divided by height, from and to.
    pub ratio: Option<RatioSpan>,
    /// The least width and height in pixels.
    pub least: Option<Size>,
    /// The most bytes of any picture, a linked one included.
    pub max_bytes: Option<ByteLimit>,
    /// The most bytes of a picture inside a data URI, once decoded.
    pub max_decoded: Option<ByteLimit>,
    /// How far the shapes of the pictures that have this rule, here and in other fields, may differ.
    pub alike: Option<RatioSpan>,
}

/// A form of giving a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImageForm {
    /// An address.
    Url,
    /// A data URI in base64.
    Base64,
    /// A reference that the vendor's upload answered.
    Upload,
}

/// A ratio of two numbers, between two others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatioSpan {
    /// The least, as a fraction.
    pub from: Ratio,
    /// The most, as a fraction.
    pub to: Ratio,
}

/// A fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// The upper number.
    pub of: u32,
    /// The lower number.
    pub to: u32,
}

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A limit on bytes, in both readings of the page's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByteLimit {
    /// As the spec writes it, `<10MB`.
    pub written: Text,
    /// The most bytes when a megabyte is 1,000,000.
    pub narrow: u64,
    /// The most bytes when a megabyte is 1,048,576: beyond it, no reading of the page allows it.
    pub wide: u64,
}

/// A node of the request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The key.
    pub key: Text,
    /// What stands there.
    pub shape: Shape,
}

/// What stands at a place of the request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// The field at this position of the operation's fields.
    Field(usize),
    /// A list of exactly these, each one field.
    Elements(List<usize>),
    /// An object.
    Object(List<Member>),
    /// Always this.
    Constant(Scalar),
    /// The task id.
    TaskId,
}
