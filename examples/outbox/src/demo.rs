//! Shows it: the emulator of the platform, three workers, one of them killed on the way and replaced.

use crate::{AnyError, books, queue};
use feishu_card::sandbox::{Api, Failure, Fault, Sandbox};
use std::{
    collections::HashMap,
    env,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    process::{Child, Command},
    time::sleep,
};

const RECEIVERS: usize = 400;
const WORKERS: usize = 3;
/// How many times the platform's limits, so that it takes seconds.
const SCALE: f64 = 6.0;

pub async fn run() -> Result<(), AnyError> {
    let sandbox = Sandbox::builder().limit_factor(SCALE).seed(7).start().await?;
    for failure in [Failure::Html(502), Failure::CutBody] {
        sandbox.inject(Fault::new(failure.clone()).on(Api::MessageCreate).chance(0.0125));
        sandbox.inject(Fault::new(failure).on(Api::MessageCreate).chance(0.0125).applied());
    }
    let folder = env::temp_dir().join(format!("feishu-card-outbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let database = env::var("DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite://{}?mode=rwc", folder.join("outbox.db").display()));
    let name = format!("demo-{}", std::process::id());
    let start = || worker(&sandbox, &database);
    let receivers: Vec<String> = (0..RECEIVERS).map(|i| format!("ou_{i}")).collect();
    let count = enqueue(&database, &name, &receivers).await?;
    println!("{count} messages are enqueued; {WORKERS} workers begin, and one call in twenty fails");

    let mut workers = (0..WORKERS).map(|_| start()).collect::<Result<Vec<_>, _>>()?;
    let (began, mut killed) = (Instant::now(), false);
    let books = books::open_at(&database).await?;
    loop {
        sleep(Duration::from_millis(500)).await;
        let progress = books.progress(&name).await?;
        println!("{:4.1} s: {progress}", began.elapsed().as_secs_f64());
        if progress.is_over() {
            break;
        }
        if !killed && progress.of("delivered") > count / 4 {
            println!("        one worker is killed, another begins");
            let mut victim = workers.swap_remove(0);
            victim.kill().await?;
            workers.push(start()?);
            killed = true;
        }
        if began.elapsed() > Duration::from_secs(300) {
            return Err("it does not come to an end".into());
        }
    }
    for worker in &mut workers {
        worker.kill().await?;
    }
    let mut arrived: HashMap<String, usize> = HashMap::new();
    for message in sandbox.messages() {
        *arrived.entry(message.receive_id).or_default() += 1;
    }
    let once = arrived.values().filter(|times| **times == 1).count();
    println!("{once} of {RECEIVERS} receivers got it exactly once, over {} calls", sandbox.calls(Api::MessageCreate));
    let _ = std::fs::remove_dir_all(folder);
    if once == RECEIVERS { Ok(()) } else { Err("not exactly once".into()) }
}

async fn enqueue(database: &str, name: &str, receivers: &[String]) -> Result<u64, AnyError> {
    queue::enqueue_at(database, name, "**The office is closed on Friday.**", receivers.iter().map(String::as_str)).await
}

fn worker(sandbox: &Sandbox, database: &str) -> Result<Child, AnyError> {
    let child = Command::new(env::current_exe()?)
        .arg("work")
        .env("DATABASE_URL", database)
        .env("FEISHU_APP_ID", sandbox.app_id())
        .env("FEISHU_APP_SECRET", sandbox.app_secret())
        .env("FEISHU_BASE_URL", sandbox.base_url())
        .env("SCALE_LIMITS", SCALE.to_string())
        .env("WORKERS", WORKERS.to_string())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    Ok(child)
}
