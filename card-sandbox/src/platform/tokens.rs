//! Access tokens: handed out, remembered until they expire, checked on every call.

use super::{
    Platform,
    reply::{Answer, Refusal, Reply},
};
use crate::{
    Request,
    clock::micros,
    json::{object, text},
};
use feishu_card_core::Json;
use std::time::Duration;

/// With this much or more left, the same token is handed out again.
const SAME_UNTIL: Duration = Duration::from_secs(30 * 60);

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Calls in the name of the app, in one tenant.
    Tenant,
    /// A store app's own token, good for tenant tokens only.
    App,
}

/// A token that was handed out.
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) kind: TokenKind,
    pub(crate) app_id: String,
    tenant: String,
    expires: u64,
}

impl Platform {
    /// Self-built app: id and secret for both kinds of token.
    pub(crate) fn self_built_token(&mut self, request: &Request, app_token: bool) -> Answer {
        let body = token_body(request)?;
        let app = self.credentials(&body)?;
        let tenant = self.config.tenant_key.clone();
        let (token, expire) = self.hand_out(TokenKind::Tenant, &app, &tenant);
        let mut answer = vec![("tenant_access_token", token.clone())];
        if app_token {
            answer.push(("app_access_token", token));
        }
        Ok(token_reply("ok", answer, expire))
    }

    /// Store app: id, secret and the current ticket for the app's token.
    pub(crate) fn store_app_token(&mut self, request: &Request) -> Answer {
        let body = token_body(request)?;
        let app = self.credentials(&body)?;
        if text(&body, "app_ticket") != Some(&self.app_ticket) {
            return Err(Refusal::of(10012));
        }
        let (token, expire) = self.hand_out(TokenKind::App, &app, "");
        Ok(token_reply("success", vec![("app_access_token", token)], expire))
    }

    /// Store app: the app's token and a tenant for the tenant's token.
    pub(crate) fn store_tenant_token(&mut self, request: &Request) -> Answer {
        let body = token_body(request)?;
        let (Some(app_token), Some(tenant)) = (text(&body, "app_access_token"), text(&body, "tenant_key")) else {
            return Err(Refusal::of(10003));
        };
        let Some(app) =
            self.alive(app_token).filter(|token| token.kind == TokenKind::App).map(|token| token.app_id.clone())
        else {
            return Err(Refusal::of(10012));
        };
        if tenant != self.config.tenant_key {
            return Err(Refusal::of(10013));
        }
        let (token, expire) = self.hand_out(TokenKind::Tenant, &app, tenant);
        Ok(token_reply("success", vec![("tenant_access_token", token)], expire))
    }

    /// Store app: asks for the ticket to be pushed again. The push itself is the HTTP layer's.
    pub(crate) fn resend_ticket(&mut self, request: &Request) -> Answer {
        let body = token_body(request)?;
        let id = self.credentials(&body)?;
        if !self.config.apps.iter().any(|app| app.id == id && app.store) {
            return Err(Refusal::of(10016));
        }
        self.ticket_wanted = Some(id);
        Ok(Reply::json(200, object([("code", Json::int(0)), ("msg", "success".into())])))
    }

    /// The app whose id and secret these are.
    fn credentials(&self, body: &Json) -> Result<String, Refusal> {
        let (Some(id), Some(secret)) = (text(body, "app_id"), text(body, "app_secret")) else {
            return Err(Refusal::of(10003));
        };
        let app = self.config.apps.iter().find(|app| app.id == id).ok_or_else(|| Refusal::of(10014))?;
        // the code for a wrong secret as seen in the field; 10015 is the documented one
        if app.secret != secret { Err(Refusal::of(10014).msg("app secret invalid")) } else { Ok(app.id.clone()) }
    }

    /// The token of an app, and the seconds it has left: the same one while half an hour or more is left.
    fn hand_out(&mut self, kind: TokenKind, app_id: &str, tenant: &str) -> (String, u64) {
        let now = self.config.clock.micros();
        self.tokens.retain(|token| token.expires > now);
        let same = |token: &&Token| {
            token.kind == kind
                && token.app_id == app_id
                && token.tenant == tenant
                && token.expires - now >= micros(SAME_UNTIL)
        };
        if let Some(token) = self.tokens.iter().rfind(same) {
            return (token.text.clone(), (token.expires - now) / 1_000_000);
        }
        let text = self.random.id(if kind == TokenKind::App { "a-" } else { "t-" });
        let life = self.config.token_life;
        self.tokens.push(Token {
            text: text.clone(),
            kind,
            app_id: app_id.to_owned(),
            tenant: tenant.to_owned(),
            expires: now.saturating_add(micros(life)),
        });
        (text, life.as_secs())
    }

    /// A token for calls in the name of an app, for those who make them here.
    pub(crate) fn token_of(&mut self, app_id: &str) -> String {
        let tenant = self.config.tenant_key.clone();
        self.hand_out(TokenKind::Tenant, app_id, &tenant).0
    }

    /// A token that exists and has not expired.
    fn alive(&self, text: &str) -> Option<&Token> {
        let now = self.config.clock.micros();
        self.tokens.iter().find(|token| token.text == text && token.expires > now)
    }

    /// The app that makes this request, by its `Authorization` header.
    pub(crate) fn caller(&self, request: &Request) -> Result<String, Refusal> {
        let bearer = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let token = bearer.map(str::trim).filter(|token| !token.is_empty()).ok_or_else(|| Refusal::of(99991661))?;
        if !["t-", "u-", "a-"].iter().any(|prefix| token.starts_with(prefix)) {
            return Err(Refusal::of(99991671));
        }
        match self.alive(token) {
            Some(token) if token.kind == TokenKind::Tenant => Ok(token.app_id.clone()),
            Some(_) => Err(Refusal::of(99991663)),
            None if token.starts_with("u-") => Err(Refusal::of(99991668)),
            None if token.starts_with("a-") => Err(Refusal::of(99991664)),
            None => Err(Refusal::of(99991663)),
        }
    }
}

fn token_body(request: &Request) -> Result<Json, Refusal> {
    request.json().filter(|body| body.as_map().is_some()).ok_or_else(|| Refusal::of(10003))
}

fn token_reply(msg: &'static str, tokens: Vec<(&'static str, String)>, expire: u64) -> Reply {
    let mut members: Vec<_> = tokens.into_iter().map(|(name, token)| (name.into(), token.into())).collect();
    members.push(("code".into(), Json::int(0)));
    members.push(("msg".into(), msg.into()));
    members.push(("expire".into(), expire.into()));
    Reply::json(200, members.into())
}
