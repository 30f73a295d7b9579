//! Where a value stands: its field's name, its path in the body, and how a sentence names it.

use std::borrow::Cow;

use crate::table::{Field, FieldKind, Operation};
use crate::value::{Given, Value};
use crate::wire::join;

/// Behind every field of the page.
const AT_THE_END: usize = usize::MAX;

/// Where a value stands; borrowed from the table as long as it stands in no list.
#[derive(Clone, Debug)]
pub(super) struct Place<'t> {
    /// The position in the page, to sort by.
    pub(super) order: usize,
    /// The field's name, `subjects.images`.
    pub(super) field: Cow<'t, str>,
    /// The path in the body, `subjects[0].images[1]`.
    pub(super) wire: Cow<'t, str>,
    /// How a sentence names it: like the field, with the positions in lists.
    pub(super) label: Cow<'t, str>,
}

impl<'t> Place<'t> {
    pub(super) fn of_field(operation: &'t Operation, position: usize) -> Self {
        operation.fields.get(position).map_or_else(|| Self::at_end(""), |field| Self::of(position, field))
    }

    /// A path that belongs to no field.
    pub(super) fn at_end(wire: &'t str) -> Self {
        Self { order: AT_THE_END, field: wire.into(), wire: wire.into(), label: wire.into() }
    }

    pub(super) fn element(&self, index: usize) -> Self {
        let numbered = |path: &str| Cow::Owned(format!("{path}[{index}]"));
        Self { wire: numbered(&self.wire), label: numbered(&self.label), ..self.clone() }
    }

    /// The path of a list of which this is an element.
    pub(super) fn list(&self) -> &str {
        self.wire.rsplit_once('[').map_or(&self.wire, |(list, _)| list)
    }

    /// The position in that list.
    pub(super) fn index(&self) -> Option<usize> {
        self.wire.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
    }

    /// The place so many elements further on in that list.
    fn further(&self, by: usize) -> Self {
        let wire: Cow<'t, str> = format!("{}[{}]", self.list(), self.index().unwrap_or(0) + by).into();
        Self { label: wire.clone(), wire, ..self.clone() }
    }

    /// Whether it stands somewhere within what stands at a path.
    pub(super) fn is_within(&self, path: &str) -> bool {
        self.wire.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']))
    }

    fn of(order: usize, field: &'t Field) -> Self {
        let name = || Cow::Borrowed(&*field.name);
        Self { order, field: name(), wire: Cow::Borrowed(&field.wire), label: name() }
    }

    fn member(&self, field: &Field) -> Self {
        Self {
            order: self.order,
            field: join(&self.field, &field.name).into(),
            wire: join(&self.wire, &field.wire).into(),
            label: join(&self.label, &field.name).into(),
        }
    }
}

/// A field with its value, those of objects in lists included.
pub(super) struct Slot<'g> {
    pub(super) place: Place<'g>,
    pub(super) field: &'g Field,
    pub(super) value: Option<&'g Value<'g>>,
}

impl<'g> Slot<'g> {
    /// The single values: the elements of a list, or the value itself, with their places.
    pub(super) fn singles(&self) -> impl Iterator<Item = (Place<'g>, &'g Value<'g>)> {
        let (list, single) = match self.value {
            Some(Value::List(list)) => (list.as_slice(), None),
            single => (&[][..], single),
        };
        let is_overfull = self.is_overfull();
        let place = move |index| if is_overfull { self.place.further(index) } else { self.place.element(index) };
        let elements = list.iter().enumerate().map(move |(index, value)| (place(index), value));
        elements.chain(single.map(|value| (self.place.clone(), value)))
    }

    /// Whether a list is more than its field takes: a body can hold many where the page takes one.
    pub(super) fn is_overfull(&self) -> bool {
        let takes_many = matches!(self.field.kind, FieldKind::Images | FieldKind::Texts | FieldKind::Records(_));
        matches!(self.value, Some(Value::List(_))) && !takes_many
    }
}

/// Every field of a request with its value, in page order.
pub(super) fn slots<'g>(operation: &'g Operation, given: &'g Given<'_>) -> Vec<Slot<'g>> {
    let mut slots = Vec::with_capacity(operation.fields.len());
    for (position, field) in operation.fields.iter().enumerate() {
        push(&mut slots, Place::of(position, field), field, given.value(position));
    }
    slots
}

fn push<'g>(slots: &mut Vec<Slot<'g>>, place: Place<'g>, field: &'g Field, value: Option<&'g Value<'g>>) {
    let list = Place::clone(&place);
    slots.push(Slot { place, field, value });
    let (FieldKind::Records(record), Some(Value::List(elements))) = (&field.kind, value) else { return };
    for (index, element) in elements.iter().enumerate() {
        let Value::Record(values) = element else { continue };
        let object = list.element(index);
        for (position, field) in record.fields.iter().enumerate() {
            push(slots, object.member(field), field, values.get(position).and_then(Option::as_ref));
        }
    }
}
