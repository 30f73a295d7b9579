//! What a comparison claims is proven here with the walk itself: each example, and each point of the tables.

use serde_json::Value;
use vidu_codegen::diff::{Change, Comparison, Kind, Piece, Side};
use vidu_codegen::relation::{Atom, Outcome, atom, scalar, values, walk};
use vidu_codegen::table::{Aspect, Column, Field, FieldKind, Many, Operation, Relation, Scalar};

/// Proves every claim of a comparison of two specs with one revision of each vendor.
pub fn prove(old: &Side, new: &Side, found: &Comparison) {
    for change in &found.changes {
        if let Some(pages) = pages(old, new, change) {
            example(pages, change);
        }
    }
    for revision in old.spec.revisions.iter() {
        for before in revision.operations.iter() {
            let after = new.spec.revisions.iter().find(|one| one.vendor == revision.vendor);
            let after = after.and_then(|one| one.operations.iter().find(|one| one.name == before.name));
            if let Some(after) = after.filter(|after| *after != before) {
                let vendor = format!("{}/", revision.vendor);
                let of_page = |change: &&Change| {
                    change.revisions.starts_with(&vendor) && change.page.as_deref() == Some(before.name.as_ref())
                };
                points([before, after], &found.changes.iter().filter(of_page).collect::<Vec<_>>());
            }
        }
    }
}

fn pages<'s>(old: &'s Side, new: &'s Side, change: &Change) -> Option<[&'s Operation; 2]> {
    let mut names = change.revisions.split(" to ");
    let before = names.next()?;
    let after = names.next().unwrap_or(before);
    let page = |side: &'s Side, revision: &str| {
        let revision = side.spec.revisions.iter().find(|one| format!("{}/{}", one.vendor, one.month) == revision)?;
        revision.operations.iter().find(|one| Some(one.name.as_ref()) == change.page.as_deref())
    };
    Some([page(old, before)?, page(new, after)?])
}

/// A change of requests has an example that shows it.
fn example(pages: [&Operation; 2], change: &Change) {
    // A field is read where the side has it that the example is of: that it moved is another change.
    let maker = pages[usize::from(change.kind != Kind::Refused)];
    let verdicts = || {
        let body = &change.example.as_ref().unwrap_or_else(|| panic!("{change:#?} has no example")).body;
        pages.map(|page| accepts(page, &given(page, maker, body)))
    };
    match change.kind {
        Kind::Accepted => assert_eq!(verdicts(), [false, true], "{change:?}"),
        Kind::Refused => assert_eq!(verdicts(), [true, false], "{change:?}"),
        Kind::Default if change.example.is_some() => {
            let body = &change.example.as_ref().expect("an example").body;
            assert_eq!(
                accepts(pages[1], &given(pages[1], maker, body)),
                !change.says.ends_with("refused"),
                "{change:?}"
            );
            let [old, new] = pages.map(|page| defaults(page, &given(page, maker, body)));
            assert_ne!(old, new, "{change:?}");
        }
        _ => {}
    }
}

/// What stands in a body at a field's place.
fn at<'b>(body: &'b Value, wire: &str) -> Option<&'b Value> {
    wire.split('.').try_fold(body, |body, part| match part.split_once('[') {
        Some((key, at)) => body.get(key)?.get(at.trim_end_matches(']').parse::<usize>().ok()?),
        None => body.get(part),
    })
}

/// The values of a page's fields in a body that is written as another page has it.
fn given<'b>(page: &Operation, maker: &Operation, body: &'b Value) -> Vec<Option<&'b Value>> {
    let wire = |field: &Field| maker.fields.iter().find(|other| other.name == field.name).map(|other| &other.wire);
    page.fields.iter().map(|field| at(body, wire(field)?)).collect()
}

/// Whether the tables, the requiredness and the choices among fields of a page accept a body.
fn accepts(page: &Operation, given: &[Option<&Value>]) -> bool {
    let required = page.fields.iter().zip(given).all(|(field, value)| !field.required || value.is_some());
    let chosen = page.exclusive.iter().all(|rule| {
        let many = rule.fields.iter().filter(|at| given[**at].is_some()).count();
        match rule.many {
            Many::ExactlyOne => many == 1,
            Many::AtLeastOne => many >= 1,
            Many::AtMostOne => many <= 1,
        }
    });
    let counted =
        page.fields.iter().zip(given).all(|(field, value)| match (field.count, value.and_then(Value::as_array)) {
            (Some(span), Some(list)) => {
                let many = u64::try_from(list.len()).expect("few");
                many >= span.from && span.to.is_none_or(|to| many <= to)
            }
            _ => true,
        });
    required
        && counted
        && chosen
        && page.relations.iter().all(|relation| walk(relation, &point(page, relation, given)).passes())
}

fn point<'b>(page: &Operation, relation: &Relation, given: &[Option<&'b Value>]) -> Vec<Option<Atom<'b>>> {
    relation
        .columns
        .iter()
        .map(|column| column_atom(&page.fields[column.field], *column, given[column.field]))
        .collect()
}

fn column_atom<'b>(field: &Field, column: Column, given: Option<&'b Value>) -> Option<Atom<'b>> {
    match column.aspect {
        Aspect::Given => Some(Atom::Boolean(given.is_some())),
        Aspect::Count => {
            Some(Atom::Integer(given.and_then(Value::as_array).map_or(0, |list| list.len().try_into().expect("few"))))
        }
        Aspect::Value => match (given?, &field.kind) {
            (Value::String(text), _) => Some(Atom::Text(text)),
            (Value::Bool(value), _) => Some(Atom::Boolean(*value)),
            (value, FieldKind::Number) => value.as_f64().map(Atom::Number),
            (value, _) => value.as_i64().map(Atom::Integer),
        },
    }
}

/// What every absent column of a page becomes, by name.
fn defaults(page: &Operation, given: &[Option<&Value>]) -> Vec<(String, Scalar)> {
    let of = |relation: &Relation| -> Vec<(String, Scalar)> {
        let walked = walk(relation, &point(page, relation, given));
        let defaulted =
            walked.steps.iter().zip(relation.columns.iter()).filter_map(|(step, column)| match step.outcome {
                Outcome::Defaulted(value) => Some((page.fields[column.field].name.to_string(), value.clone())),
                _ => None,
            });
        defaulted.collect()
    };
    let mut all: Vec<(String, Scalar)> = page.relations.iter().flat_map(of).collect();
    all.sort_by_key(|(name, _)| name.clone());
    all
}

/// Every point of two tables of the same columns: where the verdicts differ there is one change with it, elsewhere none.
fn points(pages: [&Operation; 2], changes: &[&Change]) {
    let tables = pages.map(|page| page.relations.iter().find(|relation| relation.columns.len() > 1));
    let [Some(old), Some(new)] = tables else { return };
    let name = |page: &Operation, column: &Column| match column.aspect {
        Aspect::Value => page.fields[column.field].name.to_string(),
        Aspect::Count => format!("{}.count", page.fields[column.field].name),
        Aspect::Given => format!("{}.given", page.fields[column.field].name),
    };
    let names = |side: usize, table: &Relation| -> Vec<String> {
        table.columns.iter().map(|column| name(pages[side], column)).collect()
    };
    let (columns, other) = (names(0, old), names(1, new));
    let alike = |name: &String| {
        let kind = |page: &Operation| {
            page.fields.iter().find(|field| name.starts_with(field.name.as_ref())).map(|f| f.kind.clone())
        };
        other.contains(name) && kind(pages[0]) == kind(pages[1])
    };
    if columns.len() != other.len() || !columns.iter().all(alike) {
        return;
    }
    let place: Vec<usize> =
        other.iter().map(|name| columns.iter().position(|one| one == name).expect("the same")).collect();
    let axes: Vec<Vec<Scalar>> = (0..columns.len())
        .map(|at| axis(old, at, new, place.iter().position(|old| *old == at).expect("the same")))
        .collect();
    let axes: Vec<Vec<Scalar>> = columns.iter().zip(axes).map(|(name, axis)| possible(pages, name, axis)).collect();
    let size: usize = axes.iter().map(Vec::len).product();
    for index in 0..size {
        let mut rest = index;
        let point: Vec<&Scalar> = axes
            .iter()
            .map(|axis| {
                let value = &axis[rest % axis.len()];
                rest /= axis.len();
                value
            })
            .collect();
        let given: Vec<Option<Atom<'_>>> = point.iter().map(|value| Some(atom(value))).collect();
        let there: Vec<Option<Atom<'_>>> = place.iter().map(|at| given[*at]).collect();
        let verdicts = [walk(old, &given).passes(), walk(new, &there).passes()];
        let expected = match verdicts {
            [true, false] => vec![Kind::Refused],
            [false, true] => vec![Kind::Accepted],
            _ => vec![],
        };
        let found: Vec<Kind> =
            changes.iter().filter(|change| covers(change, &columns, &point)).map(|one| one.kind).collect();
        assert_eq!(found, expected, "{columns:?} {point:?} in {changes:#?}");
    }
}

/// The values of a column that the limits of its field let be on both sides.
fn possible(pages: [&Operation; 2], column: &str, mut axis: Vec<Scalar>) -> Vec<Scalar> {
    let Some((name, _)) = column.rsplit_once('.') else { return axis };
    let fields = pages.map(|page| page.fields.iter().find(|field| field.name == name).expect("the column's field"));
    axis.retain(|value| {
        fields.iter().all(|field| match value {
            Scalar::Boolean(false) | Scalar::Integer(0) => !field.required,
            Scalar::Integer(many) => field.count.is_none_or(|span| {
                u64::try_from(*many).is_ok_and(|many| many >= span.from && span.to.is_none_or(|to| many <= to))
            }),
            _ => true,
        })
    });
    axis
}

/// The values that either table names, what lies between and beside them, and a word that none names.
fn axis(old: &Relation, at: usize, new: &Relation, there: usize) -> Vec<Scalar> {
    let mut named: Vec<Scalar> = values(old, at).into_iter().chain(values(new, there)).collect();
    for value in named.clone() {
        match value {
            Scalar::Integer(n) => named.extend([n - 1, n + 1].map(Scalar::Integer)),
            Scalar::Number(n) => named.extend([n - 0.25, n + 0.25].map(Scalar::Number)),
            Scalar::Text(_) => named.push(Scalar::Text("something else".into())),
            Scalar::Boolean(_) => {}
        }
    }
    let mut once: Vec<Scalar> = Vec::new();
    for value in named {
        if !once.contains(&value) {
            once.push(scalar(atom(&value)));
        }
    }
    once
}

fn covers(change: &Change, columns: &[String], point: &[&Scalar]) -> bool {
    let of_tables = matches!(change.kind, Kind::Accepted | Kind::Refused) && change.subject.starts_with("accepts");
    of_tables
        && change.cells.iter().all(|cells| {
            let value = columns.iter().position(|name| *name == cells.column).map(|at| point[at]);
            let other = |piece: &Piece| {
                matches!(piece, Piece::Other(_)) && value == Some(&Scalar::Text("something else".into()))
            };
            value.is_some_and(|value| cells.pieces.iter().any(|piece| piece.has(value) || other(piece)))
        })
}
