//! A receiver of callbacks in the same process: a function in place of an address.

use std::fmt;
use std::sync::Arc;

use crate::callback::delivery::Delivery;
use crate::callback::post::Target;
use crate::worlds::journal::Sent;

/// A callback as its receiver sees it; see [`Builder::receiver`](crate::Builder::receiver). The method is `POST`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Callback<'c> {
    /// Path and query of the address.
    pub address: &'c str,
    /// The headers.
    pub headers: &'c [(String, String)],
    /// The body.
    pub body: &'c [u8],
}

type Take = dyn Fn(&Callback<'_>) -> Option<u16> + Send + Sync;

/// Who is handed the callbacks.
#[derive(Clone)]
pub struct Receiver(Arc<Take>);

impl Receiver {
    /// A receiver that is this function.
    pub fn of(take: impl Fn(&Callback<'_>) -> Option<u16> + Send + Sync + 'static) -> Receiver {
        Receiver(Arc::new(take))
    }

    /// Hands a callback over, twice where a fault says so: what counts is how the second goes.
    pub fn hand_over(&self, target: &Target, delivery: &Delivery) -> Sent {
        let address = target.place();
        let callback = Callback { address: &address, headers: &delivery.headers, body: &delivery.body };
        if delivery.is_doubled {
            (self.0)(&callback);
        }
        match (self.0)(&callback) {
            Some(status) if (200..300).contains(&status) => Sent::Delivered { status },
            Some(status) => Sent::Refused { status },
            None => Sent::Failed { why: "nobody was there".to_owned() },
        }
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Receiver(..)")
    }
}

impl PartialEq for Receiver {
    fn eq(&self, other: &Receiver) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
