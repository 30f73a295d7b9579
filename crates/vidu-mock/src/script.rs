//! What shall happen to a task, as a test asks for it: in the header `X-Vidu-Mock`, or in process.

use vidu_types::table::{Revision, Stage};

use crate::plan::Outcome;

/// The header in which a request says what shall happen to its task.
pub const HEADER: &str = "x-vidu-mock";

/// What shall happen to a task.
///
/// As a header: `fail`, `fail=CODE` with an error code of the vendor's, or `stuck=STATE` with a state of the vendor's in
/// which the task then stays.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Script {
    /// It fails, with this code or, without one, the first that the vendor lists for tasks.
    Fail(Option<String>),
    /// It stays in this state, which is a word of the vendor's.
    Stuck(String),
}

impl Script {
    /// Reads the value of the header, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Script, String> {
        let (verb, object) = text.split_once('=').unwrap_or((text, ""));
        match (verb.trim(), object.trim()) {
            ("fail", "") => Ok(Script::Fail(None)),
            ("fail", code) => Ok(Script::Fail(Some(code.to_owned()))),
            ("stuck", state) if !state.is_empty() => Ok(Script::Stuck(state.to_owned())),
            _ => Err(format!(
                "{HEADER}: `{}` is no instruction; there are `fail`, `fail=CODE` and `stuck=STATE`",
                text.escape_debug()
            )),
        }
    }

    /// How a task of this vendor goes then, or why it cannot.
    pub fn outcome(&self, revision: &Revision) -> Result<Outcome, String> {
        match self {
            Script::Fail(None) => Ok(Outcome::Failed(task_codes(revision).next().map(Into::into))),
            Script::Fail(Some(code)) => failed(code, revision),
            Script::Stuck(word) => stuck(word, revision),
        }
    }
}

/// A vendor that lists no codes may send any.
fn failed(code: &str, revision: &Revision) -> Result<Outcome, String> {
    let listed: Vec<&str> = revision.errors.codes.iter().map(|listed| &*listed.code).collect();
    if task_codes(revision).next().is_none() || listed.contains(&code) {
        return Ok(Outcome::Failed(Some(code.into())));
    }
    let code = code.escape_debug();
    Err(format!("{HEADER}: fail={code} is no error code of {}; there are {}", revision.title, listed.join(", ")))
}

fn stuck(word: &str, revision: &Revision) -> Result<Outcome, String> {
    let under_way = |stage| matches!(stage, Stage::Queued | Stage::Running);
    let position = revision.states.iter().position(|state| state.word == word && under_way(state.stage));
    position.map(Outcome::Stuck).ok_or_else(|| {
        let states = revision.states.iter().filter(|state| under_way(state.stage));
        let words: Vec<&str> = states.map(|state| &*state.word).collect();
        let word = word.escape_debug();
        format!("{HEADER}: stuck={word} is no state of {} under way; there are {}", revision.title, words.join(", "))
    })
}

fn task_codes(revision: &Revision) -> impl Iterator<Item = &str> {
    revision.errors.codes.iter().filter(|code| code.of_task).map(|code| &*code.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read() {
        let fail = |code: &str| Script::Fail(Some(code.into()));
        for (text, expected) in [
            ("fail", Some(Script::Fail(None))),
            (" fail = Broken ", Some(fail("Broken"))),
            ("stuck=drawing", Some(Script::Stuck("drawing".into()))),
            ("stuck", None),
            ("", None),
            ("fial=Broken", None),
        ] {
            assert_eq!(Script::parse(text).ok(), expected, "{text}");
        }
    }
}
