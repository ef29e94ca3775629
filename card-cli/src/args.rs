//! The arguments of the command, and the words of its help.

use crate::{explain::Explained, help::Lang};
use clap::{Parser, Subcommand, ValueEnum};
use feishu_card_core::{Entry, Limits};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  card check cards/ src/               every .json, .card and .rs file below
  card check --format github cards/    annotations for a pull request
  curl -s … | card check -             standard input
  card rust card.json >> src/cards.rs  the same card as `card!` markup
  card rust --fn greeting card.json    a function, with a parameter for each ${…} of the card
  card preview cards/ --open           all of them as pictures on one page
  card dev                             a page that shows cards and works bots
  card explain C0101                   what a code means, wrong and right
  card explain 230099                  what a code of the platform means

What is read:
  card JSON 1.0 and 2.0; a template message; the body of a webhook, {\"msg_type\", \"card\"};
  the body of a message or update, the card as a string in \"content\"; an export of the builder;
  by `check`, Rust sources too: every `card!` in them, by the rules and in the words of the compiler";

const EXITS: &str = "\
Exit codes:
  0  no error (there may be warnings)
  1  the rule book found errors
  2  an input could not be read or is not a card; takes precedence over 1

One finding can be lowered: an allowed error becomes a warning, an allowed warning is dropped.
A limit that the platform has raised: --limits tables=8,elements=300
Limits: card_bytes, webhook_bytes, tables, elements, depth, charts, short_text, table_columns,
        header_tags, double_images, triple_images, bisect_images, trisect_images,
        checker_buttons, markdown_tables";

const RUST: &str = "\
The output is one expression; it compiles where `feishu_card::card` is in scope, and gives the same JSON back.
With --fn it is a function with its `use` line: a variable ${user.name} becomes the parameter `user_name: &str`, a hole in
texts, an expression in values. In the name of a member it stays as it is.
What the table of components does not have goes through the hatches `json:member=…` and `<raw json=…/>`.";

#[cfg(feature = "preview")]
const PREVIEW: &str = "\
Examples:
  card preview card.json --open                    look at it
  card preview cards/ --theme both --device both   all of a folder on one page, with an index
  card preview card.json --png --theme dark        a picture, by an installed Chromium or Chrome

Several cards, themes or devices make one gallery page. What a card cannot know is a labelled placeholder: the content
of a template, a picture that is not in `--images`.";
const FMT: &str = "\
Laid out is every `card! { … }` in braces, those in documentation comments too; nothing but white space changes.
max_width, tab_spaces, hard_tabs and newline_style come from the nearest rustfmt.toml.
A call with errors is left as it is and named. To skip one: #[rustfmt::skip] on its item or statement, or the comment
`// card-fmt: skip` on the line above it or first in its braces.

With cargo fmt and in editors: RUSTFMT=card-rustfmt cargo fmt

Exit codes:
  0  everything is laid out
  1  with --check: something would change; or a call with errors was left as it is
  2  something could not be read or written; wins over 1";

/// Check Feishu/Lark interactive cards, print them, turn them into Rust.
#[derive(Debug, Parser)]
#[command(name = "card", version, after_help = EXAMPLES, max_term_width = 110, arg_required_else_help = true)]
pub(crate) struct Args {
    /// The language of the help; else as LC_ALL, LC_MESSAGES or LANG say
    #[arg(long, global = true, value_enum, value_name = "LANG", display_order = 900)]
    pub(crate) lang: Option<Lang>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report what the platform would refuse or ignore, where, and how to fix it
    #[command(after_help = EXITS)]
    Check(Check),
    /// Read a card into typed values and write it back as indented JSON, members in a stable order
    Print {
        /// The card; `-` is standard input
        file: PathBuf,
    },
    /// Write the `card!` source that rebuilds a card, ready to paste
    #[command(after_help = RUST)]
    Rust {
        /// Write what the macro refuses plainly, so that the compiler says what is wrong with the card
        #[arg(long)]
        strict: bool,
        /// Write a function of this name; every variable `${…}` of the card becomes a parameter
        #[arg(long = "fn", value_name = "NAME", value_parser = function_name)]
        function: Option<String>,
        /// The card; `-` is standard input
        file: PathBuf,
    },
    /// Draw cards as the client does: one page without script and network, or a picture of it
    #[cfg(feature = "preview")]
    #[command(after_help = PREVIEW)]
    Preview(Preview),
    /// Lay out the markup of `card!` in Rust sources and in the Rust blocks of Markdown pages
    #[command(after_help = FMT)]
    Fmt(Fmt),
    /// Explain a code, ours or the platform's: what it means, why, what to do; without a code, list ours
    Explain {
        /// The code: one of ours, such as C0101, or one of the platform, such as 230099
        #[arg(value_parser = crate::explain::any_code)]
        code: Option<Explained>,
    },
    /// Show cards while they are written, on a page of this machine
    #[cfg(feature = "dev")]
    #[command(after_help = DEV)]
    Dev(Dev),
    /// List the messages of a running sandbox: what a user of `card dev` sees
    #[cfg(feature = "dev")]
    #[command(after_help = SANDBOX)]
    Messages(Messages),
    /// Write a text to the bot, as a user of a running sandbox
    #[cfg(feature = "dev")]
    #[command(after_help = SANDBOX)]
    Say(Say),
    /// Click a button, enter something or submit a form, as a user of a running sandbox
    #[cfg(feature = "dev")]
    #[command(after_help = CLICK)]
    Click(Click),
    /// Run a program that ends with the process which started this one; `card dev` starts it for `--run`
    #[cfg(all(feature = "dev", unix))]
    #[command(hide = true)]
    DevKeep {
        /// What the shell runs
        #[arg(allow_hyphen_values = true)]
        command: String,
    },
    /// Write the bash, zsh, fish, elvish or PowerShell completions to standard output
    Completions {
        /// The shell to write for
        shell: clap_complete::Shell,
    },
}

#[cfg(feature = "dev")]
const DEV: &str = "\
Examples:
  card dev                                      all cards of this crate, from the sources, without compiling
  card dev cards/approval.json --open           one file; opens the browser
  card dev --run 'cargo run -q --example gallery'

What is shown:
  every `card!` in .rs files, drawn with its holes as chips, and every card in .json and .card files;
  what a program prints, one JSON object a line: {\"name\": \"…\", \"card\": {…}};
  in the chat, what a bot sends: start it with the base URL, app id and secret that are printed, and click its cards
The page is for this machine alone: its address holds a secret that changes with every run.";

#[cfg(feature = "dev")]
#[derive(Debug, clap::Args)]
pub(crate) struct Dev {
    /// Rust sources, cards, or folders that are searched for both; without one, the current folder
    #[arg(value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
    /// A program that prints cards; run by the shell, and again when a source changes; may be given several times
    #[arg(long, value_name = "COMMAND")]
    pub(crate) run: Vec<String>,
    /// A folder with pictures, named by their `img_key`
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Serve there; without it on 7717, or any port that is free
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// Serve the emulated platform for bots there; without it on 7718, or any port that is free
    #[arg(long, value_name = "PORT")]
    pub(crate) api_port: Option<u16>,
    /// Post callbacks and events to this address of a bot, over plain HTTP; without it they go over its long connection
    #[arg(long, value_name = "URL")]
    pub(crate) callback_url: Option<String>,
    /// Encrypt and sign them with this key
    #[arg(long, value_name = "KEY")]
    pub(crate) encrypt_key: Option<String>,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Look at the files twice a second, where the system tells of no changes (network drives, some containers)
    #[arg(long)]
    pub(crate) poll: bool,
}

#[cfg(feature = "dev")]
const SANDBOX: &str = "\
The sandbox is the one that CARD_SANDBOX names: the address that `card dev` prints, secret included.

Exit codes:
  0  done
  1  done, and the app did not take it, or the user sees an error
  2  it could not be done";

#[cfg(feature = "dev")]
const CLICK: &str = "\
Examples:
  card click last Approve                            the button with this text, on the newest card
  card click last submit nights=3 'team=[\"ou_1\"]'   a form: text, true, false, or a JSON list
  card click om_9f3… city --enter hangzhou           an option, a text, a date, outside of a form
  card click last /body/elements/2 --as ou_1         by its place, as somebody

The sandbox is the one that CARD_SANDBOX names: the address that `card dev` prints, secret included.

Exit codes:
  0  done; a reset, a tick and the field of a form are done without the app
  1  the user sees an error, or the client refuses: a required field is empty
  2  it could not be done";

/// Which sandbox, and as whom.
#[cfg(feature = "dev")]
#[derive(Debug, clap::Args)]
pub(crate) struct Who {
    /// The address of the sandbox's control; else the variable CARD_SANDBOX
    #[arg(long, value_name = "URL")]
    pub(crate) sandbox: Option<String>,
    /// As this user, an open_id; else the one that the card is for, else the first
    #[arg(long = "as", value_name = "OPEN_ID")]
    pub(crate) user: Option<String>,
    /// The whole answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(feature = "dev")]
#[derive(Debug, clap::Args)]
pub(crate) struct Messages {
    #[command(flatten)]
    pub(crate) who: Who,
    /// Of this chat only
    #[arg(long = "in", value_name = "CHAT_ID")]
    pub(crate) chat: Option<String>,
    /// So many at most, the newest
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    pub(crate) last: u32,
    /// Wait until the bot has sent one that is not there yet
    #[arg(long)]
    pub(crate) wait: bool,
}

#[cfg(feature = "dev")]
#[derive(Debug, clap::Args)]
pub(crate) struct Say {
    #[command(flatten)]
    pub(crate) who: Who,
    /// In this chat; else alone with the bot
    #[arg(long = "in", value_name = "CHAT_ID", conflicts_with = "reply_to")]
    pub(crate) chat: Option<String>,
    /// As a reply to this message
    #[arg(long, value_name = "MESSAGE_ID")]
    pub(crate) reply_to: Option<String>,
    /// What is written
    pub(crate) text: String,
}

#[cfg(feature = "dev")]
#[derive(Debug, clap::Args)]
pub(crate) struct Click {
    #[command(flatten)]
    pub(crate) who: Who,
    /// What is entered in place of a click: a text, true, false, or a JSON list
    #[arg(long, value_name = "ENTRY", conflicts_with = "fill")]
    pub(crate) enter: Option<String>,
    /// Wait until the card and the component are there, two minutes at most
    #[arg(long)]
    pub(crate) wait: bool,
    /// The message, `om_…`; `last` is the newest card
    pub(crate) message: String,
    /// The component: its name, its text, or its place in the card
    pub(crate) target: String,
    /// What is filled in before the form is submitted
    #[arg(value_name = "NAME=ENTRY")]
    pub(crate) fill: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Lower a code, such as C0302; may be given several times or with commas
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = crate::explain::code)]
    pub(crate) allow: Vec<&'static Entry>,
    /// Raise or lower a limit of the platform; may be given several times or with commas
    #[arg(long, value_name = "NAME=VALUE", value_delimiter = ',', value_parser = limit)]
    pub(crate) limits: Vec<(&'static str, usize)>,
    /// Cards, Rust sources, or folders that are searched for .json, .card and .rs files; `-` is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
}

#[cfg(feature = "preview")]
#[derive(Debug, clap::Args)]
pub(crate) struct Preview {
    /// Where the page or picture goes; `-` is standard output, for a page. Without it: beside you, named as the card
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The client's theme; auto is the reader's own
    #[arg(long, value_enum, default_value_t)]
    pub(crate) theme: ThemeChoice,
    /// The client's device
    #[arg(long, value_enum, default_value_t)]
    pub(crate) device: DeviceChoice,
    /// The reader's language, such as en_us
    #[arg(long, default_value = "zh_cn")]
    pub(crate) locale: String,
    /// The width of the chat in pixels
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(200..=4000))]
    pub(crate) width: Option<u32>,
    /// A folder with pictures, named by their `img_key`
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Write a picture instead of a page
    #[arg(long)]
    pub(crate) png: bool,
    /// The browser that draws pictures; else the variable CHROME, else one that is installed
    #[arg(long, value_name = "PATH")]
    pub(crate) chrome: Option<PathBuf>,
    /// Open it when it is written
    #[arg(long)]
    pub(crate) open: bool,
    /// Cards, or folders that are searched for .json and .card files; `-` is standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
}

#[cfg(feature = "preview")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeChoice {
    #[default]
    Auto,
    Light,
    Dark,
    Both,
}

#[cfg(feature = "preview")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeviceChoice {
    #[default]
    Desktop,
    Phone,
    Both,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Fmt {
    /// Change nothing; show what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// Read Rust from standard input and write it to standard output
    #[arg(long, conflicts_with = "paths")]
    pub(crate) stdin: bool,
    /// Sources or pages, or folders that are searched for .rs and .md files; `-` is standard input
    #[arg(required_unless_present = "stdin", value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the source and what is wrong with it
    #[default]
    Human,
    /// One JSON object a line and finding: file, severity, code, pointer, message, help, line, column …
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// What a function may be called.
fn function_name(text: &str) -> Result<String, String> {
    // with a capital it could be one of the types that the function uses
    match crate::rust::lexical::is_identifier(text) && !text.starts_with(char::is_uppercase) {
        true => Ok(text.to_owned()),
        false => Err("expected a name for a function, such as approval_card".to_owned()),
    }
}

/// A limit by its name in the library, and what it is set to.
fn limit(text: &str) -> Result<(&'static str, usize), String> {
    let (name, value) = text.split_once('=').ok_or("write name=value, such as tables=8")?;
    let Some(known) = Limits::NAMES.iter().find(|known| **known == name.trim()) else {
        return Err(format!("unknown limit `{name}`; expected one of {}", Limits::NAMES.join(", ")));
    };
    let value = value.trim().parse().map_err(|_| format!("`{value}` is not a whole number"))?;
    Ok((known, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_limit_can_be_set() {
        for name in Limits::NAMES {
            let (name, value) = super::limit(&format!("{name} = 7654321")).unwrap();
            let mut limits = Limits::PLATFORM;
            *limits.named(name).unwrap() = value;
            assert!(format!("{limits:?}").contains(&format!("{name}: 7654321")));
            assert!(EXITS.contains(name), "{name}");
        }
        assert!(super::limit("tabels=3").unwrap_err().contains("tables"));
    }
}
