//! The headers with which a vendor's callback proves whose it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vidu_types::callback::Signed;
use vidu_types::table::Signature;

use crate::callback::post::Target;
use crate::calls::key::Key;
use crate::calls::results::authenticated;

/// The headers of a signed callback; `date` and `nonce` are sent and signed.
pub fn headers(signature: &Signature, target: &Target, key: &Key, date: &str, nonce: &str) -> Vec<(String, String)> {
    let sent = [
        ("Date", date),
        (&*signature.nonce_header, nonce),
        (&*signature.algorithm_header, &*signature.algorithm),
        (&*signature.access_key_header, &*signature.access_key),
    ];
    let value =
        |name: &str| sent.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value);
    let signed = Signed {
        method: "POST",
        path: &target.path,
        query: &target.query,
        access_key: &signature.access_key,
        date,
        headers: signature.signed_headers.iter().map(|name| (&**name, value(name))).collect(),
    };
    let sum = STANDARD.encode(authenticated(key.secret().as_bytes(), &signed.string_to_sign()));
    let mut headers: Vec<(String, String)> =
        sent.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    headers.push((signature.signed_headers_header.to_string(), signature.signed_headers.join(";")));
    headers.push((signature.header.to_string(), sum));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;
    use crate::calls::key;

    #[test]
    fn the_sum_is_over_the_documented_text() {
        let revision = acme::acme();
        let signature = revision.callback.unwrap().signature.unwrap();
        let key = key::Key::of(key::read(&revision.authentication, Some(b"Acme secret")).unwrap());
        let target = Target::of("http://127.0.0.1:1/hook?a=b").unwrap();
        let date = "Tue, 06 May 2025 12:09:42 GMT";
        let headers = headers(&signature, &target, &key, date, "n1");
        let text = format!("POST\n/hook\na=b\nacme\n{date}\nDate:{date}\nx-acme-nonce:n1\n");
        let sum = STANDARD.encode(authenticated(b"secret", &text));
        let sent = |name: &str| headers.iter().find(|(sent, _)| sent == name).map(|(_, value)| &**value);
        assert_eq!(sent("X-Acme-Signature"), Some(&*sum));
        assert_eq!(sent("X-Acme-Signed"), Some("Date;x-acme-nonce"));
        assert_eq!(sent("Date"), Some(date));
    }
}
