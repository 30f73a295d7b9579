//! Error bodies and codes of a vendor, and which code answers which fault.

use super::answer;
use crate::code::Code;
use crate::reader::{Item, Named, Table, suggestion};
use crate::table::{Envelope, ErrorCode, Errors, Fault, FaultCode, Text};

/// Reads `[errors]`.
pub fn read(item: Item<'_>) -> Option<Errors> {
    let table = item.table("`errors`")?;
    let envelopes: Vec<Envelope> = entries(&table, "envelopes").iter().filter_map(envelope).collect();
    let named = entries(&table, "codes");
    let names: Vec<&str> = named.iter().map(|named| named.key).collect();
    let codes: Vec<Option<ErrorCode>> = named.iter().map(|named| code(named, &envelopes)).collect();
    let faults: Vec<FaultCode> = entries(&table, "when").iter().filter_map(|named| fault(named, &names)).collect();
    table.finish();
    let codes: Option<Vec<ErrorCode>> = codes.into_iter().collect();
    Some(Errors { envelopes: envelopes.into(), codes: codes?.into(), faults: faults.into() })
}

fn entries<'a>(table: &Table<'a>, key: &'static str) -> Vec<Named<'a>> {
    table.required(key).and_then(|item| item.entries()).unwrap_or_default()
}

fn envelope(named: &Named<'_>) -> Option<Envelope> {
    Some(Envelope { name: named.line()?.to_owned().into(), members: answer::read(named.item, &[]) })
}

fn code(named: &Named<'_>, envelopes: &[Envelope]) -> Option<ErrorCode> {
    let text = |item: Item<'_>| item.text().map(|text| Text::from(text.to_owned()));
    let table = named.item.table("an error code")?;
    let code = match table.optional("code") {
        Some(item) => text(item),
        None => named.line().map(|line| line.to_owned().into()),
    };
    let read = ErrorCode {
        code: code?,
        class: table.optional("class").and_then(text),
        status: table.said("status").and_then(status),
        message: table.line("message")?.to_owned().into(),
        envelope: table.optional("envelope").map_or(Some(0), |item| envelope_position(item, envelopes))?,
        of_task: table.flag("of_task"),
    };
    table.finish();
    Some(read)
}

fn status(item: Item<'_>) -> Option<u16> {
    let status =
        item.natural().and_then(|status| u16::try_from(status).ok()).filter(|status| (400..600).contains(status));
    if status.is_none() {
        item.fault(Code::WrongType, "this is no HTTP status of an error", "write one from 400 to 599, or `\"?\"`");
    }
    status
}

fn envelope_position(item: Item<'_>, envelopes: &[Envelope]) -> Option<usize> {
    let names: Vec<(&str, usize)> = envelopes.iter().enumerate().map(|(at, one)| (one.name.as_ref(), at)).collect();
    item.word(&names)
}

fn fault(named: &Named<'_>, codes: &[&str]) -> Option<FaultCode> {
    let names: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    let found = FAULTS.iter().find(|(name, _)| *name == named.key);
    if found.is_none() {
        named.fault(Code::UnknownWord, format!("there is no fault `{}`", named.key), suggestion(named.key, &names));
    }
    let positions: Vec<(&str, usize)> = codes.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    Some(FaultCode { code: named.item.word(&positions)?, fault: found?.1 })
}

/// The faults by name.
const FAULTS: &[(&str, Fault)] = &[
    ("missing", Fault::Missing),
    ("unwanted", Fault::Unwanted),
    ("wrong_type", Fault::WrongType),
    ("not_offered", Fault::NotOffered),
    ("unknown_model", Fault::UnknownModel),
    ("text_length", Fault::TextLength),
    ("count", Fault::Count),
    ("exclusive", Fault::Exclusive),
    ("image_unreadable", Fault::ImageUnreadable),
    ("image_format", Fault::ImageFormat),
    ("image_size", Fault::ImageSize),
    ("body_too_large", Fault::BodyTooLarge),
    ("malformed_body", Fault::MalformedBody),
    ("no_key", Fault::NoKey),
    ("unknown_key", Fault::UnknownKey),
    ("malformed_id", Fault::MalformedId),
    ("unknown_task", Fault::UnknownTask),
    ("unknown_path", Fault::UnknownPath),
    ("wrong_method", Fault::WrongMethod),
    ("not_cancellable", Fault::NotCancellable),
    ("too_many_requests", Fault::TooManyRequests),
    ("credit_short", Fault::CreditShort),
    ("internal", Fault::Internal),
];
