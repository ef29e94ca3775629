//! Cards come and go: files, programs, the server.

use super::bench::Bench;
use std::fs;

const HR: &str = r#"{"elements": [{"tag": "div", "text": {"tag": "plain_text", "content": "first"}}]}"#;

#[tokio::test]
async fn files_are_added_renamed_and_removed() {
    let Some(bench) = Bench::start("files", &[], &[], "").await else { return };
    bench.wait("document.querySelectorAll('#empty .paste').length === 3").await;
    bench.save("cards/a.json", HR);
    // the first card is shown by itself
    bench.sees("first").await;
    bench.save("cards/b.json", &HR.replace("first", "second"));
    bench.wait("document.querySelectorAll('#cards .card').length === 2").await;
    fs::rename(bench.folder.join("cards/a.json"), bench.folder.join("cards/c.json")).unwrap();
    bench
        .wait(
            "[...document.querySelectorAll('#cards .name')].map((name) => name.textContent).join() === 'b.json,c.json'",
        )
        .await;
    // a file that moves keeps the reader
    bench.run("document.querySelectorAll('#cards .card')[1].click()").await;
    bench.sees("first").await;
    fs::create_dir(bench.folder.join("moved")).unwrap();
    fs::rename(bench.folder.join("cards/c.json"), bench.folder.join("moved/c.json")).unwrap();
    bench.wait("location.hash.includes('moved')").await;
    bench.sees("first").await;
    fs::remove_dir_all(bench.folder.join("moved")).unwrap();
    bench.wait("document.querySelector('#empty').textContent.length > 5").await;
    bench.is_clean().await;
}

#[tokio::test]
#[cfg(unix)]
async fn a_program_is_run_again_when_its_source_changes() {
    let script =
        |text: &str| format!("echo '{{\"name\": \"one\", \"card\": {}}}'; echo noise\n", HR.replace("first", text));
    let files = [("cards.sh", script("from a program"))];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let Some(bench) = Bench::start("run", &files, &["--run", "sh cards.sh"], "card=run:one").await else { return };
    bench.sees("from a program").await;
    bench.wait("document.querySelector('#notes').textContent.includes('noise')").await;
    bench.wait("document.querySelector('#notes').textContent.includes('1 line that is not a card: ')").await;
    bench.save("cards.sh", &script("changed"));
    bench.sees("changed").await;
    // it dies: why is on the page, and the last picture stays
    bench.save("cards.sh", "echo broken >&2; exit 3");
    bench.wait("document.querySelector('#notes').textContent.includes('broken')").await;
    bench.wait("document.querySelector('#card.old')").await;
    bench.wait("document.querySelector('#banner').textContent.includes('exit status: 3: broken')").await;
    bench.wait("document.querySelector('#output pre').textContent === 'broken\\n'").await;
    assert!(!bench.get::<bool>("Boolean(document.querySelector('#panel .fine'))").await);
    bench.sees("changed").await;
    // it never ends: its cards are there
    bench.save("cards.sh", &format!("{}sleep 1000\n", script("still running")));
    bench.sees("still running").await;
    // garbage without end: the page says so and lives
    bench.save("cards.sh", "yes");
    bench.wait("document.querySelector('#notes').textContent.includes('was stopped')").await;
    bench.save("cards.sh", &script("well again"));
    bench.sees("well again").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn many_files_and_a_large_one_are_borne() {
    let large = format!("fn a() {{ card! {{ <card/> }} }} // {}", "x".repeat(5 << 20));
    let many: Vec<_> = (0..10_000).map(|n| (format!("src/m{}/f{n}.rs", n % 100), "fn f() {}".to_owned())).collect();
    let mut files: Vec<_> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.extend([("src/large.rs", large.as_str()), ("a.json", HR)]);
    let Some(bench) = Bench::start("many", &files, &[], "card=a.json").await else { return };
    bench.sees("first").await;
    bench.wait("document.querySelector('#notes').textContent.includes('larger than 2 MB')").await;
    bench.save("a.json", &HR.replace("first", "changed"));
    bench.sees("changed").await;
    bench.is_clean().await;
}

#[tokio::test]
async fn the_page_says_when_the_server_has_ended() {
    let Some(mut bench) = Bench::start("lost", &[("a.json", HR)], &[], "").await else { return };
    bench.sees("first").await;
    bench.stop();
    bench.wait("document.querySelector('#banner.lost').textContent.length > 10").await;
    // what was there can still be read
    bench.sees("first").await;
}
