//! What must hold of any input whatever, a function a target: the fuzzer of `fuzz/` asks them, and `cargo test` asks them again for every input that it kept.
//!
//! A function panics where something does not hold, and returns where the input is none of its form. Inputs are texts
//! wherever that is possible, so that a kept one can be read.

pub mod addresses;
pub mod admin;
pub mod answers;
pub mod bodies;
pub mod call;
pub mod callbacks;
pub mod journals;
pub mod lives;
pub mod oracle;
pub mod pages;
pub mod pauses;
pub mod pictures;
pub mod requests;
pub mod specs;

/// Every input that the fuzzer kept, and every one that ever broke something, is asked again.
#[cfg(test)]
mod replay {
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::{Path, PathBuf};

    use crate::folder::project;

    /// Asks a target for every kept input and names those for which it does not hold.
    fn replay(target: &str, holds: fn(&[u8])) {
        let kept = inputs(&project().join("fuzz/corpus").join(target));
        assert!(kept.len() >= 5, "{target}: only {} inputs are kept", kept.len());
        let broken = |path: &PathBuf| {
            let input = fs::read(path).expect("a kept input");
            catch_unwind(AssertUnwindSafe(|| holds(&input))).is_err()
        };
        let broken: Vec<_> = kept.iter().filter(|path| broken(path)).collect();
        assert!(broken.is_empty(), "{target} does not hold for {broken:?}");
    }

    fn inputs(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
        entries.map(|entry| entry.expect("an entry").path()).collect()
    }

    /// A test for each target, so that they run beside each other; a target without inputs fails.
    macro_rules! targets {
        ($($target:ident)*) => {
            $(#[test]
            fn $target() {
                replay(stringify!($target), super::$target::holds);
            })*

            #[test]
            fn every_target_is_replayed() {
                let mut known = vec![$(concat!(stringify!($target), ".rs")),*];
                let targets = inputs(&project().join("fuzz/fuzz_targets"));
                let mut named: Vec<String> =
                    targets.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
                (known.sort_unstable(), named.sort_unstable());
                assert_eq!(known, named);
            }
        };
    }

    targets! { addresses admin answers bodies callbacks journals lives pages pauses pictures requests specs }
}
