//! `card dev` from outside: the built command, asked over real HTTP on loopback.
#![cfg(feature = "dev")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

const HR: &str = r#"{"elements": [{"tag": "hr"}]}"#;

/// A folder of this test alone, empty.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dev").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A program that ends with its test, whatever becomes of that: one that is left keeps the output of the test open, and
/// whoever reads it waits.
struct Running(Child);

impl Running {
    /// How it ended, within a minute.
    #[cfg(unix)]
    fn ends(&mut self) -> std::process::ExitStatus {
        for _ in 0..3000 {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The lines of an output that come within a minute each.
fn lines(output: impl Read + Send + 'static) -> impl Iterator<Item = String> {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                break;
            }
        }
    });
    std::iter::from_fn(move || told.recv_timeout(Duration::from_secs(60)).ok())
}

/// A running `card dev`.
struct Dev {
    child: Running,
    port: u16,
    secret: String,
    /// What was printed for bots and shells.
    told: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Dev {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_card"));
        command.current_dir(folder).args(["dev", "--port", "0", "--api-port", "0"]).args(args).stdout(Stdio::piped());
        let mut child = Running(command.spawn().unwrap());
        let mut lines = lines(child.0.stdout.take().unwrap());
        let line = lines.next().unwrap();
        let mut told = String::new();
        while !told.contains("CARD_SANDBOX=") {
            told += &format!("{}\n", lines.next().unwrap());
        }
        let address = line.trim().strip_prefix("card dev: http://127.0.0.1:").unwrap();
        let (port, secret) = address.split_once('/').unwrap();
        Dev { child, port: port.parse().unwrap(), secret: secret.trim_end_matches('/').to_owned(), told }
    }

    /// Any request; the host is right if no header says another.
    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: 127.0.0.1:{}\r\n", self.port) };
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", &format!("/{}/{path}", self.secret), "", "")
    }

    fn post(&self, path: &str, body: &str) -> Answer {
        self.request("POST", &format!("/{}/{path}", self.secret), "", body)
    }

    /// `card` with these arguments, on the chat of this run; how it ended, and what it printed.
    fn card(&self, args: &[&str]) -> (Option<i32>, String) {
        let control = self.told.split("CARD_SANDBOX=").nth(1).unwrap().trim();
        let output = Command::new(env!("CARGO_BIN_EXE_card")).args(args).env("CARD_SANDBOX", control).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&text).into_owned())
    }

    /// Waits until the list says something.
    fn wait(&self, wanted: impl Fn(&str) -> bool) -> String {
        for _ in 0..3000 {
            let state = self.get("state").body;
            if wanted(&state) {
                return state;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("never seen: {}", self.get("state").body);
    }
}

#[test]
fn only_the_page_itself_is_answered() {
    let folder = folder("guard");
    fs::write(folder.join("a.json"), HR).unwrap();
    let dev = Dev::start(&folder, &[]);
    dev.wait(|state| state.contains("a.json"));
    let page = dev.get("");
    assert_eq!(page.status, 200);
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self';",
        "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "cache-control: no-store",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(page.head.contains(header), "{header}: {}", page.head);
    }
    for file in [
        "page.css",
        "page.js",
        "morph.js",
        "words.js",
        "card.css",
        "kit.js",
        "chat.html",
        "chat.css",
        "chat.js",
        "live.js",
        "typing.js",
        "inspector.js",
    ] {
        assert_eq!(dev.get(file).status, 200, "{file}");
    }
    let state = format!("/{}/state", dev.secret);
    let refused = |headers: &str| {
        let answer = dev.request("GET", &state, headers, "");
        assert!(answer.status == 403 && answer.body.starts_with("refused: "), "{headers}: {}", answer.body);
        assert!(answer.head.contains("referrer-policy: no-referrer"));
        assert!(!answer.body.contains(&dev.secret));
    };
    refused("Host: evil.example\r\n");
    refused(&format!("Host: evil.example:{}\r\n", dev.port));
    refused("Origin: http://evil.example\r\n");
    refused("Origin: null\r\n");
    refused("Sec-Fetch-Site: cross-site\r\n");
    for path in ["/", "/state", "/00000000000000000000000000000000/state", "/..%2f/state"] {
        assert_eq!(dev.request("GET", path, "", "").status, 403, "{path}");
    }
    assert_eq!(dev.request("POST", "/view", "", "{}").status, 403);
}

#[test]
fn odd_requests_are_refused_and_the_server_lives() {
    let folder = folder("odd");
    fs::write(folder.join("a.json"), HR).unwrap();
    let dev = Dev::start(&folder, &[]);
    dev.wait(|state| state.contains("a.json"));
    assert_eq!(dev.post("view", "").status, 400);
    assert_eq!(dev.post("view", "[]").status, 400);
    assert_eq!(dev.post("view", &"[".repeat(100_000)).status, 400);
    assert_eq!(dev.post("view", r#"{"card": "../../etc/passwd"}"#).body, "null");
    assert_eq!(dev.post("run", r#"{"command": "touch owned"}"#).status, 404);
    assert_eq!(dev.post("state", "{}").status, 404);
    assert_eq!(dev.get("../state").status, 404);
    assert_eq!(dev.get("nothing").status, 404);
    assert_eq!(dev.request("DELETE", &format!("/{}/state", dev.secret), "", "").status, 405);
    assert_eq!(dev.post("choose", r#"{"card": "a.json", "knob": "x", "value": 1}"#).body, "false");
    assert_eq!(dev.post("view", &format!("{{\"card\": \"{}\"}}", "x".repeat(300_000))).status, 413);
    assert_eq!(dev.post("view", r#"{"card": "a.json", "theme": "dark"}"#).status, 200);
}

#[test]
fn changes_reach_the_stream_of_events() {
    let folder = folder("events");
    fs::write(folder.join("a.json"), HR).unwrap();
    let dev = Dev::start(&folder, &[]);
    dev.wait(|state| state.contains("a.json"));
    let mut stream = TcpStream::connect(("127.0.0.1", dev.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "GET /{}/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", dev.secret, dev.port).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut number = || {
        let line = lines.find(|line| line.starts_with("data:")).unwrap();
        line.trim_start_matches("data:").trim().parse::<u64>().unwrap()
    };
    let mut last = number();
    for n in 1..4 {
        let elements = vec![r#"{"tag": "hr"}"#; n + 1].join(",");
        fs::write(folder.join("a.json"), format!("{{\"elements\": [{elements}]}}")).unwrap();
        let next = number();
        assert!(next > last);
        last = next;
    }
    let view = dev.post("view", r#"{"card": "a.json"}"#).body;
    assert_eq!(view.matches("<hr ").count(), 4, "{view}");
}

#[test]
fn files_are_added_renamed_and_removed() {
    let folder = folder("files");
    let dev = Dev::start(&folder, &[]);
    dev.wait(|state| state.contains(r#""cards":[]"#));
    fs::write(folder.join("a.json"), HR).unwrap();
    dev.wait(|state| state.contains(r#""id":"a.json""#));
    fs::rename(folder.join("a.json"), folder.join("b.json")).unwrap();
    dev.wait(|state| state.contains(r#""id":"b.json""#) && !state.contains(r#""id":"a.json""#));
    fs::remove_file(folder.join("b.json")).unwrap();
    dev.wait(|state| state.contains(r#""cards":[]"#));
}

#[test]
#[cfg(unix)]
fn a_program_is_shown_run_again_and_ended_with_the_server() {
    let folder = folder("program");
    fs::write(folder.join("cards.sh"), r#"echo '{"name":"one","card":{"elements":[]}}'"#).unwrap();
    // what it leaves running in the background must end too
    let command = "sh cards.sh; sh -c 'echo $$ > pid; exec sleep 1000'";
    let mut dev = Dev::start(&folder, &["--run", command]);
    dev.wait(|state| state.contains(r#""id":"run:one""#));
    fs::write(folder.join("cards.sh"), r#"echo '{"name":"two","card":{"elements":[]}}'; echo noise"#).unwrap();
    let state = dev.wait(|state| state.contains(r#""id":"run:two""#));
    assert!(state.contains("noise"), "{state}");
    let pid = pid_of(&folder);
    assert!(lives(&pid));
    // as a terminal that is closed does
    assert!(Command::new("kill").args(["-HUP", &dev.child.0.id().to_string()]).status().unwrap().success());
    assert!(dev.child.ends().success());
    ends(&pid);
}

#[test]
#[cfg(unix)]
fn a_program_ends_with_a_server_that_is_killed() {
    let folder = folder("killed");
    // a grandchild of the keeper's shell
    let mut dev = Dev::start(&folder, &["--run", "(sh -c 'echo $$ > pid; exec sleep 1000') & wait"]);
    let pid = pid_of(&folder);
    assert!(lives(&pid));
    dev.child.0.kill().unwrap();
    dev.child.0.wait().unwrap();
    ends(&pid);
}

/// The process that a program of a test wrote into its folder.
#[cfg(unix)]
fn pid_of(folder: &Path) -> String {
    let pid = || fs::read_to_string(folder.join("pid")).ok().filter(|pid| pid.ends_with('\n'));
    let pid = (0..3000).find_map(|_| pid().or_else(|| (std::thread::sleep(Duration::from_millis(20)), None).1));
    pid.expect("the program starts").trim().to_owned()
}

/// Whether a process is there, and no zombie.
#[cfg(unix)]
fn lives(pid: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", pid]).output().unwrap();
    let stat = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !stat.is_empty() && !stat.starts_with('Z')
}

#[cfg(unix)]
fn ends(pid: &str) {
    assert!((0..500).any(|_| !lives(pid) || (std::thread::sleep(Duration::from_millis(20)), false).1), "{pid} lives");
}

#[test]
fn pictures_come_from_a_folder() {
    let folder = folder("images");
    fs::create_dir(folder.join("pictures")).unwrap();
    fs::write(folder.join("pictures/img_1.gif"), b"GIF89a\x01\0\x01\0\0\0\0;").unwrap();
    fs::write(folder.join("secret.gif"), b"GIF89a\x01\0\x01\0\0\0\0;").unwrap();
    let img = |key: &str| format!("{{\"tag\": \"img\", \"img_key\": \"{key}\"}}");
    fs::write(folder.join("a.json"), format!("{{\"elements\": [{}, {}]}}", img("img_1"), img("../secret"))).unwrap();
    let dev = Dev::start(&folder, &["--images", "pictures"]);
    dev.wait(|state| state.contains("a.json"));
    let view = dev.post("view", r#"{"card": "a.json"}"#).body;
    assert_eq!(view.matches("data:image/gif;base64,").count(), 1, "{view}");
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_flat_over_many_saves() {
    /// What a text of this size, kept at every save, would exceed many times.
    const MOST: usize = 4 << 20;
    let (saves, cards) = if std::env::var_os("FEISHU_CARD_LONG").is_some() { (5000, 40) } else { (80, 500) };
    let folder = folder("memory");
    let card = |n: usize, save: usize| {
        format!(
            "fn f{n}(name: &str, on: bool) -> Card {{\n    card! {{\n        <card schema=\"2.0\">\n            \
             <markdown>\"{{name}} saved {save}\"</markdown>\n            if on {{ <button>\"{n}\"</button> }}\n        \
             </card>\n    }}\n}}\n"
        )
    };
    let dev = Dev::start(&folder, &[]);
    let save = |n: usize| {
        let text: String = (0..cards).map(|card_n| card(card_n, n)).collect();
        // one in ten breaks off within a card, and one in ten has a card beside it that goes again
        let broken = n % 10 == 3;
        let end = if broken { "fn broken() { card! { <card> \"" } else { "" };
        fs::write(folder.join("cards.rs"), format!("{text}{end}")).unwrap();
        if n % 10 == 7 {
            fs::write(folder.join("beside.json"), HR).unwrap();
        } else {
            let _ = fs::remove_file(folder.join("beside.json"));
        }
        let seen = || dev.post("view", r#"{"card": "cards.rs#f7"}"#).body.contains(&format!("saved {n}"));
        let there = || broken || seen();
        assert!((0..3000).any(|_| there() || (std::thread::sleep(Duration::from_millis(5)), false).1), "save {n}");
    };
    let resident = || {
        let pages = fs::read_to_string(format!("/proc/{}/statm", dev.child.0.id())).unwrap();
        pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
    };
    (0..20).for_each(save);
    let before = resident();
    (20..20 + saves).for_each(save);
    let after = resident();
    let told =
        format!("{saves} saves of {} bytes: {before} bytes resident before, {after} after\n", cards * card(0, 0).len());
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    assert!(after < before + MOST, "{told}");
}

#[test]
fn a_port_that_is_taken_is_an_error_and_the_usual_one_gives_way() {
    let folder = folder("port");
    let dev = Dev::start(&folder, &[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_card"));
    let output = command.current_dir(&folder).args(["dev", "--port", &dev.port.to_string()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("port {} cannot be opened", dev.port)));
}

#[test]
fn a_slip_on_the_command_line_is_an_error() {
    let folder = folder("slips");
    for (args, said) in [
        (&["nope", "src/crads.rs"][..], "nope: no such file or folder; src/crads.rs: no such file or folder"),
        (&["--images", "nope"], "`--images nope`: no such folder"),
        (&["--callback-url", "notaurl"], "the callback address `notaurl`: expected an address"),
        (
            &["--callback-url", "https://bot.example/"],
            "the callback address `https://bot.example/`: the emulator posts over plain",
        ),
    ] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_card")).current_dir(&folder).arg("dev").args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(said), "{error}");
    }
}

#[test]
#[cfg(unix)]
fn the_terminal_says_what_was_found_and_which_program_failed() {
    let folder = folder("terminal");
    fs::write(folder.join("a.json"), HR).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_card"));
    command.current_dir(&folder).args(["dev", "--port", "0", "--api-port", "0", "--run", "exit 3"]);
    let mut child = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut told = lines(child.0.stdout.take().unwrap());
    let address = told.find_map(|line| line.strip_prefix("card dev: ").map(str::to_owned)).expect("the page is named");
    // the page is named first and last
    let last = told.find_map(|line| line.strip_prefix("1 card in 1 file: ").map(str::to_owned));
    assert_eq!(last, Some(address));
    let failed = lines(child.0.stderr.take().unwrap()).next().unwrap_or_default();
    assert!(failed.contains("`exit 3`: it ended with exit status: 3"), "{failed}");
}

#[test]
fn the_chat_is_driven_from_a_shell() {
    let dev = Dev::start(&folder("chat"), &[]);
    let (code, said) = dev.card(&["say", "hello", "--as", "ou_ada_lovelace_1815"]);
    assert_eq!(code, Some(1), "nobody takes it: {said}");
    assert!(said.starts_with("om_") && said.contains("the app did not take it: 200340"), "{said}");
    // a card, in the name of the app
    let card = r#"{\"schema\":\"2.0\",\"body\":{\"elements\":[{\"tag\":\"form\",\"name\":\"f\",\"elements\":[{\"tag\":\"input\",\"name\":\"note\",\"required\":true},{\"tag\":\"button\",\"name\":\"go\",\"form_action_type\":\"submit\",\"text\":{\"tag\":\"plain_text\",\"content\":\"Go\"}},{\"tag\":\"button\",\"name\":\"back\",\"form_action_type\":\"reset\",\"text\":{\"tag\":\"plain_text\",\"content\":\"Reset\"}}]},{\"tag\":\"button\",\"text\":{\"tag\":\"plain_text\",\"content\":\"Docs\"},\"behaviors\":[{\"type\":\"open_url\",\"default_url\":\"https://a.example/\"}]}]}}"#;
    let call = format!(
        r#"{{"method":"POST","path":"/open-apis/im/v1/messages","query":"receive_id_type=open_id","body":{{"receive_id":"ou_ada_lovelace_1815","msg_type":"interactive","content":"{card}"}}}}"#
    );
    let answer = dev.post("chat/do/call", &call).body;
    assert!(answer.contains(r#""code":0"#), "{answer}");
    let (code, list) = dev.card(&["messages", "--as", "ou_ada_lovelace_1815"]);
    assert_eq!(code, Some(0), "{list}");
    for line in ["    hello", "    · input note (field)", "    · button go (submit)", "    · button Docs (click)"] {
        assert!(list.contains(line), "{line}: {list}");
    }
    for wait in [&[][..], &["--wait"]] {
        let clicked = dev.card(&[&["click", "last", "Docs"], wait].concat());
        assert_eq!(clicked, (Some(0), "opens: https://a.example/\n".to_owned()));
    }
    let (code, stopped) = dev.card(&["click", "last", "go", "note="]);
    assert!(code == Some(1) && stopped.starts_with("nothing is sent: "), "{stopped}");
    // what the client does by itself is no failure
    let (code, local) = dev.card(&["click", "last", "Reset"]);
    assert!(code == Some(0) && local.starts_with("nothing is to be sent: "), "{local}");
    let (code, local) = dev.card(&["click", "last", "note", "--enter", "x"]);
    assert!(code == Some(0) && local.starts_with("nothing is to be sent: "), "{local}");
    let (code, failed) = dev.card(&["click", "last", "go", "note=x"]);
    assert!(code == Some(1) && failed.contains("200340"), "{failed}");
    let (code, json) = dev.card(&["click", "last", "go", "note=x", "--json"]);
    assert!(code == Some(1) && json.contains("\"error\": {"), "{json}");
    let (code, unknown) = dev.card(&["click", "last", "Nothing"]);
    assert!(code == Some(2) && unknown.contains("there are: "), "{unknown}");
    assert_eq!(dev.card(&["click", "last", "go", "note"]).0, Some(2));
    assert_eq!(dev.card(&["messages", "--sandbox", "http://127.0.0.1:9/x"]).0, Some(2));
    let none = Command::new(env!("CARGO_BIN_EXE_card")).arg("messages").env_remove("CARD_SANDBOX").output().unwrap();
    assert!(String::from_utf8_lossy(&none.stderr).contains("CARD_SANDBOX"));
}

#[test]
fn the_control_needs_its_secret_and_the_page_its_own() {
    let dev = Dev::start(&folder("control"), &[]);
    let control = dev.told.split("CARD_SANDBOX=http://").nth(1).unwrap().trim().to_owned();
    let (host, path) = control.split_once('/').unwrap();
    let ask = |path: &str, headers: &str| {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "POST /{path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: 0\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text.split(' ').nth(1).unwrap().parse::<u16>().unwrap()
    };
    let own = format!("Host: {host}\r\n");
    assert_eq!(ask(&format!("{path}/state"), &own), 200);
    assert_eq!(ask("_sandbox/00000000000000000000000000000000/state", &own), 403);
    assert_eq!(ask("_sandbox/", &own), 403);
    assert_eq!(ask(&format!("{path}/state"), "Host: evil.example\r\n"), 403);
    assert_eq!(ask(&format!("{path}/state"), &format!("{own}Origin: http://evil.example\r\n")), 403);
    assert_eq!(ask(&format!("{path}/nothing"), &own), 404);
    for path in ["chat/view", "chat/do/state", "chat/do/reset"] {
        assert_eq!(dev.post(path, "{}").status, 200, "{path}");
        let evil = dev.request("POST", &format!("/{}/{path}", dev.secret), "Origin: http://evil.example\r\n", "{}");
        assert_eq!(evil.status, 403, "{path}");
    }
    assert_eq!(dev.post("chat/do/nothing", "{}").status, 404);
    assert_eq!(dev.post("chat/nothing", "{}").status, 404);
    assert_eq!(dev.post("chat/view", r#"{"last": -1, "chat": 7, "known": []}"#).status, 200);
    assert_eq!(dev.get("chat/view").status, 404);
}
