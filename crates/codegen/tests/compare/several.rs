//! Several changes of the tables at once, drawn by chance from a fixed seed: every claim is proven, in both directions.

use std::fs;
use std::path::PathBuf;

use vidu_codegen::diff::{Side, compare};

use crate::claims::prove;
use crate::folder::{made_up, real};
use crate::tree::Tree;

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % many
    }
}

/// The page with a few changes of what is accepted and of its fields.
fn changed(page: &Tree, chance: &mut Chance) -> Tree {
    let mut page = page.clone();
    for _ in 0..2 + chance.below(4) {
        let Tree::Table(entries) = &mut page else { panic!("a page is a table") };
        let of_tables: Vec<usize> =
            (0..entries.len()).filter(|at| ["accepts", "fields"].contains(&entries[*at].0.as_str())).collect();
        let at = of_tables[chance.below(of_tables.len())];
        let mut changes = entries[at].1.changed();
        if !changes.is_empty() {
            let pick = chance.below(changes.len());
            entries[at].1 = changes.swap_remove(pick).1;
        }
    }
    page
}

fn check(spec: PathBuf, revision: &str, seed: u64) {
    let mut chance = Chance(seed);
    let mut files: Vec<(PathBuf, String)> = vec!["vocabulary.toml".into(), format!("{revision}/vendor.toml").into()]
        .into_iter()
        .chain(["img2video", "query"].map(|page| format!("{revision}/{page}.toml").into()))
        .map(|path: PathBuf| (path.clone(), fs::read_to_string(spec.join(&path)).expect("a file")))
        .collect();
    let page = Tree::read(&files[2].1);
    let mut sides: Vec<Side> = Vec::new();
    for _ in 0..4000 {
        files[2].1 = changed(&page, &mut chance).write();
        sides.extend(Side::of_texts("some", files.clone()).ok());
        if sides.len() == 60 {
            break;
        }
    }
    assert!(sides.len() >= 30, "{revision}: {} sound specs", sides.len());
    let mut changes = 0;
    for (old, new) in sides.iter().zip(sides.iter().skip(1)) {
        let found = compare(old, new);
        prove(old, new, &found);
        changes += found.changes.len();
    }
    assert!(changes >= 2 * sides.len(), "{revision}: {changes} changes");
}

#[test]
fn of_the_made_up_vendor() {
    check(made_up(), "acme/2026-01", 1);
}

#[test]
fn of_octopusx() {
    check(real(), "octopusx/2026-03", 2);
}

#[test]
fn of_vidu() {
    check(real(), "vidu/2025-08", 3);
}
