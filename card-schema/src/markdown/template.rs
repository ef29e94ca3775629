//! A Markdown text with holes as one literal: `card!` writes it, the values are filled in at run time.
//!
//! ```text
//! **状态** {text}, see [the page]({url}) of {{braces}}
//! ```

use super::HoleContext;
#[cfg(feature = "values")]
use {
    super::{Builder, Flavour},
    std::fmt::{Display, Write},
};

/// Appends known text.
pub fn push_text(template: &mut String, known: &str) {
    for c in known.chars() {
        template.push(c);
        if matches!(c, '{' | '}') {
            template.push(c);
        }
    }
}

/// Appends a hole.
pub fn push_hole(template: &mut String, place: HoleContext) {
    template.push('{');
    template.push_str(name(place));
    if let HoleContext::Fence { indent } = place {
        template.push_str(&indent.to_string());
    }
    template.push('}');
}

/// The text with the values in its holes, each escaped for its place.
#[cfg(feature = "values")]
#[must_use]
pub fn fill(template: &str, flavour: Flavour, values: &[&dyn Display]) -> String {
    // room for values of a word or two
    let mut out = Builder::with_capacity(template.len() + 16 * values.len());
    let mut values = values.iter();
    let mut shown = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        out.push_str(before);
        let mut chars = brace.chars();
        let first = chars.next();
        rest = chars.as_str();
        match rest.split_once('}') {
            Some((name, behind)) if first == Some('{') && !name.starts_with('{') => {
                rest = behind;
                if let Some(value) = values.next() {
                    shown.clear();
                    // writing into a String cannot fail
                    let _ = write!(shown, "{value}");
                    out.push_value(&shown, of(name), flavour);
                }
            }
            // one of a doubled brace
            _ => {
                out.push_str(brace.get(..1).unwrap_or_default());
                rest = rest.strip_prefix(['{', '}']).unwrap_or(rest);
            }
        }
    }
    out.push_str(rest);
    out.finish(flavour)
}

macro_rules! names {
    ($($Context:ident = $name:literal,)*) => {
        fn name(place: HoleContext) -> &'static str {
            match place {
                $(HoleContext::$Context => $name,)*
                HoleContext::Fence { .. } => FENCE,
            }
        }

        /// An unknown name is running text, where most is escaped.
        #[cfg(feature = "values")]
        fn of(name: &str) -> HoleContext {
            let indent = |name: &str| name.strip_prefix(FENCE)?.parse().ok();
            match name {
                $($name => HoleContext::$Context,)*
                _ => indent(name).map_or(HoleContext::Text, |indent| HoleContext::Fence { indent }),
            }
        }

        #[cfg(test)]
        const PLACES: &[HoleContext] = &[$(HoleContext::$Context),*];
    };
}

const FENCE: &str = "fence ";

names! {
    Text = "text",
    Between = "between",
    Glued = "glued",
    Label = "label",
    TagText = "tag text",
    Attribute = "attribute",
    BareAttribute = "bare attribute",
    Mention = "mention",
    Url = "url",
    UrlHost = "url host",
    UrlPart = "url part",
    ImageKey = "image key",
    Code = "code",
    CodeInTable = "code in table",
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn template(parts: &[Result<String, HoleContext>]) -> String {
        let mut template = String::new();
        for part in parts {
            match part {
                Ok(text) => push_text(&mut template, text),
                Err(place) => push_hole(&mut template, *place),
            }
        }
        template
    }

    #[test]
    fn reads_like_markdown() {
        let parts =
            [Ok("**a** {x} ".into()), Err(HoleContext::Text), Ok("[".into()), Err(HoleContext::Fence { indent: 12 })];
        assert_eq!(template(&parts), "**a** {{x}} {text}[{fence 12}");
        assert_eq!(fill("a {text} {{b}} }}{{ {text}", Flavour::LarkMd, &[&1, &"*"]), "a 1 {b} }{ &#42;");
    }

    #[test]
    fn a_hole_without_a_value_is_empty_and_no_template_panics() {
        assert_eq!(fill("a {text} {text}", Flavour::LarkMd, &[&1]), "a 1 ");
        assert_eq!(fill("a { {text", Flavour::LarkMd, &[&1]), "a { {text");
        assert_eq!(fill("}", Flavour::LarkMd, &[]), "}");
    }

    fn place() -> impl Strategy<Value = HoleContext> {
        prop_oneof![proptest::sample::select(PLACES), any::<u8>().prop_map(|indent| HoleContext::Fence { indent }),]
    }

    proptest! {
        #[test]
        fn gives_what_its_parts_give(parts in prop::collection::vec(
            prop_oneof!["[a-c{}*`<]{0,6}".prop_map(Ok), (place(), "[a-c*`<{}\n]{0,4}").prop_map(Err)], 0..8))
        {
            let (mut expected, mut values, mut source) = (Builder::default(), Vec::new(), Vec::new());
            for part in &parts {
                match part {
                    Ok(text) => {
                        expected.push_str(text);
                        source.push(Ok(text.clone()));
                    }
                    Err((place, value)) => {
                        expected.push_value(value, *place, Flavour::Markdown2);
                        values.push(value as &dyn Display);
                        source.push(Err(*place));
                    }
                }
            }
            prop_assert_eq!(fill(&template(&source), Flavour::Markdown2, &values), expected.finish(Flavour::Markdown2));
        }
    }
}
