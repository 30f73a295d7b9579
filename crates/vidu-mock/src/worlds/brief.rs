//! A request that went well, as short as the journal can keep it: its entry is made from it when somebody looks.

use vidu_types::{Timestamp, wire};

use crate::admin::seen;
use crate::calls::exchange::Request;
use crate::calls::judge::{House, Judged};
use crate::calls::routes::Endpoint;
use crate::worlds::journal::{Asked, Entry, Record, head};
use crate::worlds::text::Text;
use crate::worlds::world::World;

/// A longer body is looked at when it comes, and only what was seen of it is kept.
pub const LONGEST: usize = 4096;

/// Everything from which the entry of a good request follows.
#[derive(Clone)]
pub struct Brief {
    /// Counts all entries of the server.
    pub number: u64,
    /// When, in the mock's time.
    pub at: Timestamp,
    /// What it was taken for.
    pub endpoint: Endpoint,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The task that it made or was about.
    pub task: Option<Text>,
    /// What was sent.
    pub sent: Sent,
    /// Its checksum, if it is longer than what the journal shows of it.
    pub digest: Option<String>,
}

/// A path without its query and a whole body, in one piece of memory: there are as many as the journal keeps.
#[derive(Clone)]
pub struct Sent {
    bytes: Box<[u8]>,
    /// Where the body begins.
    body: usize,
}

impl Sent {
    /// Copies what a request sent.
    pub fn of(request: &Request<'_>) -> Sent {
        let bytes = [request.path.as_bytes(), &request.body[..]].concat().into();
        Sent { bytes, body: request.path.len() }
    }

    fn parts(&self) -> (&[u8], &[u8]) {
        self.bytes.split_at(self.body)
    }
}

impl Brief {
    /// Whether a request is one of which nothing needs to be kept but itself.
    pub fn suits(request: &Request<'_>, judged: &Judged<'_>) -> bool {
        request.body.length() <= LONGEST && judged.wish.is_ok() && judged.endpoint.is_some()
    }

    /// The entry of the journal of its world.
    pub fn entry(&self, house: &House, world: &World) -> Entry {
        let (path, body) = self.sent.parts();
        let mut asked = Asked {
            path: head(path),
            operation: Some(house.name(self.endpoint).to_owned()),
            task: self.task.as_ref().map(Text::to_string),
            status: self.status,
            body_bytes: body.len(),
            body_head: head(body),
            body_digest: self.digest.clone(),
            ..Asked::default()
        };
        if let Some((revision, operation)) = house.at(self.endpoint) {
            asked.method = operation.method.to_string();
            if !operation.fields.is_empty()
                && let Ok(given) = wire::read(body, operation, &revision.quoted)
            {
                asked.fields = seen::fields(operation, &given);
                asked.notes = seen::notes(operation, &given);
            }
        }
        let record = Record::Request(asked).without(&world.key.hidden());
        Entry { number: self.number, at: self.at.to_string(), world: Some(world.name.clone()), record }
    }
}

/// Says which it is, not what is in it: a body may have anything, even a key.
impl std::fmt::Debug for Brief {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Brief").field("number", &self.number).finish_non_exhaustive()
    }
}
