//! A second process over the same database: what it takes over without being told.

use crate::{
    admin::staff,
    app::TestApp,
    catalogue::{propose, save, step},
    portal_people::Person,
};
use repti_model::StaffRole;
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Lines, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStderr, Command, Stdio},
};

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";

/// `reptidex serve` beside this process.
pub struct Second {
    process: Child,
    log: Lines<BufReader<ChildStderr>>,
    pub address: String,
    /// Where `/metrics` is.
    pub metrics: String,
}

impl Second {
    /// Starts it with these roles, and waits until it serves.
    pub fn start(app: &TestApp, roles: &str) -> Self {
        Self::start_with(app, roles, &[])
    }

    /// Likewise, with these settings besides.
    pub fn start_with(app: &TestApp, roles: &str, settings: &[(&str, &str)]) -> Self {
        // Taken together, so that they differ, and given back for the process to take.
        let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let [address, metrics] = ports.map(|port| port.local_addr().expect("an address").to_string());
        let config = &app.state.config;
        let mut process = Command::new(env!("CARGO_BIN_EXE_reptidex"))
            .args(["serve", "--only", roles])
            .env_clear()
            .env("DATABASE_URL", &config.database_url)
            .env("REDIS_URL", &config.redis_url)
            .env("REPTIDEX_SITE_DIR", &config.site_dir)
            .env("REPTIDEX_SECRETS_DIR", &config.secrets_dir)
            .env("REPTIDEX_LISTEN", &address)
            .env("REPTIDEX_METRICS_LISTEN", &metrics)
            // Its log is read here.
            .env("NO_COLOR", "1")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = BufReader::new(process.stderr.take().expect("its log")).lines();
        let mut second = Self { process, log, address, metrics };
        second.says("serving");
        second
    }

    /// Waits until it logs this. Should it never do so, the test has no end, which the test runner calls a failure.
    fn says(&mut self, what: &str) {
        let mut before = Vec::new();
        for line in &mut self.log {
            let line = line.expect("its log is text");
            if line.contains(what) {
                return;
            }
            before.push(line);
        }
        panic!("it ended without “{what}”:\n{}", before.join("\n"));
    }

    /// Tells it to stop, and waits until it has.
    pub fn stop(&mut self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().expect("kill runs");
        assert!(told.success());
        for line in &mut self.log {
            line.expect("its log is text");
        }
        assert!(self.process.wait().expect("it ends").success());
    }

    /// A page of the public portal. By HTTP/1.0, for a body in one piece.
    pub fn page(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\nAccept: text/html\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert!(answer.lines().next().is_some_and(|first| first.contains(" 200 ")), "{answer}");
        answer
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Publishes another name of the Clown, Jokerzz.
async fn publish(app: &TestApp, administrator: &Person) {
    let path = propose(app, administrator).await;
    save(app, administrator, &path, "1", &[]).await.expect(200);
    step(app, administrator, &path, "2", "discuss").await.expect(200);
    step(app, administrator, &path, "3", "publish").await.expect(200);
}

#[tokio::test]
async fn a_second_server_reckons_by_what_another_published() {
    let app = TestApp::new().await;
    let administrator = staff(&app, StaffRole::Administrator).await;
    let mut second = Second::start(&app, "public");
    let question = "/calculator?species=ball-python&sire=Jokerzz&dam=Clown&eggs=0";
    assert!(!second.page(question).contains("Every young is Clown."));
    publish(&app, &administrator).await;
    second.says("the catalogue of genes number=2");
    let page = second.page(question);
    assert!(page.contains("Every young is Clown.") && page.contains("\"2-"), "{page}");
}

#[tokio::test]
async fn the_worker_of_a_second_process_reads_genes_anew_by_what_another_published() {
    let app = TestApp::new().await;
    let administrator = staff(&app, StaffRole::Administrator).await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let kiwi = json!({"taxon_id": BALL_PYTHON, "name": "Kiwi", "sex": "female", "genotype_text": "het Jokerzz"});
    let made = app.api().post("/api/v1/animal/animals").bearer(&ada.access).header("x-vivarium", &slug);
    made.json(&kiwi).send().await.expect(201);
    let carriers =
        app.api().get("/api/v1/animal/animals?gene=clown:het").bearer(&ada.access).header("x-vivarium", &slug);
    assert_eq!(carriers.clone().send().await.expect(200).json()["items"], json!([]));
    let mut second = Second::start(&app, "public,worker");
    publish(&app, &administrator).await;
    second.says("the catalogue of genes number=2");
    // It is due in ten seconds, so that every worker has the version by then; this one has.
    let due = "UPDATE graphile_worker._private_jobs SET run_at = now()
               WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'gene_reading')";
    assert!(sqlx::query(due).execute(&app.db.owner).await.expect("the queue is there").rows_affected() > 0);
    let found = "SELECT EXISTS (SELECT FROM animal.animal_gene WHERE gene = 'clown')";
    // Without end unless the job comes, like the waiting for a line.
    while !sqlx::query_scalar::<_, bool>(found).fetch_one(&app.db.owner).await.expect("the table is there") {
        tokio::task::yield_now().await;
    }
    let names = carriers.send().await.expect(200).json();
    assert_eq!(names["items"][0]["name"], "Kiwi", "{names}");
}
