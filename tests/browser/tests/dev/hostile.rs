//! Cards that attack the page.

use super::bench::Bench;

/// What runs, if anything does.
const SCRIPTS: &[&str] = &[
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "\\\"><svg onload=pwned()>",
    "javascript:pwned()",
    "<a href='javascript:pwned()'>x</a>",
    "</style><script>pwned()</script>",
    "x}</pre></div><iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "' onmouseover='pwned()",
    "url(javascript:pwned())",
    "data:text/html,<script>pwned()</script>",
];

/// A card with a script in every text, key, address and name.
fn card(script: &str) -> String {
    let s = script;
    format!(
        r#"{{"schema": "2.0", "config": {{"style": {{"color": {{"{s}": {{"light_mode": "{s}", "dark_mode": "{s}"}}}}}}}},
        "header": {{"title": {{"tag": "plain_text", "content": "{s}"}}, "template": "{s}", "text_tag_list": [{{"tag": "text_tag", "text": {{"tag": "plain_text", "content": "{s}"}}, "color": "{s}"}}]}},
        "card_link": {{"url": "{s}"}},
        "body": {{"padding": "{s}", "elements": [
            {{"tag": "markdown", "content": "{s} [{s}]({s}) ![{s}]({s}) <font color='{s}'>{s}</font> <a href='{s}'>x</a> `{s}`", "text_size": "{s}"}},
            {{"tag": "div", "text": {{"tag": "lark_md", "content": "{s}"}}, "icon": {{"tag": "standard_icon", "token": "{s}", "color": "{s}"}}}},
            {{"tag": "button", "text": {{"tag": "plain_text", "content": "{s}"}}, "type": "{s}", "behaviors": [{{"type": "open_url", "default_url": "{s}"}}], "confirm": {{"title": {{"tag": "plain_text", "content": "{s}"}}, "text": {{"tag": "plain_text", "content": "{s}"}}}}}},
            {{"tag": "input", "name": "{s}", "default_value": "{s}", "placeholder": {{"tag": "plain_text", "content": "{s}"}}}},
            {{"tag": "select_static", "name": "{s}", "options": [{{"text": {{"tag": "plain_text", "content": "{s}"}}, "value": "{s}"}}]}},
            {{"tag": "img", "img_key": "{s}", "alt": {{"tag": "plain_text", "content": "{s}"}}}},
            {{"tag": "table", "columns": [{{"name": "{s}", "display_name": "{s}", "data_type": "markdown"}}], "rows": [{{"{s}": "{s}"}}]}},
            {{"tag": "chart", "chart_spec": {{"type": "bar", "title": {{"text": "{s}"}}, "data": {{"values": [{{"x": "{s}", "y": 1}}]}}, "xField": "x", "yField": "y"}}}},
            {{"tag": "{s}", "{s}": "{s}"}}
        ]}}}}"#
    )
}

#[tokio::test]
async fn scripts_in_cards_run_nothing() {
    let mut files: Vec<(String, String)> = Vec::new();
    for (n, script) in SCRIPTS.iter().enumerate() {
        files.push((format!("h{n}<img src=x onerror=pwned()>.json"), card(script)));
        let rust = script.replace("\\\"", "");
        files.push((format!("src/h{n}.rs"), format!("fn h() -> Card {{ card! {{ <card schema=\"2.0\"><markdown>{rust:?}{{x[{rust:?}]}}</markdown>if y == {rust:?} {{<hr/>}}<hr colour={rust:?}/></card> }} }}")));
    }
    let given: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let Some(bench) = Bench::start("hostile", &given, &[], "").await else { return };
    bench.run("window.pwned = () => { window.owned = true; }").await;
    bench.wait("document.querySelectorAll('#cards .card').length === 20").await;
    for n in 0..20 {
        bench.run(&format!("document.querySelectorAll('#cards .card')[{n}].click()")).await;
        bench
            .wait(&format!(
                "document.querySelectorAll('#cards .card')[{n}].ariaCurrent === 'true' && card.querySelector('.fc')"
            ))
            .await;
        for tab in ["findings", "values", "json", "markup", "limits"] {
            bench.run(&format!("document.querySelector('[data-tab={tab}]').click()")).await;
            bench.wait(&format!("document.querySelector('[data-tab={tab}]').ariaSelected === 'true'")).await;
        }
        // whatever can be clicked is
        bench.run("card.querySelectorAll('a, button, summary, label, input').forEach((element) => { element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); element.click(); })").await;
        bench.run("[...document.querySelectorAll('[data-knob]')].forEach((input) => { if (input.type === 'text') { input.value = '<img src=x onerror=pwned()>'; input.dispatchEvent(new Event('input', { bubbles: true })); } })").await;
        let bad: Vec<String> = bench
            .get("[...card.querySelectorAll('*')].flatMap((element) => [...element.attributes].filter(({ name, value }) => name.startsWith('on') || /^\\s*javascript:/i.test(value) && ['href', 'src', 'action'].includes(name)).map(({ name, value }) => `${element.nodeName} ${name}=${value}`)).concat([...card.querySelectorAll('script, iframe, object, embed')].map((element) => element.nodeName))")
            .await;
        assert!(bad.is_empty(), "{bad:?}");
    }
    assert!(!bench.get::<bool>("Boolean(window.owned)").await);
    assert!(bench.get::<String>("location.origin").await.starts_with("http://127.0.0.1:"));
    bench.is_clean().await;
}

#[tokio::test]
async fn nothing_but_the_page_itself_is_let_in() {
    let Some(bench) = Bench::start("let_in", &[("a.json", r#"{"elements": []}"#)], &[], "").await else { return };
    bench.wait("document.querySelectorAll('#cards .card').length === 1").await;
    // the address leads nowhere else, and tells nobody where it comes from
    bench.run("window.tried = {}; for (const path of ['/', '/state', '/x/state']) fetch(path).then((answer) => { tried[path] = answer.status; })").await;
    bench.wait("Object.values(tried).join() === '403,403,403'").await;
    bench.run("fetch('run', { method: 'POST', body: '{\"command\": \"true\"}' }).then((answer) => { tried.run = answer.status; })").await;
    bench.wait("tried.run === 404").await;
    bench.run("const script = document.createElement('script'); script.textContent = 'window.inline = true'; document.body.append(script)").await;
    bench.run("const image = new Image(); image.src = 'http://127.0.0.1:9/'; document.body.append(image)").await;
    bench.wait("violations.some((found) => found.includes('script-src')) && violations.some((found) => found.includes('img-src'))").await;
    assert!(!bench.get::<bool>("Boolean(window.inline)").await);
    // from another site neither a request nor a frame
    let address = bench.address.clone();
    bench.page.goto("data:text/html,<body>").await.unwrap();
    bench.page.evaluate(format!("window.got = 'waiting'; fetch('{address}state').then((answer) => {{ got = answer.status; }}, () => {{ got = 'refused'; }}); true").as_str()).await.unwrap();
    let mut got = String::new();
    for _ in 0..500 {
        got = bench.page.evaluate("String(window.got)").await.unwrap().into_value().unwrap();
        if got != "waiting" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(got, "refused");
}
