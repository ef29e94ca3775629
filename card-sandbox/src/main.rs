//! Serves the emulator until it is stopped, for programs that are not Rust tests.
#![forbid(unsafe_code)]

use feishu_card_sandbox::{Builder, CallbackKinds, Sandbox};
use std::{process::ExitCode, str::FromStr};

const HELP: &str = "\
An emulator of the Feishu/Lark messaging platform on loopback.

usage: feishu-card-sandbox [OPTION…]

  --port PORT                 listen there (else a free port)
  --app ID SECRET             the app, in place of a made-up one
  --store-app                 the app is a store app: its tokens need a ticket
  --callback-url URL          post callbacks and events there
  --encrypt-key KEY           encrypt and sign them with this key
  --verification-token TOKEN  the token in them, in place of a made-up one
  --old-callbacks             post the old kind of card callback too
  --webhook-secret SECRET     the custom bot checks signatures with it
  --limit-factor FACTOR       multiply all rate limits
  --no-validation             take cards without asking the rule book
  --seed NUMBER               the same ids and tokens every time
  --help                      print this
";

fn main() -> ExitCode {
    let builder = match read(std::env::args().skip(1)) {
        Ok(Some(builder)) => builder,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("error: {message}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let sandbox = match builder.start_blocking() {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("error: the sandbox does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("base URL            {}", sandbox.base_url());
    println!("app id              {}", sandbox.app_id());
    println!("app secret          {}", sandbox.app_secret());
    println!("verification token  {}", sandbox.verification_token());
    println!("custom bot          {}", sandbox.webhook_url());
    println!("control             {}", sandbox.control_url());
    // the emulator has a thread of its own
    loop {
        std::thread::park();
    }
}

/// The builder these arguments describe; `None` when help is asked for.
fn read(mut arguments: impl Iterator<Item = String>) -> Result<Option<Builder>, String> {
    let mut builder = Sandbox::builder().journal();
    while let Some(option) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{option} needs a value"));
        builder = match option.as_str() {
            "--help" | "-h" => return Ok(None),
            "--port" => builder.port(number(&option, &value()?)?),
            "--app" => builder.app(value()?, value()?),
            "--store-app" => builder.store_app(),
            "--callback-url" => builder.callback_url(value()?),
            "--encrypt-key" => builder.encrypt_key(value()?),
            "--verification-token" => builder.verification_token(value()?),
            "--old-callbacks" => builder.callbacks(CallbackKinds::Both),
            "--webhook-secret" => builder.webhook_secret(value()?),
            "--limit-factor" => builder.limit_factor(number(&option, &value()?)?),
            "--no-validation" => builder.without_validation(),
            "--seed" => builder.seed(number(&option, &value()?)?),
            _ => return Err(format!("unknown option `{option}`")),
        };
    }
    Ok(Some(builder))
}

fn number<T: FromStr>(option: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{option} takes a number, not `{value}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn try_read(line: &str) -> Result<bool, String> {
        read(line.split_whitespace().map(str::to_owned)).map(|builder| builder.is_some())
    }

    #[test]
    fn arguments_are_read_or_explained() {
        assert_eq!(try_read(""), Ok(true));
        assert_eq!(try_read("--port 0 --app cli_1 s --limit-factor 0.5 --old-callbacks"), Ok(true));
        assert_eq!(try_read("--seed 1 -h"), Ok(false));
        assert_eq!(try_read("--port x"), Err("--port takes a number, not `x`".to_owned()));
        assert_eq!(try_read("--app cli_1"), Err("--app needs a value".to_owned()));
        assert_eq!(try_read("serve"), Err("unknown option `serve`".to_owned()));
    }

    #[test]
    fn every_option_in_the_help_is_one() {
        for option in HELP.lines().filter_map(|line| line.split_whitespace().next()) {
            if option.starts_with("--") {
                let error = try_read(&format!("{option} 1 2")).err().unwrap_or_default();
                assert!(!error.contains(&format!("`{option}`")), "{error}");
            }
        }
    }
}
