//! The words that the client adds itself, in the reader's language.

/// One set of words; English where a language has none of its own.
#[derive(Debug, PartialEq)]
pub(crate) struct Words {
    pub(crate) lang: &'static str,
    pub(crate) everyone: &'static str,
    pub(crate) unknown_user: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) confirm: &'static str,
    pub(crate) select: &'static str,
    pub(crate) input: &'static str,
    pub(crate) date: &'static str,
    pub(crate) time: &'static str,
    pub(crate) long_picture: &'static str,
    pub(crate) generating: &'static str,
    pub(crate) members: &'static str,
    pub(crate) weekdays: [&'static str; 7],
    pub(crate) weekdays_short: [&'static str; 7],
    pub(crate) months_short: Option<[&'static str; 12]>,
}

const CHINESE: Words = Words {
    lang: "zh-CN",
    everyone: "所有人",
    unknown_user: "未知用户",
    cancel: "取消",
    confirm: "确定",
    select: "请选择",
    input: "请输入",
    date: "请选择日期",
    time: "请选择时间",
    long_picture: "长图",
    generating: "生成中…",
    members: "会话内成员",
    weekdays: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    weekdays_short: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
    months_short: None,
};

const TRADITIONAL: Words = Words {
    lang: "zh-TW",
    everyone: "所有人",
    unknown_user: "未知使用者",
    cancel: "取消",
    confirm: "確定",
    select: "請選擇",
    input: "請輸入",
    date: "請選擇日期",
    time: "請選擇時間",
    long_picture: "長圖",
    generating: "生成中…",
    members: "會話內成員",
    weekdays: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    weekdays_short: ["週日", "週一", "週二", "週三", "週四", "週五", "週六"],
    months_short: None,
};

const JAPANESE: Words = Words {
    lang: "ja-JP",
    everyone: "全員",
    unknown_user: "不明なユーザー",
    cancel: "キャンセル",
    confirm: "確認",
    select: "選択してください",
    input: "入力してください",
    date: "日付を選択",
    time: "時刻を選択",
    long_picture: "長い画像",
    generating: "生成中…",
    members: "チャットのメンバー",
    weekdays: ["日曜日", "月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日"],
    weekdays_short: ["日", "月", "火", "水", "木", "金", "土"],
    months_short: None,
};

const ENGLISH: Words = Words {
    lang: "en-US",
    everyone: "everyone",
    unknown_user: "unknown user",
    cancel: "Cancel",
    confirm: "Confirm",
    select: "Select",
    input: "Enter",
    date: "Select a date",
    time: "Select a time",
    long_picture: "long picture",
    generating: "Generating…",
    members: "members of the chat",
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    weekdays_short: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    months_short: Some(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
};

/// The words of a locale.
pub(crate) fn words(locale: &str) -> &'static Words {
    match locale {
        "zh_cn" => &CHINESE,
        "zh_hk" | "zh_tw" => &TRADITIONAL,
        "ja_jp" => &JAPANESE,
        _ => &ENGLISH,
    }
}
