//! An import of the size that the product promises.

use crate::support::World;
use repti_animal::import::job::ImportTask;
use repti_model::exchange::ImportState;

/// `rows` ball pythons in MorphMarket's layout; two thirds of them have both parents in the file.
fn collection(rows: usize) -> String {
    let mut csv = "Category*,Title*,Animal_Id*,Maturity,Price,State,Sex,Dob,Weight,Traits,Desc,Origin,Sires**,Dams**\n"
        .to_owned();
    for n in 0..rows {
        let (sex, year) = (["male", "female"][n % 2], 1990 + n * 30 / rows);
        let parents = if n < rows / 3 {
            ",".to_owned()
        } else {
            let pair = (n - rows / 3) / 2 * 2 % (rows / 6);
            format!("A-{pair},A-{}", pair + 1)
        };
        csv += &format!(
            "Ball Pythons,Animal {n},A-{n},Adult,150,Not For Sale,{sex},5/{}/{year},{},pastel clown,Some words,Self Produced,{parents}\n",
            n % 28 + 1,
            100 + n % 1000
        );
    }
    csv
}

#[tokio::test]
async fn ten_thousand_rows_arrive_with_their_parents_while_progress_is_told() {
    const ROWS: usize = 10_000;
    let w = World::new().await;
    let job = w.uploaded(&w.north, &collection(ROWS)).await;
    let id = job.summary.id;
    w.animals.preview_import(&w.north, id).await.unwrap();
    w.animals.commit_import(&w.north, id).await.unwrap();
    let (mut seen, done) = (Vec::new(), w.run(&w.north, id, ImportTask::Commit));
    tokio::pin!(done);
    loop {
        tokio::select! {
            () = &mut done => break,
            () = tokio::time::sleep(std::time::Duration::from_millis(50)) => {
                seen.push(w.animals.import(&w.north, id).await.unwrap().percent());
            }
        }
    }
    assert!(seen.is_sorted() && seen.iter().any(|percent| (1..100).contains(percent)), "{seen:?}");
    let job = w.animals.import(&w.north, id).await.unwrap();
    let counts = job.summary.counts;
    assert_eq!((job.summary.state, counts.create as usize, counts.error), (ImportState::Committed, ROWS, 0));
    assert!(counts.links as usize > ROWS, "{counts:?}");
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.animal").await, 10_000);
}
