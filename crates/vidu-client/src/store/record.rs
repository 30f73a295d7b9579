//! What a store holds of a submit: who sent what to whom, and what became of it. No key, no picture, no signed address.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::sha256::{Sha256, sha256};
use crate::text::{printable, without_queries};

/// The number of one submit: it tells two submits of equal requests apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ticket([u8; 16]);

/// A text that is no ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableTicket {
    /// The text, shortened.
    pub text: String,
}

/// Whose tasks these are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account {
    /// The vendor's name in this crate.
    pub vendor: String,
    /// Where its API is, so that the tasks of a mock are not taken for the vendor's.
    pub base_url: String,
    /// Eight digits that tell keys apart; they say nothing about the key.
    pub key: String,
}

/// Something of which only the sum is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// The text by which a vendor's answers and callbacks tell a task from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The text itself; nothing if it is longer than 4 KiB or holds an address with a query, which may be signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its sum, by which it is compared.
    pub digest: Digest,
}

/// A request that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Intent {
    /// The month of the vendor's pages by which it was written.
    pub revision: String,
    /// The operation, as the vocabulary names it.
    pub operation: String,
    /// The body as it goes over the wire.
    pub request: Digest,
    /// The text that the vendor repeats, if the request has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Payload>,
    /// What it will cost, in the vendor's credits; nothing where no page says and no budget assumes a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<u64>,
}

/// One thing that happened to one submit. Each stands for itself, so that a lost one makes no other unreadable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// Which submit.
    pub ticket: Ticket,
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// Whose task it is.
    pub account: Account,
    /// What happened.
    pub event: Event,
}

/// What can happen to a submit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The request is about to be sent.
    Intended(Box<Intent>),
    /// The vendor made a task.
    Accepted {
        /// The task's id.
        task: String,
        /// What it costs, where the vendor has said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credits: Option<u64>,
    },
    /// The vendor said no: nothing was bought.
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// Nothing left this machine.
    NotSent,
    /// The request may have arrived, and nothing tells whether a task was made.
    Unknown {
        /// What happened.
        why: String,
    },
    /// The task has ended, well or badly.
    Ended {
        /// The task's id.
        task: String,
        /// The vendor's word for how.
        state: String,
        /// What it cost, where the vendor has said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credits: Option<u64>,
    },
    /// Whoever asked for it needs no more of it.
    Closed,
}

impl Ticket {
    /// A ticket with this number; whoever draws the number sees to it that no two are equal.
    pub fn new(number: u128) -> Self {
        Self(number.to_be_bytes())
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Ticket({self})")
    }
}

impl FromStr for Ticket {
    type Err = UnusableTicket;

    fn from_str(text: &str) -> Result<Self, UnusableTicket> {
        let plain = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u128::from_str_radix(text, 16).ok().filter(|_| plain);
        number.map(Self::new).ok_or_else(|| UnusableTicket { text: printable(text, 80) })
    }
}

impl TryFrom<String> for Ticket {
    type Error = UnusableTicket;

    fn try_from(text: String) -> Result<Self, UnusableTicket> {
        text.parse()
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.to_string()
    }
}

impl fmt::Display for UnusableTicket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is no ticket: 32 digits from 0 to f are needed", self.text)
    }
}

impl std::error::Error for UnusableTicket {}

impl Account {
    /// The account of a key at an address.
    pub fn new(vendor: &str, base_url: &str, key: &str) -> Self {
        // Four bytes of a hash tell the few keys of one user apart and are no help to whoever guesses keys.
        let digest = sha256(format!("vidu-client account\0{key}").as_bytes());
        let key = hexadecimal(&digest[..4]);
        Self { vendor: vendor.to_owned(), base_url: base_url.to_owned(), key }
    }
}

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts([bytes])
    }

    /// The digest of these bytes, one behind the other.
    pub(crate) fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let (mut sum, mut bytes) = (Sha256::new(), 0);
        for part in parts {
            sum.update(part);
            bytes += part.len() as u64;
        }
        Self { sha256: hexadecimal(&sum.finish()), bytes }
    }
}

/// The longest payload that is kept as text.
const LONGEST_TEXT: usize = 4096;

impl Payload {
    /// What is kept of this text.
    pub fn of(text: &str) -> Self {
        let kept = text.len() <= LONGEST_TEXT && without_queries(text) == text;
        Self { text: kept.then(|| text.to_owned()), digest: Digest::of(text.as_bytes()) }
    }

    /// Whether this is the text.
    pub fn is(&self, text: &str) -> bool {
        self.digest == Digest::of(text.as_bytes())
    }
}

impl Record {
    /// A record of what happened at a time.
    pub fn new(ticket: Ticket, at: SystemTime, account: Account, event: Event) -> Self {
        let at = at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        Self { ticket, at, account, event }
    }

    /// When it happened.
    pub fn time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.at)
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets() {
        let ticket = Ticket::new(0xabc);
        assert_eq!(ticket.to_string(), "00000000000000000000000000000abc");
        assert_eq!(ticket.to_string().parse(), Ok(ticket));
        for text in ["", "abc", "+0000000000000000000000000000abc", "00000000000000000000000000000ABC", "é"] {
            let refused = text.parse::<Ticket>().expect_err(text).to_string();
            assert_eq!(refused, format!("{text:?} is no ticket: 32 digits from 0 to f are needed"));
        }
    }

    #[test]
    fn what_is_kept_of_a_payload() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let cases = [("job 7", true), (&long, false), ("https://a.example/b?sig=secret", false), ("why?", true)];
        for (text, kept) in cases {
            let payload = Payload::of(text);
            assert_eq!(payload.text.as_deref(), kept.then_some(text));
            assert!(payload.is(text) && !payload.is("other"));
        }
    }

    #[test]
    fn a_time_is_kept_to_the_millisecond() {
        let at = UNIX_EPOCH + Duration::from_micros(1_500_900);
        let account = Account::new("acme", "https://a.example", "sk-secret");
        let record = Record::new(Ticket::new(1), at, account, Event::NotSent);
        assert_eq!(record.time(), UNIX_EPOCH + Duration::from_millis(1500));
    }

    #[test]
    fn an_account_does_not_show_its_key() {
        let account = Account::new("acme", "https://a.example", "sk-secret");
        assert!(!format!("{account:?}").contains("secret"));
        assert_eq!(account.key.len(), 8);
        assert_ne!(account, Account::new("acme", "https://a.example", "sk-other"));
    }
}
