//! What a fault makes of an answer: another text, or the same one over a line that fails.

use std::time::Duration;

use serde_json::json;
use vidu_types::error_body;
use vidu_types::table::{Fault as Wrong, Revision};

use super::{Hit, Trouble};
use crate::calls::exchange::{Answer, Body};
use crate::calls::refusal::Refusal;

/// How an answer is sent when not simply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// So much later.
    Later(Duration),
    /// Its body in pieces, over so long.
    Trickle(Duration),
    /// Not at all.
    Never(Ending),
    /// Not at all, and that only after so long.
    Hang(Duration),
    /// As far as so many bytes of its body.
    Within(usize, Ending),
    /// Wholly, and nothing after it.
    After(Ending),
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// In good order.
    Closed,
    /// With a reset.
    Reset,
}

impl Hit {
    /// Why the request is not served, if it is not.
    pub fn refusal(&self) -> Option<Refusal> {
        let wrong = match self.trouble {
            Trouble::TooManyRequests { .. } => Wrong::TooManyRequests,
            _ => Wrong::Internal,
        };
        (!self.is_served).then(|| Refusal::new(wrong, "a fault was set for this request"))
    }

    /// What the answer becomes.
    pub fn dress(&self, answer: Answer, revision: Option<&Revision>, trace: &str) -> Answer {
        match &self.trouble {
            Trouble::TooManyRequests { retry_after } => {
                let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
                of_vendor(429, Wrong::TooManyRequests, revision, trace).with("retry-after", seconds.to_string())
            }
            Trouble::ServerError { status } => of_vendor(*status, Wrong::Internal, revision, trace),
            Trouble::GatewayPage { status } => page(*status),
            Trouble::TruncatedJson => with_body(answer, |text| text.truncate(text.len() / 2)),
            Trouble::MalformedJson => with_body(answer, |text| {
                text.pop();
                text.push(b']');
            }),
            Trouble::WrongContentType => {
                Answer { body: Body::Bytes("text/html", answer.body.into_bytes().1), ..answer }
            }
            Trouble::Redirect { status, to } => {
                let body = Body::Bytes("text/html", Vec::new());
                Answer { status: *status, headers: Vec::new(), body }.with("location", visible(to))
            }
            _ => answer,
        }
    }

    /// How the answer is sent.
    pub fn wire(&self) -> Option<Wire> {
        Some(match self.trouble {
            Trouble::SlowHeaders { seconds } => Wire::Later(seconds),
            Trouble::SlowBody { seconds } => Wire::Trickle(seconds),
            Trouble::ResetBefore => Wire::Never(Ending::Reset),
            Trouble::ResetWithin { bytes } => Wire::Within(bytes, Ending::Reset),
            Trouble::ResetAfter => Wire::After(Ending::Reset),
            Trouble::ClosedWithin { bytes } => Wire::Within(bytes, Ending::Closed),
            Trouble::NoAnswer => Wire::Never(Ending::Closed),
            Trouble::Hanging { seconds } => Wire::Hang(seconds),
            _ => return None,
        })
    }
}

/// The vendor's body for a status, as far as its tables have one: by the code for the fault, if that has the status, by
/// another code with the status, or by the code for the fault after all.
fn of_vendor(status: u16, wrong: Wrong, revision: Option<&Revision>, trace: &str) -> Answer {
    let body = revision.and_then(|revision| {
        let errors = &revision.errors;
        let has_status = |position: &usize| errors.codes.get(*position).is_some_and(|code| code.status == Some(status));
        let listed = errors.faults.iter().find(|listed| listed.fault == wrong).map(|listed| listed.code);
        let others = errors.codes.iter().enumerate().filter(|(_, code)| !code.of_task).map(|(position, _)| position);
        let position = listed.filter(has_status).or_else(|| others.into_iter().find(has_status)).or(listed)?;
        Some(error_body::write(errors, position, "", trace).1)
    });
    let neutral = || json!({ "error": { "message": "a fault was set for this request" } });
    Answer::json(status, body.unwrap_or_else(neutral))
}

/// What a gateway says whose server is away.
fn page(status: u16) -> Answer {
    let reason = match status {
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => "Internal Server Error",
    };
    let title = format!("{status} {reason}");
    let text = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
         <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    );
    Answer { status, headers: Vec::new(), body: Body::Bytes("text/html", text.into_bytes()) }
}

fn with_body(answer: Answer, change: impl FnOnce(&mut Vec<u8>)) -> Answer {
    let (content_type, mut bytes) = answer.body.into_bytes();
    change(&mut bytes);
    Answer { body: Body::Bytes(content_type, bytes), ..answer }
}

/// What a header cannot hold, with percent signs.
fn visible(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Fault;
    use super::*;
    use crate::acme;

    /// What `{"id": "7"}` becomes: status, content type, body.
    fn check(fault: Fault, expected: (u16, &str, &str)) {
        let hit = Hit { is_served: true, trouble: fault.trouble };
        let answer = hit.dress(Answer::json(200, json!({ "id": "7" })), Some(&acme::acme()), "t");
        let (status, (content_type, body)) = (answer.status, answer.body.into_bytes());
        assert_eq!((status, content_type, &*String::from_utf8_lossy(&body)), expected, "{hit:?}");
    }

    #[test]
    fn answers_change() {
        let (json, html) = ("application/json", "text/html");
        check(Fault::truncated_json(), (200, json, r#"{"id""#));
        check(Fault::malformed_json(), (200, json, r#"{"id":"7"]"#));
        check(Fault::wrong_content_type(), (200, html, r#"{"id":"7"}"#));
        check(Fault::redirect(308, "/x"), (308, html, ""));
        check(Fault::slow_body(Duration::ZERO), (200, json, r#"{"id":"7"}"#));
        let known = r#"{"code":402,"message":"no credits","reason":"Broke","trace":"t"}"#;
        check(Fault::server_error(402), (402, json, known));
        let neutral = r#"{"error":{"message":"a fault was set for this request"}}"#;
        check(Fault::server_error(503), (503, json, neutral));
    }

    #[test]
    fn a_location_is_one_header() {
        let hit = Hit { is_served: false, trouble: Fault::redirect(307, "/a b\r\nX: é").trouble };
        let answer = hit.dress(Answer::json(200, json!({})), None, "");
        assert_eq!(answer.headers, [("location", "/a%20b%0D%0AX:%20%C3%A9".into())]);
    }
}
