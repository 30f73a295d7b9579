//! SHA-256 and HMAC over it: by the library that TLS brings, which knows the processor's own instructions for them, and in a
//! build without TLS by a small one.

#[cfg(feature = "tls")]
pub(crate) use aws_lc::{Sha256, is_signed, sha256};
#[cfg(not(feature = "tls"))]
pub(crate) use small::{Sha256, is_signed, sha256};

/// How many bytes a sum has.
const LENGTH: usize = 32;

#[cfg(feature = "tls")]
mod aws_lc {
    use aws_lc_rs::{digest, hmac};

    /// The SHA-256 of some bytes.
    pub(crate) fn sha256(bytes: &[u8]) -> [u8; super::LENGTH] {
        of(digest::digest(&digest::SHA256, bytes))
    }

    fn of(digest: digest::Digest) -> [u8; super::LENGTH] {
        let mut sum = [0; super::LENGTH];
        sum.copy_from_slice(digest.as_ref());
        sum
    }

    /// The SHA-256 of bytes that come in parts.
    pub(crate) struct Sha256(digest::Context);

    impl Sha256 {
        pub(crate) fn new() -> Self {
            Self(digest::Context::new(&digest::SHA256))
        }

        pub(crate) fn update(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }

        pub(crate) fn finish(self) -> [u8; super::LENGTH] {
            of(self.0.finish())
        }
    }

    /// Whether this is the HMAC of a text, told in a time that does not depend on how much of it is right.
    pub(crate) fn is_signed(key: &[u8], text: &[u8], signature: &[u8]) -> bool {
        hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key), text, signature).is_ok()
    }
}

#[cfg(any(test, not(feature = "tls")))]
mod small {
    use hmac_sha256::{HMAC, Hash};

    /// The SHA-256 of some bytes.
    pub(crate) fn sha256(bytes: &[u8]) -> [u8; super::LENGTH] {
        Hash::hash(bytes)
    }

    /// The SHA-256 of bytes that come in parts.
    pub(crate) struct Sha256(Hash);

    impl Sha256 {
        pub(crate) fn new() -> Self {
            Self(Hash::new())
        }

        pub(crate) fn update(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }

        pub(crate) fn finish(self) -> [u8; super::LENGTH] {
            self.0.finalize()
        }
    }

    /// Whether this is the HMAC of a text, told in a time that does not depend on how much of it is right.
    pub(crate) fn is_signed(key: &[u8], text: &[u8], signature: &[u8]) -> bool {
        signature.try_into().is_ok_and(|signature| HMAC::verify(text, key, signature))
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Digest;

    use super::*;

    /// Texts about as long as a block, and of several.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let text = |length: usize| (0..length).map(|at| (at * 7 % 251) as u8).collect();
        [0, 1, 55, 56, 63, 64, 65, 1000].into_iter().map(text)
    }

    #[test]
    fn sums_are_those_of_a_third() {
        for text in texts() {
            let expected: [u8; LENGTH] = sha2::Sha256::digest(&text).into();
            assert_eq!((sha256(&text), small::sha256(&text)), (expected, expected), "{} bytes", text.len());
            for at in [0, text.len() / 2, text.len()] {
                let (mut sum, mut other) = (Sha256::new(), small::Sha256::new());
                for part in [&text[..at], &text[at..]] {
                    sum.update(part);
                    other.update(part);
                }
                assert_eq!((sum.finish(), other.finish()), (expected, expected), "{at} of {} bytes", text.len());
            }
        }
    }

    #[test]
    fn only_the_whole_signature_is_one() {
        for (key, text) in texts().skip(1).zip(texts()) {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any key");
            mac.update(&text);
            let signature = mac.finalize().into_bytes().to_vec();
            let both = |given: &[u8]| (is_signed(&key, &text, given), small::is_signed(&key, &text, given));
            assert_eq!(both(&signature), (true, true));
            for bit in 0..8 * LENGTH {
                let mut other = signature.clone();
                other[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(both(&other), (false, false), "bit {bit}");
            }
            let long = [&signature[..], &[0]].concat();
            for other in [&[][..], &signature[..1], &signature[..LENGTH - 1], &long] {
                assert_eq!(both(other), (false, false), "{} bytes", other.len());
            }
        }
    }
}
