//! Submits again what was certainly not taken: a vendor that is busy, a network that is away.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::backoff::{Backoff, Chance};
use crate::submit::SubmitError;

/// For how long a client submits a request again that was certainly not taken.
///
/// Certainly not taken are requests that were not sent, and those that the vendor refused with status 429 or with a
/// `Retry-After`: no task was made of them, so that nothing is paid twice. Every other failure is told at once, above all
/// a submit whose outcome is [unknown](SubmitError::Unknown). The pause is the one that the vendor asks for, or else one
/// that grows.
///
/// ```no_run
/// # async fn example<V: vidu_client::Vendor, R: vidu_client::Request<Vendor = V>>(
/// #     client: vidu_client::Client<V>, requests: Vec<R>,
/// # ) {
/// use vidu_client::Patience;
///
/// let tasks = client.patient(Patience::new()).run_all(requests).await;
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    deadline: Duration,
    least: Duration,
    most: Duration,
}

impl Patience {
    /// For ten minutes, with pauses from 1 to 30 seconds.
    pub const fn new() -> Self {
        Self { deadline: Duration::from_secs(600), least: Duration::from_secs(1), most: Duration::from_secs(30) }
    }

    /// How long after the first submit another may begin.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The least and the most pause where the vendor asks for none.
    pub const fn interval(mut self, least: Duration, most: Duration) -> Self {
        self.least = least;
        self.most = most;
        self
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::new()
    }
}

/// Submits until it is taken, refused for good, or unknown, or until patience is over: then the last failure is told.
pub(crate) async fn persist<T, F>(
    patience: Option<Patience>,
    chance: Chance,
    submit: impl Fn() -> F,
) -> Result<T, SubmitError>
where
    F: Future<Output = Result<T, SubmitError>>,
{
    let Some(patience) = patience else { return submit().await };
    let (began, mut persistence) = (Instant::now(), Persistence::new(patience, chance));
    loop {
        let fault = match submit().await {
            Ok(taken) => return Ok(taken),
            Err(fault) => fault,
        };
        match persistence.after(began.elapsed(), &fault) {
            Some(pause) => sleep(pause).await,
            None => return Err(fault),
        }
    }
}

/// The pauses between submits, as steps without IO.
pub(crate) struct Persistence {
    deadline: Duration,
    pauses: Backoff,
    chance: Chance,
}

impl Persistence {
    pub(crate) fn new(patience: Patience, chance: Chance) -> Self {
        let pauses = Backoff::new(patience.least, patience.most, 2.0);
        Self { deadline: patience.deadline, pauses, chance }
    }

    /// How long to wait before the next submit, if there is to be one.
    pub(crate) fn after(&mut self, elapsed: Duration, fault: &SubmitError) -> Option<Duration> {
        let asked = match fault {
            SubmitError::NotSent { .. } => None,
            SubmitError::Refused { retry_after: Some(asked), .. } => Some(*asked),
            SubmitError::Refused { error, .. } if error.status == 429 => None,
            _ => return None,
        };
        let pause = self.pauses.pause(&mut self.chance).max(asked.unwrap_or_default());
        (elapsed.saturating_add(pause) <= self.deadline).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Answer, Clip, Server, client};

    fn clip() -> Clip {
        Clip { prompt: Some("a cat".to_owned()), label: None }
    }

    /// What comes of answers in turn: the end, how many submits, and how many seconds it took.
    async fn check(answers: Vec<Answer>, end: &str, submits: usize, seconds: std::ops::RangeInclusive<u64>) {
        let server = Server::script(answers.clone()).await;
        let began = Instant::now();
        let outcome = client(&server).patient(Patience::new().deadline(Duration::from_secs(60))).submit(&clip()).await;
        let told = outcome.map_or_else(|fault| fault.to_string(), |handle| handle.id().to_owned());
        assert!(told.contains(end), "{answers:?}: {told}");
        assert_eq!(server.received().len(), submits, "{answers:?}");
        assert!(seconds.contains(&began.elapsed().as_secs()), "{answers:?}: {:?}", began.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_was_certainly_not_taken_is_submitted_again() {
        let good = || Answer::new(200, r#"{"task": "7"}"#);
        let no = |status| Answer::new(status, r#"{"code": "no"}"#);
        let asked = |seconds: &str| no(429).with("retry-after", seconds);
        check(vec![good()], "7", 1, 0..=0).await;
        check(vec![no(429), no(429), good()], "7", 3, 2..=4).await;
        check(vec![asked("20"), good()], "7", 2, 20..=20).await;
        check(vec![no(400).with("retry-after", "5"), good()], "7", 2, 5..=5).await;
        check(vec![asked("61"), good()], "HTTP 429 no", 1, 0..=0).await;
        check(vec![no(429)], "HTTP 429 no", 7, 25..=60).await;
        check(vec![no(400), good()], "HTTP 400 no", 1, 0..=0).await;
        for unknown in [no(503), Answer::Nothing, no(302), Answer::new(200, "<html>"), no(503).with("retry-after", "1")]
        {
            check(vec![unknown, good()], "may pay twice", 1, 0..=0).await;
        }
        check(vec![no(429), Answer::Nothing, good()], "may pay twice", 2, 0..=2).await;
    }

    #[tokio::test(start_paused = true)]
    async fn batches_are_patient_too() {
        let server = Server::start(|received| {
            let is_busy = received.number < 5;
            Answer::new(if is_busy { 429 } else { 200 }, r#"{"task": "7"}"#)
        })
        .await;
        let made = client(&server).patient(Patience::new()).submit_all(vec![clip(), clip(), clip()]).await;
        assert!(made.iter().all(Result::is_ok));
        assert_eq!(server.received().len(), 8);
    }

    #[tokio::test(start_paused = true)]
    async fn a_network_that_comes_back() {
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, began) = (closed.local_addr().expect("an address"), Instant::now());
        drop(closed);
        let builder = crate::Client::<crate::testing::Acme>::builder().base_url(format!("http://{address}"));
        let client = builder.key(crate::Key::new("k").expect("a key")).build().expect("a client");
        let patience = Patience::new().deadline(Duration::from_secs(20));
        let fault = client.patient(patience).submit(&clip()).await.expect_err("nobody listens");
        assert!(matches!(fault, SubmitError::NotSent { .. }) && began.elapsed() > Duration::from_secs(5), "{fault}");
    }
}
