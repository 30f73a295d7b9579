//! A limit on waiting that is fair under paused time, where an idle runtime jumps to the next timer although bytes are
//! still on their way.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

/// How much real time an answer that is on its way may take when time itself has jumped.
const GRACE: Duration = Duration::from_millis(5);
/// How often the runtime looks at its sockets meanwhile, at least.
const LOOKS: u32 = 100;

/// What a future gives within a limit of tokio's time, or nothing.
pub async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let started = std::time::Instant::now();
    let mut future = pin!(future);
    tokio::select! {
        biased;
        output = &mut future => return Some(output),
        () = tokio::time::sleep(limit) => {}
    }
    let has_jumped = started.elapsed() < limit;
    tokio::select! {
        biased;
        output = &mut future => Some(output),
        () = grace(started), if has_jumped => None,
        else => None,
    }
}

async fn grace(started: std::time::Instant) {
    let mut looks = 0;
    while looks < LOOKS || started.elapsed() < GRACE {
        tokio::task::yield_now().await;
        looks += 1;
    }
}

/// Whether tokio's time stands still on this runtime.
///
/// There is no way to ask, so real time is let pass by the smallest step that shows it.
pub fn is_paused() -> bool {
    let (tokio, real) = (tokio::time::Instant::now(), std::time::Instant::now());
    while real.elapsed() < Duration::from_micros(1) {
        std::hint::spin_loop();
    }
    tokio.elapsed() == Duration::ZERO
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test(start_paused = true)]
    async fn paused_time_jumps_to_the_limit() {
        assert!(is_paused());
        assert_eq!(within(HOUR, ready(7)).await, Some(7));
        let began = tokio::time::Instant::now();
        assert_eq!(within(HOUR, pending::<u8>()).await, None);
        assert!(began.elapsed() >= HOUR);
    }

    #[tokio::test]
    async fn real_time_is_not_taken_for_paused() {
        assert!(!is_paused());
        assert_eq!(within(HOUR, ready(7)).await, Some(7));
    }
}
