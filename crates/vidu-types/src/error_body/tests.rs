//! Error bodies of a made-up vendor: read, written, chosen.

use std::borrow::Cow;

use proptest::prelude::*;

use crate::answer::fixture::errors;
use crate::answer::tests::any_json;
use crate::table::{Fault, FaultCode};

use super::*;

#[test]
fn the_first_form_that_says_something_counts() {
    let cases = [
        (
            400,
            "{\"status\":400,\"code\":\"BAD\",\"text\":\"bad field: length\",\"meta\":{\"trace\":\"04e5\"}}",
            "HTTP 400 BAD: bad field: length (trace 04e5)",
        ),
        (401, "{\"fault\":{\"class\":\"access\",\"code\":\"\",\"text\":\"no entry\"}}", "HTTP 401 access: no entry"),
        (401, "{\"fault\":{\"code\":17}}", "HTTP 401 17"),
        (400, "{\"code\":7,\"text\":null,\"fault\":{\"code\":\"x\"}}", "HTTP 400 7"),
        (400, "{\"status\":\"400\",\"text\":\"see https://a?key=secret\"}", "HTTP 400: see https://a?.."),
        (502, "", "HTTP 502, with an empty body"),
        (
            502,
            "<html>\n<h1>Bad Gateway</h1>",
            "HTTP 502, in no form that this vendor documents: <html>\\n<h1>Bad Gateway</h1>",
        ),
        (500, "{\"oops\":1}", "HTTP 500, in no form that this vendor documents: {\"oops\":1}"),
        (500, "[]", "HTTP 500, in no form that this vendor documents: []"),
    ];
    for (status, body, expected) in cases {
        let error = read(&errors(), status, body.as_bytes());
        assert_eq!(error.to_string(), expected);
        assert_eq!((error.status, error.body.as_str()), (status, body));
        assert!(!format!("{error:?}").contains("secret"));
    }
}

#[test]
fn errors_are_written_as_the_vendor_does() {
    let cases = [
        (
            0,
            "length",
            "t",
            400,
            json!({"status": 400, "code": "BAD", "text": "bad field: length", "meta": {"trace": "t"}}),
        ),
        (0, "", "", 400, json!({"status": 400, "code": "BAD", "text": "bad field"})),
        (1, "t-1", "", 404, json!({"status": 404, "code": "GONE", "text": "no such job: t-1"})),
        (2, "", "t", 401, json!({"fault": {"class": "access", "code": "", "text": "no entry"}})),
        (3, "", "", 400, json!({"status": 400, "code": "OVEN", "text": "the oven broke"})),
        (99, "length", "t", 500, json!({})),
    ];
    for (code, detail, trace, status, body) in cases {
        assert_eq!(write(&errors(), code, detail, trace), (status, body));
    }
}

#[test]
fn what_is_written_is_read_again() {
    let errors = errors();
    for (position, code) in errors.codes.iter().enumerate() {
        let (status, body) = write(&errors, position, "length", "04e5");
        let error = read(&errors, status, body.to_string().as_bytes());
        assert_eq!(error.code.as_deref(), Some(&*code.code).filter(|code| !code.is_empty()));
        assert_eq!(error.class.as_deref(), code.class.as_deref());
        assert!(error.message.is_some_and(|message| message.contains("length")));
    }
}

#[test]
fn every_fault_has_a_code() {
    use Fault::*;
    let errors = errors();
    let cases = [
        (NotOffered, 0),
        (ImageSize, 0),
        (Missing, 0),
        (MalformedBody, 0),
        (NoKey, 2),
        (UnknownKey, 2),
        (MalformedId, 1),
        (UnknownTask, 1),
        (UnknownPath, 1),
        (WrongMethod, 1),
        (NotCancellable, 0),
        (TooManyRequests, 0),
        (CreditShort, 0),
        (Internal, 0),
    ];
    for (fault, code) in cases {
        assert_eq!(code_for(&errors, fault), Some(code), "{fault:?}");
    }
}

#[test]
fn without_a_table_the_status_decides_and_a_task_code_comes_last() {
    let mut errors = Errors { faults: Cow::Borrowed(&[]), ..errors() };
    assert_eq!(code_for(&errors, Fault::UnknownTask), Some(1));
    assert_eq!(code_for(&errors, Fault::NoKey), Some(2));
    assert_eq!(code_for(&errors, Fault::Internal), Some(0));
    errors.codes.to_mut()[0].of_task = true;
    assert_eq!(code_for(&errors, Fault::Missing), Some(0));
    errors.codes.to_mut()[2].status = Some(400);
    assert_eq!(code_for(&errors, Fault::Missing), Some(2));
    for (code, expected) in [(3, 3), (4, 2)] {
        errors.faults = vec![FaultCode { fault: Fault::Missing, code }].into();
        assert_eq!(code_for(&errors, Fault::Missing), Some(expected), "of four codes, that at {code}");
    }
    errors.codes.to_mut().iter_mut().for_each(|code| code.status = None);
    assert_eq!(code_for(&errors, Fault::Missing), Some(0));
    errors.codes = Cow::Borrowed(&[]);
    assert_eq!(code_for(&errors, Fault::Missing), None);
    assert_eq!(read(&errors, 400, b"{}").code, None);
}

#[test]
fn a_usual_status_answers_a_fault_that_no_table_has() {
    use Fault::*;
    let mut errors = Errors { faults: Cow::Borrowed(&[]), ..errors() };
    errors.codes.to_mut().truncate(2);
    let cases = [
        (BodyTooLarge, 413),
        (NoKey, 401),
        (UnknownKey, 403),
        (MalformedId, 404),
        (WrongMethod, 405),
        (WrongMethod, 404),
        (NotCancellable, 409),
        (TooManyRequests, 429),
        (CreditShort, 402),
        (CreditShort, 403),
        (Internal, 500),
        (Internal, 503),
    ];
    for (fault, status) in cases {
        errors.codes.to_mut()[1].status = Some(status);
        assert_eq!(code_for(&errors, fault), Some(1), "{fault:?} {status}");
    }
}

proptest! {
    #[test]
    fn any_json_and_any_bytes_are_read(status: u16, body in any_json(), bytes: Vec<u8>) {
        let _ = format!("{:?}", read(&errors(), status, body.to_string().as_bytes()));
        let _ = format!("{:?}", read(&errors(), status, &bytes));
    }
}
