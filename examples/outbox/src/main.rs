//! A broadcast that survives its processes: an outbox on [apalis](https://docs.rs/apalis).
//!
//! Each message is a job in a database, and one row in the books of this example. Workers take jobs and send them under
//! a key that is made from the broadcast and the receiver, so that whoever does a job again sends nothing twice: not after
//! a crash at any moment, not when a job is enqueued twice. See `books` for what is known of a message that was on its way
//! when its worker died.
//!
//! `cargo run --manifest-path examples/outbox/Cargo.toml` shows it, with the emulator of the platform in place of an
//! account, three workers, and one of them killed on the way.

mod books;
mod deliver;
mod demo;
mod queue;

use std::{env, error::Error, io::BufRead};

pub type AnyError = Box<dyn Error + Send + Sync>;

const HELP: &str = "\
outbox                     show it: the emulator, three workers, one of them killed
outbox enqueue NAME TEXT   a broadcast to the receivers on stdin, one open_id a line; again adds only new ones
outbox work                work until interrupted; start as many as you like, on any machine
outbox progress NAME       how far it is
outbox pause NAME          no worker sends any more of it, until
outbox resume NAME         it is resumed
outbox report NAME         what was not delivered, and why

DATABASE_URL        sqlite://outbox.db?mode=rwc unless set; postgres://… is taken too, and redis://… for
                    broadcasts of up to 3,500 messages
FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_BASE_URL
REDIS_URL           the workers share the platform's limits and the token over this Redis; else
WORKERS             how many there are: each keeps to its share of the limits
SCALE_LIMITS        multiplies the limits, for the emulator and for tenants with more";

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => demo::run().await,
        ["work"] => queue::work().await,
        ["enqueue", name, text] => {
            let receivers: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
            let receivers = receivers.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
            let count = queue::enqueue(name, text, receivers).await?;
            println!("{count} messages");
            Ok(())
        }
        ["progress", name] => {
            println!("{}", books::open().await?.progress(name).await?);
            Ok(())
        }
        ["pause", name] => books::open().await?.pause(name, true).await,
        ["resume", name] => books::open().await?.pause(name, false).await,
        ["report", name] => {
            for (receiver, state, detail) in books::open().await?.report(name).await? {
                println!("{receiver}\t{state}\t{}", detail.replace('\n', " "));
            }
            Ok(())
        }
        _ => {
            eprintln!("{HELP}");
            std::process::exit(2)
        }
    }
}

/// The database of jobs and books.
pub fn database_url() -> String {
    env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://outbox.db?mode=rwc".to_owned())
}
