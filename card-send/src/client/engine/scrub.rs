//! Takes secrets out of what is said about an answer: a gateway's error page, or the platform's own text, may echo
//! the request with its token.

use crate::client::{Error, Refusal};

/// A shorter text is not a secret, and would blank half of every message.
const SHORTEST: usize = 4;
/// In place of a secret.
const STARS: &str = "***";

/// The secrets of one request.
#[derive(Default)]
pub(crate) struct Secrets<'a>(Vec<&'a str>);

impl<'a> Secrets<'a> {
    pub(crate) fn new(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut secrets: Vec<_> = secrets.into_iter().filter(|secret| secret.len() >= SHORTEST).collect();
        // the longest first: one may be part of another
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Secrets(secrets)
    }

    /// The text without the secrets.
    pub(crate) fn text(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| match text.contains(secret) {
            true => text.replace(secret, STARS),
            false => text,
        })
    }

    /// Takes the secrets out of an error.
    pub(crate) fn error(&self, error: &mut Error) {
        each_text(error, |text| self.text(text));
    }
}

/// Blanks what looks like a token: an answer of a token endpoint may hold one that is not known here yet.
pub(crate) fn tokens(error: &mut Error) {
    each_text(error, without_tokens);
}

/// Changes every text of an error that may come from an answer.
fn each_text(error: &mut Error, change: impl Fn(&str) -> String) {
    let each = |text: &mut String| *text = change(text);
    match error {
        Error::Platform(refusal) => {
            let Refusal { msg, path, pointer, help, link, log_id, scopes, fields, .. } = &mut **refusal;
            each(msg);
            [path, pointer, help, link, log_id].into_iter().flatten().for_each(each);
            scopes.iter_mut().chain(fields).for_each(each);
        }
        Error::Answer { problem, log_id, .. } => {
            each(problem);
            log_id.iter_mut().for_each(each);
        }
        Error::Transport { problem, .. } | Error::Request(problem) | Error::Certificate(problem) => each(problem),
        _ => {}
    }
}

fn without_tokens(text: &str) -> String {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_token = |word: &str| ["t-", "u-", "a-"].iter().any(|start| word.starts_with(start)) && word.len() >= 8;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(if is_token(word) { STARS } else { word });
        let next = after.find(inside).unwrap_or(after.len());
        let (between, after) = after.split_at(next);
        out.push_str(between);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_taken_out_wherever_they_are() {
        let secrets = Secrets::new(["t-secret", "t-secret-and-more", "", "abc"]);
        assert_eq!(secrets.text("x t-secret-and-more y t-secret; abc"), "x *** y ***; abc");
        let mut error = Error::Answer {
            status: 502,
            problem: "not JSON: Bearer t-secret".to_owned(),
            log_id: Some("t-secret".to_owned()),
        };
        secrets.error(&mut error);
        assert!(!error.to_string().contains("t-secret"), "{error}");
    }

    #[test]
    fn what_looks_like_a_token_is_blanked() {
        assert_eq!(without_tokens("got t-0123456789, not a-x; 令牌 u-0123456789！"), "got ***, not a-x; 令牌 ***！");
        assert_eq!(without_tokens("app secret invalid"), "app secret invalid");
    }
}
