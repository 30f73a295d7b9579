//! Checks whole files: their structure, their size, and, where ffmpeg is installed, what a player makes of them.

use super::Clip;
use super::scene::Scene;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIZES: [(u32, u32); 10] = [
    (128, 128),
    (360, 640),
    (640, 360),
    (720, 720),
    (854, 480),
    (1280, 720),
    (1080, 1920),
    (1920, 1080),
    (1440, 1440),
    (2560, 1440),
];

fn clip(width: u32, height: u32, seconds: u32) -> Clip {
    Clip { width, height, seconds, frames_per_second: 24, seed: u64::from(width ^ height << 8 ^ seconds) }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// The boxes side by side in these bytes, each with its name; they must fill them exactly.
fn boxes(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let size = number(bytes, 0) as usize;
        assert!(size >= 8 && size <= bytes.len());
        found.push((String::from_utf8_lossy(&bytes[4..8]).into_owned(), &bytes[8..size]));
        bytes = &bytes[size..];
    }
    found
}

fn at<'a>(bytes: &'a [u8], path: &str) -> &'a [u8] {
    path.split('/').fold(bytes, |inside, name| {
        boxes(inside).into_iter().find(|(kind, _)| kind == name).map(|(_, body)| body).expect(name)
    })
}

#[test]
fn the_index_comes_first_and_describes_every_frame() {
    for (clip, keys) in [(clip(128, 128, 1), 1), (clip(1280, 720, 5), 5), (clip(1080, 1920, 16), 4)] {
        let video = clip.video();
        let names: Vec<String> = boxes(&video).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["ftyp", "moov", "mdat"]);
        let table = |name: &str| at(&video, &format!("moov/trak/mdia/minf/stbl/{name}"));
        let (sizes, frames) = (table("stsz"), clip.seconds * 24);
        assert_eq!([number(sizes, 8), number(table("stts"), 8), number(table("stsc"), 12)], [frames; 3]);
        assert_eq!(number(table("stss"), 4), keys);
        let mut place = number(table("stco"), 8) as usize;
        assert_eq!(&video[place - 4..place], b"mdat");
        for frame in 0..frames as usize {
            let (size, unit) = (number(sizes, 12 + 4 * frame), number(&video, place));
            assert_eq!(size, unit + 4, "frame {frame}");
            let listed = table("stss")[8..].chunks(4).any(|key| number(key, 0) as usize == frame + 1);
            assert_eq!(video[place + 4], if listed { 0x65 } else { 0x41 });
            place += size as usize;
        }
        assert_eq!(place, video.len());
    }
}

#[test]
fn all_durations_agree() {
    for (seconds, rate) in [(1, 24), (5, 24), (16, 30), (8, 7), (60, 60)] {
        let video = Clip { frames_per_second: rate, ..clip(640, 360, seconds) }.video();
        let (movie, track) = (at(&video, "moov/mvhd"), at(&video, "moov/trak/tkhd"));
        let media = at(&video, "moov/trak/mdia/mdhd");
        let steps = at(&video, "moov/trak/mdia/minf/stbl/stts");
        assert_eq!(number(movie, 16), seconds * number(movie, 12));
        assert_eq!(number(track, 20), number(movie, 16));
        assert_eq!(number(media, 16), seconds * number(media, 12));
        assert_eq!(number(steps, 12) * rate, number(media, 12));
        assert_eq!([number(track, 76), number(track, 80)], [640 << 16, 360 << 16]);
    }
}

#[test]
fn the_same_clip_has_the_same_bytes_and_another_seed_has_others() {
    let (one, other) = (clip(640, 360, 4), Clip { seed: 99, ..clip(640, 360, 4) });
    assert_eq!((one.video(), one.cover()), (one.video(), one.cover()));
    assert_ne!(one.video(), other.video());
    assert_ne!(one.cover(), other.cover());
}

#[test]
fn files_stay_small() {
    for ((width, height), seconds) in
        SIZES.into_iter().flat_map(|size| [1, 4, 5, 8, 10, 16].map(|length| (size, length)))
    {
        let clip = clip(width, height, seconds);
        let (video, cover) = (clip.video().len(), clip.cover().len());
        assert!(video <= 60_000 && cover <= 30_000, "{clip:?}: {video} and {cover} bytes");
    }
}

#[test]
fn any_numbers_do() {
    let sides = [0, 1, 16, 17, 33, 95, 97, 4096, u32::MAX];
    for (width, height) in sides.into_iter().flat_map(|width| sides.map(|height| (width, height))) {
        for (seconds, frames_per_second) in [(0, 0), (1, 2), (3, 1), (2, 60)] {
            let clip = Clip { width, height, seconds, frames_per_second, seed: u64::MAX };
            let (video, cover) = (clip.video(), clip.cover());
            let size = number(at(&video, "moov/trak/tkhd"), 76) >> 16;
            assert_eq!(size, number(&cover, 16));
            assert!((16..=4096).contains(&size) && size.is_multiple_of(2));
        }
    }
    let longest = Clip { width: 4096, height: 4096, seconds: u32::MAX, frames_per_second: u32::MAX, seed: 0 };
    assert!(longest.video().len() < 1_000_000);
}

#[test]
fn the_cover_is_built_of_sound_chunks() {
    let cover = clip(1080, 1920, 5).cover();
    let (signature, mut rest) = cover.split_at(8);
    assert_eq!(signature, b"\x89PNG\r\n\x1a\n");
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(12 + number(rest, 0) as usize);
        names.push(&chunk[4..8]);
        rest = after;
    }
    assert_eq!(names, [b"IHDR", b"IDAT", b"IEND"]);
    assert_eq!([number(&cover, 16), number(&cover, 20)], [1080, 1920]);
}

/// Runs a program and gives what it wrote; it must succeed and complain about nothing.
fn run(program: &str, arguments: &[&str], file: &Path) -> Vec<u8> {
    let output = Command::new(program).args(["-v", "error"]).args(arguments).arg(file).output().expect(program);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaint.is_empty(), "{program} on {}: {complaint}", file.display());
    output.stdout
}

fn probed(file: &Path, entries: &str) -> String {
    let shown = ["-count_frames", "-show_entries", entries, "-of", "csv=p=0", "-i"];
    String::from_utf8_lossy(&run("ffprobe", &shown, file)).trim().replace('\n', ",")
}

fn decoded(file: &Path, format: &str) -> Vec<u8> {
    let raw = file.with_extension("raw");
    let name = file.to_string_lossy();
    run("ffmpeg", &["-y", "-i", &name, "-f", "rawvideo", "-pix_fmt", format], &raw);
    std::fs::read(&raw).expect("decoded samples")
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Option<Folder> {
        let there = |program: &str| Command::new(program).arg("-version").output().is_ok();
        if !(there("ffmpeg") && there("ffprobe")) {
            println!("skipped: ffmpeg and ffprobe are not installed");
            return None;
        }
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("temporary folder");
        Some(Folder(path))
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("temporary file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn ffmpeg_agrees_with_every_number() {
    let Some(folder) = Folder::new("media-numbers") else { return };
    let clips = [(128, 128, 1), (854, 480, 16), (640, 360, 4), (1280, 720, 5), (1080, 1920, 2), (2560, 1440, 1)];
    for (width, height, seconds) in clips {
        let clip = clip(width, height, seconds);
        let video = folder.file("video.mp4", &clip.video());
        let stream = probed(&video, "stream=codec_name,width,height,pix_fmt,r_frame_rate,duration,nb_read_frames");
        let frames = seconds * 24;
        assert_eq!(stream, format!("h264,{width},{height},yuv420p,24/1,{seconds}.000000,{frames}"));
        assert_eq!(probed(&video, "format=duration"), format!("{seconds}.000000"));
        let cover = folder.file("cover.png", &clip.cover());
        assert_eq!(probed(&cover, "stream=codec_name,width,height,pix_fmt"), format!("png,{width},{height},rgb24"));
    }
}

#[test]
fn ffmpeg_shows_every_sample_as_drawn() {
    let Some(folder) = Folder::new("media-samples") else { return };
    for clip in [clip(128, 128, 2), clip(354, 202, 3), Clip { frames_per_second: 6, ..clip(202, 640, 1) }] {
        let video = folder.file("video.mp4", &clip.video());
        let (scene, shown) = (Scene::new(&clip), decoded(&video, "yuv420p"));
        let (area, wide) = ((clip.width * clip.height) as usize, clip.width as usize);
        let frames: Vec<&[u8]> = shown.chunks_exact(area / 2 * 3).map(|frame| &frame[..area]).collect();
        assert_eq!(frames.len(), (clip.seconds * clip.frames_per_second) as usize);
        for (number, frame) in (0..).zip(frames) {
            let wrong =
                (0..area).find(|i| i32::from(frame[*i]) != scene.luma(number, (i % wide) as u32, (i / wide) as u32));
            assert_eq!(wrong, None, "{clip:?}, frame {number}");
        }
    }
}

#[test]
fn ffmpeg_sees_the_first_frame_on_the_cover() {
    let Some(folder) = Folder::new("media-covers") else { return };
    for clip in [clip(128, 128, 1), clip(854, 480, 1), clip(720, 1280, 1)] {
        let cover = decoded(&folder.file("cover.png", &clip.cover()), "rgb24");
        let video = decoded(&folder.file("video.mp4", &clip.video()), "rgb24");
        assert_eq!(cover.len(), (3 * clip.width * clip.height) as usize);
        let apart: usize = cover.iter().zip(&video).map(|(one, other)| usize::from(one.abs_diff(*other))).sum();
        assert!(apart <= 3 * cover.len(), "{clip:?}: {} apart on average", apart / cover.len());
    }
}
