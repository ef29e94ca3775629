//! What comes back from a click is an object: another literal is an error, text a warning, since a sample of the platform
//! sends it.

use feishu_card::card;

fn main() {
    let id = 7;
    let _ = card! {
        <card>
            <action>
                <button value="approve">"同意"</button>
                <button value={["a", "b"]}>"同意"</button>
                <button value=7>"同意"</button>
                <button value>"同意"</button>
                <button value={{"id": id}}>"同意"</button>
            </action>
        </card>
    };
    let _ = card! {
        <card schema="2.0">
            <button>
                "同意"
                <callback value="approve"/>
            </button>
            <button>
                "同意"
                <callback value={[1]}/>
            </button>
        </card>
    };
}
