//! Why there is no client, told without a secret.

use std::error::Error;
use std::fmt;

use crate::key::KeyError;

/// Why there is no client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// No API key was given.
    NoKey {
        /// The environment variable that would hold it.
        name: String,
    },
    /// The variable holds no usable key.
    Key {
        /// The environment variable.
        name: String,
        /// What is wrong with the key.
        fault: KeyError,
    },
    /// A text that is no API key.
    UnusableKey(KeyError),
    /// An environment variable holds something other than text.
    NotUnicode {
        /// The environment variable.
        name: String,
    },
    /// The base URL cannot be used.
    BaseUrl {
        /// The URL without its query.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// The base URL would carry the key unencrypted over a network.
    Http {
        /// Where to.
        host: String,
    },
    /// The proxy's address cannot be used.
    Proxy,
    /// A root certificate that is no PEM certificate.
    RootCertificate,
    /// Root certificates were given, and the crate was built without its feature `tls`.
    WithoutTls,
    /// A budget over the store was given, and no store.
    BudgetWithoutStore,
    /// The key cannot stand in a header.
    KeyHeader,
    /// The HTTP client could not be made.
    Transport {
        /// What it says.
        why: String,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey { name } => write!(formatter, "no API key: set {name}, or give one to the builder"),
            Self::Key { name, fault } => write!(formatter, "{name}: {fault}"),
            Self::UnusableKey(fault) => write!(formatter, "{fault}"),
            Self::NotUnicode { name } => write!(formatter, "{name} is not text in UTF-8"),
            Self::BaseUrl { url, why } => write!(formatter, "base URL {url:?}: {why}"),
            Self::Http { host } => write!(
                formatter,
                "base URL with http to {host}: the key would travel unencrypted; use https, or allow_http({host:?})"
            ),
            Self::Proxy => formatter.write_str("the proxy's address is no URL such as http://proxy.example:3128"),
            Self::RootCertificate => formatter.write_str("a root certificate is not in PEM form"),
            Self::WithoutTls => formatter.write_str("root certificates need this crate's feature `tls`"),
            Self::BudgetWithoutStore => {
                formatter.write_str("a budget over the store needs a store; Budget::new is one of this process alone")
            }
            Self::KeyHeader => formatter.write_str("the API key cannot stand in a header"),
            Self::Transport { why } => write!(formatter, "no HTTP client: {why}"),
        }
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key { fault, .. } | Self::UnusableKey(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<KeyError> for ConfigError {
    fn from(fault: KeyError) -> Self {
        Self::UnusableKey(fault)
    }
}
