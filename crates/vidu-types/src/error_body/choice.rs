//! Which of a vendor's codes answers which fault, also where its table has none for it.

use crate::table::{ErrorCode, Errors, Fault};

/// The code with which the vendor answers a fault, as a position in its list; nothing only if it lists no code at all.
///
/// Tried in turn: the table's code for the fault; its codes for the faults that are most like it (a picture's are like a
/// value that is not offered, a task id of another form is like a task that is not there, a missing key is like an
/// unknown one); any code with an HTTP status that is usual for the fault; any with status 400; the first.
pub fn code_for(errors: &Errors, fault: Fault) -> Option<usize> {
    let alike = std::iter::once(&fault).chain(like(fault));
    let statuses = usual_statuses(fault).iter().chain(&[400]);
    alike
        .filter_map(|fault| listed(errors, *fault))
        .next()
        .or_else(|| statuses.filter_map(|status| with_status(errors, *status)).next())
        .or_else(|| (!errors.codes.is_empty()).then_some(0))
}

fn listed(errors: &Errors, fault: Fault) -> Option<usize> {
    let answer = errors.faults.iter().find(|answer| answer.fault == fault)?;
    (answer.code < errors.codes.len()).then_some(answer.code)
}

/// A code that a task can end with says nothing about a request, so it comes last.
fn with_status(errors: &Errors, status: u16) -> Option<usize> {
    let has_status = |code: &ErrorCode| code.status == Some(status);
    let of_request = |code: &ErrorCode| has_status(code) && !code.of_task;
    errors.codes.iter().position(of_request).or_else(|| errors.codes.iter().position(has_status))
}

const fn like(fault: Fault) -> &'static [Fault] {
    use Fault::*;
    match fault {
        NotOffered => &[WrongType],
        Missing | Unwanted | WrongType | UnknownModel | TextLength | Count | Exclusive => &[NotOffered, WrongType],
        ImageUnreadable | ImageSize => &[ImageFormat, NotOffered],
        ImageFormat => &[ImageUnreadable, NotOffered],
        BodyTooLarge => &[MalformedBody, NotOffered],
        MalformedBody => &[WrongType, NotOffered],
        NoKey => &[UnknownKey],
        UnknownKey => &[NoKey],
        MalformedId => &[UnknownTask],
        UnknownTask => &[MalformedId, UnknownPath],
        UnknownPath => &[UnknownTask],
        WrongMethod => &[UnknownPath, UnknownTask],
        NotCancellable => &[NotOffered],
        TooManyRequests | CreditShort | Internal => &[],
    }
}

const fn usual_statuses(fault: Fault) -> &'static [u16] {
    match fault {
        Fault::BodyTooLarge => &[413],
        Fault::NoKey | Fault::UnknownKey => &[401, 403],
        Fault::MalformedId | Fault::UnknownTask | Fault::UnknownPath => &[404],
        Fault::WrongMethod => &[405, 404],
        Fault::NotCancellable => &[409],
        Fault::TooManyRequests => &[429],
        Fault::CreditShort => &[402, 403],
        Fault::Internal => &[500, 503],
        _ => &[],
    }
}
