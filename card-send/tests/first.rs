//! The first thread: a client, a token, a message.
#![cfg(feature = "client")]

use feishu_card_core::Json;
use feishu_card_send::{Client, To};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

#[tokio::test]
async fn a_card_is_sent_with_a_token() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let mut seen = Vec::new();
        for answer in [
            r#"{"code":0,"tenant_access_token":"t-1","expire":7200}"#,
            r#"{"code":0,"data":{"message_id":"om_1","chat_id":"oc_1"}}"#,
        ] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 65536];
            let n = stream.read(&mut buffer).await.unwrap();
            seen.push(String::from_utf8_lossy(&buffer[..n]).into_owned());
            let answer =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}", answer.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        seen
    });
    let client = Client::builder("cli_1", "geheim").base_url(url).build().unwrap();
    let card = Json::parse(r#"{"elements":[{"tag":"hr"}]}"#).unwrap();
    let sent = client.send(To::open_id("ou_1"), &card).uuid("u-1").await.unwrap();
    assert_eq!(sent.message_id, "om_1");
    assert_eq!(sent.message.chat_id.as_deref(), Some("oc_1"));
    let seen = server.await.unwrap();
    assert!(seen[0].ends_with(r#"{"app_id":"cli_1","app_secret":"geheim"}"#), "{}", seen[0]);
    assert!(seen[1].starts_with("POST /open-apis/im/v1/messages?receive_id_type=open_id HTTP/1.1\r\n"));
    assert!(seen[1].contains("authorization: Bearer t-1\r\n"));
    assert!(seen[1].ends_with(
        r#"{"receive_id":"ou_1","msg_type":"interactive","content":"{\"elements\":[{\"tag\":\"hr\"}]}","uuid":"u-1"}"#
    ));
}
