//! What the server offers: the compiled spec or a folder's, and of each vendor the revision that was asked for.

use std::borrow::Cow;

use vidu_types::table::{Revision, Spec};

/// What to take instead of what is compiled and current.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The folder to read.
    #[cfg(feature = "spec-folder")]
    pub folder: Option<std::path::PathBuf>,
    /// Vendors and months.
    pub revisions: Vec<(String, String)>,
}

impl Offer {
    /// The spec to serve, or everything that is wrong with what was asked for.
    pub fn of(&self, compiled: Cow<'static, Spec>) -> Result<Cow<'static, Spec>, String> {
        let mut spec = self.read(compiled)?;
        let faults: Vec<String> =
            self.revisions.iter().filter_map(|(vendor, month)| missing(&spec, vendor, month)).collect();
        if !faults.is_empty() {
            return Err(faults.join("; "));
        }
        for (vendor, month) in &self.revisions {
            let revisions = spec.to_mut().revisions.to_mut().iter_mut();
            revisions.filter(|one| one.vendor == *vendor).for_each(|one| one.current = one.month == *month);
        }
        Ok(spec)
    }

    #[cfg(not(feature = "spec-folder"))]
    fn read(&self, compiled: Cow<'static, Spec>) -> Result<Cow<'static, Spec>, String> {
        Ok(compiled)
    }

    #[cfg(feature = "spec-folder")]
    fn read(&self, compiled: Cow<'static, Spec>) -> Result<Cow<'static, Spec>, String> {
        self.folder.as_deref().map_or(Ok(compiled), |folder| folder_spec(folder).map(Cow::Owned))
    }
}

/// The tables of a folder. The generator's types and the runtime's are the same source compiled twice, so JSON is the
/// way from one to the other.
#[cfg(feature = "spec-folder")]
fn folder_spec(folder: &std::path::Path) -> Result<Spec, String> {
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(format!("{folder} is no folder; a spec folder has vocabulary.toml and a folder for each vendor"));
    }
    let loaded = vidu_codegen::load(folder).map_err(|report| format!("{}:\n\n{report}", folder.display()))?;
    let json = serde_json::to_value(&loaded.spec).map_err(|why| why.to_string())?;
    serde_json::from_value(json).map_err(|why| why.to_string())
}

/// What to say of a revision that is not there.
fn missing(spec: &Spec, vendor: &str, month: &str) -> Option<String> {
    let of_vendor = |one: &&Revision| one.vendor == vendor;
    if spec.revisions.iter().filter(of_vendor).any(|one| one.month == month) {
        return None;
    }
    let some = spec.revisions.iter().any(|one| one.vendor == vendor);
    let wanted = spec.revisions.iter().filter(|one| !some || one.vendor == vendor);
    let there: Vec<String> = wanted.map(|one| format!("{}={}", one.vendor, one.month)).collect();
    let asked = format!("{vendor}={month}");
    Some(format!("there is no revision {}; there are {}", asked.escape_debug(), there.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;

    fn spec() -> Spec {
        let mut spec = acme::spec();
        let older = Revision { month: "2025-01".into(), current: false, ..acme::acme() };
        spec.revisions.to_mut().insert(0, older);
        spec
    }

    fn check(asked: &[(&str, &str)], expected: Result<&[&str], &str>) {
        let revisions = asked.iter().map(|(vendor, month)| (vendor.to_string(), month.to_string())).collect();
        let offer = Offer { revisions, ..Offer::default() };
        let offered = offer.of(Cow::Owned(spec())).map(|spec| {
            let current = spec.revisions.iter().filter(|one| one.current);
            current.map(|one| format!("{}={}", one.vendor, one.month)).collect::<Vec<_>>()
        });
        assert_eq!(offered, expected.map(|all| all.iter().map(|one| one.to_string()).collect()).map_err(str::to_owned));
    }

    #[test]
    fn one_revision_of_each_vendor_is_offered() {
        check(&[], Ok(&["acme=2026-01", "bolt=2026-01"]));
        check(&[("acme", "2025-01")], Ok(&["acme=2025-01", "bolt=2026-01"]));
        check(&[("acme", "2026-01"), ("bolt", "2026-01")], Ok(&["acme=2026-01", "bolt=2026-01"]));
    }

    #[test]
    fn an_unknown_revision_is_answered_with_those_there_are() {
        check(&[("acme", "2024-12")], Err("there is no revision acme=2024-12; there are acme=2025-01, acme=2026-01"));
        check(
            &[("amce", "2025-01"), ("bolt", "x")],
            Err("there is no revision amce=2025-01; there are acme=2025-01, acme=2026-01, bolt=2026-01; \
                 there is no revision bolt=x; there are bolt=2026-01"),
        );
    }
}
