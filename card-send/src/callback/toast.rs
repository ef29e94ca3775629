//! The short message that pops up for the user who acted.

use feishu_card_core::{Json, Str};

/// The look of a toast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ToastKind {
    /// A plain notice.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It did not work.
    Error,
}

impl ToastKind {
    /// The platform's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ToastKind::Info => "info",
            ToastKind::Success => "success",
            ToastKind::Warning => "warning",
            ToastKind::Error => "error",
        }
    }
}

/// A short message that pops up for the user who acted.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::Toast;
/// let toast = Toast::success("已发布").i18n("en_us", "Published");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    kind: ToastKind,
    content: Str,
    i18n: Vec<(Str, Json)>,
}

impl Toast {
    /// A toast of this look.
    #[must_use]
    pub fn new(kind: ToastKind, content: impl Into<Str>) -> Self {
        Toast { kind, content: content.into(), i18n: Vec::new() }
    }

    /// A plain notice.
    #[must_use]
    pub fn info(content: impl Into<Str>) -> Self {
        Self::new(ToastKind::Info, content)
    }

    /// It worked.
    #[must_use]
    pub fn success(content: impl Into<Str>) -> Self {
        Self::new(ToastKind::Success, content)
    }

    /// Take care.
    #[must_use]
    pub fn warning(content: impl Into<Str>) -> Self {
        Self::new(ToastKind::Warning, content)
    }

    /// It did not work.
    #[must_use]
    pub fn error(content: impl Into<Str>) -> Self {
        Self::new(ToastKind::Error, content)
    }

    /// The text for users of one locale: `zh_cn`, `en_us`, `ja_jp` … Others see the text given first.
    #[must_use]
    pub fn i18n(mut self, locale: impl Into<Str>, content: impl Into<Str>) -> Self {
        self.i18n.push((locale.into(), Json::Str(content.into())));
        self
    }

    /// What the user sees when a handler failed and nothing else is set.
    pub(super) fn failure() -> Self {
        Self::error("操作失败，请稍后再试")
            .i18n("zh_cn", "操作失败，请稍后再试")
            .i18n("en_us", "Something went wrong, please try again later")
            .i18n("ja_jp", "エラーが発生しました。しばらくしてからもう一度お試しください")
    }
}

impl From<&Toast> for Json {
    fn from(toast: &Toast) -> Self {
        let mut members: Vec<(Str, Json)> =
            vec![("type".into(), Json::str(toast.kind.as_str())), ("content".into(), Json::Str(toast.content.clone()))];
        if !toast.i18n.is_empty() {
            members.push(("i18n".into(), toast.i18n.clone().into()));
        }
        members.into()
    }
}
