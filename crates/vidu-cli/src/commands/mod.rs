//! The commands, each for one vendor.

mod check;
mod follow;
mod list;
mod recover;
mod tables;

use serde_json::json;
use vidu_client::{Budget, Client, Draft, Handle, Patience, Policy, Vendor};

use crate::arguments::{Arguments, Command, Global, Submit};
use crate::fields;
use crate::interrupt::Interrupt;
use crate::journal;
use crate::output::Output;
use crate::settings;
use crate::status::{Fault, Status};

pub use tables::vendors;

/// Does what the arguments say at one vendor.
pub async fn run<V: Vendor>(arguments: &Arguments, output: &Output) -> Result<Status, Fault> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Submit(arguments) => submit::<V>(global, arguments, output).await,
        Command::Wait { id, waiting, download } => {
            follow::follow(global, &task::<V>(global, id)?, waiting, download.as_deref(), output).await
        }
        Command::Download { id, folder, waiting } => {
            follow::follow(global, &task::<V>(global, id)?, waiting, Some(folder), output).await
        }
        Command::Cancel { id } => cancel(&task::<V>(global, id)?, output).await,
        Command::List(wanted) => list::list(&client::<V>(global)?, wanted, output).await,
        Command::Recover(arguments) => recover::recover::<V>(global, arguments, output).await,
        Command::Reconcile { id: Some(id) } => recover::reconcile::<V>(global, id, output).await,
        Command::Reconcile { id: None } => recover::reconcile_listed::<V>(global, output).await,
        Command::Assign { ticket, id } => recover::assign::<V>(global, ticket, id, output).await,
        Command::Dismiss { ticket } => recover::dismiss::<V>(global, ticket, output).await,
        Command::Close { id } => recover::close::<V>(global, id, output).await,
        Command::Credits => credits::<V>(global, output).await,
        Command::Check(draft) => check::check(&fields::draft::<V>(draft).await?, output),
        Command::Operations => tables::operations(V::revision(), output),
        Command::Fields { operation } => tables::fields(V::revision(), operation, output),
        Command::Vendors => tables::vendors(output),
    }
}

fn client<V: Vendor>(global: &Global) -> Result<Client<V>, Fault> {
    settings::client(global)
}

fn task<V: Vendor>(global: &Global, id: &str) -> Result<Handle<V>, Fault> {
    client::<V>(global)?.task(id).map_err(|fault| Fault::new(Status::Usage, fault))
}

/// The id is printed as soon as it is known: whatever happens then, the task can be taken up again.
async fn submit<V: Vendor>(global: &Global, arguments: &Submit, output: &Output) -> Result<Status, Fault> {
    let draft = fields::draft::<V>(&arguments.draft).await?;
    let client = sender(global, arguments, output).await?;
    let interrupt = Interrupt::listen();
    let task = sent(client, &draft, &interrupt, output).await?;
    let revision = V::revision();
    let event = json!({
        "event": "submitted", "id": task.id(), "vendor": revision.vendor, "revision": revision.month,
        "operation": draft.operation().name, "notes": task.notes(),
    });
    output.result(event, task.id())?;
    task.notes().iter().for_each(|note| output.say(format_args!("note: {note}")));
    if !arguments.wait && arguments.download.is_none() {
        return Ok(Status::Done);
    }
    let (task, goes_on) = (without_journal(global, task)?, interrupt.count() + 1);
    tokio::select! {
        followed = follow::follow(global, &task, &arguments.waiting, arguments.download.as_deref(), output) => followed,
        () = interrupt.pressed(goes_on) => Err(given_up(&task, output)),
    }
}

/// The client that sends, with the journal and the budget of the command line.
///
/// With a journal the request carries a mark where the vendor passes text through, by which its task is found again.
async fn sender<V: Vendor>(global: &Global, arguments: &Submit, output: &Output) -> Result<Client<V>, Fault> {
    let mut builder = settings::builder::<V>(global)?.policy(match arguments.unchecked {
        true => Policy::Off,
        false => Policy::Refuse,
    });
    if let Some(path) = &global.journal {
        let journal = journal::open(path, journal::TURN, output).await?;
        journal.damage().iter().for_each(|damage| output.say(format_args!("the journal is damaged: {damage}")));
        builder = builder.store(journal).mark_payload();
    }
    if let Some(limit) = arguments.budget {
        let budget = if global.journal.is_some() { Budget::over_store(limit) } else { Budget::new(limit) };
        builder = builder.budget(arguments.assume.into_iter().fold(budget, Budget::assume));
    }
    let client = settings::built(builder)?;
    Ok(arguments.retry_for.into_iter().fold(client, |client, span| client.patient(Patience::new().deadline(span))))
}

/// The same task without the journal, which other programs may have while this one waits.
fn without_journal<V: Vendor>(global: &Global, submitted: Handle<V>) -> Result<Handle<V>, Fault> {
    match &global.journal {
        Some(_) => task(global, submitted.id()),
        None => Ok(submitted),
    }
}

/// Sends it once. Ctrl-C while the answer is under way would leave a paid task without an id, so the first only says that.
async fn sent<V: Vendor>(
    client: Client<V>,
    draft: &Draft<V>,
    interrupt: &Interrupt,
    output: &Output,
) -> Result<Handle<V>, Fault> {
    let warned = async {
        interrupt.pressed(1).await;
        output.say("the request is under way: its answer has the task's id; press Ctrl-C again to do without it");
        interrupt.pressed(2).await;
    };
    tokio::select! {
        sent = client.submit_draft(draft) => sent.map_err(|fault| check::refusal(draft, fault)),
        () = warned => Err(Fault::new(Status::Unknown, CUT_OFF)),
    }
}

const CUT_OFF: &str = "interrupted while the request was under way; a task may have been made and may be charged, so sending \
    the request again may pay twice";

fn given_up<V: Vendor>(task: &Handle<V>, output: &Output) -> Fault {
    output.progress_over();
    Fault::new(Status::TimedOut, format!("interrupted; the task goes on: `vidu wait {}` takes it up again", task.id()))
}

async fn cancel<V: Vendor>(task: &Handle<V>, output: &Output) -> Result<Status, Fault> {
    task.cancel().await?;
    let id = task.id();
    output.result(json!({ "event": "cancelled", "id": id }), format_args!("{id}: the vendor stops it"))?;
    Ok(Status::Done)
}

async fn credits<V: Vendor>(global: &Global, output: &Output) -> Result<Status, Fault> {
    let credits = client::<V>(global)?.credits().await?;
    let lines: Vec<String> = credits.balances.iter().map(balance).collect();
    output.result(json!({ "event": "credits", "credits": credits }), lines.join("\n"))?;
    Ok(Status::Done)
}

fn balance(balance: &vidu_client::Balance) -> String {
    let kind = balance.kind.as_deref().unwrap_or("credits");
    let count = |what, number: Option<i64>| number.map(|number| format!(", {number} {what}")).unwrap_or_default();
    let (running, queued) = (count("running", balance.running), count("waiting", balance.queued));
    format!("{kind}: {}{}{running}{queued}", balance.remaining, count("at once", balance.concurrency))
}
