//! Those who turn a card into the body of a request, all of the same content: `groups` proves it.

mod json;
#[cfg(feature = "peers")]
mod lark_channel;
#[cfg(feature = "peers")]
mod larksuite;
pub mod ours;
mod serde_structs;

use serde::Serialize;
use serde_json::Value;

/// Whom the message goes to, and the key against sending it twice.
const RECEIVER: &str = "ou_9e03c5d0";
const UUID: &str = "0f7c2b1e-8d6a-4c53-9d2b-6b1f7a3c5e90";

/// What the program knows at run time: the release of the tutorial card, and the rows of the dashboard.
pub const RELEASE: &str = "162695861xxxx";
const SERVICES: [(&str, u32, &str); 12] = [
    ("gateway", 3, "cn1"),
    ("payments", 1, "cn1"),
    ("search", 12, "cn2"),
    ("users", 0, "cn2"),
    ("orders", 4, "cn1"),
    ("stock", 2, "cn3"),
    ("mail", 31, "cn1"),
    ("reports", 0, "cn3"),
    ("login", 7, "cn2"),
    ("images", 5, "cn1"),
    ("billing", 1, "cn3"),
    ("webhooks", 9, "cn2"),
];

/// How much of the work is in the measured call.
#[derive(Clone, Copy, PartialEq)]
pub enum Job {
    /// The value is there already; it is written.
    Write,
    /// The value is made and written.
    Make,
    /// The value is made, checked as a whole card, and written.
    Check,
}

impl Job {
    /// What is in it, for a table.
    pub fn words(self) -> &'static str {
        match self {
            Job::Write => "write",
            Job::Make => "make, write",
            Job::Check => "make, check, write",
        }
    }
}

/// One way to the body.
pub struct Contender {
    pub name: &'static str,
    pub job: Job,
    pub run: Box<dyn Fn() -> String>,
}

impl Contender {
    fn new(name: &'static str, job: Job, run: impl Fn() -> String + 'static) -> Contender {
        Contender { name, job, run: Box::new(run) }
    }
}

/// Contenders that write the same card; the first is ours.
pub struct Group {
    pub card: &'static str,
    pub bytes: usize,
    pub contenders: Vec<Contender>,
}

impl Group {
    fn new(card: &'static str, mut contenders: Vec<Contender>) -> Group {
        let body = (contenders[0].run)();
        let wanted = read(&body);
        for contender in &contenders {
            assert_eq!(read(&(contender.run)()), wanted, "{card} by {}", contender.name);
        }
        let bytes = body.len();
        contenders.push(Contender::new("copy of the finished body", Job::Write, move || body.clone()));
        Group { card, bytes, contenders }
    }

    /// Ours for the same work.
    pub fn ours(&self, job: Job) -> usize {
        self.contenders.iter().position(|contender| contender.job == job).expect("ours does every job")
    }
}

/// The body with its card unfolded, in which the order of members does not count.
fn read(body: &str) -> Value {
    let mut body: Value = serde_json::from_str(body).expect("JSON");
    let content = body["content"].as_str().expect("a string");
    body["content"] = serde_json::from_str(content).expect("JSON");
    body
}

/// The body as those write it who have a serde value: the card becomes a string, the string a member.
#[derive(Serialize)]
struct Body<'a> {
    receive_id: &'a str,
    msg_type: &'a str,
    content: &'a str,
    uuid: &'a str,
}

fn two_to_strings(card: &impl Serialize) -> String {
    let content = serde_json::to_string(card).expect("serialises");
    let body = Body { receive_id: RECEIVER, msg_type: "interactive", content: &content, uuid: UUID };
    serde_json::to_string(&body).expect("serialises")
}

/// The tutorial card and a dashboard of 60 components, both of JSON 1.0; with the peers also of 2.0, as one of them
/// makes no other.
pub fn groups() -> Vec<Group> {
    let mut tutorial = ours::contenders(|| ours::tutorial(RELEASE));
    tutorial.extend(serde_structs::tutorial());
    tutorial.extend(json::contenders(json::tutorial));
    let mut dashboard = ours::contenders(ours::dashboard);
    dashboard.extend(serde_structs::dashboard());
    dashboard.extend(json::contenders(json::dashboard));
    #[cfg(feature = "peers")]
    {
        tutorial.extend(larksuite::contenders(larksuite::tutorial));
        dashboard.extend(larksuite::contenders(larksuite::dashboard));
    }
    vec![
        Group::new("tutorial card, JSON 1.0", tutorial),
        Group::new("dashboard of 60 components, JSON 1.0", dashboard),
        #[cfg(feature = "peers")]
        Group::new("tutorial card, JSON 2.0", lark_channel::tutorials()),
        #[cfg(feature = "peers")]
        Group::new("dashboard of 60 components, JSON 2.0", lark_channel::dashboards()),
    ]
}
