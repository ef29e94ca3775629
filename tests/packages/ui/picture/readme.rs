use feishu_card::{Card, card};

fn review(id: u64) -> Card {
    card! {
        <card>
            <div>"发布审核："</div>
            <action>
                <button typ=primary value={{"id": id}}>"完成「全量发布」"</button>
                <buton>"稍后"</buton>
            </action>
            <button url="https://example.com">"详情"</button>
        </card>
    }
}

fn main() {
    review(7);
}
