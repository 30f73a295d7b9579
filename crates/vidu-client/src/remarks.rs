//! What the check has to remark on a request that was sent, made when somebody asks.

use std::sync::OnceLock;

use vidu_types::check::check;
use vidu_types::table::Operation;
use vidu_types::wire::Content;
use vidu_types::{Verdict, wire};

/// Of a longer body the remarks are made at once: keeping it for them would keep its pictures.
const LONGEST: u64 = 4096;

/// The verdict on a request, or the fine request itself as long as nobody has asked: few programs do.
#[derive(Debug)]
pub(crate) struct Remarks {
    verdict: OnceLock<Verdict>,
    request: Option<(&'static Operation, Box<[u8]>)>,
}

impl Remarks {
    /// The remarks on a fine request with this body, if it is short enough to be kept for them.
    pub(crate) fn later(operation: &'static Operation, body: &Content) -> Option<Self> {
        let body = Some(body).filter(|body| body.length() <= LONGEST)?;
        let request = Some((operation, body.clone().into_vec().into()));
        Some(Self { verdict: OnceLock::new(), request })
    }

    /// What was found.
    pub(crate) fn verdict(&self) -> &Verdict {
        self.verdict.get_or_init(|| {
            let (operation, body) = self.request.as_ref().map_or((None, &[][..]), |(at, body)| (Some(at), body));
            // Numbers and flags were written as what they are, so none stands in quotes.
            let found = operation.and_then(|at| Some(check(at, &wire::read(body, at, &[]).ok()?)));
            found.unwrap_or_default()
        })
    }
}

impl From<Verdict> for Remarks {
    fn from(verdict: Verdict) -> Self {
        Self { verdict: verdict.into(), request: None }
    }
}
