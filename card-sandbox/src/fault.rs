//! Faults: what goes wrong, for which calls, and whether the call had its effect before it went wrong.

use crate::{Api, random::Random};
use std::time::Duration;

/// What goes wrong with an answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure {
    /// The answer begins this much later. Unless [applied](Fault::applied), the call also takes effect later, and
    /// never if the sender is gone by then.
    Delay(Duration),
    /// The headers come at once, the body is spread over this much time. The call always takes effect.
    SlowBody(Duration),
    /// The connection ends in the middle of the body.
    CutBody,
    /// The connection ends before the first byte of the answer.
    Disconnect,
    /// Status 200 and no body.
    EmptyBody,
    /// Status 200, content type JSON, and a body that is not JSON.
    NotJson,
    /// An HTML error page with this status.
    Html(u16),
    /// This status without a body.
    Status(u16),
    /// A JSON answer with this status, code and text.
    Json(u16, u32, String),
    /// A refusal with the usual status and text of this code of the platform.
    Code(u32),
    /// 429 and 99991400; with the reset header when a time is given.
    RateLimited(Option<Duration>),
    /// The token is refused as expired, 99991663.
    ExpiredToken,
    /// 302 to this address.
    Redirect(String),
    /// An endless-looking answer: valid JSON of about this many bytes.
    Huge(u64),
}

/// When something goes wrong. Without further words it hits every call and prevents its effect.
///
/// ```
/// # mod feishu_card { pub use feishu_card_sandbox as sandbox; }
/// use feishu_card::sandbox::{Api, Failure, Fault};
/// // the second message is stored, but the sender never hears of it
/// Fault::new(Failure::CutBody).on(Api::MessageCreate).nth(2).applied();
/// // one call of twenty answers 502
/// Fault::new(Failure::Html(502)).chance(0.05);
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    pub(crate) failure: Failure,
    pub(crate) applied: bool,
    pub(crate) api: Option<Api>,
    pub(crate) path: Option<String>,
    skip: u64,
    pub(crate) times: u64,
    pub(crate) chance: f64,
}

impl Fault {
    /// A fault that hits every call and prevents its effect.
    #[must_use]
    pub fn new(failure: Failure) -> Self {
        Fault { failure, applied: false, api: None, path: None, skip: 0, times: u64::MAX, chance: 1.0 }
    }

    /// Only this call.
    #[must_use]
    pub fn on(mut self, api: Api) -> Self {
        self.api = Some(api);
        self
    }

    /// Only paths that begin so: `/open-apis/im/`.
    #[must_use]
    pub fn path(mut self, prefix: impl Into<String>) -> Self {
        self.path = Some(prefix.into());
        self
    }

    /// Only the nth matching call, counted from 1.
    #[must_use]
    pub fn nth(mut self, nth: u64) -> Self {
        self.skip = nth.saturating_sub(1);
        self.times = 1;
        self
    }

    /// Only the next so many matching calls.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }

    /// Each matching call with this probability, from 0 to 1; the sandbox's seed decides which.
    #[must_use]
    pub fn chance(mut self, probability: f64) -> Self {
        self.chance = probability;
        self
    }

    /// The call takes effect first: only its answer is lost. For telling whether a retry does things twice.
    #[must_use]
    pub fn applied(mut self) -> Self {
        self.applied = true;
        self
    }

    /// What goes wrong, for people who look.
    pub(crate) fn label(&self) -> String {
        let what = match &self.failure {
            Failure::Delay(by) => format!("{} s later", by.as_secs_f64()),
            Failure::SlowBody(time) => format!("the body takes {} s", time.as_secs_f64()),
            Failure::CutBody => "the connection ends in the middle of the answer".to_owned(),
            Failure::Disconnect => "the connection ends without an answer".to_owned(),
            Failure::EmptyBody => "an answer without a body".to_owned(),
            Failure::NotJson => "an answer that is not JSON".to_owned(),
            Failure::Html(status) => format!("an HTML page, {status}"),
            Failure::Status(status) => format!("{status} without a body"),
            Failure::Json(status, code, _) => format!("{status}, code {code}"),
            Failure::Code(code) => format!("code {code}"),
            Failure::RateLimited(_) => "too many requests".to_owned(),
            Failure::ExpiredToken => "the token has expired".to_owned(),
            Failure::Redirect(_) => "a redirect".to_owned(),
            Failure::Huge(bytes) => format!("an answer of {bytes} bytes"),
        };
        if self.applied && !matches!(self.failure, Failure::SlowBody(_)) {
            format!("{what}; the call took effect")
        } else {
            what
        }
    }

    /// Whether it prevents the effect of the call. A slow body begins when all is done.
    pub(crate) fn comes_first(&self) -> bool {
        !self.applied && !matches!(self.failure, Failure::SlowBody(_))
    }

    /// Whether the sender gets something else than the platform's answer.
    pub(crate) fn spoils(&self) -> bool {
        match self.failure {
            Failure::CutBody
            | Failure::Disconnect
            | Failure::EmptyBody
            | Failure::NotJson
            | Failure::Html(_)
            | Failure::Status(_)
            | Failure::Redirect(_)
            | Failure::Huge(_) => true,
            Failure::Delay(_)
            | Failure::SlowBody(_)
            | Failure::Json(..)
            | Failure::Code(_)
            | Failure::RateLimited(_)
            | Failure::ExpiredToken => false,
        }
    }

    /// Whether it hits this call; counts it.
    fn hits(&mut self, api: Option<Api>, path: &str, random: &mut Random) -> bool {
        let meant = self.api.is_none_or(|wanted| Some(wanted) == api)
            && self.path.as_ref().is_none_or(|prefix| path.starts_with(prefix.as_str()));
        if !meant || self.times == 0 {
            return false;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        if self.chance < 1.0 && random.unit() >= self.chance {
            return false;
        }
        self.times = self.times.saturating_sub(1);
        true
    }
}

/// The first of these faults that hits the call.
pub(crate) fn first_hit(faults: &mut Vec<Fault>, api: Option<Api>, path: &str, random: &mut Random) -> Option<Fault> {
    let hit = faults.iter_mut().find_map(|fault| fault.hits(api, path, random).then(|| fault.clone()));
    faults.retain(|fault| fault.times > 0);
    hit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(fault: Fault, calls: usize) -> Vec<usize> {
        let (mut faults, mut random) = (vec![fault], Random::seeded(7));
        let mut hit =
            |_: &usize| first_hit(&mut faults, Some(Api::MessageCreate), "/open-apis/im/x", &mut random).is_some();
        (1..=calls).filter(|n| hit(n)).collect()
    }

    #[test]
    fn a_fault_hits_the_calls_it_names() {
        let fault = || Fault::new(Failure::CutBody);
        assert_eq!(hits(fault(), 3), [1, 2, 3]);
        assert_eq!(hits(fault().nth(2), 5), [2]);
        assert_eq!(hits(fault().times(2), 5), [1, 2]);
        assert!(hits(fault().on(Api::TenantToken), 3).is_empty());
        assert_eq!(hits(fault().path("/open-apis/im/"), 1), [1]);
        assert!(hits(fault().path("/open-apis/auth/"), 1).is_empty());
        let some = hits(fault().chance(0.25), 1000).len();
        assert!((150..350).contains(&some), "{some} of 1000");
    }
}
