//! Who is measured, and how each is started with the same two routes.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::caller::{Caller, query};
use crate::process::Server;

pub const MOCK: &str = "vidu-mock";
pub const BARE: &str = "axum by hand";
pub const PRISM: &str = "Prism 5.16.0";
pub const WIREMOCK: &str = "WireMock 3.13.2";

/// A server that can be measured.
#[derive(Clone, Copy)]
pub struct Peer {
    pub name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// This program, told to be this server.
    Own(&'static str),
    /// A program and its arguments, with a file of npm's and `{port}` and `{config}` filled in.
    Npm { program: &'static str, file: &'static str, arguments: &'static [&'static str] },
}

pub enum Found {
    /// And after how many milliseconds it answered.
    Running(Server, f64),
    Missing(String),
}

const fn own(name: &'static str, what: &'static str) -> Peer {
    Peer { name, kind: Kind::Own(what) }
}

/// All of them, ours and the bare one first. The versions of npm's are those of `peers/package.json`.
pub const ALL: &[Peer] = &[
    own(MOCK, "mock"),
    own(BARE, "bare"),
    #[cfg(feature = "peers")]
    own("wiremock-rs 0.6.5", "wiremock-rs"),
    #[cfg(feature = "peers")]
    own("httpmock 0.9.0", "httpmock"),
    Peer {
        name: WIREMOCK,
        kind: Kind::Npm {
            program: "java",
            file: "wiremock/build/wiremock-standalone-3.13.2.jar",
            arguments: &[
                "-jar",
                "{file}",
                "--port",
                "{port}",
                "--bind-address",
                "127.0.0.1",
                "--root-dir",
                "{config}/wiremock",
                "--use-chunked-encoding",
                "never",
                "--disable-banner",
            ],
        },
    },
    Peer {
        name: PRISM,
        kind: Kind::Npm {
            program: "node",
            file: "@stoplight/prism-cli/dist/index.js",
            arguments: &["{file}", "mock", "-h", "127.0.0.1", "-p", "{port}", "{config}/openapi.yaml"],
        },
    },
    Peer {
        name: "Mockoon 9.9.0",
        kind: Kind::Npm {
            program: "node",
            file: "@mockoon/cli/bin/run.js",
            arguments: &[
                "{file}",
                "start",
                "-d",
                "{config}/mockoon.json",
                "-l",
                "127.0.0.1",
                "-p",
                "{port}",
                "--disable-log-to-file",
            ],
        },
    },
];

/// The longest that a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

impl Peer {
    pub fn start(&self) -> Found {
        let began = Instant::now();
        let server = match self.kind {
            Kind::Own(what) => Server::start(what),
            Kind::Npm { program, file, arguments } => match installed().map(|modules| modules.join(file)) {
                Ok(file) => {
                    let port = free_port();
                    let command = filled(program, &file, port, arguments);
                    match Server::run(command, SocketAddr::from(([127, 0, 0, 1], port))) {
                        Ok(server) => server,
                        Err(why) => return Found::Missing(format!("{program} cannot be started: {why}")),
                    }
                }
                Err(why) => return Found::Missing(why),
            },
        };
        match answered(&server) {
            true => Found::Running(server, began.elapsed().as_secs_f64() * 1e3),
            false => Found::Missing(format!("it did not answer within {} s", PATIENCE.as_secs())),
        }
    }
}

/// Until it has answered a query, whatever it says.
fn answered(server: &Server) -> bool {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        match Caller::to(server.address).and_then(|mut caller| caller.ask(&query("7"))) {
            Ok(_) => return true,
            Err(_) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    false
}

fn filled(program: &str, file: &Path, port: u16, arguments: &[&str]) -> Command {
    let config = folder().display().to_string();
    let (file, port) = (file.display().to_string(), port.to_string());
    let fill = |text: &&str| text.replace("{file}", &file).replace("{port}", &port).replace("{config}", &config);
    let mut command = Command::new(program);
    command.args(arguments.iter().map(fill)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// A port that was free a moment ago: these servers cannot be given a socket.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Where npm put the servers, which it does once.
fn installed() -> Result<PathBuf, String> {
    let into = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers");
    let (modules, wanted) = (into.join("node_modules"), folder().join("package.json"));
    let same = || std::fs::read(&wanted).ok() == std::fs::read(into.join("package.json")).ok();
    if modules.join("wiremock").is_dir() && same() {
        return Ok(modules);
    }
    let copied = std::fs::create_dir_all(&into).and_then(|()| std::fs::copy(&wanted, into.join("package.json")));
    copied.map_err(|why| format!("{}: {why}", into.display()))?;
    eprintln!("npm installs the other servers into {}", into.display());
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]).current_dir(&into);
    match npm.status() {
        Ok(status) if status.success() => Ok(modules),
        Ok(status) => Err(format!("npm install: {status}")),
        Err(why) => Err(format!("npm cannot be started: {why}")),
    }
}
