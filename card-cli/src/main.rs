//! The command `card`; everything is in the library beside it, where tests can reach it.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    feishu_card_cli::main()
}
