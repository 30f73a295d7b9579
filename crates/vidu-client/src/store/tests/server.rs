//! A PostgreSQL server of this test run's own, from the programs that the machine has: a folder, a socket in it, no port.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A server that stops, and whose folder goes away, with this value.
pub(super) struct Database {
    server: Child,
    folder: tempfile::TempDir,
}

impl Database {
    /// Starts a server, or says why there is none.
    pub(super) fn start() -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL is not installed (apt-get install postgresql)")?;
        let folder = tempfile::Builder::new().prefix("vidu-pg").tempdir().map_err(|fault| fault.to_string())?;
        let place = folder.path();
        if is_root() {
            std::os::unix::fs::chown(place, Some(NOBODY), Some(NOBODY)).map_err(|fault| fault.to_string())?;
        }
        let made = unprivileged(&programs.join("initdb"))
            .args(["--auth=trust", "--username=tester", "--no-sync", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(place.join("data"))
            .output()
            .map_err(|fault| format!("initdb: {fault}"))?;
        if !made.status.success() {
            return Err(format!("initdb: {}", String::from_utf8_lossy(&made.stderr)));
        }
        let server = unprivileged(&programs.join("postgres"))
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(place)
            .arg("-D")
            .arg(place.join("data"))
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|fault| format!("postgres: {fault}"))?;
        Self { server, folder }.ready()
    }

    /// Settings that lead to it, with tables of its own for each name.
    pub(super) fn settings(&self, name: &str) -> String {
        format!("host={} user=tester dbname=postgres options='-c search_path={name}'", self.folder.path().display())
    }

    /// Reads the server's log until it says that it listens, and on, so that it never waits for a reader.
    fn ready(mut self) -> Result<Self, String> {
        let mut log = BufReader::new(self.server.stderr.take().ok_or("no log")?);
        let mut told = String::new();
        while !told.ends_with("ready to accept connections\n") {
            if log.read_line(&mut told).map_err(|fault| fault.to_string())? == 0 {
                return Err(format!("postgres: {told}"));
            }
        }
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Ok(self)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let stop = programs().map(|programs| {
            let mut stop = unprivileged(&programs.join("pg_ctl"));
            stop.args(["stop", "-s", "-m", "immediate", "-D"]).arg(self.folder.path().join("data")).status()
        });
        if !matches!(stop, Some(Ok(status)) if status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

const NOBODY: u32 = 65534;

/// PostgreSQL refuses to run as root.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null());
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The folder with the server's programs: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    debian.sort();
    let whole = |folder: &PathBuf| ["initdb", "postgres", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    debian.into_iter().rev().chain(std::env::split_paths(&path)).find(whole)
}
