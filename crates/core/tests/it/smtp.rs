//! Mail by SMTP, to a server that only listens.

use crate::world::World;
use repti_core::{CoreError, MailJob, MailTransport, mail::MailTemplate};
use std::collections::BTreeMap;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

/// A server for one mail: its URL, and what the client will have said. `answer` is what it says to the recipient.
async fn server(answer: &'static str) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let said = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let (mut said, mut data) = (Vec::new(), false);
        writer.write_all(b"220 test\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let reply = match line.split([' ', ':']).next().unwrap_or_default() {
                "." => "250 kept",
                _ if data => "",
                "DATA" => "354 go on",
                "RCPT" => answer,
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            let kept = data && line == ".";
            data |= line == "DATA";
            said.push(line);
            if !reply.is_empty() && writer.write_all(format!("{reply}\r\n").as_bytes()).await.is_err() || kept {
                break;
            }
        }
        said
    });
    (url, said)
}

fn job() -> MailJob {
    let link = "http://breeder.localhost/verify-email?token=abc".to_owned();
    MailJob {
        template: MailTemplate::VerifyEmail,
        to: "ada@example.org".into(),
        name: "Ada".into(),
        values: BTreeMap::from([("link".to_owned(), link)]),
    }
}

#[tokio::test]
async fn a_mail_goes_out_with_text_and_html_and_stays_out_of_the_mailbox() {
    let (url, said) = server("250 fine").await;
    let world = World::with_mail(MailTransport::Smtp { url }).await;
    world.core.send_mail_job(&job()).await.unwrap();
    assert!(world.core.dev_mailbox(None).await.unwrap().is_empty());
    drop(world);
    let said = said.await.unwrap().join("\n");
    for part in [
        "MAIL FROM:<no-reply@example.org>",
        "RCPT TO:<ada@example.org>",
        "From: ReptiDex <no-reply@example.org>",
        "Subject: Confirm your e-mail address",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain",
        "Content-Type: text/html",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[tokio::test]
async fn a_refused_mail_fails_without_naming_anybody_so_that_the_queue_tries_again() {
    let (url, _said) = server("451 ada@example.org has a full mailbox").await;
    let world = World::with_mail(MailTransport::Smtp { url }).await;
    let error = world.core.send_mail_job(&job()).await.unwrap_err();
    assert!(matches!(&error, CoreError::Mail(why) if why.contains("451") && !why.contains("ada")), "{error:?}");
    let world = World::with_mail(MailTransport::Smtp { url: "smtp://127.0.0.1:1".into() }).await;
    assert!(matches!(world.core.send_mail_job(&job()).await, Err(CoreError::Mail(_))));
}
