//! Takes callbacks out of requests to a user's own web server: the only file that names axum.

use std::fmt;
use std::time::SystemTime;

use axum::body::to_bytes;
use axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use vidu_types::{Task, Vendor};

use crate::callback::{CallbackError, Callbacks};

/// A callback that the vendor signed, as an argument of a handler; whoever waits for its task has been woken by then.
///
/// The state of the router has the [`Callbacks`]. What is not from the vendor is answered 401 before its body is read, a
/// callback that was taken before 200, and the handler runs for neither. What a callback says is a hint: read the task
/// again before acting on it, or wait for it with a client that is [`woken_by`](crate::Client::woken_by) the same
/// callbacks.
///
/// ```
/// # fn example<V: vidu_client::Vendor>(client: vidu_client::Client<V>) -> Result<(), Box<dyn std::error::Error>> {
/// use axum::{Router, routing::post};
/// use vidu_client::Called;
///
/// let callbacks = client.callbacks()?;
/// let client = client.woken_by(&callbacks);
/// let hook = |called: Called<V>| async move { println!("task {} seems to be {}", called.hint.id, called.hint.state) };
/// let app: Router = Router::new().route("/hook", post(hook)).with_state(callbacks);
/// # Ok(())
/// # }
/// ```
pub struct Called<V> {
    /// The task as the callback tells it.
    pub hint: Task,
    vendor: std::marker::PhantomData<fn() -> V>,
}

/// No callback's body is nearly as long: the longest text that vendors pass through has a million characters.
const MOST_BYTES: usize = 16 << 20;

impl<S, V> FromRequest<S> for Called<V>
where
    S: Send + Sync,
    V: Vendor,
    Callbacks<V>: FromRef<S>,
{
    type Rejection = CallbackRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, CallbackRejection> {
        let callbacks = Callbacks::<V>::from_ref(state);
        let (head, body) = request.into_parts();
        // The vendor signed the whole path, and a nested router shows its handlers only the rest of it.
        let uri = head.extensions.get::<OriginalUri>().map_or(&head.uri, |original| &original.0);
        let url = uri.path_and_query().map_or("/", |url| url.as_str());
        let headers = head.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let verified = callbacks.verify(head.method.as_str(), url, headers, SystemTime::now())?;
        let body = to_bytes(body, MOST_BYTES).await;
        let body = body.map_err(|fault| CallbackError::UnreadableBody { why: fault.to_string() })?;
        let hint = callbacks.take(&verified, &body)?;
        Ok(Self { hint, vendor: std::marker::PhantomData })
    }
}

impl<V: Vendor> fmt::Debug for Called<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Called").field("vendor", &V::revision().vendor).field("hint", &self.hint).finish()
    }
}

/// Why a request is no callback. As an answer it has the fault's own [status](CallbackError::status) and no words:
/// whoever forges callbacks need not know what gave them away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackRejection(pub CallbackError);

impl From<CallbackError> for CallbackRejection {
    fn from(fault: CallbackError) -> Self {
        Self(fault)
    }
}

impl IntoResponse for CallbackRejection {
    fn into_response(self) -> Response {
        StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::UNAUTHORIZED).into_response()
    }
}

impl fmt::Display for CallbackRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for CallbackRejection {}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::Client;
    use crate::testing::{Acme, SECRET};
    use crate::tests::called::signed;

    /// A body that must not be read.
    struct Unread;

    impl futures_core::Stream for Unread {
        type Item = Result<&'static str, std::io::Error>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            panic!("the body of a forgery was read")
        }
    }

    fn request(path: &str, nonce: &str, body: Body) -> Request {
        let headers = signed(nonce).into_iter();
        let builder = Request::builder().method("POST").uri(path);
        headers.fold(builder, |builder, (name, value)| builder.header(name, value)).body(body).expect("a request")
    }

    async fn taken(callbacks: &Callbacks<Acme>, request: Request) -> Result<String, u16> {
        let called = Called::<Acme>::from_request(request, callbacks).await;
        called.map(|called| called.hint.id).map_err(|rejection| rejection.into_response().status().as_u16())
    }

    #[tokio::test]
    async fn callbacks_are_taken_and_forgeries_answered() {
        let client = Client::<Acme>::new(SECRET).expect("a client");
        let callbacks = client.callbacks().expect("a vendor with callbacks");
        let body = || Body::from(r#"{"task": "7", "status": "done"}"#);
        assert_eq!(taken(&callbacks, request("/hook", "1", body())).await, Ok("7".to_owned()));
        assert_eq!(taken(&callbacks, request("/hook", "1", Body::from_stream(Unread))).await, Err(200), "a replay");
        assert_eq!(taken(&callbacks, request("/other", "2", Body::from_stream(Unread))).await, Err(401), "a forgery");
        assert_eq!(taken(&callbacks, request("/hook", "3", Body::from("<html>"))).await, Err(400));
        let long = Body::from(vec![b' '; MOST_BYTES + 1]);
        assert_eq!(taken(&callbacks, request("/hook", "4", long)).await, Err(400));
    }

    /// A nested router cuts the path that it shows; the signature covers all of it.
    #[tokio::test]
    async fn the_whole_path_counts() {
        let callbacks = Client::<Acme>::new(SECRET).map(|client| client.callbacks()).expect("a client");
        let callbacks = callbacks.expect("a vendor with callbacks");
        let mut request = request("/", "1", Body::from(r#"{"task": "7"}"#));
        request.extensions_mut().insert(OriginalUri("/hook".parse().expect("a path")));
        assert_eq!(taken(&callbacks, request).await, Ok("7".to_owned()));
    }
}
