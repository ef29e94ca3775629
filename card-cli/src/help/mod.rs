//! The language of the help: English as `args` has it, or Chinese out of a table (`zh`).
//!
//! Asked for by `--lang`, else by the variables that say the language of messages. Only the help changes: findings, errors
//! and what other programs read are the same in all languages.

mod zh;

use clap::{Arg, Command, ValueEnum};
use std::{env, ffi::OsString};

/// A language of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    En,
    Zh,
}

impl Lang {
    /// What the arguments ask for, else what the environment says.
    pub(crate) fn wanted() -> Lang {
        let asked = asked(env::args_os().skip(1));
        asked.unwrap_or_else(|| from_environment(|name| env::var(name).ok()))
    }
}

/// The value of `--lang`, which must be known before the help can be made.
fn asked(mut arguments: impl Iterator<Item = OsString>) -> Option<Lang> {
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--lang") => return Lang::from_str(arguments.next()?.to_str()?, true).ok(),
            Some("--") => return None,
            Some(argument) => {
                if let Some(value) = argument.strip_prefix("--lang=") {
                    return Lang::from_str(value, true).ok();
                }
            }
            None => {}
        }
    }
    None
}

/// The first of these that is set decides, as in other programs.
fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    if set.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) { Lang::Zh } else { Lang::En }
}

/// The command with its help in this language.
pub(crate) fn in_language(mut command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    // only what is built has all its arguments, `--help` and the subcommand `help` among them
    command.build();
    translated(command, "")
}

/// The parts of the help that the command has, under headings in Chinese.
fn template(command: &Command) -> String {
    let mut template = "{before-help}{about-with-newline}\n用法：{usage}\n".to_owned();
    if command.has_subcommands() {
        template.push_str("\n命令：\n{subcommands}\n");
    }
    if command.get_positionals().any(|argument| !argument.is_hide_set()) {
        template.push_str("\n参数：\n{positionals}\n");
    }
    template.push_str("\n选项：\n{options}{after-help}");
    template
}

fn translated(command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let has_after = command.get_after_help().is_some();
    let command = names.into_iter().fold(command, |command, name| {
        let path = join(path, &name);
        command.mut_subcommand(name, |subcommand| {
            // what `card help …` takes is the same commands once more
            if path == "help" { about(subcommand, &path) } else { translated(subcommand, &path) }
        })
    });
    let command = command.mut_args(|argument| argument_in_chinese(argument, path));
    let command = if has_after { command.after_help(text(&format!("{path}!"))) } else { command };
    let template = template(&command);
    about(command, path).help_template(template)
}

fn about(command: Command, path: &str) -> Command {
    command.about(text(path)).long_about(None)
}

fn argument_in_chinese(argument: Arg, path: &str) -> Arg {
    let id = argument.get_id().to_string();
    let mut help = text(&format!("{path}/{id}")).to_owned();
    let words: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let flag = !argument.get_action().takes_values();
    if !words.is_empty() && !flag {
        help.push_str(&format!("［可选：{}］", words.join("、")));
    }
    if let [default] = argument.get_default_values()
        && !flag
    {
        help.push_str(&format!("［默认：{}］", default.to_string_lossy()));
    }
    argument.help(help).long_help(None).hide_possible_values(true).hide_default_value(true)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

/// The Chinese text of a command, `check`, of what follows its help, `check!`, or of an argument, `check/format` (of all
/// commands, `/lang`). One that every command has is `*/help`.
fn text(key: &str) -> &'static str {
    let of = |key: &str| zh::TEXTS.iter().find(|(known, _)| *known == key).map(|(_, text)| *text);
    let last = key.rsplit('/').next().unwrap_or_default();
    of(key).or_else(|| of(&format!("*/{last}"))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Args;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// All keys that the command needs.
    fn keys(command: &Command, path: &str, keys: &mut BTreeSet<String>) {
        keys.insert(path.to_owned());
        if command.get_after_help().is_some() {
            keys.insert(format!("{path}!"));
        }
        keys.extend(command.get_arguments().map(|argument| format!("{path}/{}", argument.get_id())));
        for subcommand in command.get_subcommands() {
            let path = join(path, subcommand.get_name());
            if path == "help" {
                keys.insert(path);
            } else {
                self::keys(subcommand, &path, keys);
            }
        }
    }

    #[test]
    fn every_command_and_argument_is_in_chinese_and_nothing_else_is() {
        let mut command = Args::command();
        command.build();
        let mut needed = BTreeSet::new();
        keys(&command, "", &mut needed);
        let missing: Vec<_> = needed.iter().filter(|key| text(key).is_empty()).collect();
        assert!(missing.is_empty(), "without a text: {missing:?}");
        let used = |key: &str| match key.strip_prefix("*/") {
            Some(last) => needed.iter().any(|needed| needed.rsplit('/').next() == Some(last)),
            None => needed.contains(key),
        };
        if cfg!(all(feature = "dev", feature = "preview")) {
            let surplus: Vec<_> = zh::TEXTS.iter().filter(|(key, _)| !used(key)).collect();
            assert!(surplus.is_empty(), "of nothing: {surplus:?}");
        }
    }

    #[test]
    fn the_help_is_chinese_and_the_command_the_same() {
        let mut command = in_language(Args::command(), Lang::Zh);
        let help = command.render_help().to_string();
        for part in ["用法：card", "命令：\n", "选项：\n", "检查", "显示帮助\n", "card check cards/ src/"]
        {
            assert!(help.contains(part), "{part}: {help}");
        }
        for part in ["Usage", "Commands:", "Options:", "Print help"] {
            assert!(!help.contains(part), "{part}: {help}");
        }
        let matches = command.try_get_matches_from(["card", "check", "--lang", "zh", "--format", "json", "x.json"]);
        assert!(matches.is_ok(), "{matches:?}");
    }

    /// What is no language: the commands of the examples, the exit codes, the flags, and the names of the limits.
    fn facts(help: &str) -> [Vec<String>; 4] {
        let lines = || help.lines().map(str::trim);
        let is_command = |line: &&str| {
            let name = line.strip_prefix("card ").or_else(|| line.strip_prefix("curl "));
            name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'))
        };
        let commands = lines().filter(is_command);
        let commands = commands.map(|line| line.split("  ").next().unwrap_or_default().to_owned());
        let exits = lines().filter_map(|line| line.split_once("  ")).map(|(code, _)| code.to_owned());
        let exits = exits.filter(|code| code.chars().all(|c| c.is_ascii_digit()));
        let word = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let mut flags: Vec<_> =
            help.split(|c| !word(c)).filter(|word| word.starts_with("--")).map(str::to_owned).collect();
        flags.sort();
        let limits =
            help.split_once("Limits:").or_else(|| help.split_once("限制的名字：")).map_or("", |(_, names)| names);
        let limits = limits.split([',', '\n', ' ']).filter(|name| !name.is_empty()).map(str::to_owned);
        [commands.collect(), exits.collect(), flags, limits.collect()]
    }

    #[test]
    fn what_is_no_language_is_the_same_in_both() {
        let both = |lang| {
            let mut command = in_language(Args::command(), lang);
            command.build();
            command
        };
        fn helps(command: &Command, path: &str, all: &mut Vec<(String, String)>) {
            all.extend(command.get_after_help().map(|help| (path.to_owned(), help.to_string())));
            for subcommand in command.get_subcommands() {
                helps(subcommand, &join(path, subcommand.get_name()), all);
            }
        }
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        helps(&both(Lang::En), "", &mut english);
        helps(&both(Lang::Zh), "", &mut chinese);
        assert_eq!(english.len(), chinese.len());
        let mut seen = [0; 4];
        for ((path, english), (same, chinese)) in english.iter().zip(&chinese) {
            assert_eq!(path, same);
            let (english, chinese) = (facts(english), facts(chinese));
            assert_eq!(english, chinese, "{path}");
            seen.iter_mut().zip(&english).for_each(|(seen, facts)| *seen += facts.len());
            // the limits are those that the flag takes
            let mut limits = feishu_card_core::Limits::PLATFORM;
            for name in &english[3] {
                assert!(limits.named(name).is_some(), "{name}");
            }
        }
        assert!(seen.iter().all(|seen| *seen > 3), "{seen:?}");
    }

    #[test]
    fn the_language_is_asked_for_or_that_of_messages() {
        let asked = |words: &[&str]| super::asked(words.iter().map(OsString::from));
        assert_eq!(asked(&["check", "--lang", "zh"]), Some(Lang::Zh));
        assert_eq!(asked(&["--lang=en", "check"]), Some(Lang::En));
        assert_eq!(asked(&["say", "--", "--lang=zh"]), None);
        assert_eq!(asked(&["--lang", "fr"]), None);
        let of = |set: &'static [(&str, &str)]| {
            from_environment(|name| set.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_US")]), Lang::Zh);
        assert_eq!(of(&[]), Lang::En);
    }
}
