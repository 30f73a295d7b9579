//! What the journal holds: told, waited for, matched with tasks, given up.

use serde_json::{Value, json};
use vidu_client::store::{Entry, Standing, Ticket};
use vidu_client::{Client, Handle, Reconciled, Timestamp, Vendor, WhyMissing};

use super::follow;
use crate::arguments::{Global, Recover};
use crate::journal;
use crate::output::Output;
use crate::settings;
use crate::status::{Fault, Status};

/// Tells everything that the journal holds, and waits for the tasks if that is wanted.
pub async fn recover<V: Vendor>(global: &Global, arguments: &Recover, output: &Output) -> Result<Status, Fault> {
    let (client, journal) = journal::client::<V>(global, output).await?;
    let found = client.recover().await?;
    let ids: Vec<String> = found.pending.iter().map(|task| task.id().to_owned()).collect();
    for damage in &found.damage {
        let event =
            json!({ "event": "damaged", "line": damage.line, "bytes": damage.bytes, "why": damage.to_string() });
        output.aside(event, format_args!("the journal is damaged: {damage}"))?;
    }
    for entry in &found.elsewhere {
        output.aside(told("elsewhere", entry), format_args!("of another vendor, address or key: {}", line(entry)))?;
    }
    for entry in &found.unknown {
        output.aside(told("unknown", entry), format_args!("unknown: {}", line(entry)))?;
    }
    let is_unknown = !found.unknown.is_empty();
    if is_unknown {
        output.say(LOOK_FOR_IT);
    }
    // Other programs may have the journal while this one waits.
    drop((client, journal, found));
    let status = match arguments.wait || arguments.download.is_some() {
        true => all_ends::<V>(global, arguments, ids, output).await?,
        false => listed(&ids, output)?,
    };
    Ok(if is_unknown { Status::Unknown } else { status })
}

const LOOK_FOR_IT: &str = "an unknown submit may have made a task and be charged: look for one of that time at the vendor's; \
    `vidu reconcile` looks for it in the vendor's list, where there is one, `vidu reconcile ID` finds the submit that carries \
    the task's payload, `vidu assign SUBMIT ID` records what you have \
    found, `vidu dismiss SUBMIT` gives it up";

fn listed(ids: &[String], output: &Output) -> Result<Status, Fault> {
    for id in ids {
        output.result(json!({ "event": "pending", "id": id }), id)?;
    }
    Ok(Status::Done)
}

/// Waits for all at once; one that fails stops no other, and the first of them gives the status.
async fn all_ends<V: Vendor>(
    global: &Global,
    arguments: &Recover,
    ids: Vec<String>,
    output: &Output,
) -> Result<Status, Fault> {
    let client = settings::built(settings::builder::<V>(global)?.wait(follow::limits(&arguments.waiting)))?;
    let tasks: Result<Vec<Handle<V>>, _> = ids.into_iter().map(|id| client.task(id)).collect();
    let tasks = tasks.map_err(|fault| Fault::new(Status::Usage, fault))?;
    let (mut ends, mut status) = (client.wait_all(tasks.clone()), Status::Done);
    while let Some((position, ended)) = ends.next().await {
        let task = &tasks[position];
        let finished = match ended {
            Ok(end) => follow::finish(global, task, &end, arguments.download.as_deref(), output).await,
            Err(fault) => Err(fault.into()),
        };
        let one = finished.unwrap_or_else(|fault| {
            output.fault(&fault);
            fault.status
        });
        status = if status == Status::Done { one } else { status };
    }
    Ok(status)
}

/// Finds the submit of a task by its payload.
pub async fn reconcile<V: Vendor>(global: &Global, id: &str, output: &Output) -> Result<Status, Fault> {
    let (client, _journal) = journal::client::<V>(global, output).await?;
    let (outcome, text, submits) = match client.reconcile(id).await? {
        Reconciled::Found(_) => ("found", "it was unknown until now, and is in the journal now", Vec::new()),
        Reconciled::Known(_) => ("known", "the journal had it already", Vec::new()),
        Reconciled::UnderWay => ("under_way", "its submit is being sent by another program", Vec::new()),
        Reconciled::Ambiguous { submits, .. } => {
            ("ambiguous", "several unknown submits have its payload; `vidu assign SUBMIT ID` chooses one", submits)
        }
        _ => ("stranger", "no unknown submit in the journal has its payload", Vec::new()),
    };
    let tickets: Vec<String> = submits.iter().map(|entry| entry.ticket.to_string()).collect();
    let event = json!({ "event": "reconciled", "id": id, "outcome": outcome, "submits": tickets });
    output.result(event, format_args!("{id}: {text}"))?;
    submits.iter().for_each(|entry| output.say(line(entry)));
    Ok(if matches!(outcome, "found" | "known") { Status::Done } else { Status::Unknown })
}

/// Looks for all unknown submits in the vendor's list.
pub async fn reconcile_listed<V: Vendor>(global: &Global, output: &Output) -> Result<Status, Fault> {
    let (client, _journal) = journal::client::<V>(global, output).await?;
    let listed = client.reconcile_listed().await?;
    for task in &listed.found {
        let event = json!({ "event": "reconciled", "id": task.id(), "outcome": "found", "submits": [] });
        output.result(event, format_args!("{}: it was unknown until now, and is in the journal now", task.id()))?;
    }
    for hit in &listed.ambiguous {
        let ids: Vec<&str> = hit.tasks.iter().map(|task| &*task.id).collect();
        let tickets: Vec<String> = hit.submits.iter().map(|entry| entry.ticket.to_string()).collect();
        let text = format!(
            "tasks {} and submits {} have one payload; `vidu assign SUBMIT ID` chooses",
            ids.join(", "),
            tickets.join(", ")
        );
        output.aside(json!({ "event": "ambiguous", "ids": ids, "submits": tickets }), text)?;
    }
    for missing in &listed.missing {
        let why = why(missing.why);
        let mut event = told("unknown", &missing.entry);
        event["why"] = why.into();
        output.aside(event, format_args!("unknown: {}: {why}", line(&missing.entry)))?;
    }
    let is_settled = listed.ambiguous.is_empty() && listed.missing.is_empty();
    Ok(if is_settled { Status::Done } else { Status::Unknown })
}

/// Why the list did not tell of a submit.
fn why(why: WhyMissing) -> &'static str {
    match why {
        WhyMissing::NotListed => {
            "the list reaches back to it and has no task with its payload, so most likely none was made"
        }
        WhyMissing::NoPayload => "it has no payload by which a task could be told from others",
        WhyMissing::UnderWay => "another submit with its payload is being sent",
        _ => "the vendor's list does not reach back to it, or could not be read to its end",
    }
}

/// Records that a submit made a task.
pub async fn assign<V: Vendor>(global: &Global, ticket: &str, id: &str, output: &Output) -> Result<Status, Fault> {
    let (client, _journal) = journal::client::<V>(global, output).await?;
    let entry = entry(&client, ticket).await?;
    client.assign(&entry, id).await?;
    let event = json!({ "event": "assigned", "ticket": ticket, "id": id });
    output.result(event, format_args!("{id}: it is the task of submit {ticket}"))?;
    Ok(Status::Done)
}

/// Gives a submit up.
pub async fn dismiss<V: Vendor>(global: &Global, ticket: &str, output: &Output) -> Result<Status, Fault> {
    let (client, _journal) = journal::client::<V>(global, output).await?;
    client.dismiss(&entry(&client, ticket).await?).await?;
    output.result(json!({ "event": "dismissed", "ticket": ticket }), format_args!("{ticket}: given up"))?;
    Ok(Status::Done)
}

/// Takes a task out, because the caller says so.
pub async fn close<V: Vendor>(global: &Global, id: &str, output: &Output) -> Result<Status, Fault> {
    let (client, _journal) = journal::client::<V>(global, output).await?;
    let found = client.recover().await?;
    let Some(task) = found.pending.iter().find(|task| task.id() == id) else {
        return Err(Fault::new(
            Status::Usage,
            format!("the journal holds no task {id} of this vendor, address and key"),
        ));
    };
    task.close().await?;
    output.result(json!({ "event": "closed", "id": id }), format_args!("{id}: out of the journal"))?;
    Ok(Status::Done)
}

/// The entry of a submit that has no task, of whichever key.
async fn entry<V: Vendor>(client: &Client<V>, ticket: &str) -> Result<Entry, Fault> {
    let wanted: Ticket = ticket.parse().map_err(|fault| Fault::new(Status::Usage, fault))?;
    let found = client.recover().await?;
    let entry = found.unknown.into_iter().chain(found.elsewhere).find(|entry| entry.ticket == wanted);
    entry.ok_or_else(|| Fault::new(Status::Usage, format!("the journal holds no unknown submit {ticket}")))
}

/// What is needed to find the task of a submit.
fn told(event: &str, entry: &Entry) -> Value {
    let (intent, account) = (entry.intent.as_ref(), &entry.account);
    json!({
        "event": event, "ticket": entry.ticket.to_string(), "begun": begun(entry), "standing": entry.standing,
        "vendor": account.vendor, "base_url": account.base_url, "credits": entry.credits,
        "operation": intent.map(|intent| &intent.operation), "payload": payload(entry),
        "request_sha256": intent.map(|intent| &intent.request.sha256),
    })
}

fn line(entry: &Entry) -> String {
    let operation = entry.intent.as_ref().map_or("a request", |intent| &intent.operation);
    let payload = payload(entry).map(|text| format!(", payload {text:?}")).unwrap_or_default();
    let credits = entry.credits.map(|credits| format!(", {credits} credits counted")).unwrap_or_default();
    let standing = match &entry.standing {
        Standing::Unknown { why } => why.clone(),
        other => other.task().map(|id| format!("task {id}")).unwrap_or_default(),
    };
    let (ticket, vendor, begun) = (entry.ticket, &entry.account.vendor, begun(entry));
    format!("submit {ticket}: {vendor}, {operation}, {begun}{payload}{credits}: {standing}")
}

fn payload(entry: &Entry) -> Option<&str> {
    entry.intent.as_ref()?.payload.as_ref()?.text.as_deref()
}

fn begun(entry: &Entry) -> String {
    Timestamp::from_unix_millis(i64::try_from(entry.begun).unwrap_or(i64::MAX)).rfc3339()
}
