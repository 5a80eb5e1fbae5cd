//! People who signed up as everybody does, and vivariums to work in.

use crate::app::TestApp;
use repti_core::{ClientInfo, SignUpOutcome};
use repti_model::account::SignUp;
use serde_json::{Value, json};

/// Everybody's password in tests.
pub const PASSWORD: &str = "twelve green geckos dance";

/// Somebody signed in to the API.
#[derive(Debug, Clone)]
pub struct Person {
    pub email: String,
    pub access: String,
    pub refresh: String,
}

impl TestApp {
    /// Somebody who signed up, followed the link and signed in to the API.
    pub async fn person(&self, name: &str) -> Person {
        let email = format!("{name}-{}@example.org", uuid::Uuid::now_v7().simple());
        let core = &self.state.domain.core;
        let client = ClientInfo { address: self.address.clone(), user_agent: "Test/1".to_owned() };
        let form = SignUp {
            display_name: name.to_owned(),
            email: email.clone(),
            password: PASSWORD.to_owned(),
            invitation: None,
        };
        assert_eq!(core.sign_up(&form, &client).await.expect("a sign-up"), SignUpOutcome::CheckMail);
        let token = self.mailed_token("verify_email", &email).await;
        core.verify_email(&token, &client).await.expect("verified");
        self.sign_in(&email).await
    }

    /// Signs in to the API.
    pub async fn sign_in(&self, email: &str) -> Person {
        let form = json!({"email": email, "password": PASSWORD});
        let pair = self.api().post("/api/v1/core/sessions").json(&form).send().await.expect(201).json();
        let text = |key: &str| pair[key].as_str().expect("a token").to_owned();
        Person { email: email.to_owned(), access: text("access_token"), refresh: text("refresh_token") }
    }

    /// The token in the link of the latest mail by this template to this address.
    pub async fn mailed_token(&self, template: &str, to: &str) -> String {
        let link: String = sqlx::query_scalar(
            "SELECT payload -> 'values' ->> 'link' FROM graphile_worker._private_jobs
             WHERE payload ->> 'template' = $1 AND payload ->> 'to' = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(template)
        .bind(to)
        .fetch_one(&self.db.owner)
        .await
        .expect("a mail");
        link.split_once("token=").map(|(_, token)| token.to_owned()).expect("a link with a token")
    }

    /// A vivarium founded by this person; its id and slug.
    pub async fn vivarium(&self, owner: &Person) -> (String, String) {
        let slug = format!("v{}", &uuid::Uuid::new_v4().simple().to_string()[..16]);
        let form = json!({"name": "Test vivarium", "slug": slug});
        let made = self.api().post("/api/v1/core/vivariums").bearer(&owner.access).json(&form).send().await.expect(201);
        (made.json()["id"].as_str().expect("an id").to_owned(), slug)
    }

    /// Makes `person` a member of the owner's vivarium.
    pub async fn join(&self, owner: &Person, slug: &str, person: &Person, role: &str) {
        let form = json!({"email": person.email, "role": role});
        let call = self.api().post("/api/v1/core/invitations").bearer(&owner.access).header("x-vivarium", slug);
        let id = call.json(&form).send().await.expect(201).json()["id"].as_str().expect("an id").to_owned();
        let path = format!("/api/v1/core/me/invitations/{id}/accept");
        self.api().post(&path).bearer(&person.access).send().await.expect(204);
    }

    /// An API token of the owner's vivarium.
    pub async fn api_token(&self, owner: &Person, slug: &str, scopes: &[&str]) -> String {
        let form = json!({"name": "Test", "scopes": scopes});
        let call = self.api().post("/api/v1/core/tokens").bearer(&owner.access).header("x-vivarium", slug);
        let made: Value = call.json(&form).send().await.expect(201).json();
        made["token"].as_str().expect("a token").to_owned()
    }
}
