//! The parts of the quick check, each by itself.

use super::typed::{Fits, Index, Indexed, Rows};
use super::{one, value};
use crate::check::picture::NO_RULES;
use crate::fixture::{Model, animate, dub};
use crate::image::{Image, samples};
use crate::table::{Field, FieldKind, ImageForm, ImageRules, Ratio, RatioSpan, Record, Span};
use crate::text::Text;
use crate::value::Value;
use crate::wire::{self, Taken};
use crate::word::Word;

/// A field with nothing said of it but this.
fn field(kind: FieldKind, required: bool, span: Option<(u64, Option<u64>)>) -> Field {
    let span = span.map(|(from, to)| Span { from, to });
    let plain = animate().fields[5].clone();
    Field { kind, required, characters: span, count: span, image: None, ..plain }
}

#[test]
fn texts_have_as_many_characters_as_the_page_takes() {
    let cases = [
        (None, "", true),
        (Some((0, Some(4))), "abcd", true),
        (Some((0, Some(4))), "abcde", false),
        (Some((0, Some(4))), "éééé", true),
        (Some((0, Some(4))), "ééééé", false),
        (Some((2, Some(4))), "a", false),
        (Some((2, Some(4))), "é", false),
        (Some((2, Some(4))), "ab", true),
        (Some((2, None)), "a", false),
        (Some((2, None)), "abcdefgh", true),
        (Some((1, None)), "a", true),
    ];
    for (span, text, expected) in cases {
        assert_eq!(one::text(text, &field(FieldKind::Text, false, span)), expected, "{text} {span:?}");
        assert_eq!(text.to_owned().fits(&field(FieldKind::Text, false, span)), expected, "{text} {span:?}");
    }
    assert!(!one::text("", &field(FieldKind::Text, true, None)));
    assert!(
        one::text("a b", &field(FieldKind::Text, false, None))
            && !one::text("a b", &field(FieldKind::Url, false, None))
    );
}

#[test]
fn lists_have_as_many_elements_as_the_page_takes() {
    let cases = [
        (false, None, 0, true),
        (true, None, 0, false),
        (true, None, 1, true),
        (false, Some((2, Some(3))), 1, false),
        (false, Some((2, Some(3))), 2, true),
        (true, Some((2, Some(3))), 3, true),
        (true, Some((2, Some(3))), 4, false),
        (true, Some((2, None)), 99, true),
        (true, Some((0, None)), 0, false),
    ];
    for (required, span, number, expected) in cases {
        let field = |kind| field(kind, required, span);
        assert_eq!(one::count(number, &field(FieldKind::Texts)), expected, "{number} {span:?}");
        let pictures = vec![Image::unchecked("https://a/b"); number];
        assert_eq!(pictures.fits(&field(FieldKind::Images)), expected, "{number} {span:?}");
        // Their characters have the same span here.
        let texts = vec!["ab".to_owned(); number];
        let long_enough = span.is_none_or(|(from, _)| from <= 2);
        assert_eq!(texts.fits(&field(FieldKind::Texts)), expected && long_enough, "{number} {span:?}");
    }
}

#[test]
fn what_is_absent_or_empty_fits_where_nothing_is_required() {
    for required in [false, true] {
        let of = |kind| field(kind, required, None);
        assert!(None::<f64>.fits(&of(FieldKind::Number)) && !Some(f64::NAN).fits(&of(FieldKind::Number)));
        assert_eq!(String::new().fits(&of(FieldKind::Text)), !required);
        assert_eq!(Image::unchecked("").fits(&of(FieldKind::Image)), !required);
        assert_eq!(Model::of("").fits(&of(FieldKind::Word("model".into()))), !required);
        assert!(Model::of("a1").fits(&of(FieldKind::Word("model".into()))));
        assert!(Model::of("a9").fits(&of(FieldKind::Word("model".into()))));
        assert!(5_i64.fits(&of(FieldKind::Integer)) && false.fits(&of(FieldKind::Boolean)));
        assert!(0.5_f64.fits(&of(FieldKind::Number)) && !f64::NAN.fits(&of(FieldKind::Number)));
    }
    assert!(!Image::unchecked("x").fits(&field(FieldKind::Image, false, None)));
    assert!(!vec![Image::unchecked("x")].fits(&field(FieldKind::Images, false, None)));
    let address = field(FieldKind::Url, false, None);
    assert!(!vec!["https://a/b".to_owned(), "x".to_owned()].fits(&address) && vec![String::new()].fits(&address));
}

/// The same of values that no request type holds.
#[test]
fn values_fit_as_types_do() {
    let text = |text: &'static str| Value::Text(Text::Borrowed(text));
    let list = |elements: &[Value<'static>]| Value::List(elements.to_vec());
    for required in [false, true] {
        let fits = |value: Option<Value<'_>>, kind| value::fits(value.as_ref(), &field(kind, required, None));
        assert_eq!([None, Some(text(""))].map(|value| fits(value, FieldKind::Image)), [!required; 2]);
        assert_eq!([None, Some(text(""))].map(|value| fits(value, FieldKind::Text)), [!required; 2]);
        assert!(fits(Some(text("https://a/b")), FieldKind::Image) && !fits(Some(text("x")), FieldKind::Image));
        assert!(fits(Some(text("ab")), FieldKind::Text) && !fits(Some(Value::Integer(5)), FieldKind::Text));
        assert!(fits(Some(Value::Number(0.5)), FieldKind::Number) && !fits(Some(Value::Integer(5)), FieldKind::Number));
        assert!(fits(Some(list(&[text(""), text("ab")])), FieldKind::Texts));
        assert!(!fits(Some(list(&[text("ab"), Value::Integer(5)])), FieldKind::Texts));
        assert!(fits(Some(list(&[text("https://a/b")])), FieldKind::Images));
        assert!(!fits(Some(list(&[text("https://a/b"), text("")])), FieldKind::Images));
        assert_eq!(fits(Some(list(&[])), FieldKind::Images), !required);
    }
}

#[test]
fn objects_fit_if_each_of_their_fields_does() {
    let alike = ImageRules {
        alike: Some(RatioSpan { from: Ratio { of: 1, to: 2 }, to: Ratio { of: 2, to: 1 } }),
        ..NO_RULES.clone()
    };
    let [name, picture] = [FieldKind::Text, FieldKind::Image].map(|kind| field(kind, true, None));
    let compared = Field { image: Some(alike), ..picture.clone() };
    let text = |text: &'static str| Some(Value::Text(Text::Borrowed(text)));
    let cases = [
        (&picture, vec![text("a"), text("https://a/b")], true),
        (&picture, vec![text("a"), text("x")], false),
        (&picture, vec![text(""), text("https://a/b")], false),
        (&picture, vec![text("a"), None], false),
        (&picture, vec![text("a")], false),
        (&compared, vec![text("a"), text("https://a/b")], false),
    ];
    for (picture, values, expected) in cases {
        let fields = vec![name.clone(), picture.clone()].into();
        let record = Record { type_name: "Part".into(), fields, body: Vec::new().into() };
        let value = Value::List(vec![Value::Record(values)]);
        assert_eq!(
            value::fits(Some(&value), &field(FieldKind::Records(record), true, None)),
            expected,
            "{value:?} {picture:?}"
        );
    }
}

/// Whether a body has all of its pictures or was taken in without their middle.
#[test]
fn pictures_are_compared_in_whole_bodies_and_in_others() {
    let picture = |width, height| {
        let mut png = samples::png(width, height);
        png.resize(60_000, 1);
        Image::from_bytes(&png).unwrap().as_str().to_owned()
    };
    for (second, expected) in [((100, 190), true), ((100, 210), false), ((210, 100), false)] {
        let pictures = [picture(100, 100), picture(second.0, second.1)];
        let body = serde_json::json!({ "model": "a2", "pictures": pictures }).to_string();
        let taken = Taken::from(body.as_bytes());
        assert!(taken.len() < body.len());
        let whole = wire::read(body.as_bytes(), dub(), &[]).unwrap();
        let without = wire::read_taken(&taken, dub(), &[]).unwrap();
        assert_eq!([whole, without].map(|given| value::are_alike(dub(), &given)), [expected; 2], "{second:?}");
    }
}

/// Whether a constructor read it, or nobody yet.
#[test]
fn pictures_are_judged_alike_whoever_read_them() {
    let all = [ImageForm::Url, ImageForm::Base64, ImageForm::Upload];
    let texts = ["https://a.example/b.png", "data:image/gif;base64,R0lGODlhAQABAAAAAA==", "ssupload:?id=1"];
    for forms in [&all[..0], &all[..1], &all[1..2], &all[2..], &all[..2], &all[1..], &all] {
        let rules = ImageRules { forms: forms.to_vec().into(), ..NO_RULES.clone() };
        let field = Field { image: Some(rules), ..field(FieldKind::Image, true, None) };
        for (text, form) in texts.into_iter().zip(all) {
            let expected = forms.is_empty() || forms.contains(&form);
            let (read, unread): (Image, _) = (text.parse().unwrap(), Image::unchecked(text));
            assert_eq!([read.fits(&field), unread.fits(&field)], [expected; 2], "{text} {forms:?}");
            let lists = [vec![read.clone(), read], vec![unread]];
            assert_eq!(lists.map(|list| list.fits(&field)), [expected; 2], "{text} {forms:?}");
        }
    }
}

#[test]
fn a_value_keeps_the_rows_that_have_it() {
    let words = Index { words: &[0b001, 0b110], any: 0b1000, ..Index::NONE };
    assert_eq!([true, false].map(|flag| flag.rows(&words)), [Some(0b1110), Some(0b1001)]);
    assert_eq!(Model::KNOWN[0].rows(&words), Some(0b1001));
    assert_eq!(Model::of("a9").rows(&words), Some(0b1000));
    let integers = Index { integers: &[(4, 8, 0b01), (8, 9, 0b10)], any: 0b100, ..Index::NONE };
    for (number, rows) in [(3, 0b100), (4, 0b101), (8, 0b111), (9, 0b110), (10, 0b100)] {
        assert_eq!(number.rows(&integers), Some(rows), "{number}");
        assert_eq!(Some(number).rows(&integers), Some(rows), "{number}");
    }
    let numbers = Index { numbers: &[(0.5, 1.0, 0b01), (1.0, 2.0, 0b10)], any: 0b100, ..Index::NONE };
    for (number, rows) in [(0.4, 0b100), (0.5, 0b101), (1.0, 0b111), (2.0, 0b110), (2.1, 0b100)] {
        assert_eq!(number.rows(&numbers), Some(rows), "{number}");
    }
    assert_eq!(None::<i64>.rows(&integers), None);
}

/// An absent value stands for the default of the first row that is left.
#[test]
fn rows_are_left_or_none_is() {
    let first = Index { words: &[0b110, 0b001], absent: &[0b011, 0b100, 0b100], ..Index::NONE };
    let second = Index { integers: &[(5, 5, 0b010), (8, 8, 0b100)], absent: &[0b000, 0b110, 0b100], ..Index::NONE };
    let cases = [
        (Some(false), Some(5), true),
        (Some(false), Some(8), true),
        (Some(false), Some(6), false),
        (Some(true), Some(5), false),
        (None, Some(5), true),
        (None, Some(8), false),
        (Some(false), None, true),
        (Some(true), None, false),
    ];
    for (flag, number, expected) in cases {
        assert_eq!(
            Rows::first(3).with(&flag, &first).with(&number, &second).is_some(),
            expected,
            "{flag:?} {number:?}"
        );
    }
    let last = |bit: u32| Rows::first(bit).with(&Some(5), &Index { integers: &[(5, 5, 1 << 3)], ..Index::NONE });
    assert_eq!([3, 4, 5, 64].map(|number| last(number).is_some()), [false, true, true, true]);
}
