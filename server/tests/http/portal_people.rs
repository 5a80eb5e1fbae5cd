//! People for tests: signed up by mail like everybody else.

use crate::app::{Answer, Site, TestApp};
use repti_model::Role;

/// Good enough for zxcvbn, and the same for everybody.
pub const PASSWORD: &str = "gecko walks at midnight";

/// Somebody with a cookie.
pub struct Person {
    pub email: String,
    pub cookie: String,
}

/// A server function of the breeder portal, called as its page calls it.
pub async fn call(app: &TestApp, cookie: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
    let call = app.breeder().post(&format!("/sfn/breeder/{name}")).header("accept", "application/json");
    call.cookie(cookie).form(fields).send().await
}

/// The link in the latest mail to an address.
pub async fn link_to(app: &TestApp, email: &str) -> String {
    sqlx::query_scalar::<_, String>(
        "SELECT payload -> 'values' ->> 'link' FROM graphile_worker._private_jobs
         WHERE payload ->> 'to' = $1 ORDER BY id DESC LIMIT 1",
    )
    .bind(email)
    .fetch_one(&app.db.owner)
    .await
    .expect("a mail was posted")
}

/// The token in the latest mail to an address.
pub async fn token_to(app: &TestApp, email: &str) -> String {
    link_to(app, email).await.split_once("token=").expect("the link has a token").1.to_owned()
}

/// Signs up, answers the mail, and is signed in.
pub async fn person(app: &TestApp, name: &str) -> Person {
    let email = format!("{name}@example.org");
    let form = [("display_name", name), ("email", &email), ("password", PASSWORD)];
    call(app, "", "sign_up", &form).await.expect(200);
    let answer = call(app, "", "verify_email", &[("token", &token_to(app, &email).await)]).await.expect(200);
    Person { email, cookie: answer.cookies() }
}

/// The same with a vivarium of their own.
pub async fn keeper(app: &TestApp, name: &str) -> Person {
    let person = person(app, name).await;
    let form = [("name", name), ("slug", ""), ("time_zone", "")];
    call(app, &person.cookie, "create_vivarium", &form).await.expect(200);
    person
}

/// A member of `owner`'s vivarium with a role.
pub async fn member(app: &TestApp, owner: &Person, name: &str, role: Role) -> Person {
    let person = person(app, name).await;
    let form = [("email", person.email.as_str()), ("role", role.as_str())];
    call(app, &owner.cookie, "invite_member", &form).await.expect(200);
    let token = token_to(app, &person.email).await;
    call(app, &person.cookie, "accept_invitation", &[("token", &token)]).await.expect(200);
    person
}

/// Where a page leads instead of showing itself; empty when it shows itself.
pub async fn led_to(site: &Site<'_>, cookie: &str, path: &str) -> String {
    site.get(path).cookie(cookie).send().await.header("location").to_owned()
}
