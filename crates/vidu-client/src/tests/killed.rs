//! Real `kill -9` of a process that submits: whatever it was doing, no task is lost and none is paid for twice.
//!
//! `VIDU_KILLS=3000 cargo test -p vidu-client --lib killed` kills more often than the test run does.

use std::collections::BTreeSet;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use crate::store::{Journal, Standing, TaskStore};
use crate::testing::{Acme, Answer, Clip, Received, SECRET, Server};
use crate::{Client, Key};

/// Where the child finds the vendor, its journal, and the number of its life.
const VARIABLES: [&str; 3] = ["VIDU_TEST_CHILD_URL", "VIDU_TEST_CHILD_JOURNAL", "VIDU_TEST_CHILD_LIFE"];
/// How often a process is killed, unless the environment says otherwise.
const KILLS: usize = 200;
/// How many lives a journal sees before another is begun: each life reads all of it, so thousands on one would take the
/// square of their number.
const LIVES: usize = 100;

/// The process that is killed: it submits without end, four at a time, and says which tasks it has handles of.
#[test]
fn child() {
    let [Ok(url), Ok(journal), Ok(life)] = VARIABLES.map(std::env::var) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url(url);
        let client = builder.store(Journal::open(journal).expect("a journal")).build().expect("a client");
        let mut submitting = tokio::task::JoinSet::new();
        for number in 0..4000 {
            if submitting.len() == 4 {
                submitting.join_next().await;
            }
            let (client, label) = (client.clone(), format!("{life}-{number}"));
            submitting.spawn(async move {
                let clip = Clip { prompt: Some("a cat".to_owned()), label: Some(label) };
                let handle = client.submit(&clip).await.expect("a task");
                println!("has {};", handle.id());
                // Some are closed, so that the journal is seen with all kinds of records.
                if handle.id().ends_with('7') {
                    println!("closes {};", handle.id());
                    handle.close().await.expect("a good disk");
                }
            });
        }
    });
}

#[tokio::test]
async fn kill_9_of_a_submitting_process() {
    let kills = std::env::var("VIDU_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let vendor = Arc::new(Mutex::new(Killer::default()));
    let answering = Arc::clone(&vendor);
    let server =
        Server::start(move |received| answering.lock().expect("no test panics with it").answer(received)).await;
    let mut handles = 0;
    for first in (0..kills).step_by(LIVES) {
        handles += one_journal(&server, &vendor, first..kills.min(first + LIVES)).await;
    }
    assert!(handles > kills, "only {handles} tasks in {kills} lives: the test says little");
}

/// Lives that share a journal. Answers of how many tasks they had handles.
async fn one_journal(server: &Server, vendor: &Mutex<Killer>, lives: Range<usize>) -> usize {
    // A kill loses nothing of what the system holds, so a disk would only make this slow.
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder");
    let path = folder.path().join("tasks.journal");
    let (mut has, mut closes) = (BTreeSet::new(), BTreeSet::new());
    *vendor.lock().expect("no test panics with it") = Killer::default();
    for life in lives.clone() {
        let mut child = start(server.url(), &path, life);
        let mut said = child.stdout.take().expect("a pipe");
        let child = Arc::new(Mutex::new(child));
        // Half of the lives end at a request, before the vendor answers; half as soon as the child has said so much.
        let lines = if life % 2 == 0 { None } else { Some(life / 2 % 5) };
        let countdown = lines.is_none().then(|| (life / 2 % 7 + 1, Arc::clone(&child)));
        vendor.lock().expect("no test panics with it").countdown = countdown;
        let said = tokio::task::spawn_blocking(move || {
            let text = listen(&mut said, lines, &child);
            child.lock().expect("no test panics with it").wait().expect("it ends");
            text
        });
        let said = said.await.expect("it was killed");
        has.extend(words(&said, "has "));
        closes.extend(words(&said, "closes "));
        if life % 10 == 9 || life + 1 == lives.end {
            let made = vendor.lock().expect("no test panics with it").made.clone();
            check(&path, &made, &has, &closes, life).await;
        }
    }
    has.len()
}

/// A vendor that kills its client at a request.
#[derive(Default)]
struct Killer {
    /// The labels of the tasks that it made, in order.
    made: Vec<String>,
    countdown: Option<(usize, Arc<Mutex<Child>>)>,
}

impl Killer {
    fn answer(&mut self, received: &Received) -> Answer {
        let body: serde_json::Value = serde_json::from_slice(&received.body).expect("JSON");
        self.made.push(body["options"]["label"].as_str().expect("a label").to_owned());
        if let Some((left, child)) = &mut self.countdown {
            *left -= 1;
            if *left == 0 {
                child.lock().expect("no test panics with it").kill().expect("it runs");
                self.countdown = None;
            }
        }
        Answer::new(200, format!(r#"{{"task": "{}"}}"#, self.made.len()))
    }
}

/// What a child says until it ends; it is killed after so many lines.
fn listen(said: &mut impl Read, lines: Option<usize>, child: &Mutex<Child>) -> String {
    let (mut text, mut part, mut seen) = (Vec::new(), [0; 512], 0);
    while lines.is_none_or(|lines| seen < lines) {
        let read = said.read(&mut part).expect("a pipe");
        if read == 0 {
            return String::from_utf8(text).expect("text");
        }
        seen += part[..read].iter().filter(|byte| **byte == b';').count();
        text.extend_from_slice(&part[..read]);
    }
    child.lock().expect("no test panics with it").kill().expect("it runs");
    said.read_to_end(&mut text).expect("what is left in the pipe");
    String::from_utf8(text).expect("text")
}

fn start(url: &str, journal: &Path, life: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["tests::killed::child", "--exact", "--nocapture"]).stdout(Stdio::piped()).stderr(Stdio::null());
    command.env(VARIABLES[0], url).env(VARIABLES[1], journal).env(VARIABLES[2], life.to_string());
    command.spawn().expect("a process")
}

/// The words behind a word, as far as they were said to their end.
fn words(said: &str, before: &str) -> Vec<String> {
    let whole = said.split_inclusive('\n').filter_map(|line| line.trim_end().strip_suffix(';'));
    whole.filter_map(|line| Some(line.rsplit_once(before)?.1.to_owned())).collect()
}

/// The journal against what the vendor billed and what the killed processes knew.
async fn check(path: &Path, made: &[String], has: &BTreeSet<String>, closes: &BTreeSet<String>, life: usize) {
    let journal = Journal::open(path).expect("a journal after a kill");
    assert_eq!(journal.damage(), [], "life {life}");
    let entries = journal.entries(std::time::SystemTime::now()).await.expect("a snapshot").entries;
    let label_of = |entry: &crate::store::Entry| {
        let payload = entry.intent.as_ref().and_then(|intent| intent.payload.clone());
        payload.and_then(|payload| payload.text).expect("every submit has a label")
    };
    let mut known = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for entry in &entries {
        match &entry.standing {
            Standing::Unknown { .. } => assert!(unknown.insert(label_of(entry))),
            standing => {
                let task = standing.task().expect("nothing is under way");
                let number: usize = task.parse().expect("a number");
                assert_eq!(made[number - 1], label_of(entry), "life {life}: a task of another submit");
                known.insert(task.to_owned());
            }
        }
    }
    let lost: Vec<&String> = has.iter().filter(|id| !known.contains(*id) && !closes.contains(*id)).collect();
    assert!(lost.is_empty(), "life {life}: a caller had {lost:?}, and the journal does not");
    for (index, label) in made.iter().enumerate() {
        let id = (index + 1).to_string();
        let found = known.contains(&id) || unknown.contains(label) || closes.contains(&id);
        assert!(found, "life {life}: task {id} was paid for and is lost");
    }
    let once: BTreeSet<&String> = made.iter().collect();
    assert_eq!(once.len(), made.len(), "life {life}: something was paid for twice");
}
