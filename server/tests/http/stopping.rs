//! A real process that is told to stop while somebody has a connection to it.

use crate::app::TestApp;
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// One answer on a kept connection: its head, its body read to the end.
fn ask(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    stream.get_mut().write_all(b"GET /api/v1/health/live HTTP/1.1\r\nHost: api.localhost\r\n\r\n")?;
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    stream.read_exact(&mut vec![0_u8; length])?;
    Ok(head)
}

#[tokio::test]
async fn a_stopping_process_turns_strangers_away_and_answers_kept_connections_once_more() {
    let app = TestApp::new().await;
    let config = &app.state.config;
    let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
    let [address, metrics] = ports.map(|port| port.local_addr().expect("an address").to_string());
    let mut process = Command::new(env!("CARGO_BIN_EXE_reptidex"))
        .args(["serve", "--only", "api"])
        .env_clear()
        .env("REPTIDEX_ENV", "production")
        .env("SMTP_URL", "smtp://127.0.0.1:9")
        .env("DATABASE_URL", &config.database_url)
        .env("REDIS_URL", &config.redis_url)
        .env("REPTIDEX_SITE_DIR", &config.site_dir)
        .env("REPTIDEX_SECRETS_DIR", &config.secrets_dir)
        .env("REPTIDEX_LINGER", "2")
        .env("REPTIDEX_LISTEN", &address)
        .env("REPTIDEX_METRICS_LISTEN", metrics)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let connect = || TcpStream::connect(&address);
    let mut used = loop {
        match connect() {
            Ok(stream) => break BufReader::new(stream),
            Err(error) => assert!(start.elapsed() < Duration::from_secs(60), "it never listened: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let mut unused = BufReader::new(connect().expect("a second connection"));
    assert!(!ask(&mut used).expect("an answer").contains("connection: close"));
    assert!(!ask(&mut unused).expect("an answer").contains("connection: close"));

    let told = Command::new("kill").args(["-TERM", &process.id().to_string()]).status().expect("kill is there");
    assert!(told.success());
    let stop = Instant::now();
    while connect().is_ok() {
        assert!(stop.elapsed() < Duration::from_secs(20), "it still takes strangers in");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let last = ask(&mut used).expect("a kept connection is answered");
    assert!(last.starts_with("HTTP/1.1 200") && last.contains("connection: close"), "{last}");
    assert!(ask(&mut used).is_err(), "that was the last");
    // The one that nobody used is closed in the end, and the process with it.
    assert_eq!(unused.read(&mut [0]).expect("it is closed in order"), 0);
    assert!(process.wait().expect("it ends").success());
    assert!((1..15).contains(&stop.elapsed().as_secs()), "after {:?}", stop.elapsed());
}
