//! Where a click leads: links by platform, of behaviours, old members and whole containers.

use super::Drawing;
use crate::{html::url, read::Read};
use feishu_card_core::Json;

/// The address that switches a jump off on one platform.
const NOWHERE: &str = "lark://msgcard/unsupported_action";

impl Drawing<'_> {
    /// The address of a link object, of this device: its own, else the default one.
    pub(crate) fn link_of_object<'j>(&self, link: &'j Json) -> Option<&'j str> {
        self.link_by(link, "url")
    }

    fn link_by<'j>(&self, link: &'j Json, default: &str) -> Option<&'j str> {
        let own: &[&str] = if self.phone() { &["ios_url", "android_url"] } else { &["pc_url"] };
        let address = own.iter().find_map(|name| link.word(name)).or_else(|| link.word(default))?;
        if address == NOWHERE { None } else { url(address) }
    }

    /// Where a control leads: an `open_url` behaviour, else the old `multi_url` and `url`.
    pub(crate) fn link_of<'j>(&self, json: &'j Json) -> Option<&'j str> {
        let behavior = json.items("behaviors").iter().find(|one| one.string("type") == Some("open_url"));
        if let Some(behavior) = behavior {
            return self.link_by(behavior, "default_url");
        }
        if let Some(link) = json.object("multi_url") {
            return self.link_of_object(link);
        }
        json.word("url").filter(|address| *address != NOWHERE).and_then(url)
    }

    /// A link that lies over a whole card, set, column or container; what is interactive inside lies above it.
    pub(crate) fn cover(&mut self, link: Option<&str>) {
        if let Some(address) = link {
            self.html.tag("a").class("fc-cover").attr("aria-label", address).href(address).open();
            self.html.close();
        }
    }
}
