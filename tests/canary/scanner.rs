//! A key of its own for each run, and the search for it in whatever was printed, kept or answered; it needs nothing but the
//! standard library, because test programs of several crates include it.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;

/// So many bytes of the key in a row give it away.
const FRAGMENT: usize = 16;

/// A key that stands nowhere but where a test puts it.
pub struct Canary {
    key: String,
    seed: u64,
    fragments: HashSet<Vec<u8>>,
}

impl Canary {
    /// The key of a seed: that in `VIDU_CANARY_SEED`, or one that no other run has.
    pub fn fresh() -> Canary {
        let given = std::env::var("VIDU_CANARY_SEED").ok().and_then(|seed| seed.parse().ok());
        Canary::of(given.unwrap_or_else(|| RandomState::new().build_hasher().finish()))
    }

    pub fn of(seed: u64) -> Canary {
        println!("the key is that of VIDU_CANARY_SEED={seed}");
        let mut state = seed;
        let mut letter = || {
            // SplitMix64: well mixed from any seed.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[(mixed >> 32) as usize % 62])
        };
        let mut word = || (0..9).map(|_| letter()).collect::<String>();
        // With marks that some programs escape in an address and others do not.
        let key = format!("sk-{}/{}+{}={}", word(), word(), word(), word());
        let fragments = key.as_bytes().windows(FRAGMENT).map(<[u8]>::to_vec).collect();
        Canary { key, seed, fragments }
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key as programs write it, each way with its name.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        let bytes = self.key.as_bytes();
        let each = |write: fn(u8) -> String| bytes.iter().map(|byte| write(*byte)).collect::<String>();
        let lettered =
            |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        vec![
            ("plain", self.key.clone()),
            ("percent", each(|byte| format!("%{byte:02X}"))),
            ("percent in lower case", each(|byte| format!("%{byte:02x}"))),
            ("percent where needed", bytes.iter().map(|byte| lettered(*byte)).collect()),
            ("hexadecimal", each(|byte| format!("{byte:02x}"))),
            ("hexadecimal in upper case", each(|byte| format!("{byte:02X}"))),
            ("base64", encoded(bytes, "", STANDARD)),
            ("base64 behind one", encoded(bytes, "u", STANDARD)),
            ("base64 behind two", encoded(bytes, "u:", STANDARD)),
            ("base64 for addresses", encoded(bytes, "", URL)),
            ("base64 for addresses behind one", encoded(bytes, "u", URL)),
            ("base64 for addresses behind two", encoded(bytes, "u:", URL)),
        ]
    }

    /// In which form the key stands in bytes, if it does.
    pub fn found_in(&self, bytes: &[u8]) -> Option<String> {
        let once = unescaped(bytes);
        let twice = unescaped(&once);
        let mut texts = vec![("", bytes)];
        texts.extend((once != bytes).then_some(("escaped ", &once[..])));
        texts.extend((twice != once).then_some(("twice escaped ", &twice[..])));
        for (how, text) in texts {
            let forms = [("plain", vec![text.to_vec()]), ("hexadecimal", digits(text)), ("base64", letters(text))];
            for (form, decoded) in forms {
                if decoded.iter().any(|bytes| self.is_in(bytes)) {
                    return Some(format!("{how}{form}"));
                }
            }
        }
        None
    }

    /// Fails if the key is there.
    #[track_caller]
    pub fn is_absent(&self, what: &str, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        if let Some(form) = self.found_in(bytes) {
            let shown = String::from_utf8_lossy(bytes).chars().take(3000).collect::<String>();
            panic!("{what} has the key of VIDU_CANARY_SEED={} ({}), {form}:\n{shown}", self.seed, self.key);
        }
    }

    /// Fails if the key is in a file below a folder, or in a name there.
    #[track_caller]
    pub fn is_absent_below(&self, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            self.is_absent("the name of a file", &name);
            match path.is_dir() {
                true => self.is_absent_below(&path),
                false => self.is_absent(&name, std::fs::read(&path).expect("a file")),
            }
        }
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        bytes.windows(FRAGMENT).any(|window| self.fragments.contains(window))
    }
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 without padding of bytes behind others.
fn encoded(bytes: &[u8], before: &str, alphabet: &[u8; 64]) -> String {
    let all = [before.as_bytes(), bytes].concat();
    let bits = all.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect::<Vec<u8>>();
    let six = |bits: &[u8]| (0..6).fold(0, |sum, at| sum << 1 | bits.get(at).copied().unwrap_or(0));
    bits.chunks(6).map(|bits| char::from(alphabet[usize::from(six(bits))])).collect()
}

/// A text without its escapes by percent signs and backslashes.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut open = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, ..] = rest {
        let (byte, length) = match rest {
            [b'%', high, low, ..] if hexadecimal(&[*high, *low]).is_some() => (hexadecimal(&[*high, *low]), 3),
            [b'\\', b'u', b'0', b'0', high, low, ..] => (hexadecimal(&[*high, *low]), 6),
            [b'\\', mark @ (b'/' | b'"' | b'\\'), ..] => (Some(*mark), 2),
            _ => (None, 1),
        };
        open.push(byte.unwrap_or(*first));
        rest = &rest[length..];
    }
    open
}

fn hexadecimal(two: &[u8; 2]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok().filter(|_| two[0] != b'+')
}

/// Every run of hexadecimal digits as bytes, from its first digit on and from its second.
fn digits(text: &[u8]) -> Vec<Vec<u8>> {
    let runs = text.split(|byte| !byte.is_ascii_hexdigit()).filter(|run| run.len() >= 2 * FRAGMENT);
    let read = |run: &[u8]| run.chunks_exact(2).filter_map(|two| hexadecimal(&[two[0], two[1]])).collect();
    runs.flat_map(|run| [read(run), read(&run[1..])]).collect()
}

/// Every run of letters of base64, of either alphabet, as bytes, from each of its first four letters on.
fn letters(text: &[u8]) -> Vec<Vec<u8>> {
    let mut values = [NONE; 256];
    for alphabet in [STANDARD, URL] {
        alphabet.iter().enumerate().for_each(|(value, letter)| values[usize::from(*letter)] = value as u8);
    }
    let value = |byte: &u8| values[usize::from(*byte)];
    let runs = text.split(|byte| value(byte) == NONE).filter(|run| run.len() >= FRAGMENT);
    let read = |run: &[u8]| {
        let bytes = |four: &[u8]| {
            let bits =
                four.iter().fold(0_u32, |bits, letter| bits << 6 | u32::from(value(letter))) << (6 * (4 - four.len()));
            [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]
        };
        run.chunks(4).flat_map(bytes).collect()
    };
    runs.flat_map(|run| (0..4).map(|from| read(&run[from..])).collect::<Vec<Vec<u8>>>()).collect()
}

const NONE: u8 = 64;
