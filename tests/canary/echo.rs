//! A vendor that says the key wherever it can: in headers, bodies, messages and addresses.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::http::whole;

/// Answers every request with these bytes and hangs up, until it is dropped.
pub struct Echo {
    pub url: String,
    serving: JoinHandle<()>,
}

impl Echo {
    pub async fn start(answer: impl Into<Vec<u8>>) -> Echo {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (url, answer) = (format!("http://{}", listener.local_addr().expect("an address")), answer.into());
        let serving = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                if whole(&mut stream).await.is_some() {
                    // Some of these answers make the client hang up first.
                    let _ = stream.write_all(&answer).await;
                }
            }
        });
        Echo { url, serving }
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A whole answer with a body.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} So\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// Answers in which this text stands, each with a name.
pub fn answers(text: &str) -> Vec<(&'static str, String)> {
    let long = format!("{}{text}", "x".repeat(2040));
    let error = |message: &str| {
        serde_json::json!({ "code": 400, "reason": message, "message": message, "metadata": { "trace_id": message } })
            .to_string()
    };
    let task = |members: &str| {
        format!("{{\"id\":\"7\",\"task_id\":\"7\",\"err_code\":\"{text}\",\"creations\":[],{members}}}")
    };
    vec![
        ("a refusal that quotes it", answer(401, "", &error(&format!("unknown key {text}")))),
        ("a refusal that quotes it at the cut", answer(401, "", &error(&long))),
        ("a refusal in no form", answer(403, "", &format!("<h1>{text}</h1>"))),
        ("a refusal in no form, cut within it", answer(502, "", &format!("{}{text}", "y".repeat(2030)))),
        (
            "a refusal with it in headers",
            answer(500, &format!("X-Key: {text}\r\nRetry-After: {text}\r\nDate: {text}\r\n"), "{}"),
        ),
        ("too many requests", answer(429, "Retry-After: 0\r\n", &error(text))),
        ("a redirect with it", answer(307, &format!("Location: http://127.0.0.1:1/{text}?key={text}\r\n"), text)),
        ("a redirect to a host with it", answer(302, &format!("Location: http://u:{text}@127.0.0.1:1/\r\n"), "")),
        ("no JSON", answer(200, "", text)),
        ("JSON that is cut", answer(200, "", &format!("{{\"task_id\": \"{text}"))),
        ("JSON of something else", answer(200, "", &format!("{{\"{text}\": [\"{text}\"]}}"))),
        ("a failed task with it as its reason", answer(200, "", &task("\"state\":\"failed\""))),
        ("no HTTP", format!("{text}\r\n\r\n")),
        ("a status that is it", format!("HTTP/1.1 200 {text}\r\nContent-Length: 1\r\n\r\n")),
        ("a header that is none", format!("HTTP/1.1 200 So\r\n{text}\r\n\r\n")),
        ("less than it announces", format!("HTTP/1.1 200 So\r\nContent-Length: 99999\r\n\r\n{text}")),
        ("chunks that are none", format!("HTTP/1.1 200 So\r\nTransfer-Encoding: chunked\r\n\r\n{text}\r\n")),
    ]
}
