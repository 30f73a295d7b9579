//! A fault of the mock's own: whoever met it hears of it, and nobody else does.

use serde_json::{Value as Json, json};

use super::{ACME, SECOND, ask, look, paint, start};

#[tokio::test]
async fn a_panic_is_answered_and_the_server_lives_on() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    for path in ["/__panic", "/__panic/locked", "/__admin/../__panic"] {
        let got = ask(&server, "GET", path, &[], &Json::Null).await;
        let is_panic = !path.contains("..");
        assert_eq!((got.status, got.header("x-vidu-mock")), (if is_panic { 500 } else { 404 }, Some(server.version())));
        assert!(!is_panic || got.text().contains("the mock itself failed"), "{}", got.text());
    }
    // Even with the lock in hand it takes nothing with it.
    server.advance(SECOND * 20).await;
    assert_eq!(look(&server, &id).await["state"], "done");
    assert_eq!(ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.status, 200);
    assert_eq!(ask(&server, "GET", "/healthz", &[], &Json::Null).await.status, 200);
}
