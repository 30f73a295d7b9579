//! Faults on purpose: what goes wrong, and by which rule it hits a request or a callback.

pub mod admin;
mod dress;
mod form;
mod setting;
mod strike;
mod table;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use dress::{Ending, Wire};
pub use form::optional_seconds;
pub use table::{Faults, Hit, Kept, Seen, Side, StandingFault};

use crate::calls::key;

/// Something that goes wrong on purpose, and the rule by which it hits.
///
/// Without further words it hits every request that reaches a vendor, until it is taken away. Each word narrows it:
///
/// ```
/// use std::time::Duration;
/// use vidu_mock::Fault;
///
/// let overloaded = Fault::too_many_requests(Duration::from_secs(3)).once();
/// let flaky = Fault::server_error(503).operation("query").rate(0.2, 7);
/// let paid_but_silent = Fault::no_answer().operation("img2video").nth(2).lasts(Duration::from_secs(60));
/// # let _ = (overloaded, flaky, paid_but_silent);
/// ```
///
/// Of several that hit the same request the first that was set counts; all of them count the request for
/// [`nth`](Fault::nth) and [`rate`](Fault::rate).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "serde_json::Map<String, serde_json::Value>")]
pub struct Fault {
    #[serde(flatten)]
    pub(crate) trouble: Trouble,
    #[serde(flatten)]
    pub(crate) rule: Rule,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub(crate) enum Trouble {
    TooManyRequests {
        #[serde(default, with = "form::seconds")]
        retry_after: Duration,
    },
    ServerError {
        #[serde(default = "form::unavailable")]
        status: u16,
    },
    GatewayPage {
        #[serde(default = "form::bad_gateway")]
        status: u16,
    },
    SlowHeaders {
        #[serde(with = "form::seconds")]
        seconds: Duration,
    },
    SlowBody {
        #[serde(with = "form::seconds")]
        seconds: Duration,
    },
    ResetBefore,
    ResetWithin {
        #[serde(default)]
        bytes: usize,
    },
    ResetAfter,
    ClosedWithin {
        #[serde(default)]
        bytes: usize,
    },
    TruncatedJson,
    MalformedJson,
    WrongContentType,
    NoAnswer,
    Hanging {
        #[serde(default = "form::long", with = "form::seconds")]
        seconds: Duration,
    },
    Redirect {
        #[serde(default = "form::temporary")]
        status: u16,
        to: String,
    },
    ExpiredUrl,
    CallbackLost,
    CallbackDoubled,
    CallbackLate {
        #[serde(with = "form::seconds")]
        seconds: Duration,
    },
    CallbackOutOfOrder,
    CallbackBadSignature,
    CallbackWrongBody,
}

/// Whom it hits, and how often.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Rule {
    pub vendor: Option<String>,
    pub operation: Option<String>,
    /// By its printed name.
    pub world: Option<String>,
    /// As sent; with a `*` at its end, all that begin so.
    pub path: Option<String>,
    /// By its name, so that no list shows the key.
    pub key_name: Option<String>,
    pub results: bool,
    pub nth: Option<u64>,
    pub times: Option<u64>,
    pub rate: Option<f64>,
    pub seed: u64,
    #[serde(with = "form::optional_seconds")]
    pub lasts: Option<Duration>,
    /// Whether the request is served before its answer goes wrong; without a word, as the trouble has it.
    pub accepted: Option<bool>,
}

impl Fault {
    fn new(trouble: Trouble) -> Fault {
        Fault { trouble, rule: Rule::default() }
    }

    /// 429 with the vendor's body and `Retry-After` in whole seconds. Nothing is served.
    pub fn too_many_requests(retry_after: Duration) -> Fault {
        Fault::new(Trouble::TooManyRequests { retry_after })
    }

    /// This status, which is 500 to 599, with the vendor's body. Nothing is served, unless [`accepted`](Fault::accepted).
    pub fn server_error(status: u16) -> Fault {
        Fault::new(Trouble::ServerError { status })
    }

    /// The HTML page of a gateway with this status. Nothing is served, unless [`accepted`](Fault::accepted).
    pub fn gateway_page(status: u16) -> Fault {
        Fault::new(Trouble::GatewayPage { status })
    }

    /// The request is served and its answer begins so much later.
    pub fn slow_headers(by: Duration) -> Fault {
        Fault::new(Trouble::SlowHeaders { seconds: by })
    }

    /// The answer's headers come at once and its body in pieces, the last of them so much later.
    pub fn slow_body(over: Duration) -> Fault {
        Fault::new(Trouble::SlowBody { seconds: over })
    }

    /// The connection is reset instead of an answer. Nothing is served, unless [`accepted`](Fault::accepted).
    pub fn reset_before_answer() -> Fault {
        Fault::new(Trouble::ResetBefore)
    }

    /// The request is served and the connection reset after so many bytes of the answer's body.
    pub fn reset_within_answer(bytes: usize) -> Fault {
        Fault::new(Trouble::ResetWithin { bytes })
    }

    /// The request is served and the connection reset once the whole answer is sent.
    pub fn reset_after_answer() -> Fault {
        Fault::new(Trouble::ResetAfter)
    }

    /// The request is served and the connection closed in good order, but after so many bytes of the answer's body.
    pub fn closed_within_answer(bytes: usize) -> Fault {
        Fault::new(Trouble::ClosedWithin { bytes })
    }

    /// The request is served; its answer is good HTTP and ends in the middle of the JSON.
    pub fn truncated_json() -> Fault {
        Fault::new(Trouble::TruncatedJson)
    }

    /// The request is served; its answer is as long as it should be and no JSON.
    pub fn malformed_json() -> Fault {
        Fault::new(Trouble::MalformedJson)
    }

    /// The request is served; its answer claims to be HTML.
    pub fn wrong_content_type() -> Fault {
        Fault::new(Trouble::WrongContentType)
    }

    /// The request is served, its task made and billed, and the connection closed without a word.
    pub fn no_answer() -> Fault {
        Fault::new(Trouble::NoAnswer)
    }

    /// The request is served, its task made and billed, and nothing is said for so long; then the connection is closed.
    pub fn hanging(this_long: Duration) -> Fault {
        Fault::new(Trouble::Hanging { seconds: this_long })
    }

    /// A redirection with this status, 307 or 308 for instance. Nothing is served.
    pub fn redirect(status: u16, to: impl Into<String>) -> Fault {
        Fault::new(Trouble::Redirect { status, to: to.into() })
    }

    /// The address of a result has expired, whatever the clock says. Hits downloads only.
    pub fn expired_url() -> Fault {
        Fault::new(Trouble::ExpiredUrl)
    }

    /// A callback never arrives, and the vendor does not know: it is not tried again.
    pub fn callback_lost() -> Fault {
        Fault::new(Trouble::CallbackLost)
    }

    /// A callback is sent twice.
    pub fn callback_doubled() -> Fault {
        Fault::new(Trouble::CallbackDoubled)
    }

    /// A callback is sent so much later, in the mock's time.
    pub fn callback_late(by: Duration) -> Fault {
        Fault::new(Trouble::CallbackLate { seconds: by })
    }

    /// A callback is sent after the one that should follow it. Hits those only that another follows.
    pub fn callback_out_of_order() -> Fault {
        Fault::new(Trouble::CallbackOutOfOrder)
    }

    /// A callback is signed with another key.
    pub fn callback_bad_signature() -> Fault {
        Fault::new(Trouble::CallbackBadSignature)
    }

    /// A callback tells of an end that the task has not had; where vendors sign, their signature does not cover the body.
    pub fn callback_wrong_body() -> Fault {
        Fault::new(Trouble::CallbackWrongBody)
    }

    /// Hits this vendor only, by the name of its folder in the spec.
    pub fn vendor(mut self, vendor: impl Into<String>) -> Fault {
        self.rule.vendor = Some(vendor.into());
        self
    }

    /// Hits this operation only; of callbacks, those of tasks that it made.
    pub fn operation(mut self, operation: impl Into<String>) -> Fault {
        self.rule.operation = Some(operation.into());
        self
    }

    /// Hits this world only, by its printed name; [`Scope::fault`](crate::Scope::fault) says it for you.
    pub fn world(mut self, name: impl Into<String>) -> Fault {
        self.rule.world = Some(name.into());
        self
    }

    /// Hits this path only; with a `*` at its end, all paths that begin so. Of callbacks, the path of the receiver.
    pub fn path(mut self, path: impl Into<String>) -> Fault {
        self.rule.path = Some(path.into());
        self
    }

    /// Hits this API key only.
    pub fn key(mut self, key: &str) -> Fault {
        self.rule.key_name = Some(key::name_of(key));
        self
    }

    /// Hits downloads of results instead of calls of the API.
    pub fn results(mut self) -> Fault {
        self.rule.results = true;
        self
    }

    /// Hits the nth of those that fit, counted from 1 and from now, and no other unless [`times`](Fault::times) says so.
    pub fn nth(mut self, nth: u64) -> Fault {
        self.rule.nth = Some(nth);
        self
    }

    /// Hits so many times and is gone then.
    pub fn times(mut self, times: u64) -> Fault {
        self.rule.times = Some(times);
        self
    }

    /// Hits once and is gone then.
    pub fn once(self) -> Fault {
        self.times(1)
    }

    /// Hits this share of those that fit, from 0 to 1; the seed decides which.
    pub fn rate(mut self, rate: f64, seed: u64) -> Fault {
        (self.rule.rate, self.rule.seed) = (Some(rate), seed);
        self
    }

    /// Is gone after so much real time (tokio's, so a paused runtime pauses it), also if a crashed test leaves it on.
    pub fn lasts(mut self, this_long: Duration) -> Fault {
        self.rule.lasts = Some(this_long);
        self
    }

    /// The request is served nevertheless, its task made and billed, and only then the answer goes wrong.
    pub fn accepted(mut self) -> Fault {
        self.rule.accepted = Some(true);
        self
    }
}

impl Trouble {
    /// Whether what a request asks for is done although its answer goes wrong.
    fn is_served(&self) -> bool {
        !matches!(
            self,
            Trouble::TooManyRequests { .. }
                | Trouble::ServerError { .. }
                | Trouble::GatewayPage { .. }
                | Trouble::ResetBefore
                | Trouble::Redirect { .. }
        )
    }

    fn is_of_callbacks(&self) -> bool {
        matches!(
            self,
            Trouble::CallbackLost
                | Trouble::CallbackDoubled
                | Trouble::CallbackLate { .. }
                | Trouble::CallbackOutOfOrder
                | Trouble::CallbackBadSignature
                | Trouble::CallbackWrongBody
        )
    }

    /// Its name, as the JSON form and the journal have it.
    pub(crate) fn name(&self) -> String {
        let named = serde_json::to_value(self).unwrap_or_default();
        named["fault"].as_str().unwrap_or_default().to_owned()
    }
}
