//! A finished video: where it is, for how long, and what is known of it.

use std::fmt;

use serde::Serialize;

use crate::answer::Facts;
use crate::image::shortened;
use crate::table::{Group, Revision, Slot};

/// A finished video.
///
/// Its addresses are signed: whoever has one can download the video. So `Debug` prints them without their query strings.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Video {
    /// Where it can be downloaded, without a key.
    pub url: String,
    /// The vendor's id.
    pub id: Option<String>,
    /// Where its cover picture can be downloaded.
    pub cover_url: Option<String>,
    /// Where the video with a watermark can be downloaded.
    pub watermarked_url: Option<String>,
    /// Its length in seconds.
    pub duration: Option<f64>,
    /// How many seconds its addresses work, as the answer says, or else the vendor's page.
    pub lifetime: Option<u64>,
    /// Its file type, `mp4`.
    pub file_type: Option<String>,
}

/// The videos of an answer: those of its list, or the one that it tells of without a list.
pub(super) fn read(revision: &Revision, facts: &Facts) -> Vec<Video> {
    let listed: Vec<Video> = facts.group(Group::Video).iter().filter_map(|entry| of(revision, entry, facts)).collect();
    match listed.is_empty() {
        true => of(revision, facts, facts).into_iter().collect(),
        false => listed,
    }
}

/// What is true of all videos of an answer may stand beside their list; an entry without an address is no video.
fn of(revision: &Revision, entry: &Facts, shared: &Facts) -> Option<Video> {
    let lifetime = entry.integer(Slot::VideoLifetime).or_else(|| shared.integer(Slot::VideoLifetime));
    Some(Video {
        url: entry.text(Slot::VideoUrl)?,
        id: entry.text(Slot::VideoId),
        cover_url: entry.text(Slot::VideoCoverUrl),
        watermarked_url: entry.text(Slot::VideoWatermarkedUrl),
        duration: entry.number(Slot::VideoDuration).or_else(|| shared.number(Slot::VideoDuration)),
        lifetime: lifetime.and_then(|seconds| u64::try_from(seconds).ok()).or(revision.task.url_lifetime),
        file_type: entry.text(Slot::VideoType).or_else(|| shared.text(Slot::VideoType)),
    })
}

impl fmt::Debug for Video {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |url: &Option<String>| url.as_deref().map(|url| shortened(url).to_string());
        let mut video = formatter.debug_struct("Video");
        video.field("url", &format_args!("{}", shortened(&self.url))).field("id", &self.id);
        video.field("cover_url", &short(&self.cover_url)).field("watermarked_url", &short(&self.watermarked_url));
        video.field("duration", &self.duration).field("lifetime", &self.lifetime);
        video.field("file_type", &self.file_type).finish()
    }
}
