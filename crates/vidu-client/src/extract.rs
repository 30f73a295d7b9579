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
