//! Ids as the vendors write them, from seeded draws, and whether a text has the form of one.

use vidu_types::table::IdStyle;

use crate::tasks::random::Random;

/// What stands before an id of letters and digits.
const PREFIX: &str = "task-";
const LETTERS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// A task id of a style.
pub fn draw(style: IdStyle, random: &mut Random) -> String {
    match style {
        // Eighteen digits, as real ones have: beyond 2^53, so that programs which read them as numbers show it.
        IdStyle::Digits => (100_000_000_000_000_000 + random.below(900_000_000_000_000_000)).to_string(),
        IdStyle::Uuid => uuid(random),
        IdStyle::Hex => hex(random),
        IdStyle::Token => token(random),
    }
}

/// A version 4 UUID.
pub fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.number(), random.number());
    let (variant, rest) = (0x8000 | (low >> 48) & 0x3FFF, low & 0xFFFF_FFFF_FFFF);
    format!("{:08x}-{:04x}-{:04x}-{variant:04x}-{rest:012x}", high >> 32, (high >> 16) & 0xFFFF, 0x4000 | high & 0x0FFF)
}

/// Thirty-two hexadecimal digits.
pub fn hex(random: &mut Random) -> String {
    format!("{:016x}{:016x}", random.number(), random.number())
}

/// Whether a text has the form of an id of a style.
pub fn fits(style: IdStyle, text: &str) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match style {
        IdStyle::Digits => text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok(),
        IdStyle::Uuid => {
            let parts: Vec<&str> = text.split('-').collect();
            parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.into_iter().all(hexadecimal)
        }
        IdStyle::Hex => text.len() == 32 && hexadecimal(text),
        IdStyle::Token => {
            let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            (1..=128).contains(&text.len()) && text.bytes().all(ordinary)
        }
    }
}

fn token(random: &mut Random) -> String {
    let letter = |_| char::from(LETTERS[random.below(LETTERS.len() as u64) as usize]);
    PREFIX.chars().chain((0..20).map(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: [IdStyle; 4] = [IdStyle::Digits, IdStyle::Uuid, IdStyle::Hex, IdStyle::Token];

    #[test]
    fn what_is_drawn_fits() {
        let mut random = Random::new(1, b"ids");
        for style in STYLES {
            for _ in 0..200 {
                let id = draw(style, &mut random);
                assert!(fits(style, &id), "{style:?} {id}");
            }
        }
    }

    #[test]
    fn a_uuid_is_of_version_four() {
        let mut random = Random::new(2, b"ids");
        for id in (0..50).map(|_| uuid(&mut random)) {
            assert!(id.len() == 36 && &id[14..15] == "4" && "89ab".contains(&id[19..20]), "{id}");
        }
    }

    #[test]
    fn other_forms_do_not_fit() {
        for (style, text) in [
            (IdStyle::Digits, ""),
            (IdStyle::Digits, "+1"),
            (IdStyle::Digits, "12a"),
            (IdStyle::Digits, "9223372036854775808"),
            (IdStyle::Uuid, "48038932-0ff5-4251-8b4b-7a76c09fd11"),
            (IdStyle::Uuid, "48038932-0ff5-4251-8b4b-7a76c09fd11g"),
            (IdStyle::Hex, "48038932"),
            (IdStyle::Token, ""),
            (IdStyle::Token, "a/b"),
        ] {
            assert!(!fits(style, text), "{style:?} {text}");
        }
        assert!(fits(IdStyle::Digits, "0") && fits(IdStyle::Digits, "9223372036854775807"));
    }
}
