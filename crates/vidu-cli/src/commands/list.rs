//! Lists the account's tasks, where the vendor's pages have a list.

use std::time::SystemTime;

use serde_json::json;
use vidu_client::table::Stage;
use vidu_client::{CallFault, Client, List, Task, Vendor};

use crate::arguments::{Listed, WantedStage};
use crate::output::Output;
use crate::status::{Fault, Status};

/// Prints the tasks as they come, each in a line.
pub async fn list<V: Vendor>(client: &Client<V>, wanted: &Listed, output: &Output) -> Result<Status, Fault> {
    // One more than is shown tells whether there are more.
    let mut tasks = asked(client, wanted)?.at_most(wanted.limit.saturating_add(1)).tasks();
    let mut shown = 0;
    while let Some(task) = tasks.next().await {
        let task = task.map_err(|fault| match &fault.fault {
            CallFault::NotOffered { .. } => {
                Fault::new(Status::Usage, format!("{fault}; `vidu wait ID` takes up a task whose id is known"))
            }
            _ => fault.into(),
        })?;
        if shown == wanted.limit {
            output.say(format_args!("there are more; --limit {} shows {} of them", shown * 2, shown * 2));
            break;
        }
        shown += 1;
        let vendor = &V::revision().vendor;
        output.result(json!({ "event": "task", "vendor": vendor, "task": task }), told(&task))?;
    }
    if shown == 0 {
        output.say("no task");
    }
    Ok(Status::Done)
}

fn asked<V: Vendor>(client: &Client<V>, wanted: &Listed) -> Result<List<V>, Fault> {
    let mut list = client.list();
    list = wanted.id.iter().fold(list, List::id);
    list = wanted.stage.iter().fold(list, |list, stage| list.stage(Stage::from(*stage)));
    let Some(age) = wanted.since else { return Ok(list) };
    let from = SystemTime::now().checked_sub(age);
    let from = from.ok_or_else(|| Fault::new(Status::Usage, "--since lies before all time"))?;
    Ok(list.created_from(from))
}

/// Id, state, when it was made, what it cost, and the failure or the payload; what the vendor does not tell is a dash.
fn told(task: &Task) -> String {
    let or_dash = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| "-".to_owned());
    let made = or_dash(task.created_at.map(|time| time.to_string()));
    let credits = or_dash(task.credits.map(|credits| credits.to_string()));
    let failure = task.failure.as_ref().map(ToString::to_string);
    let more = failure.into_iter().chain(task.payload.clone()).filter(|text| !text.is_empty());
    let more: String = more.map(|text| format!("  {}", first_line(&text))).collect();
    format!("{}  {}  {made}  {credits}{more}", task.id, task.state)
}

/// As much of a text as stands in a line of a list.
fn first_line(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    let head: String = line.chars().take(MOST).collect();
    if head.len() < text.len() { format!("{head}..") } else { head }
}

impl From<WantedStage> for Stage {
    fn from(stage: WantedStage) -> Self {
        match stage {
            WantedStage::Queued => Self::Queued,
            WantedStage::Running => Self::Running,
            WantedStage::Succeeded => Self::Succeeded,
            WantedStage::Failed => Self::Failed,
            WantedStage::Cancelled => Self::Cancelled,
            WantedStage::Expired => Self::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_line_for_each_task() {
        for (text, expected) in
            [("order 7", "order 7"), ("a\nb", "a.."), (&"é".repeat(81), &format!("{}..", "é".repeat(80)))]
        {
            assert_eq!(first_line(text), expected);
        }
    }
}
