//! A web server that receives the vendor's callbacks and verifies each before it believes that it is one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use tokio::net::TcpListener;
use vidu_client::Key;
use vidu_client::vidu::Verifier;

use crate::Outcome;

/// The end of a task is called last.
const ENDS: usize = 2;

/// The receiver and what it has received.
pub struct Receiver {
    url: String,
    seen: Seen,
}

type Seen = Arc<Mutex<Vec<String>>>;

struct Inbox {
    verifier: Verifier,
    seen: Seen,
}

impl Receiver {
    pub async fn start(key: &str) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let seen = Seen::default();
        let inbox = Inbox { verifier: Verifier::new(Key::new(key)?)?, seen: seen.clone() };
        let routes = Router::new().fallback(receive).with_state(Arc::new(inbox));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, seen })
    }

    /// The callback URL of a page.
    pub fn url(&self, page: &str) -> String {
        format!("{}/callback?page={page}", self.url)
    }

    /// Waits, a few seconds at most, until the ends of both tasks have been called.
    pub async fn settle(&self) {
        let ended = |seen: &[String]| seen.iter().filter(|line| line.contains("success")).count() >= ENDS;
        for _ in 0..100 {
            if ended(&self.seen.lock().unwrap_or_else(PoisonError::into_inner)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub fn report(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{} callbacks, all signatures verified:\n{}", seen.len(), seen.join("\n"))
    }
}

/// Answers 401 to whatever the vendor did not sign. What a callback says is a hint: the client asks again.
async fn receive(
    State(inbox): State<Arc<Inbox>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let url = uri.path_and_query().map_or("/", |url| url.as_str());
    let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    match inbox.verifier.verify(method.as_str(), url, pairs, SystemTime::now()) {
        Ok(verified) => {
            let word = verified.hint(&body).map_or_else(|why| why.to_string(), |task| task.state.word().to_owned());
            inbox.seen.lock().unwrap_or_else(PoisonError::into_inner).push(format!("  {url}: {word}"));
            StatusCode::OK
        }
        Err(why) => {
            eprintln!("a callback that the vendor did not send: {why}");
            StatusCode::UNAUTHORIZED
        }
    }
}
