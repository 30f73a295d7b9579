//! A budget guard: submits stop before they pass a limit of credits, however many race.
//!
//! `cargo run --example budget_guard`; prices are those of the vendor's page.

use std::error::Error;

use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Budget, Key, Model, Request, SubmitError};
use vidu_mock::MockServer;

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = MockServer::start().await;
    let budget = Budget::new(250);
    let key = Key::new("any-key-will-do")?;
    let client = Client::builder().key(key).base_url(vendor.url()).budget(budget.clone()).build()?;

    let request = Img2Video::new(Model::ViduQ1, "https://cdn.example.com/cat.png");
    let price = request.cost().ok_or("the page has a price for this")?.credits;
    println!("a video costs {price} credits of {}", budget.limit());

    let mut racing = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (client, request) = (client.clone(), request.clone());
        racing.spawn(async move { client.submit(&request).await });
    }
    let mut refused = 0;
    for outcome in racing.join_all().await {
        match outcome {
            Ok(task) => println!("task {}", task.id()),
            Err(fault @ SubmitError::OverBudget { .. }) => {
                println!("{fault}");
                refused += 1;
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    // A price that no page states is not guessed.
    let unpriced = client.submit(&Img2Video::new(Model::Vidu15, "https://cdn.example.com/cat.png")).await;
    println!("{}", unpriced.as_ref().err().ok_or("the budget assumes nothing")?);
    let billed: i64 = vendor.ledger().iter().filter_map(|charge| charge.credits).sum();
    println!("{refused} refused, {billed} credits billed, {:?} counted", budget.spent());
    let is_right = refused == 5 && billed == 240 && budget.spent() == Some(240);
    if is_right && matches!(unpriced, Err(SubmitError::NoPrice { .. })) {
        Ok(())
    } else {
        Err("the guard let the wrong number through".into())
    }
}
