//! A request that is not served: with the vendor's own status and body where a vendor can be told, else neutrally.

use serde_json::json;
use vidu_types::error_body;
use vidu_types::table::{Fault, Revision};

use crate::calls::exchange::Answer;
use crate::calls::secrets::Secret;

/// Why a request is not served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong; nothing if the request is wrong in a way that only the mock knows.
    pub fault: Option<Fault>,
    /// The code to refuse with whatever is wrong, as a position in the vendor's codes.
    pub code: Option<usize>,
    /// What is wrong, in a sentence each.
    pub details: Vec<String>,
    /// The methods that the path has, if it was the method.
    pub allowed: Option<String>,
    /// What may be asked for instead.
    pub instead: Vec<String>,
}

impl Refusal {
    /// A refusal as the vendor would make it.
    pub fn new(fault: Fault, detail: impl Into<String>) -> Refusal {
        Refusal { fault: Some(fault), details: vec![detail.into()], ..Refusal::default() }
    }

    /// A refusal that no vendor would make.
    pub fn of_the_mock(detail: impl Into<String>) -> Refusal {
        Refusal { details: vec![detail.into()], ..Refusal::default() }
    }

    /// A refusal that a script wants, with the code at this position.
    pub fn scripted(code: usize) -> Refusal {
        Refusal { code: Some(code), ..Refusal::default() }
    }

    /// Takes keys out of what it says.
    pub fn hide(&mut self, secrets: &[Secret]) {
        self.details.iter_mut().for_each(|detail| secrets.iter().for_each(|secret| secret.hide(detail)));
    }

    /// The answer: in the vendor's words if there is a vendor and it would refuse this.
    pub fn answer(&self, revision: Option<&Revision>, trace: &str) -> Answer {
        let detail = self.details.join("; ");
        let of_vendor = || {
            let errors = &revision?.errors;
            let code = self.code.or_else(|| error_body::code_for(errors, self.fault?))?;
            Some(error_body::write(errors, code, &detail, trace))
        };
        let (status, body) = of_vendor().unwrap_or_else(|| {
            let error = json!({ "message": detail, "instead": self.instead });
            (self.fault.map_or(400, usual_status), json!({ "error": error }))
        });
        let answer = Answer::json(status, body);
        match &self.allowed {
            Some(methods) => answer.with("allow", methods.clone()),
            None => answer,
        }
    }
}

/// For a vendor that says nothing of errors.
fn usual_status(fault: Fault) -> u16 {
    match fault {
        Fault::NoKey | Fault::UnknownKey => 401,
        Fault::CreditShort => 402,
        Fault::UnknownTask | Fault::UnknownPath | Fault::MalformedId => 404,
        Fault::WrongMethod => 405,
        Fault::NotCancellable => 409,
        Fault::BodyTooLarge => 413,
        Fault::TooManyRequests => 429,
        Fault::Internal => 500,
        _ => 400,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;
    use crate::calls::exchange::Body;

    #[test]
    fn a_vendor_refuses_in_its_own_words() {
        let answer = Refusal::new(Fault::Missing, "model").answer(Some(&acme::acme()), "t1");
        assert_eq!(answer.status, 400);
        let expected = json!({ "code": 400, "reason": "Lacking", "message": "missing: model", "trace": "t1" });
        assert_eq!(answer.body, Body::Json(expected));
    }

    #[test]
    fn without_a_vendor_or_its_words_the_answer_is_neutral() {
        let refusal = Refusal { allowed: Some("GET".into()), ..Refusal::new(Fault::WrongMethod, "use GET") };
        for revision in [None, Some(acme::bolt())] {
            let answer = refusal.answer(revision.as_ref(), "t1");
            assert_eq!((answer.status, answer.headers.clone()), (405, vec![("allow", "GET".into())]));
            assert_eq!(answer.body, Body::Json(json!({ "error": { "message": "use GET", "instead": [] } })));
        }
        assert_eq!(Refusal::of_the_mock("no").answer(Some(&acme::acme()), "").status, 400);
    }
}
