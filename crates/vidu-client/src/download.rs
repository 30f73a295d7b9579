//! Fetches a video: bounded, resumed where it broke off, whole or not at all.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use url::Url;
use vidu_types::Vendor;

use crate::backoff::{Backoff, Chance};
use crate::client::Client;
use crate::transport::{File, Transport, file_url};

use partial::Partial;
use transfer::{Advice, Transfer};

mod partial;
#[cfg(test)]
mod tests;
mod transfer;

/// How a video is fetched: the most bytes, the patience, and who wants to hear of the progress.
///
/// ```
/// use vidu_client::Download;
///
/// let download = Download::new().limit(100 << 20).on_progress(|progress| println!("{} bytes", progress.received));
/// # let _ = download;
/// ```
pub struct Download {
    limit: u64,
    attempts: u32,
    progress: Option<Box<dyn FnMut(Progress) + Send>>,
}

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that are here.
    pub received: u64,
    /// The bytes of the whole file, where its host says so.
    pub total: Option<u64>,
}

impl Download {
    /// At most 2 GiB, and five attempts in a row that bring no byte.
    pub fn new() -> Self {
        Self { limit: 2 << 30, attempts: 5, progress: None }
    }

    /// The most bytes that are taken.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// How many attempts in a row may bring no byte; one means that nothing is tried again.
    pub fn attempts(mut self, many: u32) -> Self {
        self.attempts = many.max(1);
        self
    }

    /// Is called whenever bytes have arrived.
    pub fn on_progress(mut self, told: impl FnMut(Progress) + Send + 'static) -> Self {
        self.progress = Some(Box::new(told));
        self
    }

    pub(crate) async fn file<V: Vendor>(
        self,
        client: &Client<V>,
        url: &str,
        path: &Path,
        renewed: impl Future<Output = Option<String>>,
    ) -> Result<u64, DownloadError> {
        let mut partial = Partial::beside(path).await?;
        let received = self.writer(client, url, partial.file(), renewed).await?;
        partial.keep(path).await?;
        Ok(received)
    }

    /// `renewed` is asked at most once, when the address does not work any more.
    pub(crate) async fn writer<V: Vendor, W: AsyncWrite + Unpin>(
        self,
        client: &Client<V>,
        url: &str,
        writer: &mut W,
        renewed: impl Future<Output = Option<String>>,
    ) -> Result<u64, DownloadError> {
        let transfer = Transfer::new(self.limit, self.attempts);
        let pauses = Backoff::new(LEAST_PAUSE, MOST_PAUSE, 2.0);
        let (transport, chance, progress) = (client.transport(), client.chance(), self.progress);
        let mut job = Job { transport, writer, transfer, progress, pauses, chance };
        match job.run(url).await {
            Err(DownloadError::Expired { status }) => match renewed.await {
                Some(url) => job.run(&url).await?,
                None => return Err(DownloadError::Expired { status }),
            },
            other => other?,
        }
        job.writer.flush().await?;
        Ok(job.transfer.received())
    }
}

const LEAST_PAUSE: std::time::Duration = std::time::Duration::from_millis(500);
const MOST_PAUSE: std::time::Duration = std::time::Duration::from_secs(8);

impl Default for Download {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("limit", &self.limit)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// A download under way: the thin shell around [`Transfer`].
struct Job<'a, W> {
    transport: &'a Transport,
    writer: &'a mut W,
    transfer: Transfer,
    progress: Option<Box<dyn FnMut(Progress) + Send>>,
    pauses: Backoff,
    chance: Chance,
}

impl<W: AsyncWrite + Unpin> Job<'_, W> {
    /// Fetches what is missing, attempt by attempt.
    async fn run(&mut self, url: &str) -> Result<(), DownloadError> {
        let url = file_url(url).map_err(|why| DownloadError::Address { why })?;
        loop {
            let before = self.transfer.received();
            let why = match self.attempt(&url).await? {
                Advice::Done => return Ok(()),
                Advice::Again { why } => why,
            };
            if self.transfer.received() > before {
                self.pauses.reset();
            }
            self.transfer.failed(before, why)?;
            tokio::time::sleep(self.pauses.pause(&mut self.chance)).await;
        }
    }

    async fn attempt(&mut self, url: &Url) -> Result<Advice, DownloadError> {
        let opened = self.transport.file(url, self.transfer.received(), self.transfer.validator()).await;
        let mut file = match opened {
            Ok(file) => file,
            Err(lost) => return Ok(Advice::Again { why: lost.why }),
        };
        if let Some(why) = self.transfer.begin(&file.head())? {
            return Ok(Advice::Again { why });
        }
        self.pour(&mut file).await
    }

    async fn pour(&mut self, file: &mut File) -> Result<Advice, DownloadError> {
        loop {
            match file.chunk().await {
                Ok(Some(chunk)) => {
                    let fresh = self.transfer.take(&chunk)?;
                    self.writer.write_all(fresh).await?;
                    self.tell();
                }
                Ok(None) => return self.transfer.end(),
                Err(why) => return Ok(Advice::Again { why }),
            }
        }
    }

    fn tell(&mut self) {
        let progress = Progress { received: self.transfer.received(), total: self.transfer.total() };
        if let Some(told) = &mut self.progress {
            told(progress);
        }
    }
}

/// Why a video was not fetched. No file of it is left.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The video's address is none that files are fetched from.
    Address {
        /// What is wrong with it.
        why: String,
    },
    /// The address does not work any more.
    Expired {
        /// What its host answered: 403, 404 or 410.
        status: u16,
    },
    /// The host refuses the file.
    Refused {
        /// What it answered.
        status: u16,
    },
    /// The file has more bytes than are taken.
    TooLarge {
        /// The most that are taken.
        limit: u64,
        /// How many there are, where known.
        total: Option<u64>,
    },
    /// The file changed while it was fetched: the parts do not belong together.
    Changed,
    /// The file is empty, which no video is.
    Empty,
    /// Too many attempts in a row brought no byte.
    Interrupted {
        /// How many bytes had arrived.
        received: u64,
        /// How many there are, where known.
        total: Option<u64>,
        /// What happened last.
        why: String,
    },
    /// The file or the writer does not take it.
    Local(io::Error),
}

impl fmt::Display for DownloadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |total: &Option<u64>| total.map(|total| format!(" of {total}")).unwrap_or_default();
        match self {
            Self::Address { why } => write!(formatter, "the video's address cannot be fetched: {why}"),
            Self::Expired { status } => {
                write!(formatter, "the video's address has expired (status {status}); a new query may bring another")
            }
            Self::Refused { status } => write!(formatter, "the video's host answers with status {status}"),
            Self::TooLarge { limit, total: Some(total) } => {
                write!(formatter, "the video has {total} bytes; at most {limit} are taken")
            }
            Self::TooLarge { limit, total: None } => write!(formatter, "the video has more than {limit} bytes"),
            Self::Changed => formatter.write_str("the video changed while it was fetched"),
            Self::Empty => formatter.write_str("the video's address answers with an empty file"),
            Self::Interrupted { received, total, why } => {
                write!(formatter, "the download broke off after {received}{} bytes: {why}", of(total))
            }
            Self::Local(fault) => write!(formatter, "the video cannot be written: {fault}"),
        }
    }
}

impl Error for DownloadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Local(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<io::Error> for DownloadError {
    fn from(fault: io::Error) -> Self {
        Self::Local(fault)
    }
}
