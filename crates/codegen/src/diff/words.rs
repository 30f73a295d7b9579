//! The shared words and their Rust names: another name breaks those who write it, although the wire stays as it is.

use super::Kind;
use super::notes::{ADDS, Notes, RENAMES, WORDS, key, quoted};
use crate::table::{Word, WordSet};

/// Notes the differences of two vocabularies.
pub fn compare(notes: &mut Notes, old: &[WordSet], new: &[WordSet]) {
    for set in old.iter().filter(|set| named(new, set).is_none()) {
        notes.add(
            Kind::Word,
            RENAMES,
            format!("words.{}", set.name),
            format!("the words {} are gone", quoted(&set.name)),
        );
    }
    for set in new {
        let subject = format!("words.{}", set.name);
        match named(old, set) {
            None => notes.add(Kind::Word, ADDS, subject, format!("the words {} are new", quoted(&set.name))),
            Some(before) => notes.part(&subject, (before, set), |notes, old, new| self::set(notes, &subject, old, new)),
        }
    }
}

fn named<'s>(sets: &'s [WordSet], set: &WordSet) -> Option<&'s WordSet> {
    sets.iter().find(|other| other.name == set.name)
}

fn set(notes: &mut Notes, subject: &str, old: &WordSet, new: &WordSet) {
    notes.changed((Kind::Word, RENAMES), &format!("{subject}.type"), (&old.type_name, &new.type_name), quoted);
    if old.about != new.about {
        notes.add(
            Kind::Prose,
            WORDS,
            format!("{subject}.about"),
            format!("{} is described in other words", key(subject)),
        );
    }
    let variant =
        |words: &[Word], wire: &str| words.iter().find(|word| word.wire == wire).map(|word| word.variant.clone());
    for word in old.words.iter().filter(|word| variant(&new.words, &word.wire).is_none()) {
        let says = format!("{} is no word of {} any more", quoted(&word.wire), quoted(&new.name));
        notes.add(Kind::Word, RENAMES, format!("{subject}.words"), says);
    }
    for word in new.words.iter() {
        let at = format!("{subject}.words.{}", word.wire);
        match variant(&old.words, &word.wire) {
            None => notes.add(
                Kind::Word,
                ADDS,
                at,
                format!("{} is a new word of {}", quoted(&word.wire), quoted(&new.name)),
            ),
            Some(before) if before == word.variant => {}
            Some(before) => {
                let says = format!(
                    "{} is {} in Rust instead of {}",
                    quoted(&word.wire),
                    quoted(&word.variant),
                    quoted(&before)
                );
                notes.add(Kind::Word, RENAMES, at, says);
            }
        }
    }
}
