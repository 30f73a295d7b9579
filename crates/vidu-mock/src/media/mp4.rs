//! Puts an encoded video into an MP4 file whose index comes first, so that it plays while it is loading.

use super::Clip;
use super::h264::{Frame, Stream};

// A frame lasts this many units of the media clock, whatever the rate, so that no duration is ever rounded.
const FRAME_UNITS: u32 = 512;
const MOVIE_CLOCK: u32 = 1000;

const UNCHANGED: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

pub(super) fn file(clip: &Clip, stream: &Stream) -> Vec<u8> {
    let kind = boxed(b"ftyp", &[b"isom", &words(&[0x200]), b"isomiso2avc1mp41"]);
    // The index has the same size whatever place it names.
    let place = kind.len() + movie(clip, stream, 0).len() + 8;
    let pictures: Vec<u8> = stream.frames.iter().flat_map(|frame| sized(&frame.nal)).collect();
    [kind, movie(clip, stream, place as u32), boxed(b"mdat", &[&pictures])].concat()
}

fn sized(nal: &[u8]) -> impl Iterator<Item = u8> {
    (nal.len() as u32).to_be_bytes().into_iter().chain(nal.iter().copied())
}

fn movie(clip: &Clip, stream: &Stream, place: u32) -> Vec<u8> {
    let media = [media_header(clip), handler(), information(clip, stream, place)].concat();
    let track = [track_header(clip), boxed(b"mdia", &[&media])].concat();
    boxed(b"moov", &[&movie_header(clip), &boxed(b"trak", &[&track])])
}

fn movie_header(clip: &Clip) -> Vec<u8> {
    let timing = [0, 0, MOVIE_CLOCK, clip.seconds * MOVIE_CLOCK];
    let (normal_speed, full_volume, next_track) = (0x1_0000, 0x100_0000, 2);
    let playing = [normal_speed, full_volume, 0, 0];
    full(b"mvhd", 0, &[&timing[..], &playing, &UNCHANGED, &[0; 6], &[next_track]].concat())
}

fn track_header(clip: &Clip) -> Vec<u8> {
    let (enabled_in_movie, number) = (3, 1);
    let timing = [0, 0, number, 0, clip.seconds * MOVIE_CLOCK];
    let size = [clip.width << 16, clip.height << 16];
    full(b"tkhd", enabled_in_movie, &[&timing[..], &[0; 4], &UNCHANGED, &size].concat())
}

fn media_header(clip: &Clip) -> Vec<u8> {
    let undetermined_language = 0x55c4_0000;
    let clock = clip.frames_per_second * FRAME_UNITS;
    full(b"mdhd", 0, &[0, 0, clock, clip.frames() * FRAME_UNITS, undetermined_language])
}

fn handler() -> Vec<u8> {
    boxed(b"hdlr", &[&words(&[0, 0]), b"vide", &words(&[0; 3]), b"VideoHandler\0"])
}

fn information(clip: &Clip, stream: &Stream, place: u32) -> Vec<u8> {
    let in_this_file = full(b"url ", 1, &[]);
    let references = boxed(b"dref", &[&words(&[0, 1]), &in_this_file]);
    let parts = [full(b"vmhd", 1, &[0, 0]), boxed(b"dinf", &[&references]), samples(clip, stream, place)];
    boxed(b"minf", &[&parts.concat()])
}

fn samples(clip: &Clip, stream: &Stream, place: u32) -> Vec<u8> {
    let (count, frames) = (clip.frames(), &stream.frames);
    let keys: Vec<u32> = (1..).zip(frames).filter(|(_, frame)| frame.key).map(|(number, _)| number).collect();
    let sizes: Vec<u32> = frames.iter().map(size).collect();
    let parts = [
        description(clip, stream),
        full(b"stts", 0, &[1, count, FRAME_UNITS]),
        full(b"stss", 0, &[&[keys.len() as u32], &keys[..]].concat()),
        full(b"stsc", 0, &[1, 1, count, 1]),
        full(b"stsz", 0, &[&[0, count], &sizes[..]].concat()),
        full(b"stco", 0, &[1, place]),
    ];
    boxed(b"stbl", &[&parts.concat()])
}

fn size(frame: &Frame) -> u32 {
    4 + frame.nal.len() as u32
}

fn description(clip: &Clip, stream: &Stream) -> Vec<u8> {
    let (reference, dots_per_inch, frames_per_sample) = (1, 0x48_0000, 1);
    let screen = [0, reference, 0, 0, 0, 0, clip.width << 16 | clip.height, dots_per_inch, dots_per_inch, 0];
    let (no_name, depth, no_colour_table) = ([0; 32], [0, 24], [0xff, 0xff]);
    let parts = [&words(&screen), &[0, frames_per_sample][..], &no_name, &depth, &no_colour_table];
    let entry = boxed(b"avc1", &[&parts.concat(), &decoder(stream), &boxed(b"colr", &[b"nclx\0\x01\0\x01\0\x01\0"])]);
    boxed(b"stsd", &[&words(&[0, 1]), &entry])
}

// Version, then profile and level as the sequence has them, four-byte sizes, and one parameter set of either kind.
fn decoder(stream: &Stream) -> Vec<u8> {
    let short = |set: &[u8]| (set.len() as u16).to_be_bytes();
    let (sequence, picture) = (&stream.sequence, &stream.picture);
    let one_sequence = [&[0xff, 0xe1], &short(sequence)[..], sequence].concat();
    let one_picture = [&[1], &short(picture)[..], picture].concat();
    boxed(b"avcC", &[&[1], &sequence[1..4], &one_sequence, &one_picture])
}

fn full(kind: &[u8; 4], flags: u32, values: &[u32]) -> Vec<u8> {
    boxed(kind, &[&words(&[flags]), &words(values)])
}

fn boxed(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&words(&[8 + body.len() as u32]), kind.as_slice(), &body].concat()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}
