//! The ways to Redis: TLS, a cluster and sentinels, each with servers of its own.

mod support;

use feishu_card_redis::{
    RedisFleet,
    redis::{
        Client, ConnectionAddr, IntoConnectionInfo, TlsCertificates, Value,
        aio::{ConnectionManager, ConnectionManagerConfig},
        cluster::ClusterClient,
        cmd,
        sentinel::{SentinelClient, SentinelServerType},
    },
};
use feishu_card_send::{
    To, Token,
    fleet::{Seen, Sighting, Stored, TokenStore, TokenWanted},
};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Redis, card, client, free_port, sandbox};
use tokio::time::sleep;

const SECOND: Duration = Duration::from_secs(1);

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

/// Limits with a receiver, a token, a memory: all that the fleet asks of Redis.
async fn works(one: RedisFleet, two: RedisFleet) {
    assert_eq!(one.begin("event 1", 60 * SECOND).await.unwrap(), Sighting::First);
    assert_eq!(two.begin("event 1", 60 * SECOND).await.unwrap(), Sighting::Running);
    one.done("event 1", 60 * SECOND).await.unwrap();
    assert_eq!(two.begin("event 1", 60 * SECOND).await.unwrap(), Sighting::Done);
    one.forget("event 1").await.unwrap();
    let wanted = TokenWanted::new("cli_other tenant", 20 * SECOND);
    assert!(matches!(one.get(&wanted).await.unwrap(), Stored::Fetch));
    assert!(matches!(two.get(&wanted).await.unwrap(), Stored::Wait(_)));
    one.put("cli_other tenant", &Token::new("t-1", 7200 * SECOND), 6900 * SECOND).await.unwrap();
    assert!(matches!(two.get(&wanted).await.unwrap(), Stored::Token(token) if token.secret() == "t-1"));
    one.release("cli_other tenant").await.unwrap();
    let sandbox = sandbox().await;
    let [one, two] = [one, two].map(|fleet| client(&sandbox, Arc::new(fleet)).build().unwrap());
    let card = card();
    for number in 0..6 {
        let (first, second) = tokio::join!(
            one.send(To::open_id(format!("ou_{number}")), &card).into_future(),
            two.send(To::chat_id("oc_all"), &card).into_future(),
        );
        assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    }
    assert_eq!((sandbox.messages().len(), sandbox.token_requests()), (12, 1));
}

#[tokio::test]
async fn over_tls_and_to_nobody_else() {
    let tls = Path::new(env!("CARGO_MANIFEST_DIR")).join("../card-send/tests/tls");
    let file = |name: &str| tls.join(name).display().to_string();
    let plain = free_port();
    let options = |port: u16| {
        let [cert, key, ca] = ["cert.pem", "key.pem", "ca.pem"].map(file);
        let mut options = words(&format!("--port {plain} --tls-port {port} --tls-auth-clients no"));
        options.extend(["--tls-cert-file".to_owned(), cert, "--tls-key-file".to_owned(), key]);
        options.extend(["--tls-ca-cert-file".to_owned(), ca]);
        options
    };
    let Some(redis) = Redis::start_with(options) else { return };
    let url = format!("rediss://localhost:{}", redis.port());
    let config = || {
        let config = ConnectionManagerConfig::new().set_connection_timeout(Some(2 * SECOND));
        config.set_response_timeout(Some(2 * SECOND)).set_number_of_retries(1)
    };
    let trusting = || {
        let certificates =
            TlsCertificates { client_tls: None, root_cert: Some(std::fs::read(tls.join("ca.pem")).unwrap()) };
        let client = Client::build_with_tls(url.as_str(), certificates).unwrap();
        RedisFleet::over(ConnectionManager::new_lazy_with_config(client, config()).unwrap())
    };
    // whom nobody vouches for gets nothing
    let stranger = RedisFleet::connect(&url).unwrap();
    let error = stranger.get(&TokenWanted::new("cli_1 tenant", SECOND)).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(matches!(
        url.as_str().into_connection_info().unwrap().addr(),
        ConnectionAddr::TcpTls { insecure: false, .. }
    ));
    works(trusting(), trusting()).await;
}

/// Three masters, each with a part of the slots: a script whose keys are in several is refused there.
#[tokio::test]
async fn over_a_cluster() {
    let mut nodes = Vec::new();
    let folder = support::Folder::new();
    for number in 0..3 {
        let file = folder.path().join(format!("nodes-{number}.conf")).display().to_string();
        let options = |_| {
            let mut options = words("--cluster-enabled yes --cluster-node-timeout 2000 --cluster-config-file");
            options.push(file);
            options
        };
        let Some(node) = Redis::start_with(options) else { return };
        nodes.push(node);
    }
    let slots = [(0, 5_460), (5_461, 10_922), (10_923, 16_383)];
    for (node, (from, to)) in nodes.iter().zip(slots) {
        assert!(node.command(&["CLUSTER", "ADDSLOTSRANGE", &from.to_string(), &to.to_string()]).starts_with("+OK"));
    }
    for (index, node) in nodes.iter().enumerate() {
        node.command(&["CLUSTER", "SET-CONFIG-EPOCH", &(index + 1).to_string()]);
        for other in &nodes {
            node.command(&["CLUSTER", "MEET", "127.0.0.1", &other.port().to_string()]);
        }
    }
    let until = Instant::now() + 30 * SECOND;
    while !nodes.iter().all(|node| {
        let info = node.command(&["CLUSTER", "INFO"]);
        info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3")
    }) {
        assert!(Instant::now() < until, "the cluster does not come about: {}", nodes[0].command(&["CLUSTER", "INFO"]));
        sleep(Duration::from_millis(50)).await;
    }
    let client = ClusterClient::new(nodes.iter().map(Redis::url).collect::<Vec<_>>()).unwrap();
    let (one, two) = (client.get_async_connection().await.unwrap(), client.get_async_connection().await.unwrap());
    works(RedisFleet::over(one), RedisFleet::over(two)).await;
    // keys without braces would be refused
    let refused = nodes[0].command(&["EVAL", "\"return 1\"", "2", "calls:a", "to:b"]);
    assert!(refused.starts_with("-CROSSSLOT"), "{refused}");
}

/// A sentinel of one master; ends with the test.
struct Sentinel {
    child: Child,
    _folder: support::Folder,
    port: u16,
}

impl Sentinel {
    fn of(master: u16) -> Sentinel {
        let (folder, port) = (support::Folder::new(), free_port());
        // it notes in its file what it knows
        let file = folder.path().join("sentinel.conf");
        let lines = [
            format!("port {port}"),
            "bind 127.0.0.1".to_owned(),
            format!("sentinel monitor feishu 127.0.0.1 {master} 1"),
            "sentinel down-after-milliseconds feishu 500".to_owned(),
            "sentinel failover-timeout feishu 5000".to_owned(),
        ];
        std::fs::write(&file, lines.join("\n")).unwrap();
        let mut command = Command::new("redis-server");
        let child = command.arg(file).arg("--sentinel").stdout(Stdio::null()).spawn().unwrap();
        Sentinel { child, _folder: folder, port }
    }

    /// Over the master that it names.
    fn fleet(&self) -> RedisFleet {
        let url = format!("redis://127.0.0.1:{}", self.port);
        RedisFleet::connecting(move || {
            let sentinels = vec![url.clone()];
            async move {
                let mut client = SentinelClient::build(sentinels, "feishu", None, SentinelServerType::Master)?;
                client.get_async_connection().await
            }
        })
    }
}

impl Drop for Sentinel {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The master dies, a replica takes its place, and the fleet finds it.
#[tokio::test]
async fn over_sentinels() {
    let Some(mut master) = Redis::start() else { return };
    let of_master = words(&format!("--replicaof 127.0.0.1 {} --repl-diskless-sync-delay 0", master.port()));
    let Some(replica) = Redis::start_with(|_| of_master) else { return };
    let sentinel = Sentinel::of(master.port());
    let (one, two) = (sentinel.fleet(), sentinel.fleet());
    let until = Instant::now() + 30 * SECOND;
    // the sentinel has begun, and the replica is known to the master
    while one.begin("event 0", 60 * SECOND).await.is_err()
        || !replica.command(&["INFO", "replication"]).contains("master_link_status:up")
    {
        assert!(Instant::now() < until, "{}", replica.command(&["INFO", "replication"]));
        sleep(Duration::from_millis(50)).await;
    }
    works(one, two).await;
    // ten seconds pass until the sentinel has asked the master for its replicas
    let one = sentinel.fleet();
    let known = || {
        let mut asked = Client::open(format!("redis://127.0.0.1:{}", sentinel.port)).unwrap().get_connection().unwrap();
        format!("{:?}", cmd("SENTINEL").arg("replicas").arg("feishu").query::<Value>(&mut asked).unwrap())
    };
    while !known().contains(&replica.port().to_string()) {
        assert!(Instant::now() < until, "{}", known());
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(one.begin("event 2", 60 * SECOND).await.unwrap(), Sighting::First);
    master.stop();
    let until = Instant::now() + 60 * SECOND;
    while one.begin("event 3", 60 * SECOND).await.is_err() {
        assert!(Instant::now() < until, "{}", replica.command(&["INFO", "replication"]));
        sleep(Duration::from_millis(50)).await;
    }
    assert!(replica.command(&["INFO", "replication"]).contains("role:master"));
}
