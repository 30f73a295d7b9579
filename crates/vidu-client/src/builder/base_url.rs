//! Where a client's API may be: an address that can stand before every path and gives no key away.

use url::Url;

use crate::config_error::ConfigError;
use crate::text::{printable, without_query};
use crate::transport::is_near;

/// A URL without what may be secret in it.
pub(super) fn shown(url: &str) -> String {
    // Also where it cannot be parsed, or is no URL of the kind that has one, a secret may stand before an `@`.
    match url.contains('@') {
        true => "..".to_owned(),
        false => printable(without_query(url), 200),
    }
}

/// The address as paths are written behind it, or what is wrong with it.
pub(super) fn check_base(text: &str, allowed: &[String]) -> Result<String, ConfigError> {
    let fault = |why: &str| Err(ConfigError::BaseUrl { url: shown(text), why: why.to_owned() });
    let base = match Url::parse(text) {
        Ok(base) => base,
        Err(why) => return fault(&format!("{why}; an address such as https://api.example is needed")),
    };
    if !matches!(base.scheme(), "http" | "https") {
        return fault("its scheme is neither https nor http");
    }
    if !base.username().is_empty() || base.password().is_some() {
        return fault("it holds a user name or a password; the key is given apart");
    }
    if base.query().is_some() || base.fragment().is_some() {
        return fault("it has a query or a fragment, but every call's path is written behind it");
    }
    let host = base.host_str().unwrap_or_default();
    if base.scheme() == "http" && !is_near(&base) && !allowed.iter().any(|allowed| allowed == host) {
        return Err(ConfigError::Http { host: host.to_owned() });
    }
    Ok(base.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        let cases = [
            ("https://a.example", Ok("https://a.example")),
            ("https://a.example/", Ok("https://a.example")),
            ("https://a.example/gate/", Ok("https://a.example/gate")),
            ("http://127.0.0.1:8438", Ok("http://127.0.0.1:8438")),
            ("http://localhost:8438", Ok("http://localhost:8438")),
            ("http://[::1]:8438", Ok("http://[::1]:8438")),
            ("http://mock:8438", Ok("http://mock:8438")),
            ("http://a.example", Err("base URL with http to a.example")),
            ("ftp://a.example", Err("its scheme is neither")),
            ("https://me:secret@a.example", Err("base URL \"..\": it holds a user name")),
            ("me:secret@a.example", Err("base URL \"..\": its scheme is neither")),
            ("https://me:secret@a b.example", Err("base URL \"..\": ")),
            ("https://a.example?key=secret", Err("base URL \"https://a.example\": it has a query")),
            ("a.example", Err("an address such as https://api.example is needed")),
            ("", Err("an address such as")),
        ];
        for (text, expected) in cases {
            let told = check_base(text, &["mock".to_owned()]).map_err(|fault| fault.to_string());
            match (expected, &told) {
                (Ok(base), Ok(found)) => assert_eq!(base, found),
                (Err(part), Err(message)) => {
                    assert!(message.contains(part) && !message.contains("secret"), "{message}")
                }
                _ => panic!("{text}: {told:?}"),
            }
        }
    }
}
