//! The calls that an input can be about, by name: those of the real vendors, and those of the made-up one.

use std::str::from_utf8;
use std::sync::OnceLock;

use vidu_types::table::{Operation, OperationKind, Revision, Spec};
use vidu_types::{SPEC, Vendor};

use crate::folder::made_up;

/// A call of a vendor.
#[derive(Clone, Copy)]
pub struct Call {
    pub revision: &'static Revision,
    pub operation: &'static Operation,
}

impl Call {
    /// `vidu/img2video`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.revision.vendor, self.operation.name)
    }
}

/// The made-up vendor's tables, as a server reads them at run time.
pub fn acme() -> &'static Spec {
    static ACME: OnceLock<Spec> = OnceLock::new();
    ACME.get_or_init(|| {
        let spec = vidu_codegen::load(&made_up()).unwrap_or_else(|report| panic!("{report}")).spec;
        serde_json::from_value(serde_json::to_value(spec).expect("tables are JSON")).expect("and come back from it")
    })
}

/// Every call.
pub fn calls() -> &'static [Call] {
    static CALLS: OnceLock<Vec<Call>> = OnceLock::new();
    CALLS.get_or_init(|| {
        let revisions = SPEC.revisions.iter().chain(acme().revisions.iter());
        let of =
            |revision: &'static Revision| revision.operations.iter().map(move |operation| Call { revision, operation });
        revisions.flat_map(of).collect()
    })
}

/// The calls that make a task.
pub fn creates() -> impl Iterator<Item = Call> {
    calls().iter().copied().filter(|call| call.operation.kind == OperationKind::Create)
}

/// The call that the first line names, with the words behind the name, and the lines beneath.
pub fn named(input: &[u8]) -> Option<(Call, &str, &[u8])> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    let line = from_utf8(&input[..end]).ok()?;
    let (name, words) = line.split_once(' ').unwrap_or((line, ""));
    let call = calls().iter().find(|call| call.name() == name)?;
    Some((*call, words, &input[end + 1..]))
}

/// The vendor whose callbacks are signed.
pub fn signing() -> &'static Revision {
    <vidu_types::vidu::Api as Vendor>::revision()
}
