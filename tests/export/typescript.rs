//! `tsc --strict` on every point: what the validator refuses does not compile, what it takes does.
//!
//! Lengths of texts are beyond types; the export's own check of limits is run on those by node.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vidu_codegen::emit::typescript;

use super::{cases, current, here, made_up_spec, run, spec};
use crate::tables::pages;

/// The compiler in this folder, or the one on the path.
fn compiler() -> Option<PathBuf> {
    let own = here().join("node_modules/.bin/tsc");
    let found = if own.exists() { own } else { PathBuf::from("tsc") };
    let runs = std::process::Command::new(&found).arg("--version").output().is_ok_and(|output| output.status.success());
    if !runs {
        println!("skipped: TypeScript is not installed (npm install in tests/export)");
    }
    runs.then_some(found)
}

/// Writes every point of the finite space as a call, those that are refused as errors that the compiler must find.
fn points(folder: &Path) -> usize {
    let mut many = 0;
    for (revision, operation) in pages() {
        let name = cases::name(revision, operation);
        let mut text = format!(
            "import type {{ {name} }} from \"./contract.js\";\ndeclare function take(request: {name}): void;\n"
        );
        for case in cases::finite(revision, operation) {
            let expected = if case.passes { "" } else { "// @ts-expect-error\n" };
            writeln!(text, "{expected}take({});", case.body).expect("text grows");
            many += 1;
        }
        std::fs::write(folder.join(format!("{name}.ts")), text).expect("a file of points");
    }
    many
}

/// Writes a program that holds each edge against the limits and fails on the first that is judged otherwise.
fn edges(folder: &Path) -> usize {
    let mut text = String::from(
        "import * as contract from \"./contract.js\";\ndeclare const process: { exit(code: number): void };\n",
    );
    let mut many = 0;
    for (revision, operation) in pages() {
        let check = format!("check{}", cases::name(revision, operation).trim_end_matches("Request"));
        // What is missing altogether is for the types.
        for case in cases::edges(revision, operation).iter().filter(|case| required_are_there(operation, &case.body)) {
            writeln!(
                text,
                "if ((contract.{check}({} as never).length === 0) !== {}) {{ console.log({:?}); process.exit(1); }}",
                case.body,
                case.passes,
                format!("{check}: the validator says {}: {:.300}", case.passes, case.body.to_string())
            )
            .expect("text grows");
            many += 1;
        }
    }
    std::fs::write(folder.join("edges.ts"), text).expect("a program");
    many
}

fn required_are_there(operation: &vidu_types::table::Operation, body: &serde_json::Value) -> bool {
    operation.fields.iter().filter(|field| field.required).all(|field| {
        let pointer = format!("/{}", field.wire.replace('[', "/").replace(']', "").replace('.', "/"));
        body.pointer(&pointer).is_some()
    })
}

#[test]
fn types_and_validator_agree() {
    let Some(compiler) = compiler() else { return };
    let folder = TempDir::new().expect("a folder");
    let spec = spec();
    std::fs::write(folder.path().join("contract.ts"), typescript::emit(&current(&spec))).expect("the export");
    std::fs::write(folder.path().join("made-up.ts"), typescript::emit(&current(&made_up_spec()))).expect("the export");
    std::fs::copy(here().join("acme.ts"), folder.path().join("acme.ts")).expect("the made-up vendor's points");
    std::fs::write(folder.path().join("package.json"), r#"{ "type": "module" }"#).expect("a package");
    let (many, edges) = (points(folder.path()), edges(folder.path()));
    let options = r#"{ "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "types": [], "lib": ["es2022", "dom"], "outDir": "out", "skipLibCheck": true }, "include": ["*.ts"] }"#;
    std::fs::write(folder.path().join("tsconfig.json"), options).expect("a project");
    run(&compiler, &["-p".as_ref(), folder.path().as_ref()]);
    std::fs::write(folder.path().join("out/package.json"), r#"{ "type": "module" }"#).expect("a package");
    for program in ["edges.js", "acme.js"] {
        run("node", &[folder.path().join("out").join(program).as_ref()]);
    }
    println!("tsc: {many} points, node: {edges} edges, no difference");
}
