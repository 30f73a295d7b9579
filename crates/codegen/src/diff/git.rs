//! A spec as git keeps it: read from its objects into memory, without a working copy.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Unreadable;
use crate::syntax::Files;

/// The files of a spec in memory.
pub struct Tree {
    label: String,
    files: BTreeMap<PathBuf, String>,
    /// What was asked for, below the spec's folder; empty for the whole spec.
    pub under: PathBuf,
}

impl Tree {
    /// A spec of these texts by path.
    pub fn of(label: &str, files: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        Self { label: label.to_owned(), files: files.into_iter().collect(), under: PathBuf::new() }
    }
}

impl Files for Tree {
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let below = self.files.keys().filter_map(|path| path.strip_prefix(folder).ok());
        let entry = |path: &Path| {
            let mut parts = path.components();
            let name = parts.next()?.as_os_str().to_string_lossy().into_owned();
            Some((name, parts.next().is_some()))
        };
        let mut names: Vec<(String, bool)> = below.filter_map(entry).collect();
        names.dedup();
        if names.is_empty() { Err(io::Error::new(io::ErrorKind::NotFound, "no such folder")) } else { Ok(names) }
    }

    fn text(&self, file: &Path) -> io::Result<String> {
        self.files.get(file).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }

    fn shown(&self, path: &Path) -> PathBuf {
        PathBuf::from(format!("{}/{}", self.label, path.display()))
    }
}

/// The revision and the path that an operand names, if it names git's: `git:REV`, `git:REV:path`, `REV:path`.
pub fn operand(operand: &str, spec: &Path) -> Option<(String, Option<String>)> {
    let (is_said, rest) = operand.strip_prefix("git:").map_or((false, operand), |rest| (true, rest));
    if !is_said && (Path::new(operand).exists() || spec.join(operand).exists()) {
        return None;
    }
    match rest.split_once(':') {
        Some((revision, path)) => Some((revision.to_owned(), Some(path.to_owned()))),
        None => is_said.then(|| (rest.to_owned(), None)),
    }
}

/// Reads a spec at a revision: the spec folder's, or that of a path from the repository's root.
pub fn tree(revision: &str, path: Option<&str>, spec: &Path) -> Result<Tree, Unreadable> {
    // Without a path it is the spec folder's own, whose repository is the one around it.
    let folder = if path.is_none() { spec } else { Path::new(".") };
    let commit =
        git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{tree}}")], "")
            .map_err(|why| why.unless_empty(format!("git knows no revision `{revision}` in {}", folder.display())))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let prefix = match path {
        Some(path) => path.trim_matches('/').to_owned(),
        None => {
            let prefix =
                git(folder, &["rev-parse", "--show-prefix"], "").map_err(|why| why.unless_empty(String::new()))?;
            String::from_utf8_lossy(&prefix).trim().trim_matches('/').to_owned()
        }
    };
    let names = git(folder, &["ls-tree", "-r", "-z", "--full-tree", "--name-only", &commit], "")
        .map_err(|why| why.unless_empty(String::new()))?;
    let names = String::from_utf8_lossy(&names).into_owned();
    let (root, under) = root(&prefix, &names).ok_or_else(|| {
        Unreadable::NotThere(format!(
            "revision `{revision}` has no spec at `{prefix}`: no vocabulary.toml there or two folders above"
        ))
    })?;
    let root = Path::new(&root);
    let wanted = names.split('\0').filter(|name| name.ends_with(".toml") && Path::new(name).starts_with(root));
    let wanted: Vec<&str> = wanted.collect();
    let texts = texts(folder, &commit, &wanted)?;
    let short = |name: &str| Path::new(name).strip_prefix(root).map(Path::to_owned).unwrap_or_default();
    let files = wanted.iter().zip(texts).map(|(name, text)| (short(name), text)).collect();
    Ok(Tree { label: format!("{revision}:{}", root.display()), files, under: under.into() })
}

/// The spec's folder of a path, and what of it the path names.
fn root(path: &str, names: &str) -> Option<(String, String)> {
    let has = |folder: &str| {
        let file = if folder.is_empty() { "vocabulary.toml".to_owned() } else { format!("{folder}/vocabulary.toml") };
        names.split('\0').any(|name| name == file)
    };
    if has(path) {
        return Some((path.to_owned(), String::new()));
    }
    let parts: Vec<&str> = path.split('/').collect();
    let (root, under) = parts.split_at(parts.len().checked_sub(2)?);
    has(&root.join("/")).then(|| (root.join("/"), under.join("/")))
}

/// The texts of files, in their order.
fn texts(folder: &Path, commit: &str, names: &[&str]) -> Result<Vec<String>, Unreadable> {
    let wanted: String = names.iter().map(|name| format!("{commit}:{name}\n")).collect();
    let mut answer = git(folder, &["cat-file", "--batch"], &wanted).map_err(|why| why.unless_empty(String::new()))?;
    let broken = || Unreadable::NotThere("git answered something else than it was asked for".to_owned());
    let mut texts = Vec::new();
    for _ in names {
        let end = answer.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let size: usize = head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
        let rest = answer.split_off(end + 1);
        texts.push(String::from_utf8_lossy(rest.get(..size).ok_or_else(broken)?).into_owned());
        answer = rest.get(size + 1..).unwrap_or_default().to_vec();
    }
    Ok(texts)
}

/// Why git did not answer.
struct Failure(String);

impl Failure {
    /// The failure in git's words, or in others if it had none.
    fn unless_empty(self, otherwise: String) -> Unreadable {
        Unreadable::NotThere(if self.0.is_empty() { otherwise } else { self.0 })
    }
}

fn git(folder: &Path, arguments: &[&str], input: &str) -> Result<Vec<u8>, Failure> {
    let missing = |why: io::Error| {
        let folder = folder.display();
        Failure(format!(
            "git could not be run in {folder} ({why}); install git, or name folders instead of revisions of it"
        ))
    };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(missing)?;
    let stdin = child.stdin.take();
    let input = input.to_owned();
    // A thread of its own: git may answer before it has read everything.
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().map_err(missing)?;
    drop(writer.join());
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(Failure(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}
