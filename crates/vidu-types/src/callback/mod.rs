//! What a callback's signature covers, as one text: the mock signs it, the client verifies it.
//!
//! Neither the keyed hash nor a key is here; those who sign and verify bring them.

/// The parts of a callback that its signature covers. The body is not among them.
///
/// Path and query are as the address was registered, with every escape as written and in the order given.
///
/// ```
/// use vidu_types::callback::Signed;
///
/// let date = "Tue, 06 May 2025 12:09:42 GMT";
/// let signed = Signed {
///     method: "POST",
///     path: "/hook",
///     query: "task=7",
///     access_key: "acme",
///     date,
///     headers: vec![("Date", date), ("x-nonce", "123")],
/// };
/// let expected = "POST\n/hook\ntask=7\nacme\nTue, 06 May 2025 12:09:42 GMT\n\
///     Date:Tue, 06 May 2025 12:09:42 GMT\nx-nonce:123\n";
/// assert_eq!(signed.string_to_sign(), expected);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path; an empty one is `/`.
    pub path: &'a str,
    /// What stands behind the `?`, or nothing.
    pub query: &'a str,
    /// The vendor's access key, which is no secret.
    pub access_key: &'a str,
    /// The value of the `Date` header.
    pub date: &'a str,
    /// The signed headers and their values, in the order and the spelling of the header that names them.
    pub headers: Vec<(&'a str, &'a str)>,
}

impl Signed<'_> {
    /// The text that is signed: each part on a line of its own, the headers as `name:value`, and a line end at the end.
    pub fn string_to_sign(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { self.path };
        let method = self.method.to_ascii_uppercase();
        let mut text = [&method, path, self.query, self.access_key, self.date, ""].join("\n");
        for (name, value) in &self.headers {
            text.extend([name, ":", value, "\n"]);
        }
        text
    }
}

/// The names in the header that lists the signed headers, in its order and spelling.
pub fn signed_names(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// Path and query of an address, or of the target of a request, exactly as written; both may be empty.
///
/// A fragment belongs to neither: it never reaches a server.
///
/// ```
/// use vidu_types::callback::path_and_query;
///
/// assert_eq!(path_and_query("https://shop.example/a%20b?x=1&y#top"), ("/a%20b", "x=1&y"));
/// assert_eq!(path_and_query("https://shop.example"), ("", ""));
/// assert_eq!(path_and_query("/hook?x"), ("/hook", "x"));
/// ```
pub fn path_and_query(url: &str) -> (&str, &str) {
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let path = match before.split_once("://") {
        // A path that starts with `/` is a target, whatever it holds.
        Some((_, rest)) if !before.starts_with('/') => rest.find('/').map_or("", |start| &rest[start..]),
        _ => before,
    };
    (path, query)
}

#[cfg(test)]
mod tests;
