//! What a page does without a script: panels open, menus and dialogs open and close, tables turn their pages, texts can be
//! typed.

use feishu_card_browser_tests::cards::Pages;
use feishu_card_core::Json;
use feishu_card_preview::{Options, html};

const CARD: &str = r#"{"schema":"2.0","body":{"elements":[
  {"tag":"collapsible_panel","header":{"title":{"tag":"plain_text","content":"more"}},"elements":[{"tag":"markdown","content":"inside"}]},
  {"tag":"select_static","options":[{"text":{"tag":"plain_text","content":"one"},"value":"1"}]},
  {"tag":"button","text":{"tag":"plain_text","content":"go"},"confirm":{"title":{"tag":"plain_text","content":"sure?"},"text":{"tag":"plain_text","content":"really"}}},
  {"tag":"input","placeholder":{"tag":"plain_text","content":"a name"}},
  {"tag":"button","text":{"tag":"plain_text","content":"link"},"behaviors":[{"type":"open_url","default_url":"https://example.com/x"}]},
  {"tag":"checker","text":{"tag":"plain_text","content":"task"},"checked_style":{"show_strikethrough":true}},
  {"tag":"table","page_size":1,"columns":[{"name":"a","display_name":"A"}],"rows":[{"a":"first"},{"a":"second"}]}
]}}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn panels_menus_dialogs_pages_and_fields_work() {
    let Some(browser) = Pages::launch("script").await else { return };
    let card = Json::parse(CARD).expect("JSON");
    let tab = browser.open("card", &html(&card, &Options::new()), 700).await;
    let visible = |selector: &str| format!("document.querySelector('{selector}')?.checkVisibility() === true");

    assert!(!tab.ask::<bool>(&visible(".fc-panel .fc-md")).await);
    tab.click(".fc-panel-head").await;
    tab.wait(&visible(".fc-panel .fc-md")).await;

    tab.click(".fc-select .fc-field").await;
    tab.wait("document.querySelector('.fc-select .fc-menu').matches(':popover-open')").await;
    // under its field, not in the middle of the page
    let below: bool = tab.ask("document.querySelector('.fc-select .fc-menu').getBoundingClientRect().top >= document.querySelector('.fc-select .fc-field').getBoundingClientRect().bottom").await;
    assert!(below);
    tab.click(".fc-panel-title").await;
    tab.wait("!document.querySelector('.fc-select .fc-menu').matches(':popover-open')").await;

    tab.click(".fc-button .fc-btn").await;
    tab.wait("document.querySelector('.fc-dialog').matches(':popover-open')").await;
    tab.click(".fc-dialog [data-role=cancel]").await;
    tab.wait("!document.querySelector('.fc-dialog').matches(':popover-open')").await;

    assert!(tab.ask::<bool>(&visible(".fc-hint-over")).await);
    tab.ask::<bool>("(document.querySelector('textarea').focus(), true)").await;
    tab.ask::<bool>("document.execCommand('insertText', false, 'Anna')").await;
    tab.wait("!document.querySelector('.fc-hint-over').checkVisibility()").await;

    tab.click(".fc-check-box").await;
    let struck: String =
        tab.ask("getComputedStyle(document.querySelector('.fc-checker .fc-text')).textDecorationLine").await;
    assert_eq!(struck, "line-through");

    let shown = "[...document.querySelectorAll('tbody tr:not(.fc-pager-row)')].filter(one => one.checkVisibility()).map(one => one.textContent).join()";
    assert_eq!(tab.ask::<String>(shown).await, "first");
    tab.click("tbody:first-of-type label.fc-pager-to").await;
    tab.wait(&format!("{shown} === 'second'")).await;

    let link: Vec<String> =
        tab.ask("[...document.querySelectorAll('a.fc-btn')].map(one => one.href + ' ' + one.rel)").await;
    assert_eq!(link, ["https://example.com/x noopener noreferrer"]);
    assert!(tab.noted().is_empty(), "{:?}", tab.noted());
}
