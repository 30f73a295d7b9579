//! The rules of one page by hand and as the validators of the Rust world are told them.

use std::borrow::Cow;

use garde::Validate as _;
use serde::Deserialize;
use validator::Validate as _;
use vidu_types::image::{Dimensions, Fault, Format, Reference, read};
use vidu_types::vidu::Img2Video;
use vidu_types::{Model, MovementAmplitude, Resolution};

const MOST_PROMPT: usize = 1500;
const MOST_PAYLOAD: usize = 1_048_576;
const MOST_DECODED: u64 = 10 * 1_048_576 - 1;

/// All that the page states of a request, written out as one would who knows no other page.
pub fn by_hand(request: &Img2Video) -> bool {
    request.extra.is_empty()
        && is_offered(&request.model, request.duration, request.resolution.as_ref())
        && is_movement(request.movement_amplitude.as_ref())
        && request.prompt.as_deref().is_none_or(|prompt| is_short(prompt, MOST_PROMPT))
        && request.payload.as_deref().is_none_or(|payload| is_short(payload, MOST_PAYLOAD))
        && request.callback_url.as_deref().is_none_or(is_address)
        && is_picture(request.image.reference())
}

fn is_offered(model: &Model, duration: Option<i64>, resolution: Option<&Resolution>) -> bool {
    use Resolution::{P360, P720, P1080};
    matches!(
        (model, duration, resolution),
        (Model::ViduQ1, None | Some(5), None | Some(P1080))
            | (Model::Vidu20 | Model::Vidu15, None | Some(4), None | Some(P360 | P720 | P1080))
            | (Model::Vidu20 | Model::Vidu15, Some(8), None | Some(P720))
    )
}

fn is_movement(movement: Option<&MovementAmplitude>) -> bool {
    use MovementAmplitude::{Auto, Large, Medium, Small};
    matches!(movement, None | Some(Auto | Small | Medium | Large))
}

fn is_short(text: &str, most: usize) -> bool {
    text.len() <= most || text.chars().count() <= most
}

fn is_address(text: &str) -> bool {
    text.is_empty() || matches!(read(text), Reference::Url(_) | Reference::Unreadable(Fault::UserName))
}

fn is_picture(reference: Reference<'_>) -> bool {
    match reference {
        Reference::Url(_) | Reference::Upload(_) => true,
        Reference::Data(uri) => {
            let is_labelled = |stated: &str| stated.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("image/"));
            let is_shaped =
                |size: Dimensions| size.width * 4 >= size.height && size.width <= size.height.saturating_mul(4);
            uri.content_type().is_some_and(is_labelled)
                && uri.decoded_len() <= MOST_DECODED
                && matches!(uri.format(), Some(Format::Png | Format::Jpeg | Format::Webp))
                && uri.dimensions().is_none_or(is_shaped)
                && uri.faults().next().is_none()
        }
        _ => false,
    }
}

/// The request for the crate `validator`: the table and the pictures by functions of one's own, the rest by its rules.
#[derive(Deserialize, validator::Validate)]
#[validate(schema(function = "offered_together"))]
pub struct Validator {
    model: Model,
    #[validate(length(equal = 1), custom(function = "sound_pictures"))]
    images: Vec<String>,
    #[validate(length(max = 1500))]
    prompt: Option<String>,
    duration: Option<i64>,
    #[serde(rename = "seed")]
    _seed: Option<i64>,
    resolution: Option<Resolution>,
    #[validate(custom(function = "known_movement"))]
    movement_amplitude: Option<MovementAmplitude>,
    #[serde(rename = "bgm")]
    _bgm: Option<bool>,
    #[validate(length(max = 1_048_576))]
    payload: Option<String>,
    #[validate(url)]
    callback_url: Option<String>,
}

/// Whether the crate `validator` finds nothing.
pub fn with_validator(request: &Validator) -> bool {
    request.validate().is_ok()
}

fn offered_together(request: &Validator) -> Result<(), validator::ValidationError> {
    let is_offered = is_offered(&request.model, request.duration, request.resolution.as_ref());
    is_offered.then_some(()).ok_or_else(|| validator::ValidationError::new("not offered together"))
}

fn sound_pictures(pictures: &[String]) -> Result<(), validator::ValidationError> {
    let all_sound = pictures.iter().all(|picture| is_picture(read(picture)));
    all_sound.then_some(()).ok_or_else(|| validator::ValidationError::new("no picture"))
}

fn known_movement(movement: &MovementAmplitude) -> Result<(), validator::ValidationError> {
    is_movement(Some(movement)).then_some(()).ok_or_else(|| validator::ValidationError::new("no such movement"))
}

/// The same for the crate `garde`.
#[derive(Deserialize, garde::Validate)]
pub struct Garde {
    #[garde(custom(together_with(self.duration, &self.resolution)))]
    model: Model,
    #[garde(length(equal = 1), inner(custom(sound_picture)))]
    images: Vec<String>,
    #[garde(length(chars, max = 1500))]
    prompt: Option<String>,
    #[garde(skip)]
    duration: Option<i64>,
    #[garde(skip)]
    #[serde(rename = "seed")]
    _seed: Option<i64>,
    #[garde(skip)]
    resolution: Option<Resolution>,
    #[garde(custom(a_movement))]
    movement_amplitude: Option<MovementAmplitude>,
    #[garde(skip)]
    #[serde(rename = "bgm")]
    _bgm: Option<bool>,
    #[garde(length(chars, max = 1_048_576))]
    payload: Option<String>,
    #[garde(url)]
    callback_url: Option<String>,
}

/// Whether the crate `garde` finds nothing.
pub fn with_garde(request: &Garde) -> bool {
    request.validate().is_ok()
}

fn together_with(
    duration: Option<i64>,
    resolution: &Option<Resolution>,
) -> impl FnOnce(&Model, &()) -> garde::Result + '_ {
    move |model, ()| {
        let is_offered = is_offered(model, duration, resolution.as_ref());
        is_offered.then_some(()).ok_or_else(|| garde::Error::new("not offered together"))
    }
}

fn sound_picture(picture: &str, _: &()) -> garde::Result {
    is_picture(read(picture)).then_some(()).ok_or_else(|| garde::Error::new("no picture"))
}

fn a_movement(movement: &Option<MovementAmplitude>, _: &()) -> garde::Result {
    is_movement(movement.as_ref()).then_some(()).ok_or_else(|| garde::Error::new("no such movement"))
}

/// The page's generated JSON Schema, compiled into code by the macro of the crate `jsonschema`; addresses are any texts to it.
#[jsonschema::validator(path = "../tests/golden/schema/vidu/2025-08/img2video.json")]
pub struct Schema;

/// The same that also reads what the schema says is an address, as every other side does.
#[jsonschema::validator(path = "../tests/golden/schema/vidu/2025-08/img2video.json", validate_formats = true)]
pub struct SchemaWithAddresses;

/// The same two, compiled when the program runs.
pub fn run_time_schema(reads_addresses: bool) -> jsonschema::Validator {
    let schema = include_str!("../../../tests/golden/schema/vidu/2025-08/img2video.json");
    let schema = serde_json::from_str(schema).expect("JSON");
    jsonschema::options().should_validate_formats(reads_addresses).build(&schema).expect("a schema")
}

/// What a program parses a body into that judges nothing, and copies no text.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is parsed and not read")]
pub struct Borrowed<'a> {
    model: Model,
    #[serde(borrow)]
    images: Vec<&'a str>,
    #[serde(borrow)]
    pub prompt: Cow<'a, str>,
    duration: Option<i64>,
    seed: Option<i64>,
    resolution: Option<Resolution>,
    movement_amplitude: Option<MovementAmplitude>,
    bgm: Option<bool>,
    payload: Option<&'a str>,
    callback_url: Option<&'a str>,
}
