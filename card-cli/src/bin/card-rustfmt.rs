//! `card-rustfmt` is called in place of rustfmt and lays out `card!` too; everything is in the library beside it.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    feishu_card_cli::rustfmt()
}
