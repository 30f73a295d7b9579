//! Makes the small, real video and cover picture behind the result addresses of a finished task.

mod bits;
mod colour;
mod deflate;
mod h264;
mod mp4;
mod picture;
mod scene;
#[cfg(test)]
mod tests;

use scene::Scene;

/// What a video should be.
///
/// Any numbers do: what no player could show is brought to the nearest that one can. Width and height are held within
/// 16 to 4096 samples and made even (H.264 crops by pairs), seconds and frames per second within 1 to 60.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clip {
    /// Samples across.
    pub width: u32,
    /// Samples down.
    pub height: u32,
    /// How long it plays.
    pub seconds: u32,
    /// Frames shown each second.
    pub frames_per_second: u32,
    /// Chooses the colours and the tiles; the same clip always has the same bytes.
    pub seed: u64,
}

impl Clip {
    /// A complete MP4 file with H.264 video and no sound, its index in front of the pictures ("fast start").
    #[must_use]
    pub fn video(&self) -> Vec<u8> {
        let clip = self.playable();
        mp4::file(&clip, &h264::encode(&clip, &Scene::new(&clip)))
    }

    /// A PNG of the same size that shows the first frame of the video.
    #[must_use]
    pub fn cover(&self) -> Vec<u8> {
        let clip = self.playable();
        picture::png(&clip, &Scene::new(&clip))
    }

    fn playable(&self) -> Clip {
        Clip {
            width: self.width.clamp(16, 4096) & !1,
            height: self.height.clamp(16, 4096) & !1,
            seconds: self.seconds.clamp(1, 60),
            frames_per_second: self.frames_per_second.clamp(1, 60),
            seed: self.seed,
        }
    }

    fn frames(&self) -> u32 {
        self.seconds * self.frames_per_second
    }
}
