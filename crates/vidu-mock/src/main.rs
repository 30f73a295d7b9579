//! The command line: starts the mock, says where it listens, and stops it on Ctrl-C or SIGTERM.

mod config;

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::builder::FalseyValueParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use vidu_mock::{
    Builder, CallbackAllow, Drive, Durations, Echo, MockServer, Pace, Rule, Script, StartError, Timing, Unlisted,
};
use vidu_types::Timestamp;

/// A stand-in for the vendors of the Vidu video-generation API: all at once on one port, at their real paths.
///
/// The first line on stdout is JSON: {"event":"listening","url":"http://127.0.0.1:8438"}. Use that address instead of a
/// vendor's and any key in the vendor's scheme. Ctrl-C and SIGTERM stop the server.
///
/// On an address that others reach, /__admin wants a token as X-Vidu-Mock-Token or Authorization: Bearer. Without
/// --admin-token a random one stands in that first line, as "admin_token".
///
/// A flag counts more than its variable, and both count more than the file that --config names.
#[derive(Debug, Parser)]
#[command(version, name = "vidu-mock", subcommand_negates_reqs = true)]
struct Command {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    arguments: Arguments,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Ask a running server on this machine whether it is well: exit status 0 if it is, 1 if not
    Healthcheck {
        /// The address that the server listens on; one that means all addresses stands for this machine
        #[arg(long, default_value = "127.0.0.1", env = "VIDU_MOCK_HOST")]
        host: IpAddr,
        /// The port that the server listens on
        #[arg(long, default_value_t = 8438, env = "VIDU_MOCK_PORT")]
        port: u16,
    },
}

#[derive(Debug, Args)]
struct Arguments {
    /// A TOML file with flags by their names, such as `port = 8438`, `held = true` or `key = ["one", "two"]`
    #[arg(long, value_name = "FILE", env = "VIDU_MOCK_CONFIG")]
    config: Option<std::path::PathBuf>,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1", env = "VIDU_MOCK_HOST")]
    host: IpAddr,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8438, env = "VIDU_MOCK_PORT")]
    port: u16,
    /// How many times as fast as real time the mock's time runs
    #[arg(long, default_value_t = 1.0, env = "VIDU_MOCK_SPEED")]
    speed: f64,
    /// Let the mock's time stand still until POST /__admin/clock/advance moves it
    #[arg(long, conflicts_with = "speed", env = "VIDU_MOCK_HELD", value_parser = FalseyValueParser::new())]
    held: bool,
    /// What drives tasks: real, held, query (a step at each query), step (at each command) or once (done at once)
    #[arg(long, conflicts_with = "held", env = "VIDU_MOCK_DRIVE", value_parser = Drive::of)]
    drive: Option<Drive>,
    /// With --drive query or step: done after so many of them
    #[arg(long, value_name = "COUNT", env = "VIDU_MOCK_POLLS")]
    polls: Option<u32>,
    /// How long tasks wait: 5s, 5s..15s, exponential:10s..60s (mean, longest) or lognormal:30s..90s (median, 95th of 100)
    #[arg(long, value_name = "SPANS", env = "VIDU_MOCK_QUEUED")]
    queued: Option<Durations>,
    /// How long tasks run, written in the same way
    #[arg(long, value_name = "SPANS", env = "VIDU_MOCK_RUNNING")]
    running: Option<Durations>,
    /// A script for every task that nothing else decides, such as "fail=CODE; after=3s"
    #[arg(long, value_name = "SCRIPT", env = "VIDU_MOCK_SCRIPT")]
    script: Option<Script>,
    /// Decides every draw: ids, seeds, how long each task takes
    #[arg(long, default_value_t = 0, env = "VIDU_MOCK_SEED")]
    seed: u64,
    /// Refuse fields that the vendor's page does not list; without this they are taken and noted in the journal
    #[arg(long, env = "VIDU_MOCK_STRICT", value_parser = FalseyValueParser::new())]
    strict: bool,
    /// Repeat pictures in answers as they came; without this long data URIs are shortened
    #[arg(long, env = "VIDU_MOCK_ECHO_VERBATIM", value_parser = FalseyValueParser::new())]
    echo_verbatim: bool,
    /// Keep tasks, clocks, journal and ledger in this folder, and go on with what is in it
    #[arg(long, value_name = "DIR", env = "VIDU_MOCK_STATE_DIR")]
    state_dir: Option<std::path::PathBuf>,
    /// A key that is good, several times for several; without this every well-formed key is
    #[arg(long, value_name = "KEY", value_delimiter = ',', env = "VIDU_MOCK_KEY", hide_env_values = true)]
    key: Vec<String>,
    /// Scheme, host and port in the addresses of results; without this, those under which a request reached the server
    #[arg(long, value_name = "URL", value_parser = public_url, env = "VIDU_MOCK_PUBLIC_URL")]
    public_url: Option<String>,
    /// What /__admin wants to be shown
    #[arg(long, value_name = "TOKEN", env = "VIDU_MOCK_ADMIN_TOKEN", hide_env_values = true)]
    admin_token: Option<String>,
    /// Where callbacks may go: none, loopback (this machine), lan (and private networks), any
    #[arg(long, value_name = "WHERE", default_value = "lan", value_parser = CallbackAllow::parse, env = "VIDU_MOCK_CALLBACK_ALLOW")]
    callback_allow: CallbackAllow,
    /// A file with certificates in PEM of authorities whom callbacks to https addresses trust beside the usual ones
    #[arg(long, value_name = "FILE", env = "VIDU_MOCK_CALLBACK_CA")]
    callback_ca: Option<std::path::PathBuf>,
    /// How many seconds a client may take to send its headers, and may pause within its body or within reading an answer; of a
    /// slow body a kilobyte has to come each second
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds, env = "VIDU_MOCK_CLIENT_TIMEOUT")]
    client_timeout: Duration,
    /// How many connections are served at once; others wait
    #[arg(long, value_name = "COUNT", default_value_t = 4096, env = "VIDU_MOCK_MAX_CONNECTIONS")]
    max_connections: usize,
    /// How many keys the mock remembers, each with its tasks; more are refused
    #[arg(long, value_name = "COUNT", default_value_t = 10_000, env = "VIDU_MOCK_MAX_WORLDS")]
    max_worlds: usize,
    /// How many tasks the mock remembers for each key; more are refused
    #[arg(long, value_name = "COUNT", default_value_t = 2_000_000, env = "VIDU_MOCK_MAX_TASKS")]
    max_tasks: usize,
    /// How many requests and callbacks the mock remembers for each key; the oldest are forgotten
    #[arg(long, value_name = "COUNT", default_value_t = 1000, env = "VIDU_MOCK_JOURNAL")]
    journal: usize,
    /// How many credits every key has at the start
    #[arg(long, value_name = "COUNT", default_value_t = 100_000, env = "VIDU_MOCK_CREDITS")]
    credits: i64,
    /// The date at which the mock's time begins, such as 2026-01-01T00:00:00Z; without this, now
    #[arg(long, value_name = "DATE", value_parser = date, env = "VIDU_MOCK_BEGINS")]
    begins: Option<SystemTime>,
    /// The most bytes of a request body, whatever its page allows [default: 134217728]
    #[arg(long, value_name = "BYTES", env = "VIDU_MOCK_MAX_BODY")]
    max_body: Option<usize>,
    /// Serve the spec in this folder instead of the compiled one; its faults are all printed, with exit status 2
    #[cfg(feature = "spec-folder")]
    #[arg(long, value_name = "DIR", env = "VIDU_MOCK_SPEC")]
    spec: Option<std::path::PathBuf>,
    /// Serve this revision of a vendor instead of its current one; several times for several vendors
    #[arg(long, value_name = "VENDOR=MONTH", value_delimiter = ',', value_parser = revision, env = "VIDU_MOCK_REVISION")]
    revision: Vec<(String, String)>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let command = match config::matches(Command::command()) {
        Ok(matches) => Command::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()),
        Err(why) => {
            eprintln!("vidu-mock: {why}");
            return ExitCode::from(2);
        }
    };
    let done = match command.task {
        Some(Task::Healthcheck { host, port }) => {
            vidu_mock::healthcheck(SocketAddr::new(host, port)).await.map_err(Into::into)
        }
        None => run(command.arguments).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("vidu-mock: {error}");
            // A spec that cannot be served is the same kind of mistake as an argument that does not exist.
            let is_spec = matches!(error.downcast_ref(), Some(StartError::Spec(_)));
            if is_spec { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    // Heard from here on, so that a signal which comes while the server starts is not lost.
    let end = end()?;
    #[cfg(unix)]
    has_files(arguments.max_connections);
    let is_token_known = arguments.admin_token.is_some();
    let server = configured(arguments)?.start().await?;
    announce(server.url(), server.admin_token().filter(|_| !is_token_known))?;
    tokio::select! {
        () = end => {}
        () = server.stopped() => {}
    }
    server.stop().await;
    Ok(())
}

/// The server that the arguments ask for.
fn configured(arguments: Arguments) -> Result<Builder, Box<dyn std::error::Error>> {
    let pace = if arguments.held { Pace::Held } else { Pace::Real { speed: arguments.speed } };
    let mut builder = MockServer::builder().pace(pace);
    if let Some(drive) = driven(&arguments)? {
        builder = builder.drive(drive);
    }
    #[cfg(feature = "spec-folder")]
    if let Some(folder) = arguments.spec {
        builder = builder.spec_folder(folder);
    }
    if let Some(folder) = arguments.state_dir {
        builder = builder.state_dir(folder);
    }
    if let Some(script) = arguments.script {
        builder = builder.rule(Rule::new(script));
    }
    let timing = Timing::default();
    let (queued, running) = (arguments.queued.unwrap_or(timing.queued), arguments.running.unwrap_or(timing.running));
    for (vendor, month) in arguments.revision {
        builder = builder.revision(vendor, month);
    }
    if let Some(url) = arguments.public_url {
        builder = builder.public_url(url);
    }
    if let Some(token) = arguments.admin_token {
        builder = builder.admin_token(&token);
    }
    if let Some(date) = arguments.begins {
        builder = builder.begins(date);
    }
    if let Some(bytes) = arguments.max_body {
        builder = builder.max_body(bytes);
    }
    if let Some(file) = &arguments.callback_ca {
        let read = std::fs::read(file);
        let named = |why: std::io::Error| StartError::Authorities(format!("{}: {why}", file.display()));
        builder = builder.callback_authorities(read.map_err(named)?);
    }
    Ok(builder
        .keys(&arguments.key)
        .client_timeout(arguments.client_timeout)
        .max_connections(arguments.max_connections)
        .max_worlds(arguments.max_worlds)
        .max_tasks(arguments.max_tasks)
        .journal(arguments.journal)
        .credits(arguments.credits)
        .callback_allow(arguments.callback_allow)
        .host(arguments.host)
        .port(arguments.port)
        .timing(Timing { queued, running, ..timing })
        .seed(arguments.seed)
        .unlisted(if arguments.strict { Unlisted::Refuse } else { Unlisted::Take })
        .echo(if arguments.echo_verbatim { Echo::Verbatim } else { Echo::Shortened }))
}

/// Asks the system for as many open files as connections need, as far as its hard limit goes: where there are fewer, the
/// other connections wait as those beyond the cap do.
#[cfg(unix)]
fn has_files(connections: usize) {
    const OTHERS: u64 = 512; // callbacks under way, the state folder, the runtime
    let _ = rlimit::increase_nofile_limit(OTHERS.saturating_add(connections as u64));
}

/// What drives tasks, if the clock does not.
fn driven(arguments: &Arguments) -> Result<Option<Drive>, String> {
    let drive = match arguments.drive {
        Some(Drive::Real { .. }) => Some(Drive::Real { speed: arguments.speed }),
        None if arguments.polls.is_some() => Some(Drive::EachQuery { polls: None }),
        other => other,
    };
    match (drive, arguments.polls) {
        (Some(drive), Some(count)) => drive.done_after(count).map(Some),
        (drive, _) => Ok(drive),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "write a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|why| why.to_string())
}

fn date(text: &str) -> Result<SystemTime, String> {
    let date = Timestamp::from_rfc3339(text).and_then(Timestamp::system_time);
    date.ok_or_else(|| "write a date such as 2026-01-01T00:00:00Z".to_owned())
}

/// What addresses of results can begin with.
fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_sound = rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()));
    let is_bare = !text.contains(['?', '#', '"', '<', '>']);
    if is_sound && is_bare { Ok(text.to_owned()) } else { Err("write http://HOST:PORT or https://HOST".into()) }
}

/// `vendor=2025-08`.
fn revision(text: &str) -> Result<(String, String), String> {
    let (vendor, month) = text.split_once('=').ok_or("write VENDOR=MONTH, such as VENDOR=2025-08")?;
    Ok((vendor.to_owned(), month.to_owned()))
}

/// A token is said only where the mock drew it itself: what somebody chose, logs need not know.
fn announce(url: &str, drawn_token: Option<&str>) -> std::io::Result<()> {
    let mut line = serde_json::json!({ "event": "listening", "url": url });
    if let Some(token) = drawn_token {
        line["admin_token"] = token.into();
    }
    let mut output = std::io::stdout();
    writeln!(output, "{line}")?;
    output.flush()
}

#[cfg(unix)]
fn end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without the signal there is no way to ask for the end; then the process has to be ended.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
