//! What a release stored before is read after the upgrade.

use super::samples::contact_id;
use crate::support::stores;
use crate::support::tables::{execute, number};
use server::store::{Device, Migrate, OpenedFor, Source, VisitedPage, open};
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::path::Path;

/// Applies the migrations of that release.
async fn migrate_to_the_release_before(url: &str, folder: &Path) {
    let kind = match url.starts_with("sqlite:") {
        true => "sqlite",
        false => "postgres",
    };
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let before = folder.join(kind);
    std::fs::create_dir(&before).unwrap();
    for file in std::fs::read_dir(all.join(kind)).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name.as_str() < "0006" {
            std::fs::copy(file.path(), before.join(name)).unwrap();
        }
    }
    let migrator = Migrator::new(before.as_path()).await.unwrap();
    if kind == "sqlite" {
        let mut connection = SqliteConnection::connect(&format!("{url}?mode=rwc"))
            .await
            .unwrap();
        migrator.run(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        migrator.run(&mut connection).await.unwrap();
    }
}

/// The ids are those of `samples::contact_id`.
const CONTACTS: [&str; 2] = [
    "INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
         started_at, last_at, ended, ended_at, outcome, feedback_token) VALUES
     (x'00000000000000000000000000010003', 'maidstone', 'web', 'missed-bin', 'v1', 'en', 'phone', 0,
         1, 9, NULL, NULL, NULL, 'a'),
     (x'00000000000000000000000000020003', 'maidstone', 'web', 'missed-bin', 'v1', 'en', NULL, 0,
         1, 9, 'completed', 9, NULL, 'b'),
     (x'00000000000000000000000000030003', 'kent', 'web', 'pothole', 'v1', 'en', 'program', 0,
         1, 1, 'completed', 1, NULL, 'c')",
    "INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
         started_at, last_at, ended, ended_at, outcome, feedback_token) VALUES
     ('00000000-0000-0000-0000-000000010003', 'maidstone', 'web', 'missed-bin', 'v1', 'en', 'phone',
         false, 1, 9, NULL, NULL, NULL, 'a'),
     ('00000000-0000-0000-0000-000000020003', 'maidstone', 'web', 'missed-bin', 'v1', 'en', NULL,
         false, 1, 9, 'completed', 9, NULL, 'b'),
     ('00000000-0000-0000-0000-000000030003', 'kent', 'web', 'pothole', 'v1', 'en', 'program',
         false, 1, 1, 'completed', 1, NULL, 'c')",
];

const EVENTS: &str =
    "INSERT INTO contact_events (contact, kind, name, code, amount, first_at, place)
    SELECT id, 'stage', 'when', '', 2, 5, 0 FROM contacts WHERE device = 'phone'
    UNION ALL SELECT id, 'seconds', 'when', '', 40, 5, 2 FROM contacts WHERE device = 'phone'
    UNION ALL SELECT id, 'stage', 'check-answers', '', 1, 9, 1 FROM contacts WHERE device = 'phone'
    UNION ALL SELECT id, 'error', 'bins', 'required', 3, 5, 1 FROM contacts WHERE device = 'phone'";

const RATINGS: [&str; 2] = [
    "INSERT INTO feedback (id, contact, authority, service, channel, rating, comment, at)
     SELECT id, id, authority, service, channel, 2, NULL, 9 FROM contacts WHERE device = 'phone'
     UNION ALL SELECT x'00000000000000000000000000040003', NULL, 'swale', 'pothole', 'web', 5, 'kept', 9",
    "INSERT INTO feedback (id, contact, authority, service, channel, rating, comment, at)
     SELECT id, id, authority, service, channel, 2, NULL, 9 FROM contacts WHERE device = 'phone'
     UNION ALL SELECT '00000000-0000-0000-0000-000000040003', NULL, 'swale', 'pothole', 'web', 5, 'kept', 9",
];

#[tokio::test]
async fn contacts_of_the_release_before_are_read_with_what_is_known_of_them() {
    let folder = tempfile::tempdir().unwrap();
    for url in stores::addresses(folder.path()).await {
        migrate_to_the_release_before(&url, folder.path()).await;
        let dialect = usize::from(!url.starts_with("sqlite:"));
        for sql in [CONTACTS[dialect], EVENTS, RATINGS[dialect]] {
            execute(&url, sql).await;
        }
        let store = open(&url, Migrate::Apply).await.unwrap();

        let visit = store.contact(contact_id(1)).await.unwrap().unwrap();
        assert_eq!(visit.row.site, "maidstone");
        assert_eq!(visit.row.purpose.slug(), "request");
        assert!(visit.row.counted);
        assert_eq!(visit.row.source, Source::Form);
        assert_eq!(visit.row.opened_for, OpenedFor::Draft);
        let page = |page: &str, arrivals, seconds| VisitedPage {
            page: page.to_owned(),
            arrivals,
            seconds,
        };
        assert_eq!(
            visit.pages,
            [page("when", 2, 40), page("check-answers", 1, 0)]
        );
        let error = ("bins".to_owned(), "required".to_owned(), 3);
        assert_eq!(visit.errors, [error]);
        assert_eq!((visit.rating, visit.asked_at), (Some(2), None));

        let objector = store.contact(contact_id(2)).await.unwrap().unwrap();
        assert!(!objector.row.counted, "an objector is counted");
        let program = store.contact(contact_id(3)).await.unwrap().unwrap();
        assert_eq!(program.row.device, Some(Device::Program));
        assert_eq!(program.row.source, Source::Api);
        assert_eq!(program.row.opened_for, OpenedFor::Request);

        let count = async |sql| number(&url, sql).await;
        assert_eq!(count("SELECT count(*) FROM feedback").await, 1);
        let moved = "SELECT count(*) FROM service_ratings
            WHERE site = 'swale' AND service = 'pothole' AND rating = 5 AND comment = 'kept'";
        assert_eq!(count(moved).await, 1);
    }
}
