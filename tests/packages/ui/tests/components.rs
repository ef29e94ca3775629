//! Every component in every version that has it: complete, without a finding, a constant, and its JSON.
//! The last test walks the JSON of these and of the markup map: every object of the table is written somewhere.
#![deny(deprecated)] // warnings of `card!`

use feishu_card::{Card, Json, card};
use feishu_card_schema::{
    Version,
    table::{self, Item, Kind, Object, objects},
};
use std::collections::BTreeSet;

#[path = "../generated/map.rs"]
mod map;

const V1: Card = card! {
    <card>
        <header title="标题" template=blue/>
        <div>
            "文本"
            <field is_short><lark_md>"**a**"</lark_md></field>
        </div>
        <markdown>"**b**"</markdown>
        <img img_key="k" alt="图"/>
        <img_combination combination_mode=double>
            <image img_key="a"/>
            <image img_key="b"/>
        </img_combination>
        <hr/>
        <note>
            "备注"
            <img img_key="k" alt=""/>
        </note>
        <person user_id="ou_1"/>
        <person_list>
            <person id="ou_1"/>
        </person_list>
        <chart chart_spec={{"type": "pie", "data": [{"values": []}]}}/>
        <table>
            <column name="a" data_type=text/>
            <row a="x"/>
        </table>
        <action>
            <button value={{"id": 1}}>"按钮"</button>
            <overflow value={{"id": 2}}>
                <option value="1">"一"</option>
            </overflow>
            <select_static value={{"id": 3}} placeholder="选">
                <option value="1">"一"</option>
            </select_static>
            <select_person value={{"id": 4}} placeholder="选"/>
            <date_picker value={{"id": 5}} placeholder="日期"/>
            <picker_time value={{"id": 6}} placeholder="时间"/>
            <picker_datetime value={{"id": 7}} placeholder="时刻"/>
            <input name="in" placeholder="写"/>
        </action>
        <column_set>
            <column width=weighted weight=1>
                <checker name="c">
                    "勾"
                    <callback value={{"id": 8}}/>
                </checker>
            </column>
        </column_set>
        <form name="f">
            <multi_select_static name="m" placeholder="选">
                <option value="1">"一"</option>
            </multi_select_static>
            <multi_select_person name="n" placeholder="选"/>
            <select_img name="o" multi_select>
                <option img_key="k" value="1"/>
            </select_img>
            <button name="ok" action_type=form_submit>"提交"</button>
        </form>
        <interactive_container>
            <callback value={{"id": 9}}/>
            <div>"里"</div>
        </interactive_container>
        <collapsible_panel>
            <header title="更多"/>
            <markdown>"x"</markdown>
        </collapsible_panel>
    </card>
};

const V2: Card = card! {
    <card schema="2.0">
        <header title="标题" template=blue/>
        <div>"文本"</div>
        <markdown>"**b**"</markdown>
        <img img_key="k" alt="图"/>
        <img_combination combination_mode=double>
            <image img_key="a"/>
            <image img_key="b"/>
        </img_combination>
        <hr/>
        <person user_id="ou_1"/>
        <person_list>
            <person id="ou_1"/>
        </person_list>
        <chart chart_spec={{"type": "pie", "data": [{"values": []}]}}/>
        <table>
            <column name="a" data_type=text/>
            <row a="x"/>
        </table>
        <button>
            "按钮"
            <callback value={{"id": 1}}/>
        </button>
        <overflow>
            <callback value={{"id": 2}}/>
            <option value="1">"一"</option>
        </overflow>
        <select_static placeholder="选">
            <callback value={{"id": 3}}/>
            <option value="1">"一"</option>
        </select_static>
        <select_person placeholder="选">
            <callback value={{"id": 4}}/>
        </select_person>
        <date_picker placeholder="日期">
            <callback value={{"id": 5}}/>
        </date_picker>
        <picker_time placeholder="时间">
            <callback value={{"id": 6}}/>
        </picker_time>
        <picker_datetime placeholder="时刻">
            <callback value={{"id": 7}}/>
        </picker_datetime>
        <input name="in" placeholder="写">
            <callback value={{"id": 10}}/>
        </input>
        <select_img>
            <callback value={{"id": 11}}/>
            <option img_key="k" value="1"/>
        </select_img>
        <checker>
            "勾"
            <callback value={{"id": 8}}/>
        </checker>
        <column_set>
            <column width=weighted weight=1>
                <markdown>"x"</markdown>
            </column>
        </column_set>
        <form name="f">
            <multi_select_static name="m" placeholder="选">
                <option value="1">"一"</option>
            </multi_select_static>
            <multi_select_person name="n" placeholder="选"/>
            <button name="ok" form_action_type=submit>"提交"</button>
        </form>
        <interactive_container>
            <callback value={{"id": 9}}/>
            <markdown>"里"</markdown>
        </interactive_container>
        <collapsible_panel>
            <header title="更多"/>
            <markdown>"x"</markdown>
        </collapsible_panel>
    </card>
};

/// Audio may not be forwarded, so it has a card of its own.
const AUDIO: Card = card! {
    <card schema="2.0">
        <config enable_forward=false/>
        <audio file_key="f">
            <border color=red/>
        </audio>
    </card>
};

/// The tags in a JSON text.
fn tags(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Map(members) => {
            found.extend(json.get("tag").and_then(Json::as_str).map(str::to_owned));
            members.iter().for_each(|(_, value)| tags(value, found));
        }
        Json::List(items) => items.iter().for_each(|item| tags(item, found)),
        _ => {}
    }
}

#[test]
fn every_component_is_written_in_every_version() {
    for (version, cards) in [(Version::V1, &[V1][..]), (Version::V2, &[V2, AUDIO])] {
        let mut found = BTreeSet::new();
        for card in cards {
            assert!(card.validate().is_ok(), "{}", card.validate());
            assert_eq!(Card::parse(&card.to_json_string()).expect("a card"), *card, "reading gives the same card");
            tags(&card.to_json(), &mut found);
        }
        for component in objects::Component.variants.iter().filter(|component| component.versions.has(version)) {
            assert!(found.contains(component.tag), "{} in {version}", component.tag);
        }
    }
}

/// The objects that this JSON shows, led by the table.
fn walk(json: &Json, object: &'static Object, found: &mut BTreeSet<&'static str>) {
    let Json::Map(members) = json else { return };
    found.insert(object.name);
    for (name, value) in members {
        match object.member(name).map(|member| member.kind) {
            Some(Kind::Object(of)) => walk(value, of, found),
            Some(Kind::Family(of)) => item(value, Item::Family(of), found),
            Some(Kind::List(of)) => value.as_list().unwrap_or_default().iter().for_each(|value| item(value, of, found)),
            Some(Kind::LocaleObjects(of) | Kind::Named(of)) => {
                value.as_map().unwrap_or_default().iter().for_each(|(_, value)| item(value, of, found));
            }
            Some(Kind::LocaleLists(of)) => {
                let lists = value.as_map().unwrap_or_default().iter().filter_map(|(_, value)| value.as_list());
                lists.flatten().for_each(|value| item(value, of, found));
            }
            _ => {}
        }
    }
}

fn item(json: &Json, item: Item, found: &mut BTreeSet<&'static str>) {
    let object = match item {
        Item::Object(object) => Some(object),
        Item::Family(family) => family.variants.iter().copied().find(|object| match object.key {
            "" => json.get("tag").is_none(),
            key => json.get(key).and_then(Json::as_str) == Some(object.tag),
        }),
    };
    if let Some(object) = object {
        walk(json, object, found);
    }
}

#[test]
fn every_object_of_the_table_is_written_somewhere() {
    let mut found = BTreeSet::new();
    let cards = [V1, V2, AUDIO].into_iter().map(|card| card.to_json_string()).chain(map::all());
    for text in cards {
        let json = Json::parse(&text).expect(&text);
        let tag = json.get("tag").or_else(|| json.get("type")).and_then(Json::as_str);
        let tagged = tag.and_then(|tag| table::all().find(|object| object.tag == tag));
        // a part without a tag is looked for in all objects
        match tagged {
            Some(object) => walk(&json, object, &mut found),
            None => {
                for object in table::all().filter(|object| object.key.is_empty()) {
                    let members = json.as_map().unwrap_or_default();
                    if !members.is_empty() && members.iter().all(|(name, _)| object.member(name).is_some()) {
                        walk(&json, object, &mut found);
                    }
                }
            }
        }
    }
    // a cell of a table is JSON
    found.insert(objects::OptionsCell.name);
    let missing: Vec<_> = table::all().map(|object| object.name).filter(|name| !found.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
