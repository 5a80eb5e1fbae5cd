//! Somebody's server: answers each request with what stands next, and keeps what it heard.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    pub head: String,
    pub body: String,
}

impl Heard {
    /// A header's value.
    pub fn header(&self, name: &str) -> String {
        let found = self.head.lines().filter_map(|line| line.split_once(": ")).find(|(known, _)| *known == name);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }
}

pub struct Listener {
    pub url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Listener {
    /// Answers with these statuses, the last again and again; 0 is no answer at all.
    pub async fn answering(statuses: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = heard.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut text = String::new();
                let mut bytes = [0; 4096];
                while !whole(&text) {
                    match stream.read(&mut bytes).await {
                        Ok(read) if read > 0 => text.push_str(&String::from_utf8_lossy(&bytes[..read])),
                        _ => break,
                    }
                }
                let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
                let place = {
                    let mut kept = kept.lock().expect("whole");
                    kept.push(Heard { head: head.to_owned(), body: body.to_owned() });
                    kept.len() - 1
                };
                let status = statuses.get(place).or(statuses.last()).copied().unwrap_or(200);
                if status == 0 {
                    tokio::spawn(async move {
                        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
                        drop(stream);
                    });
                    continue;
                }
                let answer = format!("HTTP/1.1 {status} Word\r\ncontent-length: 6\r\nconnection: close\r\n\r\nthanks");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { url, heard }
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("whole").clone()
    }
}

fn whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).and_then(|n| n.parse().ok());
    body.len() >= length.unwrap_or(0)
}
