//! What a colour field means: a name of the platform, a name of the card, or a plain `rgba(…)`.

use crate::theme::palette;
use feishu_card_core::Json;
use std::fmt;

/// A colour in both themes, as CSS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Color {
    /// A name of the palette.
    Named(&'static str, &'static str),
    /// A colour of the card's own.
    Custom(Rgba, Rgba),
}

/// Red, green, blue, 0 to 255, and alpha, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rgba(u8, u8, u8, f32);

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Color::Named(light, dark) if light == dark => f.write_str(light),
            Color::Named(light, dark) => write!(f, "light-dark({light},{dark})"),
            Color::Custom(light, dark) if light == dark => light.fmt(f),
            Color::Custom(light, dark) => write!(f, "light-dark({light},{dark})"),
        }
    }
}

impl fmt::Display for Rgba {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rgba(r, g, b, a) = self;
        write!(f, "rgba({r},{g},{b},{a})")
    }
}

impl Rgba {
    /// `rgba(5, 157, 178, 0.52)` or `rgb(…)`.
    pub(crate) fn parse(text: &str) -> Option<Rgba> {
        let inner = text.trim().strip_suffix(')')?;
        let inner = inner.strip_prefix("rgba(").or_else(|| inner.strip_prefix("rgb("))?;
        let mut parts = inner.split(',').map(|part| part.trim().parse::<f32>().ok().filter(|n| n.is_finite()));
        let mut channel = || parts.next()?.map(|n| n.clamp(0.0, 255.0) as u8);
        let (r, g, b) = (channel()?, channel()?, channel()?);
        let alpha = match parts.next() {
            Some(alpha) => alpha?.clamp(0.0, 1.0),
            None => 1.0,
        };
        parts.next().is_none().then_some(Rgba(r, g, b, alpha))
    }
}

/// The colour of a field, given the card's `config.style.color`; `None` for `default` and for what is unknown.
pub(crate) fn color(name: &str, own: Option<&Json>) -> Option<Color> {
    let name = name.trim();
    if let Some(own) = own.and_then(|own| own.get(name)) {
        let mode = |mode: &str| own.get(mode).and_then(Json::as_str).and_then(Rgba::parse);
        let (light, dark) = (mode("light_mode"), mode("dark_mode"));
        if let Some(one) = light.or(dark) {
            return Some(Color::Custom(light.unwrap_or(one), dark.unwrap_or(one)));
        }
    }
    match palette::named(name) {
        Some((light, dark)) => Some(Color::Named(light, dark)),
        None => Rgba::parse(name).map(|plain| Color::Custom(plain, plain)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_card_win_and_nothing_else_gets_through() {
        let own = Json::parse(r#"{"blue":{"light_mode":"rgba(1,2,3,0.5)"},"x":{"light_mode":"red;top:0"}}"#).unwrap();
        let shown = |name: &str| color(name, Some(&own)).map(|c| c.to_string());
        assert_eq!(shown("blue").as_deref(), Some("rgba(1,2,3,0.5)"));
        assert_eq!(shown("red-50").as_deref(), Some("light-dark(#FEF0F0,#3D1A19)"));
        assert_eq!(shown("rgba(300, 0, 0, 7)").as_deref(), Some("rgba(255,0,0,1)"));
        for nothing in ["x", "default", "", "#fff", "rgba(1,2)", "rgba(1,2,3,4,5)", "rgba(a,b,c,d)", "rgba(NaN,1,1,1)"]
        {
            assert_eq!(shown(nothing), None, "{nothing}");
        }
    }
}
