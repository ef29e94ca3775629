//! `card fmt` over a source of 200 cards, laid out already and not, and over twice as many: its time grows linearly.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use feishu_card_cli::fmt::{Options, format};
use std::hint::black_box;

/// A source of this many cards, as somebody in a hurry writes them.
fn source(cards: usize) -> String {
    let card = |n: usize| {
        format!(
            r#"
/// The card no. {n}.
fn card_{n}(name: &str, items: &[Item]) -> Card {{
    card! {{
      <card schema="2.0"><header template=blue title="第 {n} 张卡片" subtitle="{{name}}"/>
        // what is to be done
        for item in items {{ <markdown>"**{{name}}** 的 " {{item.title}}</markdown> if item.done {{ <hr/> }} }}
        <button type=primary_filled size=large width=fill name="submit" hover_tips="发布到所有地区">"发布"
          <callback value={{{{"button_type": "public_publish", "button_id": {n}}}}}/></button></card>
    }}
}}
"#
        )
    };
    (0..cards).map(card).collect()
}

fn fmt(c: &mut Criterion) {
    let options = Options::default();
    let mut group = c.benchmark_group("card fmt");
    for cards in [200, 400] {
        let messy = source(cards);
        let neat = format(&messy, &options);
        assert!(neat.left.is_empty(), "{:?}", neat.left);
        group.throughput(Throughput::Elements(cards as u64));
        for (name, text) in [("to be laid out", &messy), ("laid out", &neat.text)] {
            group.bench_with_input(BenchmarkId::new(name, cards), text, |b, text| {
                b.iter(|| format(black_box(text), &options))
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2)).without_plots();
    targets = fmt
}
criterion_main!(benches);
