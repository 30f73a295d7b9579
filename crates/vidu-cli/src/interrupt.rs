//! Ctrl-C, heard from the beginning, so that it never cuts a submit off whose answer has the task's id.

use tokio::sync::watch;

/// Counts how often Ctrl-C was pressed.
#[derive(Clone, Debug)]
pub struct Interrupt {
    pressed: watch::Receiver<u32>,
}

impl Interrupt {
    /// Listens from now on; until the first press is asked about, nothing ends by it.
    pub fn listen() -> Self {
        let (count, pressed) = watch::channel(0);
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                count.send_modify(|count| *count += 1);
            }
            // Where signals cannot be heard there are none.
            std::future::pending::<()>().await;
        });
        Self { pressed }
    }

    /// Ends when Ctrl-C has been pressed so many times since the program began.
    pub async fn pressed(&self, times: u32) {
        if self.pressed.clone().wait_for(|count| *count >= times).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// How often it was pressed.
    pub fn count(&self) -> u32 {
        *self.pressed.borrow()
    }
}
