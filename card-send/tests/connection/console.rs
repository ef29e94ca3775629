//! What the first run says for the mistakes that everybody makes in the developer console.

use crate::{
    rig::{connection, run, send, soon, start},
    support,
};
use feishu_card_sandbox::{Api, Failure, Fault};
use feishu_card_send::{
    callback::Toast,
    connection::{ConnectionError, LongConnection},
};

/// What `main` shows for this answer to the request for a ticket.
async fn said(code: u32) -> String {
    let sandbox = support::sandbox().await;
    sandbox.inject(Fault::new(Failure::Code(code)).on(Api::ConnectionTicket));
    let bot = run(connection(&sandbox));
    let error = soon("the end", bot.task).await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some(i64::from(code)));
    assert_eq!(sandbox.calls(Api::ConnectionTicket), 1, "a final code is not tried again");
    format!("{error:?}")
}

#[tokio::test]
async fn a_wrong_secret_leads_to_the_credentials_and_to_publishing() {
    let sandbox = support::sandbox().await;
    let wrong = LongConnection::new(sandbox.app_id(), "not the secret").base_url(sandbox.base_url());
    let error = soon("the end", wrong.run()).await.unwrap_err();
    assert!(matches!(error, ConnectionError::Refused { code: 1_000_040_345, .. }), "{error}");
    let text = error.to_string();
    for words in ["1000040345", "Credentials & Basic Info", "Version Management & Release", "Create a version"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains("not the secret"), "{text}");
}

#[tokio::test]
async fn the_other_platforms_app_leads_to_the_other_platform() {
    let text = said(1_000_040_351).await;
    assert!(text.contains("Feishu is open.feishu.cn, Lark is open.larksuite.com"), "{text}");
}

#[tokio::test]
async fn too_many_connections_lead_to_the_forgotten_program() {
    let text = said(1_000_040_350).await;
    assert!(text.contains("end the other programs that run with this App ID"), "{text}");
}

#[tokio::test]
async fn a_missing_subscription_shows_as_200340_to_the_user() {
    let sandbox = support::sandbox().await;
    sandbox.wire(|wire| wire.unsubscribed = true);
    let message = send(&sandbox).await;
    let bot = start(connection(&sandbox).on_card(|_| async { Toast::info("never") })).await;
    let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
    assert_eq!(outcome.code(), Some(200340));
    assert!(outcome.error.unwrap().reason.contains("not subscribed"));
    assert!(bot.handle.state().is_ready());
}
