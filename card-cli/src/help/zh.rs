//! The help in Chinese: of commands (`check`), of what follows their help (`check!`), of their arguments (`check/format`), and
//! of arguments that are the same everywhere (`*/help`).

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("", "检查飞书/Lark 消息卡片，打印卡片，把卡片变成 Rust"),
    (
        "!",
        "\
示例：
  card check cards/ src/               其下每个 .json、.card 和 .rs 文件
  card check --format github cards/    拉取请求里的标注
  curl -s … | card check -             标准输入
  card rust card.json >> src/cards.rs  同一张卡片，写成 `card!` 标记
  card rust --fn greeting card.json    一个函数，卡片里的每个 ${…} 是一个参数
  card preview cards/ --open           全部画在一个页面上
  card dev                             显示卡片、运行机器人的页面
  card explain C0101                   一个代码的含义，错的和对的写法
  card explain 230099                  平台错误码的含义

可以读取：
  卡片 JSON 1.0 和 2.0；模板消息；webhook 请求体 {\"msg_type\", \"card\"}；
  消息或更新的请求体，卡片是 \"content\" 里的字符串；搭建工具的导出文件；
  `check` 还能读 Rust 源码：其中的每个 `card!`，规则和措辞都与编译器相同",
    ),
    ("*/help", "显示帮助"),
    ("*/version", "显示版本"),
    ("*/lang", "帮助的语言；不写时由 LC_ALL、LC_MESSAGES、LANG 决定"),
    ("help", "显示本帮助，或某个子命令的帮助"),
    ("check", "报告平台会拒绝或忽略什么、在哪里、怎么改"),
    (
        "check!",
        "\
退出码：
  0  没有错误（可能有警告）
  1  规则发现了错误
  2  有输入读不出来，或者不是卡片；优先于 1

一条诊断可以降级：被允许的错误变成警告，被允许的警告不再显示。
平台放宽了的限制：--limits tables=8,elements=300
限制的名字：card_bytes, webhook_bytes, tables, elements, depth, charts, short_text, table_columns,
            header_tags, double_images, triple_images, bisect_images, trisect_images,
            checker_buttons, markdown_tables",
    ),
    ("check/format", "诊断的写法：human 给人看，带源码；json 每行一个对象；github 是 GitHub Actions 的标注"),
    ("check/allow", "降级一个代码，例如 C0302；可以写多次，或用逗号隔开"),
    ("check/limits", "调高或调低平台的一个限制；可以写多次，或用逗号隔开"),
    ("check/paths", "卡片、Rust 源码，或要在其中查找 .json、.card、.rs 文件的文件夹；`-` 是标准输入"),
    ("print", "把卡片读成有类型的值，再写成缩进的 JSON，成员顺序稳定"),
    ("print/file", "卡片；`-` 是标准输入"),
    ("rust", "写出能重建这张卡片的 `card!` 源码，可以直接粘贴"),
    (
        "rust!",
        "\
输出是一个表达式；`feishu_card::card` 在作用域里就能编译，并且得到同样的 JSON。
加上 --fn 就是一个带 `use` 行的函数：变量 ${user.name} 成为参数 `user_name: &str`，在文本里是空位，在 value 里是表达式；成员名里的变量保持原样。
组件表里没有的内容写成 `json:member=…` 和 `<raw json=…/>`。",
    ),
    ("rust/strict", "宏会拒绝的内容也直接写出来，由编译器说卡片哪里不对"),
    ("rust/function", "写成这个名字的函数；卡片里的每个变量 `${…}` 成为一个参数"),
    ("rust/file", "卡片；`-` 是标准输入"),
    ("preview", "按客户端的样子画卡片：一个没有脚本、不用网络的页面，或者它的图片"),
    (
        "preview!",
        "\
示例：
  card preview card.json --open                    看一看
  card preview cards/ --theme both --device both   整个文件夹画在一个页面上，带目录
  card preview card.json --png --theme dark        图片，由已安装的 Chromium 或 Chrome 来画

多张卡片、多种主题或设备合成一个页面。卡片自己不知道的内容显示为带标签的占位：模板的内容，不在 `--images` 里的图片。",
    ),
    ("preview/out", "页面或图片写到哪里；页面可用 `-` 写到标准输出。不写时放在当前文件夹，与卡片同名"),
    ("preview/theme", "客户端的主题；auto 跟随看的人"),
    ("preview/device", "客户端的设备"),
    ("preview/locale", "看的人的语言，例如 en_us"),
    ("preview/width", "聊天窗口的宽度，像素"),
    ("preview/images", "放图片的文件夹，文件以 `img_key` 命名"),
    ("preview/png", "写成图片，而不是页面"),
    ("preview/chrome", "用来画图片的浏览器；不写时用变量 CHROME，再不然用已安装的"),
    ("preview/open", "写好之后打开"),
    ("preview/paths", "卡片，或要在其中查找 .json、.card 文件的文件夹；`-` 是标准输入"),
    ("fmt", "格式化 Rust 源码和 Markdown 页面的 Rust 代码块里的 `card!` 标记"),
    (
        "fmt!",
        "\
格式化的是每个用花括号的 `card! { … }`，包括文档注释里的；只改空白。
max_width、tab_spaces、hard_tabs、newline_style 取自最近的 rustfmt.toml。
有错误的调用保持原样，并指出位置和原因。要跳过一个：在它所在的条目或语句上写 #[rustfmt::skip]，或者在它上一行、或花括号里的第一处写注释
`// card-fmt: skip`。

与 cargo fmt 和编辑器一起用：RUSTFMT=card-rustfmt cargo fmt

退出码：
  0  都已排好
  1  用了 --check：有内容会改变；或者有错误的调用保持了原样
  2  有内容读不出或写不了；优先于 1",
    ),
    ("fmt/check", "不做改动；显示会改什么，有改动时以 1 退出"),
    ("fmt/stdin", "从标准输入读 Rust，写到标准输出"),
    ("fmt/paths", "源码或页面，或要在其中查找 .rs、.md 文件的文件夹；`-` 是标准输入"),
    ("explain", "解释一个代码，我们的或平台的：含义、原因、怎么办；不写代码时列出我们的"),
    ("explain/code", "代码：我们的，例如 C0101；或平台的，例如 230099"),
    ("dev", "在本机的一个页面上，边写边显示卡片"),
    (
        "dev!",
        "\
示例：
  card dev                                      这个 crate 的全部卡片，来自源码，不用编译
  card dev cards/approval.json --open           一个文件；打开浏览器
  card dev --run 'cargo run -q --example gallery'

显示什么：
  .rs 文件里的每个 `card!`，其中的空位画成标签；.json 和 .card 文件里的每张卡片；
  程序打印的内容，每行一个 JSON 对象：{\"name\": \"…\", \"card\": {…}}；
  聊天里，机器人发送的内容：用打印出来的基础地址、app id 和 secret 启动它，点它的卡片
页面只提供给本机：地址里含有每次运行都不同的密码。",
    ),
    ("dev/paths", "Rust 源码、卡片，或要在其中查找两者的文件夹；不写就是当前文件夹"),
    ("dev/run", "打印卡片的程序；由 shell 运行，源码变化时重新运行；可以写多次"),
    ("dev/images", "放图片的文件夹，文件以 `img_key` 命名"),
    ("dev/port", "页面的端口；不写用 7717，或任何空闲的端口"),
    ("dev/api_port", "给机器人用的模拟平台的端口；不写用 7718，或任何空闲的端口"),
    ("dev/callback_url", "用普通 HTTP 把回调和事件发到机器人的这个地址；不写就走它的长连接"),
    ("dev/encrypt_key", "用这个密钥加密并签名"),
    ("dev/open", "在浏览器里打开页面"),
    ("dev/poll", "每秒查看文件两次，用于系统不通知变化的地方（网络盘、某些容器）"),
    ("messages", "列出运行中的模拟平台的消息：`card dev` 的用户看到的内容"),
    ("messages!", SANDBOX),
    ("messages/chat", "只看这个会话"),
    ("messages/last", "最多几条，最新的"),
    ("messages/wait", "等到机器人发出一条新的"),
    ("say", "以模拟平台用户的身份给机器人发一条文本"),
    ("say!", SANDBOX),
    ("say/chat", "发在这个会话里；不写就是与机器人单聊"),
    ("say/reply_to", "作为对这条消息的回复"),
    ("say/text", "发送的内容"),
    ("click", "以模拟平台用户的身份点按钮、输入内容或提交表单"),
    (
        "click!",
        "\
示例：
  card click last Approve                            最新卡片上写着这个文字的按钮
  card click last submit nights=3 'team=[\"ou_1\"]'   表单：文本、true、false 或 JSON 列表
  card click om_9f3… city --enter hangzhou           表单之外的选项、文本、日期
  card click last /body/elements/2 --as ou_1         按它在卡片里的位置，并指定是谁

模拟平台由 CARD_SANDBOX 指定：`card dev` 打印的地址，含密码。

退出码：
  0  完成；重置、勾选、填表单里的一项不经过机器人
  1  用户看到的是错误，或者客户端不让提交：必填项是空的
  2  没能做到",
    ),
    ("click/enter", "不点击，而是输入：文本、true、false 或 JSON 列表"),
    ("click/wait", "等到卡片和组件出现，最多两分钟"),
    ("click/message", "消息 `om_…`；`last` 是最新的卡片"),
    ("click/target", "组件：它的名字、文字，或在卡片里的位置"),
    ("click/fill", "提交表单之前填入的内容"),
    ("*/sandbox", "模拟平台的控制地址；不写用变量 CARD_SANDBOX"),
    ("*/user", "以谁的身份，open_id；不写就是卡片的接收者，再不然是第一个人"),
    ("*/json", "整个应答，JSON"),
    ("completions", "把 bash、zsh、fish、elvish 或 PowerShell 的补全脚本写到标准输出"),
    ("completions/shell", "哪种 shell"),
    #[cfg(unix)]
    ("dev-keep", "运行一个程序，启动它的进程结束时它也结束；`card dev` 用它来运行 --run"),
    #[cfg(unix)]
    ("dev-keep/command", "由 shell 运行的命令"),
];

const SANDBOX: &str = "\
模拟平台由 CARD_SANDBOX 指定：`card dev` 打印的地址，含密码。

退出码：
  0  完成
  1  完成，但应用没有接收，或者用户看到的是错误
  2  没能做到";
