//! What code generation costs: a spec of as many pages as there are and of ten times as many, and building the types anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vidu_codegen::{build, load};

use crate::cargo::{cost, empty, package, project};
use crate::figure::Figure;
use crate::process::cpu;

/// How many times as many pages.
const TIMES: usize = 10;
/// As many measurements; the least disturbed counts.
const TURNS: usize = 5;
/// As long as each takes at least.
const WHILE: Duration = Duration::from_millis(400);

/// Of reading and proving a page, of writing it, and of a build after a line of the spec was changed.
pub fn figures() -> Vec<Figure> {
    let out = empty("generated");
    let [one, many] = [1, TIMES].map(|times| copied(&format!("spec-{times}"), times));
    let [pages, more] = [&one, &many].map(|spec| pages(spec));
    let proved =
        |spec: &Path, pages: f64| least(|| drop(load(spec).unwrap_or_else(|report| panic!("{report}")))) / pages;
    let written =
        |spec: &Path, pages: f64| least(|| build::generate(spec, &out).unwrap_or_else(|why| panic!("{why}"))) / pages;
    let figure = |what: &str, [one, many]: [f64; 2]| Figure {
        what: format!("CPU of a page, {what}: of {more}, against {pages}"),
        amount: many,
        against: Some(one),
        unit: "ms",
        target: 1.5,
    };
    let mut figures = vec![
        figure("read and proved", [proved(&one, pages), proved(&many, more)]),
        figure("read, proved and generated", [written(&one, pages), written(&many, more)]),
    ];
    figures.extend(rebuilt(&one));
    figures
}

/// A spec folder in which every vendor stands so often.
fn copied(name: &str, times: usize) -> PathBuf {
    let (from, into) = (project().join("spec"), empty(name));
    fs::copy(from.join("vocabulary.toml"), into.join("vocabulary.toml")).expect("the vocabulary");
    for vendor in folders(&from) {
        let name = vendor.file_name().expect("a name").to_string_lossy().into_owned();
        copy(&vendor, &into.join(&name));
        (1..times).for_each(|copy_of| copy(&vendor, &into.join(format!("{name}{copy_of}"))));
    }
    into
}

fn copy(from: &Path, into: &Path) {
    fs::create_dir_all(into).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let to = into.join(entry.file_name().expect("a name"));
        match entry.is_dir() {
            true => copy(&entry, &to),
            false => drop(fs::copy(&entry, to).expect("a file")),
        }
    }
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.is_dir()).collect()
}

/// How many operations the pages list.
fn pages(spec: &Path) -> f64 {
    let loaded = load(spec).unwrap_or_else(|report| panic!("{report}"));
    loaded.spec.revisions.iter().map(|revision| revision.operations.len()).sum::<usize>() as f64
}

/// Milliseconds of CPU for one walk of as many as fill a while: the system counts a running thread every few milliseconds.
fn least(work: impl Fn()) -> f64 {
    let measured = || {
        let (before, began, mut times) = (cpu(std::process::id()), Instant::now(), 0.0);
        while began.elapsed() < WHILE {
            work();
            times += 1.0;
        }
        (cpu(std::process::id()) - before).as_secs_f64() * 1e3 / times
    };
    (0..TURNS).map(|_| measured()).fold(f64::INFINITY, f64::min)
}

/// The seconds of CPU from nothing, and after a line of a page was changed, for whoever depends on the types.
fn rebuilt(spec: &Path) -> Vec<Figure> {
    let path = project().join("crates/vidu-types");
    let user = package("types", &format!("vidu-types = {{ path = {:?} }}", path.display().to_string()));
    let built = || cost(&user, &["build"], &[("VIDU_SPEC", spec)]);
    let first = built();
    let page =
        folders(spec).into_iter().flat_map(|vendor| folders(&vendor)).next().expect("a revision").join("vendor.toml");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, text + "\n# another line\n").expect("it can be written");
    let figure = |what: &str, amount, target| Figure { what: what.into(), amount, against: None, unit: "s", target };
    vec![
        figure("CPU of the first build of the types, with all that they need", first, 60.0),
        figure("CPU of their build after a line of the spec was changed", built(), 20.0),
    ]
}
