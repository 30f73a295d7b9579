//! What a request asks for, or why it is refused: a function of spec and request alone, without a look at any task.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use vidu_types::check::{check_and_complete, complete_if_fine};
use vidu_types::table::{Fault, Operation, OperationKind, Revision, Spec};
use vidu_types::{Given, SPEC, Verdict, wire};

use crate::admin::seen::{self, GivenField, Seen};
use crate::calls::exchange::Request;
use crate::calls::key::{self, Key, NoKey};
use crate::calls::meaning::Effective;
use crate::calls::refusal::Refusal;
use crate::calls::routes::{Endpoint, Match, Routes};
use crate::calls::selection::{self, Selection};
use crate::fault::Hit;
use crate::settings::{Settings, Unlisted};
use crate::tasks::ids;
use crate::tasks::plan::Outcome;
use crate::tasks::script::{self, Script};
use crate::worlds::brief;
use crate::worlds::order::{Manner, Order};

/// What never changes while a server runs.
#[derive(Debug)]
pub struct House {
    /// Everything that the vendors state.
    pub spec: Cow<'static, Spec>,
    index: Arc<Index>,
    /// What the user has set.
    pub settings: Settings,
    /// The administrative surface as a document, written when somebody asks first: everybody else waits while it is made.
    pub document: OnceLock<Vec<u8>>,
}

/// What is looked up in a spec.
#[derive(Debug)]
struct Index {
    /// Where its operations are reached.
    routes: Routes,
    /// Every operation as `vendor/month/operation`, by positions.
    names: Vec<Vec<Box<str>>>,
}

/// That of the spec which every server has unless it is given another: it is made once, because tests start thousands.
static BUILT_IN: LazyLock<Arc<Index>> = LazyLock::new(|| Arc::new(Index::of(&SPEC)));

impl Index {
    fn of(spec: &Spec) -> Index {
        let names = |revision: &Revision| {
            let name = |operation: &Operation| format!("{}/{}/{}", revision.vendor, revision.month, operation.name);
            revision.operations.iter().map(|operation| name(operation).into()).collect()
        };
        Index { routes: Routes::new(spec), names: spec.revisions.iter().map(names).collect() }
    }
}

/// What a request was found to be.
#[derive(Debug)]
pub struct Judged<'r> {
    /// The operation, if method and path mean one.
    pub endpoint: Option<Endpoint>,
    /// The revision in whose words it is answered, by position.
    pub revision: Option<usize>,
    /// The key, if it was looked at and is well-formed.
    pub key: Option<Key>,
    /// What it asks for, or why it is refused.
    pub wish: Result<Wish<'r>, Refusal>,
    /// What the check found.
    pub verdict: Verdict,
    /// Whether it was only seen that the request is fine, without a look for notes.
    pub is_quick: bool,
    /// The fields of a long body, for the journal.
    pub fields: Option<Vec<GivenField>>,
    /// What the journal shows besides, if it was looked at already.
    pub seen: Option<Seen>,
    /// The fault that was set and hits it.
    pub hit: Option<Hit>,
}

/// What a request asks for.
#[derive(Debug)]
pub enum Wish<'r> {
    /// A task.
    Create(Box<NewTask<'r>>),
    /// The state of the task with this id.
    Query(String),
    /// The end of the task with this id.
    Cancel(String),
    /// The account's balance.
    Credits,
    /// A page of the tasks.
    List(Box<Selection>),
}

/// A task that somebody asks for.
#[derive(Debug)]
pub struct NewTask<'r> {
    /// What the world needs of it.
    pub order: Order,
    /// What the request itself says shall happen.
    pub script: Script,
    /// The request's fields, with every default that the page states.
    pub given: Given<'r>,
    /// Those of them that the vendor draws by chance.
    pub drawn: Vec<usize>,
    /// The seed that was given.
    pub seed: Option<i64>,
}

impl House {
    /// What a server has all its life.
    pub fn new(spec: Cow<'static, Spec>, settings: Settings) -> House {
        let index = match &spec {
            Cow::Borrowed(spec) if std::ptr::eq(*spec, &raw const SPEC) => Arc::clone(&BUILT_IN),
            other => Arc::new(Index::of(other)),
        };
        House { spec, index, settings, document: OnceLock::new() }
    }

    /// Where the operations are reached.
    pub fn routes(&self) -> &Routes {
        &self.index.routes
    }

    /// An operation as `vendor/month/operation`.
    pub fn name(&self, endpoint: Endpoint) -> &str {
        self.index.names.get(endpoint.revision).and_then(|names| names.get(endpoint.operation)).map_or("", |name| name)
    }

    /// What a request asks for, or why it is refused.
    pub fn judge<'r>(&self, request: &Request<'r>) -> Judged<'r> {
        match self.routes().find(request.method, request.path) {
            Match::NoPath { revision } => {
                let instead = self.routes().listed();
                let detail = format!("there is no {} {}", request.method.escape_debug(), request.path.escape_debug());
                refused(revision, Refusal { instead, ..Refusal::new(Fault::UnknownPath, detail) })
            }
            Match::OtherMethod { revision, allowed } => {
                let method = request.method.escape_debug();
                let detail = format!("the method {method} is not allowed here; there is {allowed}");
                let refusal = Refusal { allowed: Some(allowed), ..Refusal::new(Fault::WrongMethod, detail) };
                refused(Some(revision), refusal)
            }
            Match::Found { endpoints, id } => self.judge_found(request, &endpoints, id),
        }
    }

    fn judge_found<'r>(&self, request: &Request<'r>, endpoints: &[Endpoint], id: Option<String>) -> Judged<'r> {
        let Some(Chosen { endpoint, revision, operation, key }) = self.chosen(request, endpoints) else {
            return refused(None, Refusal::new(Fault::UnknownPath, "there is no such path"));
        };
        let id = id.or_else(|| request.parameter(operation.id_parameter.as_deref()?));
        let keys = &self.settings.keys;
        let is_known = |key: &str| keys.is_empty() || keys.iter().any(|known| known.secret() == key);
        // An unknown key has no world: guessing keys must not fill the table of worlds.
        let is_strange = key.is_ok_and(|key| !is_known(key));
        let mut judged = Judged {
            endpoint: Some(endpoint),
            revision: Some(endpoint.revision),
            key: key.ok().filter(|key| is_known(key)).map(Key::of),
            wish: Ok(Wish::Credits),
            verdict: Verdict::default(),
            is_quick: false,
            fields: None,
            seen: None,
            hit: None,
        };
        judged.wish = match (key, malformed_id(revision, operation, id.as_deref())) {
            (_, Some(refusal)) if revision.task.id_before_key => Err(refusal),
            (Err(why), _) => Err(Refusal::new(Fault::NoKey, why.why(&revision.authentication))),
            (Ok(_), _) if is_strange => Err(Refusal::new(Fault::UnknownKey, "the server was started without this key")),
            (Ok(_), Some(refusal)) => Err(refusal),
            (Ok(_), None) => self.wish(request, endpoint, id.unwrap_or_default(), &mut judged),
        };
        judged
    }

    fn wish<'r>(
        &self,
        request: &Request<'r>,
        endpoint: Endpoint,
        id: String,
        judged: &mut Judged<'_>,
    ) -> Result<Wish<'r>, Refusal> {
        if request.oversized {
            return Err(Refusal::new(Fault::BodyTooLarge, self.too_large(request)));
        }
        let (revision, operation) = self.at(endpoint).ok_or_else(Refusal::default)?;
        match operation.kind {
            OperationKind::Create => self.create(request, revision, endpoint.operation, operation, judged),
            OperationKind::Query => Ok(Wish::Query(id)),
            OperationKind::Cancel => Ok(Wish::Cancel(id)),
            OperationKind::Credits => Ok(Wish::Credits),
            OperationKind::List => {
                let listing = operation.listing.as_ref().ok_or_else(Refusal::default)?;
                let wanted = selection::read(request, revision, listing, self.settings.unlisted)?;
                Ok(Wish::List(Box::new(wanted)))
            }
        }
    }

    fn create<'r>(
        &self,
        request: &Request<'r>,
        revision: &Revision,
        position: usize,
        operation: &Operation,
        judged: &mut Judged<'_>,
    ) -> Result<Wish<'r>, Refusal> {
        let header = scripted(request)?;
        let given = wire::read_taken(request.body.taken(), operation, &revision.quoted)
            .map_err(|why| Refusal::new(Fault::MalformedBody, why.to_string()))?;
        // A short one is read again should somebody look, and so are the notes.
        let is_short = request.body.length() <= brief::LONGEST;
        judged.fields = (!is_short).then(|| seen::fields(operation, &given));
        let quick = if is_short { complete_if_fine(operation, given) } else { Err(given) };
        judged.is_quick = quick.is_ok();
        let given = quick.or_else(|given| self.explained(operation, given, judged))?;
        let asked = Effective { operation, given: &given };
        let callback = revision.callback.as_ref().and_then(|callback| asked.text(&callback.field));
        let script = header.unwrap_or_default().over(directed(&asked)?);
        let order = Order {
            operation: position,
            outcome: Outcome::Succeeded,
            manner: Manner::default(),
            price: asked.price(),
            payload: asked.payload().map(Into::into),
            picture: asked.picture(),
            callback: callback.filter(|url| !url.is_empty()).map(Into::into),
            request: 0,
        };
        let drawn = asked.drawn();
        let seed = asked.seed(&drawn);
        Ok(Wish::Create(Box::new(NewTask { order, script, given, drawn, seed })))
    }

    /// The request with its defaults, or what is wrong with it; what there is to say of it is kept.
    fn explained<'r>(
        &self,
        operation: &Operation,
        given: Given<'r>,
        judged: &mut Judged<'_>,
    ) -> Result<Given<'r>, Refusal> {
        let (verdict, given) = check_and_complete(operation, given);
        judged.verdict = self.checked(verdict);
        refusal(&judged.verdict).map_or(Ok(given), Err)
    }

    fn checked(&self, verdict: Verdict) -> Verdict {
        match self.settings.unlisted {
            Unlisted::Take => verdict,
            Unlisted::Refuse => verdict.refusing_unlisted(),
        }
    }

    /// The revision and the operation of an endpoint.
    pub fn at(&self, endpoint: Endpoint) -> Option<(&Revision, &Operation)> {
        let revision = self.spec.revisions.get(endpoint.revision)?;
        Some((revision, revision.operations.get(endpoint.operation)?))
    }

    /// Of several operations with one path: those whose scheme the key has, and of these the one whose constants stand in
    /// the body.
    fn chosen<'s>(&'s self, request: &Request<'s>, endpoints: &[Endpoint]) -> Option<Chosen<'s>> {
        let found = |endpoint: &Endpoint| {
            let (revision, operation) = self.at(*endpoint)?;
            let key = key::read(&revision.authentication, request.header(&revision.authentication.header));
            Some(Chosen { endpoint: *endpoint, revision, operation, key })
        };
        let mut with_key = endpoints.iter().filter_map(found).filter(|chosen| chosen.key.is_ok());
        let Some(first) = with_key.next() else { return endpoints.iter().find_map(found) };
        let Some(second) = with_key.next() else { return Some(first) };
        let several = [first, second].into_iter().chain(with_key);
        several.min_by_key(|chosen| strays(request, chosen.revision, chosen.operation))
    }
}

/// The operation that a request is meant for, and its key as the vendor of that reads it.
#[derive(Clone, Copy)]
struct Chosen<'s> {
    endpoint: Endpoint,
    revision: &'s Revision,
    operation: &'s Operation,
    key: Result<&'s str, NoKey>,
}

/// The refusal of a check's findings: the fault of the first, the sentences of all.
fn refusal(verdict: &Verdict) -> Option<Refusal> {
    let first = verdict.violations.first()?;
    let details = verdict.violations.iter().map(|violation| violation.message.clone()).collect();
    Some(Refusal { fault: Some(first.fault), details, ..Refusal::default() })
}

fn refused(revision: Option<usize>, refusal: Refusal) -> Judged<'static> {
    let (verdict, fields, seen, hit) = Default::default();
    Judged { endpoint: None, revision, key: None, wish: Err(refusal), verdict, is_quick: false, fields, seen, hit }
}

/// How many constants of an operation a body does not have.
fn strays(request: &Request<'_>, revision: &Revision, operation: &Operation) -> usize {
    let count = |given: Given<'_>| given.strays.len();
    wire::read_taken(request.body.taken(), operation, &revision.quoted).map_or(usize::MAX, count)
}

fn malformed_id(revision: &Revision, operation: &Operation, id: Option<&str>) -> Option<Refusal> {
    if !matches!(operation.kind, OperationKind::Query | OperationKind::Cancel) {
        return None;
    }
    let Some(id) = id else {
        let parameter = operation.id_parameter.as_deref().unwrap_or("id");
        return Some(Refusal::new(
            Fault::MalformedId,
            format!("the task id is missing; send the parameter {parameter}"),
        ));
    };
    let wrong = || Refusal::new(Fault::MalformedId, format!("`{}` has not the form of a task id", id.escape_debug()));
    (!ids::fits(revision.task.id, id)).then(wrong)
}

/// What the header wants to happen to the task.
fn scripted(request: &Request<'_>) -> Result<Option<Script>, Refusal> {
    let Some(value) = request.header(script::HEADER) else { return Ok(None) };
    let said = String::from_utf8_lossy(value);
    let script = said.parse().map_err(|why: String| Refusal::of_the_mock(format!("{}: {why}", script::HEADER)));
    script.map(Some)
}

/// What the first text of the request that says so wants to happen to the task.
fn directed(asked: &Effective<'_>) -> Result<Script, Refusal> {
    let mut within = None;
    asked.each_text(&mut |text| within = within.or_else(|| script::within(text)));
    let directive = within.map_or(Ok(Script::default()), str::parse);
    directive.map_err(|why: String| Refusal::of_the_mock(format!("[[mock: ..]]: {why}")))
}
