//! What there is and how often what happened, in Prometheus' text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::calls::judge::House;
use crate::time::clock::Moment;
use crate::worlds::engine::Worlds;

/// All metrics.
pub fn text(worlds: &Worlds, house: &House) -> String {
    let mut text = String::new();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    add(&mut text, "build_info", "gauge", "The version that runs.", [(vec![("version", version)], 1.0)]);
    add(&mut text, "requests_total", "counter", "Requests that were answered.", requests(worlds));
    let callbacks = worlds.counts.callbacks.iter();
    let callbacks = callbacks.map(|(result, count)| (vec![("result", (*result).to_owned())], *count as f64));
    add(&mut text, "callbacks_total", "counter", "Attempts to send a callback.", callbacks);
    add(&mut text, "tasks", "gauge", "Tasks by vendor and state.", tasks(worlds, house));
    let due = worlds.queue.all().count() + worlds.own.values().map(|line| line.queue.all().count()).sum::<usize>();
    add(&mut text, "callbacks_due", "gauge", "Callbacks in the queue.", [(vec![], due as f64)]);
    add(&mut text, "worlds", "gauge", "Vendors and keys that have asked.", [(vec![], worlds.list.len() as f64)]);
    let entries = worlds.list.iter().map(|world| world.journal.count()).sum::<usize>();
    let entries = entries + worlds.strangers.count();
    add(&mut text, "journal_entries", "gauge", "Entries that the journals hold.", [(vec![], entries as f64)]);
    let seconds = worlds.now_of(None).since(Moment::START).as_secs_f64();
    add(&mut text, "clock_seconds", "counter", "The server's time since its start.", [(vec![], seconds)]);
    text
}

type Sample = (Vec<(&'static str, String)>, f64);

fn add(text: &mut String, name: &str, kind: &str, help: &str, samples: impl IntoIterator<Item = Sample>) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "# HELP vidu_mock_{name} {help}\n# TYPE vidu_mock_{name} {kind}");
    for (labels, value) in samples {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(text, "vidu_mock_{name}{labels} {value}");
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn requests(worlds: &Worlds) -> impl Iterator<Item = Sample> {
    let all =
        worlds.counts.requests.iter().flat_map(|(name, all)| all.iter().map(move |(status, n)| (name, status, n)));
    all.map(|(name, status, count)| {
        (vec![("operation", name.to_string()), ("status", status.to_string())], *count as f64)
    })
}

fn tasks(worlds: &Worlds, house: &House) -> impl Iterator<Item = Sample> {
    let mut counts = BTreeMap::<(String, String), u64>::new();
    for (position, world) in worlds.list.iter().enumerate() {
        let (now, revision) = (worlds.now_of(Some(position)), house.spec.revisions.get(world.revision));
        let Some(revision) = revision else { continue };
        for task in world.tasks() {
            let state = task.plan.at(now, &revision.states).and_then(|pass| revision.states.get(pass.state));
            let word = state.map_or_else(String::new, |state| state.word.to_string());
            *counts.entry((revision.vendor.to_string(), word)).or_default() += 1;
        }
    }
    counts.into_iter().map(|((vendor, state), count)| (vec![("vendor", vendor), ("state", state)], count as f64))
}
