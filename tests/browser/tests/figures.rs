//! The figures of the platform's look, as a browser computes them, held to a committed copy of the reference's tables.

use feishu_card_browser_tests::cards::Pages;
use feishu_card_core::Json;
use feishu_card_preview::{Device, Options, Theme, css, fragment};
use serde::Deserialize;
use std::collections::BTreeMap;

const FIGURES: &str = include_str!("../figures.tsv");

struct Figure<'t> {
    section: &'t str,
    mark: &'t str,
    theme: &'t str,
    device: &'t str,
    card: &'t str,
    selector: &'t str,
    property: &'t str,
    expected: &'t str,
}

fn figures() -> Vec<Figure<'static>> {
    FIGURES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<_> = line.split('\t').collect();
            let [section, mark, theme, device, card, selector, property, expected] = cells[..] else {
                panic!("{line}")
            };
            Figure { section, mark, theme, device, card, selector, property, expected }
        })
        .collect()
}

/// What the page says of one figure.
#[derive(Debug, Deserialize)]
struct Said(String);

/// Asks for a property of the first element, or for one of the measures that `figures.tsv` explains.
const PROBE: &str = r#"
(probes) => probes.map(([id, whole, property]) => {
  const [selector, pseudo] = whole.split('::');
  const all = [...document.querySelectorAll(`#${id} ` + selector)];
  if (property === '@count') return String(all.length);
  if (property === '@rows') {
    const rows = [];
    let top = null;
    for (const one of all) {
      const box = one.getBoundingClientRect();
      if (top === null || box.top > top + 1) { rows.push(0); top = box.top; }
      rows[rows.length - 1] += 1;
    }
    return rows.join(',');
  }
  if (!all.length) return 'nothing';
  const one = all[0], box = one.getBoundingClientRect(), next = all[1]?.getBoundingClientRect();
  const px = n => +n.toFixed(3) + 'px';
  switch (property) {
    case '@text': return one.textContent;
    case '@title': return one.title;
    case '@width': return px(box.width);
    case '@height': return px(box.height);
    case '@gap-x': return next ? px(next.left - box.right) : 'nothing';
    case '@gap-y': return next ? px(next.top - box.bottom) : 'nothing';
    default: return getComputedStyle(one, pseudo && '::' + pseudo).getPropertyValue(property);
  }
})"#;

/// A colour in any spelling as four numbers; anything else as it is.
fn canonical(value: &str) -> String {
    let byte = |text: &str| u8::from_str_radix(text, 16).ok();
    if let Some(hex) = value.strip_prefix('#').filter(|hex| hex.len() >= 6) {
        let (r, g, b) = (byte(&hex[0..2]), byte(&hex[2..4]), byte(&hex[4..6]));
        let alpha = hex.get(6..8).and_then(byte).map_or(1.0, |alpha| f64::from(alpha) / 255.0);
        if let (Some(r), Some(g), Some(b)) = (r, g, b) {
            return format!("rgba({r},{g},{b},{alpha:.2})");
        }
    }
    let inner =
        value.strip_suffix(')').and_then(|rest| rest.strip_prefix("rgba(").or_else(|| rest.strip_prefix("rgb(")));
    let Some(inner) = inner else { return value.to_owned() };
    let mut parts: Vec<f64> = inner.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    if parts.len() == 3 {
        parts.push(1.0);
    }
    match parts[..] {
        [r, g, b, a] => format!("rgba({r},{g},{b},{a:.2})"),
        _ => value.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_of_the_reference_is_what_the_browser_computes() {
    let Some(browser) = Pages::launch("figures").await else { return };
    let figures = figures();
    let counted = figures.iter().filter(|figure| figure.mark != "E").count();
    assert!(counted >= 150, "only {counted} documented or measured figures");
    let mut looks: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        looks.entry((figure.theme, figure.device)).or_default().push(at);
    }
    let mut wrong = Vec::new();
    for ((theme, device), members) in looks {
        let theme_of = if theme == "dark" { Theme::Dark } else { Theme::Light };
        let (device, locale) = device.split_once(' ').unwrap_or((device, "zh_cn"));
        let device_of = if device == "phone" { Device::Phone } else { Device::Desktop };
        // a card stands once, however many figures are read from it
        let mut ids: BTreeMap<&str, String> = BTreeMap::new();
        let mut cards = String::new();
        for at in &members {
            let card = figures[*at].card;
            if ids.contains_key(card) {
                continue;
            }
            let id = format!("probe-{}", ids.len());
            let json = Json::parse(card).expect("JSON");
            let options = Options::new().theme(theme_of).device(device_of).locale(locale);
            let options = options.id_prefix(&format!("{id}-"));
            cards.push_str(&format!("<div id=\"{id}\">{}</div>", fragment(&json, &options)));
            ids.insert(card, id);
        }
        let page = format!(
            "<!DOCTYPE html><meta charset=utf-8><style>{}body{{margin:0;padding:10px;width:880px}}</style>{cards}",
            css()
        );
        let tab = browser.open(&format!("{theme}-{device}-{locale}"), &page, 900).await;
        let probes: Vec<[&str; 3]> = members
            .iter()
            .map(|at| {
                let figure = &figures[*at];
                [ids[figure.card].as_str(), figure.selector, figure.property]
            })
            .collect();
        let said: Vec<Said> = tab.ask(&format!("({PROBE})({})", serde_json::to_string(&probes).expect("JSON"))).await;
        assert_eq!(said.len(), members.len());
        for (at, Said(said)) in members.into_iter().zip(said) {
            let figure = &figures[at];
            if canonical(&said) != canonical(figure.expected) {
                wrong.push(format!(
                    "§{} [{}] {theme} {device} {locale}: {} of {} is {said}, not {} ({})",
                    figure.section,
                    figure.mark,
                    figure.property,
                    figure.selector,
                    figure.expected,
                    figure.card.chars().take(120).collect::<String>()
                ));
            }
        }
        tab.close().await;
    }
    assert!(wrong.is_empty(), "{} of {} figures:\n{}", wrong.len(), figures.len(), wrong.join("\n"));
    println!("{} figures, {counted} of them documented or measured", figures.len());
}
