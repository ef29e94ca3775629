//! What the platform says when it refuses: code, sub-code, place, permissions, and what to do.

use super::{
    answer::{Envelope, text},
    codes,
};
use crate::client::Class;
use feishu_card_core::Json;
use std::fmt;

/// The platform's refusal of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Refusal {
    /// The platform's code: never 0.
    pub code: i64,
    /// The code inside the text of an umbrella code such as 230099.
    pub sub_code: Option<i64>,
    /// The platform's text, as it came.
    pub msg: String,
    /// The place in the card in the platform's words: `ROOT -> body -> elements -> [1](tag: form)`.
    pub path: Option<String>,
    /// The same place as a JSON Pointer, `/body/elements/1`, if it could be read.
    pub pointer: Option<String>,
    /// What the code asks of the caller.
    pub class: Class,
    /// What the code means, where it is documented.
    pub meaning: Option<&'static str>,
    /// What to do, where more can be said than the meaning.
    pub help: Option<String>,
    /// The scopes of which the app lacks one.
    pub scopes: Vec<String>,
    /// Where to grant them, or where the platform explains the trouble.
    pub link: Option<String>,
    /// The parameters that the platform names: `field: description`.
    pub fields: Vec<String>,
    /// The HTTP status.
    pub status: u16,
    /// The platform's log id: quote it in support requests.
    pub log_id: Option<String>,
}

impl Refusal {
    /// Reads a refusal out of an answer whose code is not 0.
    pub(crate) fn read(api: &str, code: i64, envelope: &Envelope) -> Refusal {
        let msg = envelope.msg();
        let sub = SubCode::read(&msg);
        let known = sub.code.and_then(|code| codes::look_up(code, "content")).or_else(|| codes::look_up(code, api));
        let class = class(code, &sub, &msg, known.map(|k| k.class), envelope.status);
        let error = envelope.json.get("error");
        let list = |name| error.and_then(|e| e.get(name)).and_then(Json::as_list).unwrap_or_default();
        let scopes: Vec<String> = list("permission_violations")
            .iter()
            .filter_map(|item| text(item, "scope").or_else(|| text(item, "subject")))
            .collect();
        // older answers name the scopes and the link in the text only
        let scopes = if scopes.is_empty() && class == Class::Permanent { bracketed(&msg) } else { scopes };
        let link = list("permission_violations").iter().chain(list("helps")).find_map(|item| text(item, "url"));
        let fields = list("field_violations")
            .iter()
            .filter_map(|item| {
                let what = text(item, "description").unwrap_or_default();
                Some(format!("{}: {what}", text(item, "field")?))
            })
            .collect();
        Refusal {
            code,
            sub_code: sub.code,
            pointer: sub.path.and_then(pointer),
            path: sub.path.map(str::to_owned),
            class,
            meaning: known.map(|k| k.meaning),
            help: help(code, class),
            scopes,
            link: link.or_else(|| url(&msg)),
            fields,
            status: envelope.status,
            log_id: envelope.log_id(),
            msg,
        }
    }
}

/// The scopes of `… scopes is required: [im:message, im:message:send]. …`.
fn bracketed(msg: &str) -> Vec<String> {
    let Some((list, _)) = msg.split_once("scopes is required: [").and_then(|(_, rest)| rest.split_once(']')) else {
        return Vec::new();
    };
    list.split(',').map(|scope| scope.trim().to_owned()).filter(|scope| !scope.is_empty()).collect()
}

/// The first address in a text.
fn url(msg: &str) -> Option<String> {
    let rest = msg.get(msg.find("https://")?..)?;
    let end = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>')).unwrap_or(rest.len());
    rest.get(..end).map(str::to_owned)
}

/// The class of a code; a few umbrella codes are told apart by their text.
fn class(code: i64, sub: &SubCode<'_>, msg: &str, known: Option<Class>, status: u16) -> Class {
    let locked = msg.contains("card action is lock");
    match (code, known) {
        _ if locked => Class::Retry,
        (11_246, _) if sub.code.is_none() && msg.contains("Service Internal Error") => Class::Retry,
        (99_991_668, _) if msg.contains("not support") => Class::Permanent,
        (_, Some(class)) => class,
        (_, None) if status == 429 => Class::RateLimit,
        (_, None) if status >= 500 => Class::Retry,
        (_, None) => Class::Permanent,
    }
}

/// What to do, for codes whose meaning alone does not say it.
const HELP: &[(&[i64], &str)] = &[
    (&[99_991_672, 99_991_679], "grant one of the scopes in the developer console, then publish a version of the app"),
    (
        &[10_003, 10_014, 10_015, 20_002, 99_991_543],
        "check app_id and app_secret, and that Feishu apps use `open.feishu.cn` and Lark apps `.lark()`",
    ),
    (&[230_002], "add the bot to the chat"),
    (&[230_006], "turn on the bot in the developer console, then publish a version of the app"),
    (&[230_013], "put the user into the app's range of availability"),
    (&[230_020], "send less often to this receiver: 5 messages in a second"),
    (&[230_027], "check the app's scopes, and whether it may send outside of the tenant"),
    (&[230_031], "a card can be changed for 14 days; send a new one"),
    (&[300_030], "the callback's token lives for 30 minutes; replace the card with `patch` instead"),
    (&[300_040], "the callback's token is good for 2 updates; replace the card with `patch` instead"),
    (&[19_001], "copy the bot's URL from the settings of the group again"),
    (&[19_021], "check the bot's secret (`.secret(…)`) and the clock of this machine"),
    (&[19_022, 99_991_401], "add the address of this machine to the list of allowed IP addresses"),
    (&[19_024], "put one of the bot's keywords into a text of the card"),
    (&[99_991_403], "wait for the next month, or have the tenant's quota raised"),
];

fn help(code: i64, class: Class) -> Option<String> {
    let known = HELP.iter().find(|(codes, _)| codes.contains(&code)).map(|(_, help)| *help);
    let general = match class {
        Class::RateLimit => Some("wait, then repeat; the client has done so until its deadline"),
        Class::Retry => Some("a temporary failure; try again later"),
        _ => None,
    };
    known.or(general).map(str::to_owned)
}

/// The parts of `… ext=ErrCode: 200550; ErrPath: ROOT -> elements -> [2](tag: chart); ErrMsg: …; ErrorValue: …; `.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct SubCode<'a> {
    pub(crate) code: Option<i64>,
    pub(crate) path: Option<&'a str>,
}

impl<'a> SubCode<'a> {
    pub(crate) fn read(msg: &'a str) -> SubCode<'a> {
        let Some((_, rest)) = msg.split_once("ErrCode:") else {
            return SubCode::default();
        };
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let named = rest.split_once("ErrPath").map(|(_, path)| path.split("; ").next().unwrap_or(path));
        let named = named.map(|path| path.trim_start_matches([' ', ':']).trim().trim_end_matches(';'));
        // 200621 has it elsewhere: `value: [unknown property, property: x, path: ROOT -> body]; `
        let inner = || {
            let (_, path) = rest.split_once(", path: ")?;
            path.split("; ").next().and_then(|path| path.trim_end().strip_suffix(']'))
        };
        SubCode {
            code: rest.get(..end).and_then(|digits| digits.parse().ok()),
            path: named.or_else(inner).filter(|path| !path.is_empty()),
        }
    }
}

/// `ROOT -> body -> elements -> [1](tag: form)` as `/body/elements/1`; `None` for what reads differently.
pub(crate) fn pointer(path: &str) -> Option<String> {
    let mut steps = path.split("->").map(str::trim);
    if steps.next()? != "ROOT" {
        return None;
    }
    let mut pointer = String::new();
    for step in steps {
        // the tag in parentheses is a comment
        let step = step.split_once('(').map_or(step, |(name, _)| name).trim();
        let name = match step.strip_prefix('[') {
            Some(index) => {
                index.strip_suffix(']').filter(|i| i.bytes().all(|b| b.is_ascii_digit()) && !i.is_empty())?
            }
            None => step,
        };
        if name.is_empty() {
            return None;
        }
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    }
    Some(pointer)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the platform refused, code {}", self.code)?;
        if let Some(sub) = self.sub_code {
            write!(f, " (inside: {sub})")?;
        }
        write!(f, ": {}", self.msg.trim_end())?;
        if let Some(meaning) = self.meaning {
            write!(f, "\n  that is: {meaning}")?;
        }
        if let Some(path) = &self.path {
            write!(f, "\n  at {path}")?;
        }
        if let Some(pointer) = &self.pointer {
            write!(f, " ({pointer})")?;
        }
        for field in &self.fields {
            write!(f, "\n  {field}")?;
        }
        if !self.scopes.is_empty() {
            write!(f, "\n  one of the scopes: {}", self.scopes.join(", "))?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        if let Some(link) = &self.link {
            write!(f, "\n  see {link}")?;
        }
        match &self.log_id {
            Some(id) => write!(f, "\n  HTTP {}, log id {id}", self.status),
            None => write!(f, "\n  HTTP {}", self.status),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sub_code_and_the_path_are_read() {
        let msg = "Failed to create card content, ext=ErrCode: 200550; ErrPath: ROOT -> elements -> [2](tag: chart); \
                   ErrMsg: chart spec is invalid; ErrorValue: - (root): Must validate\n- axes: null\n; ";
        assert_eq!(
            SubCode::read(msg),
            SubCode { code: Some(200_550), path: Some("ROOT -> elements -> [2](tag: chart)") }
        );
        let msg = "ext=ErrCode: 200621; ErrMsg: msg: [parse card json err], value: [unknown property, \
                   property: elements, path: ROOT -> body -> elements -> [2]]; ErrorValue: ; ";
        assert_eq!(SubCode::read(msg).path, Some("ROOT -> body -> elements -> [2]"));
        let msg = "ext=ErrCode: 200861; ErrPath : ROOT -> body; ErrMsg : cards of schema V2; ";
        assert_eq!(SubCode::read(msg).path, Some("ROOT -> body"));
        assert_eq!(SubCode::read("ext=invalid receive_id."), SubCode::default());
        assert_eq!(SubCode::read("ErrCode: ; ErrPath: ; "), SubCode::default());
        assert_eq!(SubCode::read("ErrCode: 99999999999999999999;").code, None);
    }

    #[test]
    fn scopes_and_link_are_read_from_the_text() {
        let msg = "Access denied. One of the following scopes is required: [im:message, im:message:send].应用尚未开通所需的\
                   应用身份权限：[im:message]，点击链接申请并开通任一权限即可：https://open.feishu.cn/app/cli_1/auth?q=im:message&op_from=openapi。";
        assert_eq!(bracketed(msg), ["im:message", "im:message:send"]);
        assert_eq!(url(msg).unwrap(), "https://open.feishu.cn/app/cli_1/auth?q=im:message&op_from=openapi");
        assert_eq!((bracketed("["), url("https")), (Vec::new(), None));
    }

    #[test]
    fn the_path_becomes_a_pointer() {
        assert_eq!(pointer("ROOT -> body -> elements -> [1](tag: form)").unwrap(), "/body/elements/1");
        assert_eq!(pointer("ROOT").unwrap(), "");
        assert_eq!(pointer("ROOT -> a/b").unwrap(), "/a~1b");
        assert_eq!(pointer("body -> elements"), None);
        assert_eq!(pointer("ROOT -> [x]"), None);
        assert_eq!(pointer("ROOT -> -> a"), None);
    }
}
