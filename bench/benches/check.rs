//! The checker over cards of 10 to 1,000 components, right and wrong ones: its time grows linearly.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use feishu_card_core::{CheckOptions, Content, Json, Limits};
use std::hint::black_box;

/// A card of 1.0, which knows no limit on components, with rows of three: text, Markdown and a button.
fn card(components: usize, wrong: bool) -> Json {
    let (word, colour) = if wrong { ("primray", "gray") } else { ("primary", "grey") };
    let element = |n: usize| match n % 3 {
        0 => format!(
            r#"{{"tag":"div","text":{{"tag":"plain_text","content":"第 {n} 行","text_color":"{colour}"}},"fields":[{{"is_short":true,"text":{{"tag":"lark_md","content":"**状态**：进行中"}}}}]}}"#
        ),
        1 => format!(
            r#"{{"tag":"markdown","content":"- [第 {n} 项](https://open.feishu.cn/{n})：<font color='{colour}'>说明</font>"}}"#
        ),
        _ => format!(
            r#"{{"tag":"action","actions":[{{"tag":"button","type":"{word}","name":"b{n}","text":{{"tag":"plain_text","content":"完成"}},"value":{{"id":{n}}}}}]}}"#
        ),
    };
    let elements: Vec<_> = (0..components).map(element).collect();
    Json::parse(&format!(r#"{{"elements":[{}]}}"#, elements.join(","))).expect("it is JSON")
}

fn check(c: &mut Criterion) {
    let options = CheckOptions::default().limits(Limits::PLATFORM.card_bytes(usize::MAX));
    for (name, wrong) in [("right", false), ("wrong", true)] {
        let mut group = c.benchmark_group(format!("check a {name} card"));
        for components in [10, 100, 1_000] {
            let card = card(components, wrong);
            let found = card.validate_with(&options).len();
            // of a code the first hundred are listed
            assert!(if wrong { found >= components.min(100) } else { found == 0 }, "{found} findings in {components}");
            group.throughput(Throughput::Elements(components as u64));
            group.bench_with_input(BenchmarkId::from_parameter(components), &card, |b, card| {
                b.iter(|| black_box(card).validate_with(&options));
            });
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2)).without_plots();
    targets = check
}
criterion_main!(benches);
