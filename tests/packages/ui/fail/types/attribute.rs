//! A value of the wrong type is underlined alone.

use feishu_card::card;

fn main() {
    let n = 5;
    let _ = card! {
        <card>
            <action>
                <button url={5} disabled={"yes"} type={n}>"x"</button>
            </action>
            <column_set><column weight={"2"}/></column_set>
            <header title={n}/>
        </card>
    };
}
