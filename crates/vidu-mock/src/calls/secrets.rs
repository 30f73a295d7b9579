//! The keys of a request, and how journals, events and refusals are kept free of them.

use vidu_types::secret::Secret as Forms;

use crate::calls::exchange::Request;
use crate::calls::judge::House;
use crate::calls::key::Key;

/// A key as it must not stand in what the mock keeps or says, in whatever form.
#[derive(Clone, Debug)]
pub struct Secret(Forms);

/// A key of fewer characters is no secret, and taking it out of texts would spoil them.
const SHORTEST: usize = 6;
/// What stands in its place.
const HIDDEN: &str = "[key]";
/// Headers in which programs send keys, whatever the vendor's page says.
const USUAL: [&str; 4] = ["authorization", "proxy-authorization", "x-api-key", "api-key"];

impl Secret {
    /// A text, if it is long enough to be a secret.
    pub fn of(text: &str) -> Option<Secret> {
        (text.len() >= SHORTEST).then(|| Secret(Forms::new(text)))
    }

    /// Takes it out of a text.
    pub fn hide(&self, text: &mut String) {
        self.0.hide_in(text, HIDDEN);
    }

    /// Whether it is in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_in(text)
    }
}

impl Key {
    /// The key as texts must not have it, if it is long enough to be one.
    pub fn hidden(&self) -> Option<Secret> {
        Secret::of(self.secret())
    }
}

/// Everything in the headers of a request that may be a key: what stands in any vendor's header or in one that is usual,
/// with its scheme and without, so that a key in the wrong header is one too.
pub fn of(house: &House, request: &Request<'_>) -> Vec<Secret> {
    let vendors = || house.spec.revisions.iter().map(|revision| &*revision.authentication.header);
    let is_meant = |name: &str| USUAL.into_iter().chain(vendors()).any(|known| known.eq_ignore_ascii_case(name));
    let values = request.headers.iter().filter(|(name, _)| is_meant(name)).map(|(_, value)| *value);
    let texts = values.flat_map(|value| {
        let text = String::from_utf8_lossy(value).trim().to_owned();
        let behind = text.split_once(char::is_whitespace).map(|(_, key)| key.trim().to_owned());
        [behind, Some(text)].into_iter().flatten()
    });
    let mut secrets: Vec<Secret> = Vec::new();
    for text in texts {
        // A whole value without what stands in it already is a scheme.
        let mut rest = text.clone();
        secrets.iter().for_each(|secret| secret.hide(&mut rest));
        secrets.extend(if rest == text { Secret::of(&text) } else { None });
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;
    use crate::calls::incoming::Whole;
    use crate::settings::Settings;

    #[test]
    fn keys_are_known_by_their_headers() {
        let house = House::new(std::borrow::Cow::Owned(acme::spec()), Settings::default());
        let body = &Whole::default();
        for (name, value, text, expected) in [
            ("authorization", "Acme secret-1", "a secret-1 b", "a [key] b"),
            ("authorization", "Acme   secret-1 ", "secret%2d1", "[key]"),
            ("authorization", "secret-1", "secret-1", "[key]"),
            ("x-api-key", "Bearer secret-1", "secret-1", "[key]"),
            ("authorization", "Acme {a key}", "{a key}", "[key]"),
            ("authorization", "Acme short", "short", "short"),
            ("x-other", "secret-1", "secret-1", "secret-1"),
            ("authorization", "Basic bWU6c2VjcmV0LTE=", "bWU6c2VjcmV0LTE=", "[key]"),
        ] {
            let headers = [(name, value.as_bytes())];
            let request = Request { method: "GET", path: "/", query: "", headers: &headers, body, oversized: false };
            let mut cleared = text.to_owned();
            of(&house, &request).iter().for_each(|secret| secret.hide(&mut cleared));
            assert_eq!(cleared, expected, "{name}: {value}");
        }
    }
}
