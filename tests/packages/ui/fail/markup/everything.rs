//! More than twenty different mistakes in one card: all are reported, sorted, with nothing else.

use feishu_card::card;

fn main() {
    let shown = true;
    let dialogs = [1];
    let _ = card! {
        <card schema="2.0">
            <config update_multi="yes" width_mode=wide locales={["zh_cn", "xx"]}/>
            <header templte=blue icon="chat outlined">
                <title text_size=normal><lark_md>"x"</lark_md></title>
            </header>
            <note>"旧"</note>
            <div>你好</div>
            <markdown>"**{user.name}**"</markdown>
            <markdown>"**bold"</markdown>
            <hr margin="200px">
            <button type=primray text="a">"b"</button>
            <buton>"c"</buton>
            <button value={{id: 7}} disabled=busy()>"d"</button>
            <column_set>
                <column weight=9 width=weighted/>
                <img img_key="k"/>
            </column_set>
            "loose"
            <form name="f">
                <input required="true"/>
                <input name="a"/>
                <input name=a/>
            </form>
            if shown <hr/>
            for d in dialogs { <hr/> "e" }
            <table><column name="who" data_type=person/><row whom="x"/></table>
            <raw value=1/>
            <img img_key=5 alt=""/>
            <div element_id="1st">"x"</dvi>
            <i18n_elements/>
        </card>
    };
}
