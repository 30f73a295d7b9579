//! "I was charged twice": nothing sends a request again that may have arrived.

use vidu_client::{Patience, Request, SubmitError};
use vidu_mock::Fault;

use super::*;
use crate::contract::{
    builder, charged_once, client, for_each_page, img2video, mock, novita, octopusx, reference2video, umodelverse,
};

/// Sent to a vendor that takes it and does not answer: once, however patient the client is.
async fn times_out<R: Request>(request: R) {
    for patience in [None, Some(Patience::new().deadline(12 * HOUR))] {
        let server = mock().await;
        server.fault(Fault::hanging(24 * HOUR).operation(&*R::operation().name));
        let client = builder::<R::Vendor>(&server).request_timeout(Duration::from_secs(20)).build().expect("a client");
        let client = patience.into_iter().fold(client, |client, patience| client.patient(patience));
        let outcome = client.submit(&request).await;
        let Err(SubmitError::Unknown(unknown)) = outcome else { panic!("{outcome:?}") };
        assert!(unknown.why.contains("no answer in time"), "{unknown}");
        tokio::time::sleep(12 * HOUR).await;
        assert_eq!((posts(&server), server.ledger().len()), (1, 1), "{patience:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_submit_that_timed_out_is_not_sent_again() {
    for_each_page!(times_out);
}

async fn breaks_off<R: Request>(request: R) {
    let faults = [
        Fault::no_answer(),
        Fault::reset_before_answer(),
        Fault::reset_within_answer(9),
        Fault::closed_within_answer(9),
        Fault::truncated_json(),
        Fault::malformed_json(),
        Fault::server_error(500),
        Fault::server_error(503),
        Fault::gateway_page(504),
    ];
    for fault in faults {
        let (server, name) = (mock().await, format!("{fault:?}"));
        // The task is made, and only the answer goes wrong.
        server.fault(fault.operation(&*R::operation().name).accepted());
        let client = client::<R::Vendor>(&server).patient(Patience::new().deadline(HOUR));
        let outcome = client.submit(&request).await;
        assert!(outcome.as_ref().is_err_and(SubmitError::task_may_exist), "{name}: {outcome:?}");
        let told = outcome.expect_err("no task").to_string();
        assert!(told.contains("sending the request again may pay twice"), "{name}: {told}");
        assert_eq!((posts(&server), server.ledger().len()), (1, 1), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_lost_is_no_reason_to_pay_again() {
    for_each_page!(breaks_off);
}

/// The whole way, with every look failing in another manner at first.
async fn polls_badly<R: Request + Clone>(request: R) {
    let server = mock().await;
    for fault in [Fault::server_error(503), Fault::gateway_page(502), Fault::no_answer(), Fault::truncated_json()] {
        server.fault(fault.operation("query").times(2));
    }
    let client = client::<R::Vendor>(&server).patient(Patience::new().deadline(HOUR));
    let ended = client.run_all(vec![request]).await;
    let task = ended[0].as_ref().expect("an end");
    assert!(task.state.succeeded(), "{task:?}");
    assert_eq!(posts(&server), 1);
    charged_once(&server, &[&task.id]);
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_fails_never_leads_to_a_second_submit() {
    for_each_page!(polls_badly);
}

/// A server that closes a connection whenever it is used a second time: a pool would turn every second submit into one of
/// unknown outcome.
#[tokio::test]
async fn a_server_that_closes_idle_connections_loses_no_submit() {
    let made = |_, of_connection, _: &Message| (of_connection == 0).then(|| json(r#"{"task_id": "7"}"#));
    let server = Hostile::start(made).await;
    let client = server.client::<vidu_types::vidu::Api>();
    for number in 0..50 {
        client.submit(&img2video()).await.unwrap_or_else(|fault| panic!("{number}: {fault}"));
    }
    assert_eq!((server.requests(), server.connections()), (50, 50));
}

/// The HTTP crate has a layer that sends again what a server dropped: not for a submit.
#[tokio::test]
async fn no_layer_below_sends_a_submit_again() {
    let server = Hostile::start(|_, _, _| None).await;
    let outcome = server.client::<vidu_types::vidu::Api>().submit(&img2video()).await;
    assert!(outcome.is_err_and(|fault| fault.task_may_exist()));
    assert_eq!((server.requests(), server.connections()), (1, 1));
}
