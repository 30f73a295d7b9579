//! Builds a client from a key, an address and limits, each given or from the environment.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use vidu_types::Vendor;

use crate::backoff::Chance;
use crate::budget::Budget;
use crate::carrier::Carrier;
use crate::client::Client;
use crate::clock::Clock;
use crate::config_error::ConfigError;
use crate::key::Key;
use crate::poll::Wait;
use crate::store::TaskStore;

use base_url::{check_base, shown};
pub(crate) use settings::Settings;

mod base_url;
mod settings;

/// What becomes of a request that the vendor's page does not allow.
///
/// A choice, because a vendor may have relaxed a rule since the page was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// It is not sent; an unknown model is not sent either.
    #[default]
    Refuse,
    /// It is sent, and the handle tells the violations.
    Warn,
    /// It is sent unchecked.
    Off,
}

/// Builds a [`Client`]: what is not set has a default that suits production.
///
/// ```no_run
/// # fn example<V: vidu_types::Vendor>() -> Result<(), vidu_client::ConfigError> {
/// use std::time::Duration;
/// use vidu_client::Client;
///
/// let client = Client::<V>::builder()
///     .environment()?
///     .user_agent("my-app/1.0")
///     .request_timeout(Duration::from_secs(20))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Builder<V> {
    key: Option<Key>,
    base_url: Option<String>,
    allowed: Vec<String>,
    user_agent: Option<String>,
    settings: Settings,
    pub(crate) wait: Wait,
    pub(crate) policy: Policy,
    pub(crate) chance: Chance,
    pub(crate) carrier: Option<Arc<dyn Carrier>>,
    pub(crate) store: Option<Arc<dyn TaskStore>>,
    pub(crate) budget: Option<Budget>,
    pub(crate) marks: Marks,
    vendor: PhantomData<fn() -> V>,
}

/// Whether submits carry a mark of this crate's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Marks {
    /// They carry what the caller wrote and no more.
    #[default]
    None,
    /// The payload does, where the caller set none.
    Payload,
}

impl<V: Vendor> Builder<V> {
    pub(crate) fn new() -> Self {
        Self {
            key: None,
            base_url: None,
            allowed: Vec::new(),
            user_agent: None,
            settings: Settings::default(),
            wait: Wait::default(),
            policy: Policy::default(),
            chance: Chance::fresh(),
            carrier: None,
            store: None,
            budget: None,
            marks: Marks::default(),
            vendor: PhantomData,
        }
    }

    /// The API key.
    pub fn key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// Where the API is, in place of the vendor's own address: a mock, a gateway. A path in it stands before every path.
    ///
    /// It must be https, because every call carries the key; http is taken to this machine and to hosts that
    /// [`allow_http`](Self::allow_http) names.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Takes http for a host: a mock in the next container, which has no certificate.
    pub fn allow_http(mut self, host: impl Into<String>) -> Self {
        self.allowed.push(host.into().to_ascii_lowercase());
        self
    }

    /// Takes key and base URL from the vendor's environment variables, `.._API_KEY` and `.._BASE_URL`, where they are not
    /// set yet.
    ///
    /// A missing key is a fault that names the variable; a missing or empty base URL leaves the vendor's own.
    pub fn environment(self) -> Result<Self, ConfigError> {
        self.environment_from(|name| match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(ConfigError::NotUnicode { name: name.to_owned() }),
        })
    }

    /// What stands in the `User-Agent` header behind this crate's own name.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// How long a connection may take to stand: 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.connect_timeout = limit;
        self
    }

    /// How long a call may take from its beginning to the answer's end: 60 seconds.
    ///
    /// A submit gets a second more for every 64 KiB of its body: one that is cut off is the dear one. For a download it
    /// is the longest time without a byte.
    pub fn request_timeout(mut self, limit: Duration) -> Self {
        self.settings.request_timeout = limit;
        self
    }

    /// How many submits and other calls that change something are under way at once: 16. Further ones wait their turn.
    ///
    /// Each has a connection of its own. None is read as one.
    pub fn concurrent_submits(mut self, many: usize) -> Self {
        self.settings.concurrent_writes = many.max(1);
        self
    }

    /// How many polls and other calls that read are under way at once: 32. Further ones wait their turn.
    ///
    /// Ten thousand waiting tasks so share some dozens of connections.
    pub fn concurrent_polls(mut self, many: usize) -> Self {
        self.settings.concurrent_reads = many.max(1);
        self
    }

    /// How handles wait unless told otherwise: deadline, intervals, failures survived.
    pub fn wait(mut self, wait: Wait) -> Self {
        self.wait = wait;
        self
    }

    /// What becomes of a request that the vendor's page does not allow: it is refused.
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Records every submit before it leaves and every task's id before the caller gets it, so that
    /// [`recover`](Client::recover) gives back what a crash interrupts. Off by default.
    pub fn store(mut self, store: impl TaskStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Stops submits that would pass a limit of credits.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Puts a mark of this crate's own into the text that the vendor passes through to answers and callbacks, where the
    /// page has such a field and the request leaves it free; only with a store or a budget.
    ///
    /// By it a submit whose outcome is unknown can be told from all others with certainty. Off by default, because the
    /// mark appears wherever that text does.
    pub fn mark_payload(mut self) -> Self {
        self.marks = Marks::Payload;
        self
    }

    /// A proxy for everything but http to this machine, `http://user:password@proxy.example:3128`, in place of the one
    /// that the environment names.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.settings.proxy = Some(url.into());
        self
    }

    /// Trusts a certificate authority (PEM, one or more) beside the machine's.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.roots.push(pem.into());
        self
    }

    /// What carries calls and files in place of HTTP over a network; see [`carrier`](crate::carrier).
    ///
    /// What is set here of proxies, certificates and the time to connect then means nothing.
    pub fn carrier(mut self, carrier: impl Carrier + 'static) -> Self {
        self.carrier = Some(Arc::new(carrier));
        self
    }

    /// What tells the date, in place of the system's clock: a test under virtual time has a date of its own.
    ///
    /// It dates the records of a store. Pauses and deadlines are of [`tokio::time`](https://docs.rs/tokio/latest/tokio/time/).
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Clock::of(now);
        self
    }

    /// Decides every draw, in place of a fresh seed: how pauses are spread, and the numbers of submits in a store.
    ///
    /// For tests that are to run twice in the same way. Two clients with one seed draw the same numbers, of which a store
    /// takes only the first.
    pub fn seed(mut self, seed: u64) -> Self {
        self.chance = Chance::seeded(seed);
        self
    }

    /// Makes the client. Nothing is sent.
    pub fn build(mut self) -> Result<Client<V>, ConfigError> {
        let revision = V::revision();
        if self.store.is_none() && self.budget.as_ref().is_some_and(Budget::is_over_store) {
            return Err(ConfigError::BudgetWithoutStore);
        }
        let key = self.key.take().ok_or_else(|| ConfigError::NoKey { name: variable::<V>("API_KEY") })?;
        let base_url = self.base_url.as_deref().unwrap_or(&revision.base_url);
        self.settings.base_url = check_base(base_url, &self.allowed)?;
        self.settings.user_agent = match &self.user_agent {
            Some(suffix) => format!("{OWN_NAME} {suffix}"),
            None => OWN_NAME.to_owned(),
        };
        let settings = self.settings.clone();
        Client::assemble(self, settings, key)
    }

    fn environment_from(
        mut self,
        look_up: impl Fn(&str) -> Result<Option<String>, ConfigError>,
    ) -> Result<Self, ConfigError> {
        if self.key.is_none() {
            let name = variable::<V>("API_KEY");
            let Some(text) = look_up(&name)?.filter(|text| !text.is_empty()) else {
                return Err(ConfigError::NoKey { name });
            };
            self.key = Some(Key::new(text).map_err(|fault| ConfigError::Key { name, fault })?);
        }
        if self.base_url.is_none() {
            self.base_url = look_up(&variable::<V>("BASE_URL"))?.filter(|text| !text.is_empty());
        }
        Ok(self)
    }
}

/// What this crate calls itself in the `User-Agent` header.
const OWN_NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl<V: Vendor> fmt::Debug for Builder<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Builder")
            .field("vendor", &V::revision().vendor)
            .field("key", &self.key)
            .field("base_url", &self.base_url.as_deref().map(shown))
            .field("settings", &self.settings)
            .field("wait", &self.wait)
            .field("policy", &self.policy)
            .field("store", &self.store)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

fn variable<V: Vendor>(what: &str) -> String {
    format!("{}_{what}", V::revision().environment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Acme;

    #[test]
    fn the_environment() {
        let key = ("ACME_API_KEY", "sk-1");
        let cases = [
            (&[key][..], Ok(None)),
            (&[key, ("ACME_BASE_URL", "")], Ok(None)),
            (&[key, ("ACME_BASE_URL", "http://localhost:1/")], Ok(Some("http://localhost:1/"))),
            (&[], Err("no API key: set ACME_API_KEY")),
            (&[("ACME_API_KEY", "")], Err("no API key: set ACME_API_KEY")),
            (&[("ACME_API_KEY", "sk-1\n")], Err("ACME_API_KEY: the API key has a control character at position 4")),
        ];
        for (variables, expected) in cases {
            let look_up = |name: &str| {
                Ok(variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
            };
            match (expected, Builder::<Acme>::new().environment_from(look_up)) {
                (Ok(base), Ok(builder)) => assert_eq!(builder.base_url.as_deref(), base),
                (Err(part), Err(fault)) => assert!(fault.to_string().contains(part), "{fault}"),
                (_, builder) => panic!("{variables:?}: {builder:?}"),
            }
        }
    }

    #[test]
    fn what_was_set_stands_before_the_environment() {
        let builder = Builder::<Acme>::new().key(Key::new("mine").expect("a key")).base_url("http://localhost:1");
        let builder = builder.environment_from(|_| Ok(Some("http://localhost:2".to_owned()))).expect("a builder");
        assert_eq!(builder.key.as_ref().map(Key::secret), Some("mine"));
        assert_eq!(builder.base_url.as_deref(), Some("http://localhost:1"));
    }

    #[test]
    fn what_cannot_be_built() {
        let new = || Builder::<Acme>::new().key(Key::new("sk-1").expect("a key"));
        let cases = [
            (new().proxy("http://[bad"), ConfigError::Proxy),
            (new().root_certificate("no certificate"), ConfigError::RootCertificate),
            (Builder::<Acme>::new(), ConfigError::NoKey { name: "ACME_API_KEY".to_owned() }),
        ];
        for (builder, expected) in cases {
            assert_eq!(builder.build().err(), Some(expected));
        }
    }

    #[test]
    fn no_secret_is_shown() {
        let key = Key::new("sk-secret").expect("a key");
        let builder =
            Builder::<Acme>::new().key(key).proxy("http://me:secret@p.example").base_url("https://a:secret@b");
        let shown = format!("{builder:?}");
        assert!(!shown.contains("secret"), "{shown}");
    }
}
