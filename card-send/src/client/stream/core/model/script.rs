//! What a producer writes, and when.

use std::{collections::VecDeque, time::Duration};

/// What a producer does next.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Push(String),
    Set(String),
    Status(String),
    End(Option<&'static str>),
}

/// A text of words in paragraphs, lists and code; its letters say whether anything is missing.
pub(super) fn writing(random: &mut fastrand::Rng, chars: usize) -> String {
    let mut text = String::with_capacity(chars + 64);
    let mut in_code = false;
    while text.len() < chars {
        match random.u32(0..100) {
            0..3 if in_code => {
                text.push_str("\n```\n\n");
                in_code = false;
            }
            0..3 => {
                text.push_str("\n\n```\n");
                in_code = true;
            }
            3..8 => text.push_str("\n\n"),
            8..12 => text.push_str("\n- "),
            12..16 if !in_code => text.push_str("**粗体** "),
            16..40 => text.push_str("这是一段很长的回答，"),
            _ => {
                for _ in 0..random.usize(1..9) {
                    text.push(random.char('a'..='z'));
                }
                text.push(' ');
            }
        }
    }
    text
}

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// What a producer writes, and when.
pub(super) fn script(random: &mut fastrand::Rng, long: bool) -> (VecDeque<(Duration, Act)>, String) {
    let most: u32 = if long { 200_000 } else { 30_000 };
    let chars = (10.0_f64).powf(random.f64() * f64::from(most).log10()) as usize;
    let lasts = Duration::from_secs_f64((10.0_f64).powf(random.f64() * 3.18 - 0.5)).min(Duration::from_secs(1500));
    let text = writing(random, chars);
    let pieces = random.usize(1..=200.min(text.len() + 1));
    let mut cuts: Vec<usize> = (0..pieces).map(|_| random.usize(0..=text.len())).collect();
    cuts.push(text.len());
    cuts.sort_unstable();
    let mut times: Vec<Duration> = (0..cuts.len()).map(|_| lasts.mul_f64(random.f64())).collect();
    times.sort();
    let (mut acts, mut done, mut wanted) = (VecDeque::new(), 0, String::new());
    for (cut, at) in cuts.into_iter().zip(times) {
        let cut = (cut..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        if random.u32(0..100) < 5 {
            acts.push_back((at, Act::Status(format!("step {}", random.u32(0..100)))));
        }
        if cut <= done {
            continue;
        }
        let piece = &text[done..cut];
        done = cut;
        wanted.push_str(piece);
        match random.u32(0..100) {
            // another text, which begins elsewhere, or the same one
            0..1 => {
                wanted.truncate(wanted.char_indices().nth(wanted.chars().count() / 2).map_or(0, |(at, _)| at));
                // on lines of its own: what follows the marks of a code block is not shown
                wanted.push_str("\n\nchanged\n\n");
                acts.push_back((at, Act::Set(wanted.clone())));
            }
            1..3 => {
                wanted.insert_str(0, "new ");
                acts.push_back((at, Act::Set(wanted.clone())));
            }
            3..10 => acts.push_back((at, Act::Set(wanted.clone()))),
            _ => acts.push_back((at, Act::Push(piece.to_owned()))),
        }
    }
    let footer = (random.u32(0..10) == 0).then_some("stopped");
    acts.push_back((lasts, Act::End(footer)));
    (acts, format!("{wanted}{}", footer.unwrap_or_default()))
}
