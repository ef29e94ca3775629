//! A 2.0 build report from functions, with `for`, `if let`, `match`, escaped and raw Markdown.

use feishu_card::{Button, Card, Component, Header, HeaderTemplate, Markdown, card};

/// What the tests feed.
#[derive(Clone, Copy, PartialEq)]
pub enum State {
    Passed,
    Failed,
    Running,
}

pub struct Log(pub &'static str);

impl Log {
    fn to_fenced_block(&self) -> String {
        format!("```\n{}\n```", self.0)
    }
}

pub struct Step {
    pub name: String,
    pub seconds: f64,
    pub log: Option<Log>,
}

pub struct Build {
    pub id: u64,
    pub author: String,
    pub url: String,
    pub project: String,
    pub state: State,
    pub steps: Vec<Step>,
}

/// `icon=` means different JSON in 1.0 and 2.0 headers, so this fragment says which it is for.
fn header(project: &str, state: State) -> Header {
    let template = match state {
        State::Passed => HeaderTemplate::Green,
        State::Failed => HeaderTemplate::Red,
        State::Running => HeaderTemplate::Blue,
    };
    card! {
        <header title="{project} 构建" template={template} icon=robot_outlined schema="2.0">
            match state {
                State::Passed => <text_tag color=green>"通过"</text_tag>,
                State::Failed => <text_tag color=red>"失败"</text_tag>,
                State::Running => {
                    <text_tag color=blue>"进行中"</text_tag>
                }
            }
        </header>
    }
}

fn rerun(id: u64, busy: bool) -> Button {
    card! {
        <button type=primary disabled={busy} icon=redo_outlined>
            if busy {
                "排队中"
            } else {
                "重新运行"
            }
            <confirm title="重新运行？">"将取消 #{id} 之后的任务。"</confirm>
            <callback value={{"action": "rerun", "build": id}}/>
        </button>
    }
}

pub fn step(step: &Step) -> Vec<Component> {
    let Step { name, seconds, log, .. } = step;
    card! {
        <>
            // `name` comes from users: inside Markdown it is escaped, `**` and `<at …>` stay text
            <markdown text_size=normal>"**{name}**　<font color='grey'>{seconds:.1} s</font>"</markdown>
            if let Some(log) = log {
                <collapsible_panel>
                    <header title="日志" icon=down_outlined icon_position=right/>
                    <markdown>{Markdown::raw(log.to_fenced_block())}</markdown>
                </collapsible_panel>
            }
        </>
    }
}

pub fn report(build: &Build) -> Card {
    let Build { id, author, url, .. } = build;
    card! {
        <card schema="2.0" header={header(&build.project, build.state)}>
            <config update_multi>
                <summary en_us="Build #{id}">"构建 #{id}"</summary>
            </config>
            <markdown>"提交人：<at id={author}></at>"</markdown>
            <hr/>
            for s in &build.steps {
                {step(s)}
            }
            <column_set flex_mode=flow horizontal_spacing=8px>
                <column>{rerun(build.id, build.state == State::Running)}</column>
                <column>
                    <button type=text>
                        "查看全部日志"
                        <open_url default_url="{url}?from=card"/>
                    </button>
                </column>
            </column_set>
        </card>
    }
}
