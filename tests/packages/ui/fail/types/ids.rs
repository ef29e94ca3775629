//! An id is checked when compiling, and one of another kind does not fit.

use feishu_card::{ChatId, ElementId, IdOf, MessageId, card};

const ANSWER: ElementId = ElementId::new("the-answer");
const TEAM: ChatId = ChatId::new("om_1");

/// As the client's calls are declared.
fn recall(_message_id: &(impl IdOf<MessageId> + ?Sized)) {}

fn main() {
    let chat = ChatId::from("oc_1");
    recall("om_1");
    recall(&MessageId::from("om_1"));
    recall(&chat);
    recall(&ANSWER);
    let _ = card! {
        <card schema="2.0">
            <markdown element_id={5}>"x"</markdown>
            <person user_id={TEAM}/>
        </card>
    };
}
