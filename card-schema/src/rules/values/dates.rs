//! Rules on strings of a fixed form: dates, times, colours as `rgba(…)`.

use crate::{
    Entry, Version,
    calendar::days_of_month,
    entries,
    rules::{path::Spot, walk::Walk},
};

entries! {
    WRONG_PATTERN = "C0312" "a date, time or rgba colour is malformed" [E E E]
        why "Dates are `yyyy-MM-dd`, times `HH:mm`, both together with a space between them; colours in `config.style.color` are \
             `rgba(r,g,b,a)`."
        wrong "<card><action><date_picker initial_date=\"2024-02-30\"/></action></card>"
        right "<card><action><date_picker initial_date=\"2024-02-29\"/></action></card>"

    UNPADDED_DATE = "C0313" "a date or time without leading zeros" [W W W]
        why "The documented form has them; unmaintained pages of 1.0 show `2002-2-22`."
        wrong "<card><action><date_picker initial_date=\"2002-2-22\"/></action></card>"
        right "<card><action><date_picker initial_date=\"2002-02-22\"/></action></card>"
}

/// The forms in the table, what they are called and an example.
const FORMS: [(&str, &str, &str); 4] = [
    (r"/^\d{4}-\d{2}-\d{2}$/", "a date", "2024-01-31"),
    (r"/^\d{2}:\d{2}$/", "a time", "09:30"),
    (r"/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/", "a date with time", "2024-01-31 09:30"),
    (r"/^rgba\(.*\)$/", "an `rgba(…)` colour", "rgba(5,157,178,0.52)"),
];

/// A text of a fixed form is written in it.
pub(crate) fn a_text_of_a_form<'t>(walk: &mut Walk<'t, '_>, form: &str, text: &str, here: Spot<'t>) {
    let Some((wanted, entry)) = wrong(form, text, walk.version) else { return };
    let message = format!("`{text}` is not {wanted}");
    let help = example(form).map(|example| format!("write it like `{example}`"));
    walk.report(entry.unwrap_or(&WRONG_PATTERN), here, message, help);
}

/// A right value of a form.
fn example(form: &str) -> Option<&'static str> {
    FORMS.iter().find(|(f, ..)| *f == form).map(|(.., example)| *example)
}

/// What a text should have been, if it is not of the form; and the entry, if it is a special one.
fn wrong(form: &str, text: &str, version: Version) -> Option<(&'static str, Option<&'static Entry>)> {
    let (_, name, _) = FORMS.iter().find(|(f, ..)| *f == form)?;
    let right = |padded: bool| match *name {
        "a date" => date(text, padded),
        "a time" => time(text, padded),
        "a date with time" => text.split_once(' ').is_some_and(|(day, clock)| date(day, padded) && time(clock, padded)),
        _ => rgba(text),
    };
    if right(true) {
        None
    } else if version == Version::V1 && right(false) {
        Some((name, Some(&UNPADDED_DATE)))
    } else {
        Some((name, None))
    }
}

/// Numbers of a given width between separators.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N], padded: bool) -> Option<[u32; N]> {
    let mut out = [0; N];
    let mut parts = text.split(separator);
    for (slot, width) in out.iter_mut().zip(widths) {
        let part = parts.next()?;
        let fits = if padded { part.len() == width } else { (1..=width).contains(&part.len()) };
        if !fits || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(out)
}

fn date(text: &str, padded: bool) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2], padded) else { return false };
    (1..=days_of_month(year, month)).contains(&day)
}

fn time(text: &str, padded: bool) -> bool {
    numbers(text, ':', [2, 2], padded).is_some_and(|[hour, minute]| hour < 24 && minute < 60)
}

/// `rgba(0..255, 0..255, 0..255, 0..1)`
fn rgba(text: &str) -> bool {
    let Some(inside) = text.trim().strip_prefix("rgba(").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let mut count = 0;
    for part in inside.split(',') {
        count += 1;
        let most = if count < 4 { 255.0 } else { 1.0 };
        if !part.trim().parse().is_ok_and(|channel: f64| (0.0..=most).contains(&channel)) {
            return false;
        }
    }
    count == 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn answer(form: usize, text: &str, version: Version) -> Option<bool> {
        wrong(FORMS[form].0, text, version).map(|(_, special)| special.is_some())
    }

    #[test]
    fn dates_and_times_exist_in_the_calendar() {
        assert_eq!(answer(0, "2024-02-29", Version::V2), None);
        assert_eq!(answer(0, "2023-02-29", Version::V2), Some(false));
        assert_eq!(answer(0, "2024-2-9", Version::V2), Some(false));
        assert_eq!(answer(0, "2024-2-9", Version::V1), Some(true));
        assert_eq!(answer(1, "23:59", Version::V1), None);
        assert_eq!(answer(1, "24:00", Version::V1), Some(false));
        assert_eq!(answer(2, "2024-01-31 09:30", Version::V1), None);
        assert_eq!(answer(2, "2024-01-31T09:30", Version::V1), Some(false));
    }

    #[test]
    fn rgba_has_four_numbers() {
        assert_eq!(answer(3, "rgba(5, 157,178,0.52)", Version::V2), None);
        assert_eq!(answer(3, "rgba(5,157,178)", Version::V2), Some(false));
        assert_eq!(answer(3, "rgba(5,157,256,1)", Version::V2), Some(false));
        assert_eq!(answer(3, "#ff0000", Version::V2), Some(false));
    }

    #[test]
    fn every_form_of_the_table_is_known() {
        for facts in table::all().flat_map(|object| object.members).flat_map(|member| member.facts) {
            let form = facts.1.values;
            assert!(!form.starts_with('/') || form == table::ELEMENT_ID || example(form).is_some(), "{form}");
        }
    }
}
