//! Real programs of the shell, good and bad.

use super::*;
use std::sync::mpsc::{Receiver, channel};

/// Runs a command on a runtime of its own until the receiver is dropped.
struct Runs {
    events: Receiver<Event>,
    again: Arc<Notify>,
    _stop: tokio::sync::oneshot::Sender<()>,
}

fn runs(command: &str) -> Runs {
    let (sender, events) = channel();
    let again = Arc::new(Notify::new());
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let (command, told) = (command.to_owned(), Arc::clone(&again));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            tokio::select! {
                () = run(Shell::plain(), command, told, move |event| drop(sender.send(event))) => {}
                _ = stopped => {}
            }
        });
    });
    Runs { events, again, _stop: stop }
}

impl Runs {
    fn next(&self) -> Event {
        self.events.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    /// One run: what it printed, and how it ended.
    fn whole(&self) -> (Vec<Line>, End) {
        assert_eq!(self.next(), Event::Started);
        let mut lines = Vec::new();
        loop {
            match self.next() {
                Event::Printed(more) => lines.extend(more),
                Event::Ended(end) => return (lines, end),
                Event::Started => panic!("started anew"),
            }
        }
    }
}

const CARD: &str = r#"echo '{"name":"a","card":{"elements":[]}}'"#;

#[test]
fn a_good_program_is_run_again_when_told() {
    let runs = runs(CARD);
    for _ in 0..3 {
        let (lines, end) = runs.whole();
        assert!(matches!(lines.as_slice(), [Line::Card { name, .. }] if name == "a"), "{lines:?}");
        assert_eq!(end, End { trouble: None, error: String::new() });
        runs.again.notify_one();
    }
}

#[test]
fn a_program_that_dies_says_why() {
    let (lines, end) = runs(&format!("{CARD}; echo broken >&2; exit 3")).whole();
    assert_eq!(lines.len(), 1);
    assert_eq!(end.error, "broken\n");
    assert!(end.trouble.unwrap().contains('3'));
    let (_, end) = runs("no-such-program-at-all").whole();
    assert!(end.trouble.unwrap().contains("127"));
    let (_, end) = runs("kill -9 $$").whole();
    assert!(end.trouble.is_some());
}

#[test]
fn the_cards_of_a_program_that_never_ends_are_there_and_it_is_stopped_for_the_next_run() {
    let runs = runs(&format!("{CARD}; sleep 1000"));
    for _ in 0..2 {
        assert_eq!(runs.next(), Event::Started);
        assert!(matches!(runs.next(), Event::Printed(_)));
        runs.again.notify_one();
    }
}

#[test]
fn garbage_without_end_is_stopped() {
    let (lines, end) = runs("yes").whole();
    assert!(lines.iter().all(|line| matches!(line, Line::Other { .. })));
    assert!(end.trouble.unwrap().contains("was stopped"));
    let (_, end) = runs("cat /dev/zero").whole();
    assert!(end.trouble.unwrap().contains("MB and was stopped"));
}

#[test]
fn what_a_program_started_ends_with_it() {
    let folder = crate::dev::tests::Folder::new();
    let file = folder.join("pid");
    let path = file.display();
    // the sleep is a grandchild of ours, and the shell between does not pass signals on
    let runs = runs(&format!("(sh -c 'echo $$ > {path}; exec sleep 1000') & wait"));
    assert_eq!(runs.next(), Event::Started);
    let wait = |wanted: &dyn Fn() -> bool| {
        (0..3000).any(|_| wanted() || (std::thread::sleep(Duration::from_millis(10)), false).1)
    };
    let pid = || std::fs::read_to_string(&file).ok().and_then(|text| text.trim().parse::<u32>().ok());
    assert!(wait(&|| pid().is_some()));
    let pid = pid().unwrap();
    // a zombie is dead
    let lives = || {
        let stat = std::process::Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output().unwrap();
        let stat = String::from_utf8_lossy(&stat.stdout).trim().to_owned();
        !stat.is_empty() && !stat.starts_with('Z')
    };
    assert!(lives());
    drop(runs);
    assert!(wait(&|| !lives()), "process {pid} still runs");
}
