//! The JSON form of a fault: one flat object, read strictly.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::table::WIRE_LASTS;
use super::{Fault, Trouble};
use crate::calls::key;

/// Members of the form that say whom and how often; all others belong to the trouble.
const RULE: [&str; 12] = [
    "vendor",
    "operation",
    "world",
    "path",
    "key_name",
    "results",
    "nth",
    "times",
    "rate",
    "seed",
    "lasts",
    "accepted",
];

/// Reads a fault, or says what is wrong with it. Unless it says how long it lasts, it is gone after ten minutes, so that a
/// program that crashed cannot leave it on.
pub fn read(body: &[u8]) -> Result<Fault, String> {
    let given: Map<String, Value> = serde_json::from_slice(body).map_err(|why| format!("{why}; {}", example()))?;
    let mut fault = Fault::try_from(given)?;
    fault.rule.lasts.get_or_insert(WIRE_LASTS);
    Ok(fault)
}

impl TryFrom<Map<String, Value>> for Fault {
    type Error = String;

    fn try_from(given: Map<String, Value>) -> Result<Fault, String> {
        read_members(given)
    }
}

fn read_members(mut given: Map<String, Value>) -> Result<Fault, String> {
    if let Some(key) = given.remove("key") {
        let key = key.as_str().ok_or("`key` is an API key, which is a text")?;
        if given.get("key_name").is_some_and(|name| !name.is_null()) {
            return Err("`key` and `key_name` are the same key twice; send one of them".to_owned());
        }
        given.insert("key_name".into(), key::name_of(key).into());
    }
    let (rule, trouble): (Map<_, _>, Map<_, _>) = given.into_iter().partition(|(name, _)| RULE.contains(&&**name));
    let names: Vec<String> = trouble.keys().cloned().collect();
    let trouble: Trouble = from(trouble)?;
    let known = serde_json::to_value(&trouble).unwrap_or_default();
    if let Some(stray) = names.iter().find(|name| known.get(name.as_str()).is_none()) {
        return Err(format!("`{}` means nothing to {}; {}", stray.escape_debug(), trouble.name(), members(&known)));
    }
    let fault = Fault { trouble, rule: from(rule)? };
    sound(&fault).map(|()| fault)
}

fn from<T: serde::de::DeserializeOwned>(given: Map<String, Value>) -> Result<T, String> {
    serde_json::from_value(Value::Object(given)).map_err(|why| format!("{why}; {}", example()))
}

fn example() -> String {
    let example = json!({ "fault": "server_error", "status": 503, "operation": "query", "times": 2, "lasts": 60 });
    format!("send an object such as {example}")
}

fn members(known: &Value) -> String {
    let own = known.as_object().into_iter().flat_map(|known| known.keys().map(String::as_str));
    format!("there are {}", own.chain(["key"]).chain(RULE).collect::<Vec<_>>().join(", "))
}

fn sound(fault: &Fault) -> Result<(), String> {
    let rate = fault.rule.rate.unwrap_or_default();
    if !(0.0..=1.0).contains(&rate) {
        return Err(format!("a rate of {rate} is not possible; give a share from 0 to 1"));
    }
    if fault.rule.nth == Some(0) {
        return Err("`nth` counts from 1".into());
    }
    let (status, from, to) = match &fault.trouble {
        Trouble::ServerError { status } | Trouble::GatewayPage { status } => (*status, 500, 599),
        Trouble::Redirect { status, .. } => (*status, 300, 399),
        _ => return Ok(()),
    };
    let wrong = || format!("the status of {} is {from} to {to}, not {status}", fault.trouble.name());
    if (from..=to).contains(&status) { Ok(()) } else { Err(wrong()) }
}

/// A span as a number of seconds.
pub mod seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes it.
    pub fn serialize<S: Serializer>(span: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(span.as_secs_f64())
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        let seconds = f64::deserialize(deserializer)?;
        let wrong = |_| D::Error::custom(format!("{seconds} is no number of seconds"));
        Duration::try_from_secs_f64(seconds).map_err(wrong)
    }
}

/// A span as a number of seconds, or none.
pub mod optional_seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    struct Span(#[serde(with = "super::seconds")] Duration);

    /// Writes it.
    pub fn serialize<S: Serializer>(span: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        span.map(|span| span.as_secs_f64()).serialize(serializer)
    }

    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        Ok(Option::<Span>::deserialize(deserializer)?.map(|Span(span)| span))
    }
}

/// The usual status of a vendor that is overloaded.
pub fn unavailable() -> u16 {
    503
}

/// The usual status of a gateway.
pub fn bad_gateway() -> u16 {
    502
}

/// The usual status of a redirection that keeps method and body.
pub fn temporary() -> u16 {
    307
}

/// Longer than any client waits.
pub fn long() -> Duration {
    Duration::from_secs(600)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: Value, expected: Result<Fault, &str>) {
        match (read(form.to_string().as_bytes()), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{form}"),
            (Err(why), Err(part)) => assert!(why.contains(part), "{form}: {why}"),
            (found, _) => panic!("{form}: {found:?}"),
        }
    }

    #[test]
    fn the_form_says_all_that_the_builder_can() {
        let seconds = Duration::from_secs;
        let usual = |fault: Fault| Ok(fault.lasts(WIRE_LASTS));
        check(json!({ "fault": "too_many_requests", "retry_after": 3 }), usual(Fault::too_many_requests(seconds(3))));
        check(json!({ "fault": "server_error" }), usual(Fault::server_error(503)));
        check(json!({ "fault": "gateway_page", "status": 504 }), usual(Fault::gateway_page(504)));
        check(json!({ "fault": "slow_headers", "seconds": 0.5 }), usual(Fault::slow_headers(seconds(1) / 2)));
        check(json!({ "fault": "reset_within", "bytes": 7 }), usual(Fault::reset_within_answer(7)));
        check(json!({ "fault": "hanging" }), usual(Fault::hanging(long())));
        check(json!({ "fault": "redirect", "to": "/x" }), usual(Fault::redirect(307, "/x")));
        let form = json!({
            "fault": "no_answer", "vendor": "acme", "operation": "paint", "path": "/acme/*", "key": "k", "nth": 2, "world": "acme/1",
            "times": 3, "rate": 0.5, "seed": 9, "lasts": 1.5, "accepted": true, "results": true,
        });
        let fault = Fault::no_answer()
            .vendor("acme")
            .operation("paint")
            .path("/acme/*")
            .key("k")
            .nth(2)
            .times(3)
            .world("acme/1");
        let fault = fault.rate(0.5, 9).lasts(Duration::from_millis(1500)).accepted().results();
        check(form, Ok(fault.clone()));
        let written = serde_json::to_value(&fault).unwrap();
        assert!(written.get("key").is_none() && written["key_name"] == key::name_of("k"), "{written}");
        assert_eq!(read(written.to_string().as_bytes()), Ok(fault));
    }

    #[test]
    fn what_is_wrong_with_a_form_is_said() {
        for (form, part) in [
            (json!({}), "missing field `fault`"),
            (json!([]), "send an object"),
            (json!({ "fault": "flood" }), "unknown variant `flood`, expected one of `too_many_requests`"),
            (json!({ "fault": "no_answer", "tmies": 1 }), "`tmies` means nothing to no_answer; there are fault, key, "),
            (json!({ "fault": "no_answer", "times": "1" }), "invalid type"),
            (json!({ "fault": "no_answer", "rate": 2 }), "a share from 0 to 1"),
            (json!({ "fault": "no_answer", "nth": 0 }), "counts from 1"),
            (json!({ "fault": "no_answer", "key": "k", "key_name": 7 }), "the same key twice"),
            (json!({ "fault": "no_answer", "lasts": -1 }), "no number of seconds"),
            (json!({ "fault": "slow_body" }), "missing field `seconds`"),
            (json!({ "fault": "server_error", "status": 200 }), "500 to 599, not 200"),
            (json!({ "fault": "redirect", "to": "/", "status": 500 }), "300 to 399, not 500"),
        ] {
            check(form, Err(part));
        }
    }
}
