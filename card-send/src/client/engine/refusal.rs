//! What the platform says when it refuses: code, sub-code, place, permissions, and what to do.

use super::answer::{Envelope, text};
use feishu_card_core::{
    Json,
    platform_codes::{self, Class, CodeRow},
};
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
        // of a code inside that nobody knows, the umbrella's meaning says nothing: the platform's words are given alone
        let known = match sub.code {
            Some(code) => CodeRow::in_content(code, &msg),
            None => CodeRow::of_call(code, api, &msg),
        };
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
            help: help(code, sub.code, class),
            scopes,
            link: link.filter(|link| is_of_the_platform(link)).or_else(|| url(&msg)),
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

/// The first address of the platform's own in a text: what else it quotes may be anybody's.
fn url(msg: &str) -> Option<String> {
    let mut found = msg.match_indices("https://").filter_map(|(at, _)| {
        let rest = msg.get(at..)?;
        let end = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>')).unwrap_or(rest.len());
        rest.get(..end)
    });
    found.find(|url| is_of_the_platform(url)).map(str::to_owned)
}

/// The platform's own domains.
const DOMAINS: [&str; 4] = ["feishu.cn", "larksuite.com", "larkoffice.com", "larkenterprise.com"];

/// Whether an address leads to a host of the platform.
fn is_of_the_platform(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let of = |domain: &str| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    // a user name or a port before the host is not the platform's
    host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) && DOMAINS.into_iter().any(of)
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

/// What to do: about the code inside, else about the code itself, else about codes of its class. An umbrella code has no
/// help of its own once the code inside is known.
fn help(code: i64, sub: Option<i64>, class: Class) -> Option<String> {
    let known = match sub {
        Some(sub) => CodeRow::in_content(sub, "").and_then(|_| platform_codes::help(sub)),
        None => platform_codes::help(code),
    };
    let general = || match class {
        Class::RateLimit | Class::Retry => class.help(),
        _ => None,
    };
    known.or_else(general).map(str::to_owned)
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

    fn read(code: i64, msg: &str) -> Refusal {
        let json = Json::parse(&format!(r#"{{"code":{code},"msg":{}}}"#, Json::from(msg.to_owned()))).unwrap();
        Refusal::read("im.message.create", code, &Envelope { status: 400, json, ..Envelope::empty() })
    }

    #[test]
    fn a_code_inside_is_explained_by_codes_of_content_only() {
        let unknown = read(230_099, "ext=ErrCode: 10002; ErrMsg: invalid panel header padding; ErrorValue: ; ");
        assert_eq!((unknown.sub_code, unknown.meaning, unknown.help), (Some(10_002), None, None));
        let known = read(230_099, "ext=ErrCode: 200570; ErrMsg: invalid image keys; ErrorValue: https://u.example/x; ");
        assert!(known.meaning.unwrap().contains("img_key"), "{:?}", known.meaning);
        assert!(known.help.unwrap().contains("image key") && known.link.is_none());
        let tables = read(230_099, "ext=ErrCode: 11310; ErrMsg: card table number over limit; ErrorValue: table; ");
        assert!(tables.meaning.unwrap().contains("tables") && tables.class == Class::CallerBug);
        let locked = read(230_099, "ext=ErrCode: 11310; ErrMsg: card action is lock; ");
        assert!(locked.class == Class::Retry && locked.meaning.unwrap().contains("using the card"));
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
    fn only_links_of_the_platform_are_offered() {
        let quoted =
            "invalid image keys, ErrorValue: https://user.example/x.png; see https://open.feishu.cn/document/x";
        assert_eq!(url(quoted).as_deref(), Some("https://open.feishu.cn/document/x"));
        for other in [
            "see https://user.example/x.png;",
            "https://open.feishu.cn.evil.example/",
            "https://evilfeishu.cn/",
            "https://open.feishu.cn@evil.example/",
            "https://open.feishu.cn:x@evil.example/",
            "http://open.feishu.cn/",
        ] {
            assert_eq!(url(other), None, "{other}");
        }
        assert!(is_of_the_platform("https://open.larksuite.com/app") && is_of_the_platform("https://feishu.cn"));
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
