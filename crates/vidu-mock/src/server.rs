//! The socket: connections, requests wholly read, answers written. The only file that names axum and hyper.

use std::borrow::Cow;
use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body as AxumBody, HttpBody};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode};
use bytes::Bytes;
use futures_core::Stream;
use hyper::body::Incoming as Arriving;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use crate::admin;
use crate::callback::callbacks::Advance;
use crate::calls::exchange::{Answer, Request};
use crate::calls::incoming::{Incoming, Whole};
use crate::edge::line::{Hand, Line};
use crate::edge::pieces::Pieces;
use crate::edge::{desk, door};
use crate::fault::{Ending, Wire};
use crate::settings::Echo;
use crate::time::patience;
use crate::worlds::engine::Engine;
use crate::worlds::events::Events;

/// How long requests that are being served may take when the server stops.
const GRACE: Duration = Duration::from_secs(2);
/// How long to wait when no connection can be taken, for want of files for instance.
const BREATH: Duration = Duration::from_millis(20);

/// As many bytes of a body have to come each second, once a client has had its time-out for a pause.
const SLOWEST: usize = 1 << 10;

/// What every request is served with.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The mock.
    pub engine: Arc<Engine>,
    /// Moves time on.
    pub wishes: mpsc::UnboundedSender<Advance>,
}

/// Serves connections until told to stop, and then those requests that have begun. Without a listener there are none.
pub async fn serve(listener: Option<TcpListener>, shared: Shared, mut stop: watch::Receiver<bool>) {
    let Some(listener) = listener else { return told(&mut stop).await };
    let mut connections = JoinSet::new();
    let most = shared.engine.house.settings.max_connections;
    let limit = shared.engine.house.settings.client_timeout;
    let handed = stop.clone();
    loop {
        tokio::select! {
            // Beyond that many they wait in the system's queue, which tells nobody a falsehood.
            taken = listener.accept(), if connections.len() < most => match taken {
                Ok((stream, _)) => drop(connections.spawn(connection(stream, shared.clone(), handed.clone(), limit))),
                Err(_) => tokio::time::sleep(BREATH).await,
            },
            Some(_) = connections.join_next() => {}
            () = told(&mut stop) => break,
        }
    }
    drop(listener);
    patience::within(GRACE, async { while connections.join_next().await.is_some() {} }).await;
}

/// Ends when the server is to stop, also because nobody is left to say so.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// So many bytes of a request's head are surely taken, and so many of a body at once; a head that fills them is refused, but
/// what was read with the last of them may be as much again.
const HEAD: usize = 64 << 10;

async fn connection(stream: TcpStream, shared: Shared, mut stop: watch::Receiver<bool>, limit: Duration) {
    // Answers are small and somebody waits for each.
    let _ = stream.set_nodelay(true);
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD);
    if !patience::is_paused() {
        builder.timer(TokioTimer::new()).header_read_timeout(limit);
    }
    let (line, hand) = Line::new(stream, (!patience::is_paused()).then_some(limit));
    let service = service_fn(|request: HttpRequest<Arriving>| async {
        Ok::<_, Infallible>(handle(&shared, &hand, request.map(AxumBody::new)).await)
    });
    let mut connection = pin!(builder.serve_connection(TokioIo::new(line), service));
    // A connection that breaks is the client's affair.
    tokio::select! {
        _ = &mut connection => return,
        () = hand.broken() => return,
        () = told(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    tokio::select! {
        _ = connection => {}
        () = hand.broken() => {}
    }
}

async fn handle(shared: &Shared, hand: &Hand, request: HttpRequest<AxumBody>) -> Response<AxumBody> {
    let (parts, body) = request.into_parts();
    let house = &shared.engine.house;
    let most = house.room(body.size_hint().exact(), parts.method.as_str(), parts.uri.path());
    let read = read(body, Incoming::new(house.settings.echo), most, house.settings.client_timeout).await;
    if read.is_late {
        return response(late());
    }
    let headers = headers(&parts);
    let request = Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        headers: &headers,
        body: &read.body,
        oversized: read.oversized,
    };
    if let Some(events) = happening(shared, &request) {
        return events;
    }
    let (answer, wire) = desk::serve(shared, &request).await;
    // What was cut short leaves bytes on the connection that are no request.
    let answer = if read.is_cut { answer.with("connection", "close") } else { answer };
    match wire {
        None => response(answer),
        Some(wire) => carried(response(answer), wire, hand.clone()).await,
    }
}

/// Sends an answer over a line that a fault has hit.
async fn carried(response: Response<AxumBody>, wire: Wire, hand: Hand) -> Response<AxumBody> {
    let pieces = match wire {
        Wire::Later(by) => {
            sleep(by).await;
            return response;
        }
        Wire::Never(ending) => {
            hand.end(ending);
            return pending().await;
        }
        Wire::Hang(this_long) => {
            sleep(this_long).await;
            hand.end(Ending::Closed);
            return pending().await;
        }
        Wire::Trickle(over) => Pieces::trickling(over),
        Wire::Within(bytes, ending) => Pieces::ending(Some(bytes), hand, ending),
        Wire::After(ending) => Pieces::ending(None, hand, ending),
    };
    let (mut head, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default().to_vec();
    head.headers.insert("content-length", HeaderValue::from(whole.len()));
    Response::from_parts(head, AxumBody::from_stream(pieces.of(whole)))
}

/// A body as far as it was read.
#[derive(Default)]
struct Read {
    body: Whole,
    oversized: bool,
    is_cut: bool,
    is_late: bool,
}

/// Reads a body up to a limit. As much again is read and thrown away, so that the client hears the refusal.
async fn read(body: AxumBody, mut incoming: Incoming, most: usize, limit: Duration) -> Read {
    let mut read = Read::default();
    let mut stream = body.into_data_stream();
    let (mut length, mut began) = (0usize, None);
    loop {
        let piece = tokio::select! {
            // In this order, so that a piece which is there needs no timer.
            biased;
            piece = next(&mut stream) => piece,
            () = pause(limit, &mut began, length) => return Read { is_cut: true, is_late: true, ..read },
        };
        let Some(piece) = piece else { break };
        let Ok(piece) = piece else { return Read { is_cut: true, ..read } };
        length = length.saturating_add(piece.len());
        if length > most.saturating_mul(2) {
            return Read { is_cut: true, ..read };
        }
        match length > most {
            true => (read.oversized, incoming) = (true, Incoming::new(Echo::Shortened)),
            false => incoming.push(&piece),
        }
    }
    Read { body: incoming.finish(), ..read }
}

/// Ends when a client has paused for too long, or is so slow that its body would keep a connection for hours; never under
/// paused time, which jumps while bytes are on their way.
async fn pause(limit: Duration, began: &mut Option<Instant>, length: usize) {
    if patience::is_paused() {
        return pending().await;
    }
    let now = Instant::now();
    let earned = Duration::from_secs((length / SLOWEST) as u64);
    sleep_until((now + limit).min(*began.get_or_insert(now) + limit + earned)).await;
}

fn late() -> Answer {
    let message = "the body did not come in time";
    Answer::json(408, json!({ "error": { "message": message } })).with("connection", "close")
}

async fn next<S>(stream: &mut S) -> Option<Result<Bytes, axum::Error>>
where
    S: Stream<Item = Result<Bytes, axum::Error>> + Unpin,
{
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

/// The answer to who asks for what happens, if a request does and may.
fn happening(shared: &Shared, request: &Request<'_>) -> Option<Response<AxumBody>> {
    // First of all, because who may not ask shall not even make a world by naming it.
    if door::stopped(shared.engine.house.settings.admin_token.as_ref(), request).is_some() {
        return None;
    }
    let events = admin::events(&shared.engine, &shared.wishes, request)?;
    Some(events.map_or_else(|answer| response(door::opened(answer, request.path)), stream))
}

/// What happens, as server-sent events, until the client has enough or the server stops.
fn stream(mut events: Events) -> Response<AxumBody> {
    let (sender, receiver) = mpsc::channel(EVENTS);
    tokio::spawn(async move {
        while let Some(news) = tokio::select! { news = events.next() => news, () = sender.closed() => None } {
            let data = serde_json::to_string(&news).unwrap_or_default();
            let text = format!("event: {}\ndata: {data}\n\n", news.kind());
            if sender.send(Ok(Bytes::from(text))).await.is_err() {
                return;
            }
        }
    });
    let mut response = Response::new(AxumBody::from_stream(Coming(receiver)));
    let headers = response.headers_mut();
    headers.insert("content-type", HeaderValue::from_static("text/event-stream"));
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    headers.insert(MOCK.clone(), HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    response
}

/// As many events wait for a slow reader.
const EVENTS: usize = 64;

/// A body that comes piece by piece.
struct Coming(mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl Stream for Coming {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn headers(parts: &Parts) -> Vec<(&str, &[u8])> {
    parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

/// The header that says who answers.
static MOCK: HeaderName = HeaderName::from_static("x-vidu-mock");

fn response(answer: Answer) -> Response<AxumBody> {
    let (content_type, bytes) = answer.body.into_bytes();
    let mut response = Response::new(AxumBody::from(bytes));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.reserve(2 + answer.headers.len());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(MOCK.clone(), HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    for (name, value) in answer.headers {
        let value = match value {
            Cow::Borrowed(value) => Ok(HeaderValue::from_static(value)),
            Cow::Owned(value) => HeaderValue::try_from(value),
        };
        if let Ok(value) = value {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}
