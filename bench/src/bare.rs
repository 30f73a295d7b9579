//! What the mock is held against: the same routes written by hand in axum with serde and nothing else, and a socket that
//! swallows what it is sent.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener as StdListener;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// The body of a submit, as somebody would write it down who needs no more than this route.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Submit {
    model: String,
    images: Vec<String>,
    prompt: Option<String>,
    duration: Option<u32>,
    seed: Option<i64>,
    resolution: Option<String>,
    movement_amplitude: Option<String>,
    callback_url: Option<String>,
}

/// The answer to a submit.
#[derive(Clone, Debug, Serialize)]
struct Submitted {
    task_id: String,
    state: &'static str,
    created_at: &'static str,
    #[serde(flatten)]
    request: Submit,
}

/// The answer to a query.
#[derive(Clone, Debug, Serialize)]
struct Queried {
    id: String,
    state: &'static str,
    err_code: &'static str,
    credits: u32,
    payload: &'static str,
    creations: [(); 0],
}

type Tasks = Arc<Mutex<HashMap<String, Submit>>>;

/// Serves a submit and a query.
pub async fn serve(listener: TcpListener) {
    let router = Router::new()
        .route("/ent/v2/img2video", post(submit))
        .route("/ent/v2/tasks/{id}/creations", get(query))
        .layer(DefaultBodyLimit::disable())
        .with_state(Tasks::default());
    // As the mock does: answers are small and somebody waits for each.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    if let Err(why) = axum::serve(listener, router).await {
        eprintln!("the server by hand ended: {why}");
    }
}

async fn submit(State(tasks): State<Tasks>, Json(request): Json<Submit>) -> Json<Submitted> {
    let mut tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
    let task_id = format!("{:018}", tasks.len() + 1);
    tasks.insert(task_id.clone(), request.clone());
    Json(Submitted { task_id, state: "created", created_at: "2026-01-01T00:00:00.000Z", request })
}

async fn query(State(tasks): State<Tasks>, Path(id): Path<String>) -> Result<Json<Queried>, StatusCode> {
    let tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
    if !tasks.contains_key(&id) {
        return Err(StatusCode::NOT_FOUND);
    }
    let (state, err_code, credits, payload, creations) = ("created", "", 4, "", []);
    Ok(Json(Queried { id, state, err_code, credits, payload, creations }))
}

/// As many bytes are taken from the socket at once: they stay in the processor's cache, which more would not.
const PIECE: usize = 64 * 1024;

/// Swallows requests: reads as many bytes as the head announces, looks at none of them, and answers.
pub fn swallow(listener: &StdListener) {
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else { continue };
        std::thread::spawn(move || {
            let mut piece = vec![0; PIECE];
            while let Some(rest) = head(&mut stream, &mut piece) {
                let mut left = rest;
                while left > 0 {
                    match stream.read(&mut piece) {
                        Ok(0) | Err(_) => return,
                        Ok(length) => left = left.saturating_sub(length),
                    }
                }
                if stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").is_err() {
                    return;
                }
            }
        });
    }
}

/// Reads a head, and says how many bytes of the body are still to come.
fn head(stream: &mut std::net::TcpStream, piece: &mut [u8]) -> Option<usize> {
    let mut length = 0;
    loop {
        length += stream.read(&mut piece[length..]).ok().filter(|read| *read > 0)?;
        let Some(end) = piece[..length].windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&piece[..end]).to_ascii_lowercase();
        let announced = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        return Some(announced.unwrap_or(0usize).saturating_sub(length - end - 4));
    }
}
