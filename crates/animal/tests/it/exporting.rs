//! Exports: whole, safe in a spreadsheet, and read back without loss.

use crate::support::{World, code, with_role};
use repti_animal::import::{decode::decode, detect::detect};
use repti_model::{
    Actor, ErrorCode, Role,
    animal::{Custody, LifeStatus, ParentSide, Sex},
    exchange::{ExportKind, ImportFormat},
    genotype::NewGenotypeClaims,
};
use std::io::Read;

impl World {
    async fn exported(&self, actor: &Actor, kind: ExportKind) -> Vec<u8> {
        let mut file = self.animals.export(actor, kind).await.expect("an export");
        let mut bytes = Vec::new();
        while let Some(chunk) = file.chunks.recv().await {
            bytes.extend(chunk.expect("a whole export"));
        }
        bytes
    }

    async fn family(&self) {
        let zeus = self.animal(&self.north, |a| {
            a.name = "=Zeus".to_owned();
            a.sex = Sex::Male;
            a.born = "2018-05-17".parse().ok();
            a.private_notes = "@home".to_owned();
        });
        let zeus = zeus.await.id;
        let kid = self.animal(&self.north, |a| {
            a.name = "Kid".to_owned();
            a.born = "2022".parse().ok();
            a.genotype_text = "Pastel het Clown".to_owned();
        });
        let kid = kid.await.id;
        self.parent(&self.north, kid, zeus, ParentSide::Sire).await.expect("a parent");
        let genes = NewGenotypeClaims { text: "Pastel het Clown".to_owned(), ..NewGenotypeClaims::default() };
        self.animals.add_genotype_claims(&self.north, kid, &genes).await.expect("claims");
        let gone = self.animal(&self.north, |a| {
            a.name = "Gone".to_owned();
            a.life_status = LifeStatus::Deceased;
            a.custody = Custody::TransferredOut;
        });
        gone.await;
        self.animal(&self.south, |a| a.name = "Foreign".to_owned()).await;
    }
}

#[tokio::test]
async fn the_full_table_holds_the_vivarium_and_nothing_else() {
    let w = World::new().await;
    w.family().await;
    for kind in [ExportKind::Csv, ExportKind::Xlsx] {
        let bytes = w.exported(&w.north, kind).await;
        let table = decode(&bytes, None).unwrap();
        assert_eq!(detect(&table.headers), ImportFormat::Reptidex, "{kind}");
        let names: Vec<&str> = table.rows.iter().map(|row| row.cell(1)).collect();
        assert_eq!(names, ["=Zeus", "Kid", "Gone"]);
        let column = |name: &str| table.headers.iter().position(|heading| heading == name).unwrap();
        assert_eq!(table.rows[1].cell(column("Sires")), "BP-001");
        assert_eq!(table.rows[1].cell(column("Born")), "2022");
    }
    let text = String::from_utf8(w.exported(&w.north, ExportKind::Csv).await).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("'=Zeus") && text.contains("'@home"));
}

#[tokio::test]
async fn the_morphmarket_file_has_the_living_of_the_collection() {
    let w = World::new().await;
    w.family().await;
    let bytes = w.exported(&w.north, ExportKind::Morphmarket).await;
    let table = decode(&bytes, None).unwrap();
    assert_eq!(detect(&table.headers), ImportFormat::MorphmarketExport);
    let rows: Vec<[&str; 3]> = table.rows.iter().map(|row| [row.cell(0), row.cell(1), row.cell(9)]).collect();
    assert_eq!(rows, [["Ball Pythons", "=Zeus", "5/17/2018"], ["Ball Pythons", "Kid", ""]]);
    assert!(ExportKind::Morphmarket.warning().is_some_and(|warning| warning.contains("sold")));
}

#[tokio::test]
async fn the_archive_has_every_table_twice_and_says_what_is_in_it() {
    let w = World::new().await;
    w.family().await;
    let gene: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM animal.genotype_claim LIMIT 1").fetch_one(&w.test.owner).await.unwrap();
    let new = repti_model::evidence::NewEvidence {
        name: "report.pdf".to_owned(),
        bytes: b"%PDF-1.7 report".to_vec(),
        certificate: false,
        with_message: false,
    };
    let file = w.animals.add_evidence(&w.north, repti_model::GenotypeClaimId(gene), &new).await.unwrap();
    let bytes = w.exported(&w.north, ExportKind::Archive).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let animals: Vec<serde_json::Value> = serde_json::from_str(&read("json/animals.json")).unwrap();
    let names: Vec<&str> = animals.iter().filter_map(|animal| animal["name"].as_str()).collect();
    assert_eq!(names, ["=Zeus", "Kid", "Gone"]);
    assert!(read("csv/animals.csv").contains("'=Zeus"));
    let links: Vec<serde_json::Value> = serde_json::from_str(&read("json/parent_links.json")).unwrap();
    assert_eq!(links.len(), 1);
    let genes: Vec<serde_json::Value> = serde_json::from_str(&read("json/genotype_claims.json")).unwrap();
    assert_eq!(genes.iter().map(|gene| gene["gene"].as_str().unwrap()).collect::<Vec<_>>(), ["pastel", "clown"]);
    assert!(read("csv/genotype_claims.csv").contains("seller_stated"));
    let readme = read("README.txt");
    assert!(readme.contains("Vivarium north") && readme.contains("animals: 3"), "{readme}");
    let tables = [
        "vivarium",
        "members",
        "taxa",
        "pairings",
        "lineage_warnings",
        "verification_steps",
        "evidence_files",
        "animal_changes",
        "imports",
    ];
    for table in tables {
        serde_json::from_str::<Vec<serde_json::Value>>(&read(&format!("json/{table}.json"))).unwrap();
        assert!(!read(&format!("csv/{table}.csv")).is_empty());
    }
    assert!(!read("json/members.json").contains("@example.org"));
    assert!(read("json/evidence_files.json").contains(&file.sha256));
    assert_eq!(read(&format!("evidence/{}.pdf", file.sha256)), "%PDF-1.7 report");
}

#[tokio::test]
async fn only_who_may_export_does() {
    let w = World::new().await;
    let handler = with_role(&w.north, Role::Handler);
    for kind in ExportKind::ALL {
        assert_eq!(code(w.animals.export(&handler, *kind).await.map(drop)), ErrorCode::Forbidden);
    }
}
