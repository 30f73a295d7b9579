//! What the fields of a taken request mean to the mock: the length, shape and price of the video, and what to repeat.

use std::borrow::Cow;

use serde_json::Value as Json;
use vidu_types::image::{self, Reference};
use vidu_types::relation::{self, Atom};
use vidu_types::table::{Aspect, Condition, Field, FieldKind, Operation, Price, Role};
use vidu_types::{Given, Text, Value};

use crate::calls::results::Picture;
use crate::settings::Echo;
use crate::worlds::order::Amount;

/// How long a video is that no field gives a length for.
const SECONDS: u32 = 5;
/// How high a video is that no field gives a size for.
const HEIGHT: u32 = 720;

/// A request that was checked, with every default that the page states.
#[derive(Clone, Copy, Debug)]
pub struct Effective<'a> {
    /// The page.
    pub operation: &'a Operation,
    /// The fields.
    pub given: &'a Given<'a>,
}

impl<'a> Effective<'a> {
    /// The video that it asks for.
    pub fn picture(&self) -> Picture {
        let words = || self.fields().filter(|(field, _)| matches!(field.kind, FieldKind::Word(_)));
        let texts = || words().filter_map(|(_, value)| text(value));
        let (across, down) = texts().find_map(ratio).or_else(|| self.first_frame()).unwrap_or((16, 9));
        let side = texts().find_map(height).unwrap_or(HEIGHT);
        let (width, height) = sides(side, across, down);
        let seconds = self.duration().and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(SECONDS);
        Picture { width, height, seconds: seconds.clamp(1, 60) }
    }

    /// The shape of the picture that the video begins with, if that came with the request and can be read.
    fn first_frame(&self) -> Option<(u32, u32)> {
        let reference = match self.in_role(Role::FirstFrame)? {
            Value::Text(text) if is_data(text) => image::read(text),
            Value::Cut(cut) => cut.reference(),
            _ => return None,
        };
        let Reference::Data(data) = reference else { return None };
        data.dimensions().map(|size| within_reason(size.width, size.height))
    }

    /// The text that the task carries.
    pub fn payload(&self) -> Option<&'a str> {
        self.in_role(Role::PassThrough).and_then(text)
    }

    /// The model.
    pub fn model(&self) -> Option<&'a str> {
        self.in_role(Role::Model).and_then(text)
    }

    /// All that is written for people or passed through, at any depth, and texts that the page does not list.
    pub fn texts(&self) -> Vec<&'a str> {
        let mut texts = Vec::new();
        self.each_text(&mut |text| texts.push(text));
        texts
    }

    /// Tells each of them.
    pub fn each_text(&self, tell: &mut impl FnMut(&'a str)) {
        self.fields().for_each(|(field, value)| tell_texts(tell, &field.kind, value));
        self.given.extra.iter().for_each(|(_, value)| tell_strings(tell, value));
    }

    /// The text of the field with a name of the vocabulary.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.named(name).and_then(text)
    }

    /// What it costs, where the spec says.
    pub fn price(&self) -> Option<Amount> {
        let holds = |price: &&Price| price.when.iter().all(|condition| self.holds(condition));
        let price = self.operation.prices.iter().find(holds)?;
        // Where a page does not say how long a video may be, any number is taken, and none is paid back for.
        let seconds = self.duration().unwrap_or(i64::from(SECONDS)).clamp(0, LONGEST);
        let credits = price.per_second.saturating_mul(seconds).saturating_add(price.base);
        Some(Amount { credits, made_up: price.made_up })
    }

    /// The fields whose value the vendor draws by chance, by position.
    pub fn drawn(&self) -> Vec<usize> {
        let is_drawn = |(field, value): &(&Field, Option<&Value<'_>>)| match (&field.random, value) {
            (Some(random), None) => random.absent,
            (Some(random), Some(Value::Integer(number))) => random.at.contains(number),
            _ => false,
        };
        self.all().enumerate().filter(|(_, pair)| is_drawn(pair)).map(|(position, _)| position).collect()
    }

    /// The seed that was given, if one was and is not among those drawn.
    pub fn seed(&self, drawn: &[usize]) -> Option<i64> {
        let seeds =
            self.all().enumerate().filter(|(place, (field, _))| field.random.is_some() && !drawn.contains(place));
        seeds.filter_map(|(_, (_, value))| integer(value?)).next()
    }

    /// The fields as an answer repeats them: long pictures shortened before anything is written, unless all is wanted.
    pub fn repeated(&self, echo: Echo) -> Cow<'a, Given<'a>> {
        match echo {
            Echo::Shortened if self.fields().any(|(field, value)| is_shortened(&field.kind, value)) => {
                Cow::Owned(shortened(self.operation, self.given))
            }
            Echo::Shortened | Echo::Verbatim => Cow::Borrowed(self.given),
        }
    }

    fn duration(&self) -> Option<i64> {
        self.in_role(Role::Length).and_then(integer)
    }

    fn in_role(&self, role: Role) -> Option<&'a Value<'a>> {
        self.fields().find(|(field, _)| field.role == Some(role)).map(|(_, value)| value)
    }

    fn named(&self, name: &str) -> Option<&'a Value<'a>> {
        self.fields().find(|(field, _)| field.name == name).map(|(_, value)| value)
    }

    fn fields(&self) -> impl Iterator<Item = (&'a Field, &'a Value<'a>)> + use<'a> {
        self.all().filter_map(|(field, value)| Some((field, value?)))
    }

    fn all(&self) -> impl Iterator<Item = (&'a Field, Option<&'a Value<'a>>)> + use<'a> {
        let values = self.given.fields.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        self.operation.fields.iter().zip(values)
    }

    fn holds(&self, condition: &Condition) -> bool {
        let value = self.given.fields.get(condition.column.field).and_then(Option::as_ref);
        let atom = match condition.column.aspect {
            Aspect::Value => value.and_then(atom),
            Aspect::Count => Some(Atom::Integer(value.map_or(0, count))),
            Aspect::Given => Some(Atom::Boolean(value.is_some())),
        };
        atom.is_some_and(|atom| condition.choices.iter().any(|choice| relation::matches(choice, atom)))
    }
}

fn tell_texts<'v>(tell: &mut impl FnMut(&'v str), kind: &FieldKind, value: &'v Value<'_>) {
    match (kind, value) {
        (FieldKind::Text | FieldKind::Texts, Value::List(elements)) => elements.iter().filter_map(text).for_each(tell),
        (FieldKind::Text | FieldKind::Texts, value) => text(value).into_iter().for_each(tell),
        (FieldKind::Records(_), Value::List(elements)) => {
            elements.iter().for_each(|element| tell_texts(tell, kind, element));
        }
        (FieldKind::Records(record), Value::Record(values)) => {
            let given = record.fields.iter().zip(values).filter_map(|(field, value)| Some((field, value.as_ref()?)));
            given.for_each(|(field, value)| tell_texts(tell, &field.kind, value));
        }
        _ => {}
    }
}

/// A longer text in a field that the page does not list is no words but a picture, and not copied.
const LONGEST_STRAY: usize = 64 << 10;

fn tell_strings<'v>(tell: &mut impl FnMut(&'v str), value: &'v Json) {
    match value {
        Json::String(text) if text.len() <= LONGEST_STRAY => tell(text),
        Json::Array(elements) => elements.iter().for_each(|element| tell_strings(tell, element)),
        Json::Object(members) => members.values().for_each(|member| tell_strings(tell, member)),
        _ => {}
    }
}

fn atom<'v>(value: &'v Value<'_>) -> Option<Atom<'v>> {
    match value {
        Value::Text(text) => Some(Atom::Text(text)),
        Value::Integer(number) => Some(Atom::Integer(*number)),
        Value::Number(number) => Some(Atom::Number(*number)),
        Value::Boolean(truth) => Some(Atom::Boolean(*truth)),
        Value::List(_) | Value::Record(_) | Value::Wrong(_) | Value::Cut(_) => None,
    }
}

fn count(value: &Value<'_>) -> i64 {
    match value {
        Value::List(elements) => elements.len() as i64,
        _ => 1,
    }
}

fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

/// `16:9` as width to height.
fn ratio(word: &str) -> Option<(u32, u32)> {
    let (across, down) = word.split_once(':')?;
    let side = |side: &str| side.parse().ok().filter(|side| (1..=100).contains(side));
    Some((side(across)?, side(down)?))
}

/// `1080p` and `2K` as the length of the shorter side.
fn height(word: &str) -> Option<u32> {
    let number = |text: &str| text.parse().ok().filter(|number| (1..=4096).contains(number));
    match word.strip_suffix(['k', 'K']) {
        Some(thousands) => Some(if number(thousands)? == 2 { 1440 } else { number(thousands)? * 540 }),
        None => number(word.strip_suffix(['p', 'P'])?),
    }
}

/// No vendor takes a longer picture than four to one, and no video shall be a line.
fn within_reason(across: u32, down: u32) -> (u32, u32) {
    (across.min(down.saturating_mul(4)).max(1), down.min(across.saturating_mul(4)).max(1))
}

/// The shorter side has the height's length, as vendors count it.
fn sides(side: u32, across: u32, down: u32) -> (u32, u32) {
    let longer =
        |long: u32, short: u32| (f64::from(side) * f64::from(long) / f64::from(short) / 2.0).round() as u32 * 2;
    if across >= down { (longer(across, down), side) } else { (side, longer(down, across)) }
}

/// No video has more seconds than a year, whatever a request says.
const LONGEST: i64 = 365 * 24 * 60 * 60;

/// A data URI up to so many characters is repeated whole.
const LONGEST_ECHO: usize = 256;
/// As many characters of a longer one are.
const SHORT_ECHO: usize = 64;

/// The same fields with long pictures shortened.
fn shortened<'g>(operation: &Operation, given: &'g Given<'_>) -> Given<'g> {
    let fields = |fields: &[Field], values: &'g [Option<Value<'_>>]| {
        fields.iter().zip(values).map(|(field, value)| value.as_ref().map(|value| short(&field.kind, value))).collect()
    };
    Given { fields: fields(&operation.fields, &given.fields), ..Given::default() }
}

/// Whether an answer repeats a value otherwise than it was given.
fn is_shortened(kind: &FieldKind, value: &Value<'_>) -> bool {
    match (kind, value) {
        (FieldKind::Image | FieldKind::Images, Value::Text(text)) => is_long_data(text),
        (_, Value::Cut(_)) => true,
        (_, Value::List(elements)) => elements.iter().any(|element| is_shortened(kind, element)),
        (FieldKind::Records(record), Value::Record(values)) => {
            let mut fields = record.fields.iter().zip(values);
            fields.any(|(field, value)| value.as_ref().is_some_and(|value| is_shortened(&field.kind, value)))
        }
        _ => false,
    }
}

fn short<'v>(kind: &FieldKind, value: &'v Value<'_>) -> Value<'v> {
    match (kind, value) {
        (FieldKind::Image | FieldKind::Images, Value::Text(text)) => Value::Text(picture(text).into()),
        (_, Value::Text(text)) => Value::Text(Text::Borrowed(text)),
        (_, Value::Cut(cut)) => Value::Text(headed(cut.beginning(), cut.characters()).into()),
        (_, Value::List(elements)) => Value::List(elements.iter().map(|element| short(kind, element)).collect()),
        (FieldKind::Records(record), Value::Record(values)) => {
            let fields = record.fields.iter().zip(values);
            Value::Record(fields.map(|(field, value)| value.as_ref().map(|value| short(&field.kind, value))).collect())
        }
        (_, other) => other.clone().into_owned(),
    }
}

/// A picture that came inside a request, as answers and the journal show it.
pub fn picture(text: &str) -> Cow<'_, str> {
    if !is_long_data(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(headed(text, text.chars().count() as u64))
}

fn is_long_data(text: &str) -> bool {
    text.len() > LONGEST_ECHO && is_data(text)
}

fn is_data(text: &str) -> bool {
    text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"))
}

fn headed(text: &str, characters: u64) -> String {
    let head: String = text.chars().take(SHORT_ECHO).collect();
    format!("{head}..({characters} characters)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_from_words() {
        for (size, shape, expected) in [
            ("1080p", "16:9", (1920, 1080)),
            ("1080p", "9:16", (1080, 1920)),
            ("720p", "1:1", (720, 720)),
            ("360p", "16:9", (640, 360)),
            ("540p", "4:3", (720, 540)),
            ("2K", "16:9", (2560, 1440)),
            ("4k", "16:9", (3840, 2160)),
        ] {
            let (across, down) = ratio(shape).unwrap();
            assert_eq!(sides(height(size).unwrap(), across, down), expected, "{size} {shape}");
        }
        assert!(["auto", "", "p", "0p", "k", "99999p", "16:9"].iter().all(|word| height(word).is_none()));
        assert!(["auto", "", ":", "0:1", "16x9", "1:999"].iter().all(|word| ratio(word).is_none()));
    }

    #[test]
    fn no_picture_makes_a_line() {
        assert_eq!([within_reason(1, 9999), within_reason(9999, 1), within_reason(3, 2)], [(1, 4), (4, 1), (3, 2)]);
    }

    #[test]
    fn only_long_data_uris_are_shortened() {
        let long = format!("data:image/png;base64,{}", "A".repeat(1000));
        let url = format!("https://a.example/{}", "a".repeat(1000));
        assert!(picture(&long).ends_with("AAAA..(1022 characters)"));
        assert_eq!(picture(&url), url);
        assert_eq!(picture("data:,x"), "data:,x");
    }
}
