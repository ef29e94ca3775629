//! A 2.0 form and a table fed at run time; optional attributes, locale texts, JSON values.

use feishu_card::{Card, card};

pub struct Task {
    pub id: u64,
    pub title: String,
    pub urgent: bool,
    pub labels: Vec<String>,
    pub kind: Kind,
}

pub struct Kind(pub &'static str);

impl Kind {
    fn as_str(&self) -> &str {
        self.0
    }
}

pub struct Person {
    pub open_id: String,
}

pub struct Sale {
    pub customer: String,
    pub amount: f64,
    pub note: Option<String>,
    pub level: String,
}

#[derive(Clone, Copy)]
pub enum Label {
    Bug,
    Idea,
}

impl Label {
    const ALL: [Label; 2] = [Label::Bug, Label::Idea];

    fn key(self) -> &'static str {
        match self {
            Label::Bug => "bug",
            Label::Idea => "idea",
        }
    }

    fn icon(self) -> Option<&'static str> {
        match self {
            Label::Bug => Some("bug_outlined"),
            Label::Idea => None,
        }
    }

    fn text(self) -> String {
        self.key().to_uppercase()
    }
}

pub fn assign(task: &Task, people: &[Person], sales: &[Sale], due: Option<&str>) -> Card {
    let Task { id, title, .. } = task;
    let total: f64 = sales.iter().map(|s| s.amount).sum();
    card! {
        <card schema="2.0">
            <header template=wathet>
                <title en_us="Assign “{title}”">"分配「{title}」"</title>
                if task.urgent {
                    <text_tag color=red>"紧急"</text_tag>
                }
            </header>
            <table page_size=5 row_height=low>
                <column name="customer" display_name="客户" data_type=text/>
                <column name="amount" display_name="ARR(万元)" data_type=number>
                    <format symbol="¥" precision=2 separator/>
                </column>
                <column name="note" display_name="备注" data_type=lark_md/>
                <column name="level" display_name="规模" data_type=options/>
                for s in sales {
                    // `note` is a Markdown column, so the text in it is escaped like in <lark_md>
                    <row
                        customer={&s.customer}
                        amount={s.amount}
                        note={s.note.as_deref()}
                        level={[{"text": s.level.as_str(), "color": "blue"}]}
                    />
                }
            </table>
            <div><plain_text text_color=grey text_size=notation>"合计 {total:.2} 万元"</plain_text></div>
            <form name="assign_{id}">
                <select_person name="owner" required placeholder="选择负责人">
                    for p in people {
                        <option value={&p.open_id}/>
                    }
                </select_person>
                <multi_select_static name="labels" selected_values={task.labels.iter()} width=fill>
                    <placeholder en_us="Labels">"标签"</placeholder>
                    for label in Label::ALL {
                        <option value={label.key()} icon={label.icon()}>{label.text()}</option>
                    }
                </multi_select_static>
                // initial_date takes `Option<&str>`: with None the member is not written
                <date_picker name="due" initial_date={due} placeholder="截止日期"/>
                <input name="comment" input_type=multiline_text rows=3 max_length=500>
                    <label en_us="Comment">"说明"</label>
                </input>
                <button name="ok" type=primary form_action_type=submit>
                    "确定"
                    <callback value={{"task": id, "version": 2, "tags": ["assign", task.kind.as_str()]}}/>
                </button>
            </form>
        </card>
    }
}
