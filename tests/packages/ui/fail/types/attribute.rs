//! A value of the wrong type is underlined alone.

use feishu_card::card;

fn main() {
    let (n, name) = (5, "2");
    let _ = card! {
        <card>
            <action>
                <button url={n} disabled={name} type={n}>"x"</button>
            </action>
            <column_set><column width=weighted weight={name}/></column_set>
            <header title={n}/>
        </card>
    };
}
