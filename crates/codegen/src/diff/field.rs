//! Fields: new, gone, of another type, in another place, required or not, and their limits.

use super::Kind;
use super::limit;
use super::notes::{ADDS, BREAKS_CALLER, Effect, Notes, RENAMES, WORDS, key, plain, quoted};
use crate::emit::word;
use crate::table::{Field, FieldKind, Random, Record, Role};

/// Notes the differences of two lists of fields; `under` is where they stand in the page's file.
pub fn compare(notes: &mut Notes, under: &str, (old, new): (&[Field], &[Field])) {
    for field in old.iter().filter(|field| named(new, field).is_none()) {
        let says = format!("field {} is gone", quoted(&field.name));
        notes.add(Kind::Field, BREAKS_CALLER, format!("{under}.{}", field.name), says);
    }
    for field in new.iter() {
        match named(old, field) {
            None => added(notes, under, field),
            Some(before) => notes.part(
                &format!("{under}.{}", field.name),
                (&but_values(before), &but_values(field)),
                |notes, old, new| {
                    self::field(notes, &format!("{under}.{}", field.name), (old, new));
                },
            ),
        }
    }
    let order = |fields: &[Field], others: &[Field]| -> Vec<String> {
        fields.iter().filter(|field| named(others, field).is_some()).map(|field| field.name.to_string()).collect()
    };
    if order(old, new) != order(new, old) {
        notes.other(under);
    }
}

/// A field without what its line leaves open of its values: the tables say that.
fn but_values(field: &Field) -> Field {
    let unsaid = field.unsaid.iter().filter(|aspect| !matches!(aspect.as_ref(), "values" | "default")).cloned();
    Field { unsaid: unsaid.collect(), ..field.clone() }
}

fn named<'f>(fields: &'f [Field], field: &Field) -> Option<&'f Field> {
    fields.iter().find(|other| other.name == field.name)
}

fn added(notes: &mut Notes, under: &str, field: &Field) {
    let (effect, required) = if field.required { (BREAKS_CALLER, ", required") } else { (ADDS, "") };
    let says =
        format!("field {} is new: {}{required}, at {}", quoted(&field.name), word::kind(field), quoted(&field.wire));
    notes.add(Kind::Field, effect, format!("{under}.{}", field.name), says);
}

fn field(notes: &mut Notes, subject: &str, (old, new): (&Field, &Field)) {
    let name = &new.name;
    if kind_of(old) != kind_of(new) {
        let says = format!("field {} is {} instead of {}", quoted(name), kind_of(new), kind_of(old));
        notes.add(Kind::Field, BREAKS_CALLER, subject, says);
    }
    if old.wire != new.wire {
        let says = format!("field {} stands at {} instead of {}", quoted(name), quoted(&new.wire), quoted(&old.wire));
        notes.add(Kind::Field, BREAKS_CALLER, format!("{subject}.wire"), says);
    }
    required(notes, subject, (old, new));
    limit::span(notes, &format!("{subject}.max_chars"), ("characters", &old.characters, &new.characters));
    limit::span(notes, &format!("{subject}.count"), ("elements", &old.count, &new.count));
    if let (Some(old), Some(new)) = (&old.image, &new.image) {
        limit::image(notes, subject, (old, new));
    }
    random(notes, subject, (&old.random, &new.random));
    if let (FieldKind::Records(old), FieldKind::Records(new)) = (&old.kind, &new.kind) {
        record(notes, subject, (old, new));
    }
    let role = |role: &Option<Role>| role.map_or("nothing in particular".to_owned(), |role| plain(&role));
    notes.changed((Kind::Field, ADDS), &format!("{subject}.role"), (&old.role, &new.role), role);
    prose(notes, subject, (old, new));
}

/// What a field holds, sets and records by name.
fn kind_of(field: &Field) -> String {
    match &field.kind {
        FieldKind::Word(set) => format!("a word of {}", quoted(set)),
        FieldKind::Records(_) => "a list of records".to_owned(),
        _ => word::kind(field),
    }
}

fn required(notes: &mut Notes, subject: &str, (old, new): (&Field, &Field)) {
    let (effect, says): (Effect, _) = match (old.required, new.required) {
        (false, true) => (BREAKS_CALLER, "is required now"),
        // Nothing changes for those who send it, but its Rust type becomes an option.
        (true, false) => (RENAMES, "is required no more"),
        _ => return,
    };
    notes.add(Kind::Field, effect, format!("{subject}.required"), format!("field {} {says}", quoted(&new.name)));
}

fn random(notes: &mut Notes, subject: &str, (old, new): (&Option<Random>, &Option<Random>)) {
    let when = |random: &Option<Random>| match random {
        None => "never".to_owned(),
        Some(random) => {
            let absent = random.absent.then(|| "absent".to_owned());
            absent.into_iter().chain(random.at.iter().map(i64::to_string)).collect::<Vec<_>>().join(" or ")
        }
    };
    if old != new {
        let says = format!("{} is drawn by chance when {} instead of {}", key(subject), when(new), when(old));
        notes.add(Kind::Default, BREAKS_CALLER, format!("{subject}.random"), says);
    }
}

fn record(notes: &mut Notes, subject: &str, (old, new): (&Record, &Record)) {
    let name = |record: &Record| record.type_name.to_string();
    notes.changed((Kind::Word, RENAMES), &format!("{subject}.record"), (&name(old), &name(new)), quoted);
    compare(notes, &format!("{subject}.fields"), (&old.fields, &new.fields));
}

fn prose(notes: &mut Notes, subject: &str, (old, new): (&Field, &Field)) {
    if old.about != new.about {
        notes.add(
            Kind::Prose,
            WORDS,
            format!("{subject}.about"),
            format!("{} is described in other words", key(subject)),
        );
    }
    if old.note != new.note {
        let says = match (&old.note, &new.note) {
            (_, None) => format!("the note on {} is gone", quoted(&new.name)),
            (_, Some(note)) => format!("the note on {} says: {note}", quoted(&new.name)),
        };
        notes.add(Kind::Prose, WORDS, format!("{subject}.note"), says);
    }
}
