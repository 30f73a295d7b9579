//! What directs tasks: scripts, rules, steps, and what drives whom; in process, and the endpoint for the last.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tokio::time::Instant;

use crate::admin::endpoints::{Call, Outcome};
use crate::admin::handlers::good;
use crate::admin::scope::{CommandError, Scope};
use crate::admin::{Wrong, object};
use crate::tasks::rule::{Rule, Standing};
use crate::tasks::script::Script;
use crate::time::drive::{Drive, Mover, Whose};
use crate::worlds::event::Event;

impl Scope {
    /// Decides what happens to the next task that anybody makes, or is made in this world, unless its own request says
    /// otherwise. Several calls decide for several tasks; of more than 1000 that wait the oldest are forgotten.
    pub fn script_next(&self, script: Script) {
        let name = self.name();
        self.engine().worlds().scripts.add(name.as_deref(), script);
        self.touched();
    }

    /// Lets the next task fail with this code.
    pub fn fail_next(&self, code: impl Into<String>) {
        self.script_next(Script::fail_with(code));
    }

    /// Adds a rule, for all or for this world, and gives the number to delete it by, or says why it can never count.
    pub fn add_rule(&self, rule: Rule) -> Result<u64, String> {
        self.added_rule(rule).map(|standing| standing.id)
    }

    /// The same with what was added, also if it is over again at once.
    pub(crate) fn added_rule(&self, mut rule: Rule) -> Result<Standing, String> {
        rule.check(&self.engine().house.spec)?;
        rule.world = match (self.name(), rule.world) {
            (Some(name), _) => Some(name),
            (None, Some(other)) => self.named(&other).map_err(|why| why.to_string())?.name(),
            (None, None) => None,
        };
        let standing = self.engine().worlds().rules.add(rule, Instant::now())?;
        self.touched();
        Ok(standing)
    }

    /// The rules that stand, in the order in which they were added, and how often each counted.
    pub fn rules(&self) -> Vec<Standing> {
        let name = self.name();
        self.engine().worlds().rules.listed(name.as_deref(), Instant::now())
    }

    /// Deletes the rule with a number and tells whether there was one.
    pub fn remove_rule(&self, id: u64) -> bool {
        self.take_rules(Some(id)) > 0
    }

    /// Deletes all rules, or those of this world, and tells how many there were.
    pub fn clear_rules(&self) -> usize {
        self.take_rules(None)
    }

    fn take_rules(&self, id: Option<u64>) -> usize {
        let name = self.name();
        let removed = self.engine().worlds().rules.remove(name.as_deref(), id);
        self.touched();
        removed
    }

    /// Sets what drives tasks that are made from now on, or leaves it to what is wider; or says why that cannot be. The
    /// clock of all or of a world goes on at once at the pace that is set for it, for the tasks of before too.
    ///
    /// In the scope of a world, [`Whose::All`] means that world.
    pub fn drive(&self, whose: Whose, drive: Option<Drive>) -> Result<(), String> {
        self.set_drive(whose, drive).map_err(|why| why.to_string())
    }

    /// What is set for whom, the widest first.
    pub fn drives(&self) -> Vec<(Whose, Drive)> {
        let (own, worlds) = (self.name(), self.engine().worlds());
        let all = worlds.drives.all().into_iter();
        all.filter(|(whose, _)| own.as_ref().is_none_or(|own| *whose == Whose::World(own.clone()))).collect()
    }

    fn set_drive(&self, whose: Whose, drive: Option<Drive>) -> Result<(), CommandError> {
        if let Some(drive) = drive {
            drive.check().map_err(CommandError::Wrong)?;
        }
        let (whose, world) = self.owner(whose)?;
        let is_of_clock = !matches!(whose, Whose::Operation(..));
        let mut worlds = self.engine().worlds();
        worlds.drives.set(whose, drive).map_err(CommandError::NotPossible)?;
        if let Some(pace) = drive.and_then(Drive::pace).filter(|_| is_of_clock) {
            worlds.set_pace(world, pace);
        }
        drop(worlds);
        self.touched();
        Ok(())
    }

    /// Who is meant in this scope, by the printed name whichever way a world is named, and its position.
    fn owner(&self, whose: Whose) -> Result<(Whose, Option<usize>), CommandError> {
        let own = self.name().map(|name| (Whose::World(name), self.position()));
        match (whose, own) {
            (Whose::All, None) => Ok((Whose::All, None)),
            (Whose::All, Some(own)) => Ok(own),
            (Whose::World(name), own) => {
                let named = self.named(&name)?;
                let found = (Whose::World(named.name().unwrap_or(name)), named.position());
                match own {
                    Some(own) if own != found => Err(CommandError::Wrong("that is another world".to_owned())),
                    _ => Ok(found),
                }
            }
            (Whose::Operation(..), Some(_)) => {
                let why = "an operation is driven alike in all worlds; name no world, or say drive=.. in a rule of it";
                Err(CommandError::Wrong(why.to_owned()))
            }
            (Whose::Operation(vendor, operation), None) => {
                let asked = Rule::default().vendor(&vendor).operation(&operation);
                asked.check(&self.engine().house.spec).map_err(CommandError::Wrong)?;
                Ok((Whose::Operation(vendor, operation), None))
            }
        }
    }

    /// Moves the time of a task that alone is held ([`Drive::Held`] in a world whose clock runs), sends what falls due by
    /// that, and tells what happened; or says why it cannot be moved so.
    pub async fn advance_task(&self, task: &str, by: Duration) -> Result<Vec<Event>, String> {
        self.moved(task, Mover::Hand, by).await
    }

    /// Moves a task that commands drive to its next state, sends what falls due by that, and tells what happened; or says
    /// why it cannot be moved so.
    pub async fn step(&self, task: &str) -> Result<Vec<Event>, String> {
        self.moved(task, Mover::Command, Duration::ZERO).await
    }

    async fn moved(&self, task: &str, mover: Mover, by: Duration) -> Result<Vec<Event>, String> {
        let (mut events, world) = self.stepped(task, mover, by)?;
        // What falls due elsewhere is the affair of others.
        events.extend(self.of(world).advance(Duration::ZERO).await);
        Ok(events)
    }

    fn stepped(&self, id: &str, mover: Mover, by: Duration) -> Result<(Vec<Event>, usize), String> {
        let (name, engine) = (self.name(), self.engine());
        let mut worlds = engine.worlds();
        let found = worlds.turn_of(&engine.house, name.as_deref(), id);
        let (turn, position) = found.ok_or_else(|| format!("there is no task {}", id.escape_debug()))?;
        let task = worlds.list.get(turn.world).and_then(|world| world.task(position));
        match task.and_then(|task| task.plan.mover()) {
            Some(moved) if moved == mover => Ok((worlds.step_task(turn, position, mover, by), turn.world)),
            moved => Err(format!("the task {id} is driven by {}; {}", driven(moved), advice(mover))),
        }
    }
}

fn driven(mover: Option<Mover>) -> &'static str {
    match mover {
        None => "the clock of its world",
        Some(Mover::Query) => "queries",
        Some(Mover::Command) => "commands",
        Some(Mover::Hand) => "a hand of its own",
    }
}

fn advice(mover: Mover) -> &'static str {
    match mover {
        Mover::Hand => "a task with drive=held in a world whose clock runs is advanced alone",
        Mover::Query | Mover::Command => "a task with drive=step is stepped",
    }
}

/// What drives whose tasks.
pub fn listed(call: &Call<'_>) -> Outcome {
    let shown = |(whose, drive): (Whose, Drive)| {
        let drive = drive.to_string();
        match whose {
            Whose::All => json!({ "drive": drive }),
            Whose::World(world) => json!({ "world": world, "drive": drive }),
            Whose::Operation(vendor, operation) => json!({ "vendor": vendor, "operation": operation, "drive": drive }),
        }
    };
    good(json!({ "drives": call.scope.drives().into_iter().map(shown).collect::<Vec<Json>>() }))
}

/// Sets what drives whose tasks.
pub fn set(call: &Call<'_>) -> Outcome {
    let (whose, drive) = wished(call).map_err(Wrong::request)?;
    call.scope.set_drive(whose, drive)?;
    listed(call)
}

/// A wish to drive tasks in another way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    /// Null is a wish, and must be said.
    #[serde(deserialize_with = "Option::deserialize")]
    drive: Option<String>,
    world: Option<String>,
    vendor: Option<String>,
    operation: Option<String>,
}

fn wished(call: &Call<'_>) -> Result<(Whose, Option<Drive>), String> {
    const USAGE: &str =
        "send {\"drive\": \"query; polls=2\"} or null, with nothing, a world, or a vendor and an operation beside it";
    let wish: Wish = object(call.request.body, USAGE)?;
    let whose = match (wish.world, wish.vendor, wish.operation) {
        (None, None, None) => Whose::All,
        (Some(world), None, None) => Whose::World(world),
        (None, Some(vendor), Some(operation)) => Whose::Operation(vendor, operation),
        _ => return Err(USAGE.to_owned()),
    };
    let Some(text) = wish.drive else { return Ok((whose, None)) };
    let script: Script = text.parse().or_else(|_| format!("drive={text}").parse())?;
    match script {
        Script { ending: None, state: None, pace: None, drive: Some(drive) } => Ok((whose, Some(drive))),
        _ => Err(USAGE.to_owned()),
    }
}
