//! Messages in parts: in any order, doubled, missing, wrong.

use crate::{
    rig::{connection, problems, send, start},
    support,
};
use feishu_card_sandbox::{Parts, Sandbox};
use feishu_card_send::callback::Toast;
use std::time::Duration;

#[tokio::test]
async fn parts_in_any_order_doubled_or_beside_odd_ones_are_joined() {
    for parts in [Parts::InOrder, Parts::Reversed, Parts::Doubled, Parts::OneTooMany] {
        for size in [1, 7, 200] {
            let sandbox = support::sandbox().await;
            // a click has some 600 bytes, and no message more than 256 parts
            sandbox.wire(|wire| (wire.split, wire.parts) = (Some(size.max(4)), parts));
            let message = send(&sandbox).await;
            let bot = start(connection(&sandbox).on_card(|_| async { Toast::info("joined") })).await;
            let outcome = sandbox.as_user("ou_1").click(&message, "OK").await.unwrap();
            assert_eq!(outcome.error, None, "{parts:?} {size}");
            assert_eq!(outcome.toast.unwrap().content, "joined");
            assert_eq!(problems(&sandbox), [""; 0]);
            drop(bot);
        }
    }
}

#[tokio::test]
async fn with_a_part_missing_nothing_is_run_and_the_connection_goes_on() {
    let sandbox = support::start(Sandbox::builder().callback_timeout(Duration::from_millis(300))).await;
    sandbox.wire(|wire| (wire.split, wire.parts) = (Some(100), Parts::LastMissing));
    let message = send(&sandbox).await;
    let bot = start(connection(&sandbox).on_card(|_| async { Toast::info("joined") })).await;
    let user = sandbox.as_user("ou_1");
    assert_eq!(user.click(&message, "OK").await.unwrap().code(), Some(200341));
    sandbox.wire(|wire| wire.split = None);
    assert_eq!(user.click(&message, "OK").await.unwrap().toast.unwrap().content, "joined");
    assert!(bot.handle.state().is_ready());
}
