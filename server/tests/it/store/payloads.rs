//! Payloads: kept while they may be sent, and no longer.

use super::each;
use super::samples::*;
use server::store::*;

#[tokio::test]
async fn a_payload_goes_when_it_is_delivered_and_stays_while_it_may_be_sent() {
    each(|store| async move {
        let ends: [(u64, AttemptOutcome, &str); 4] = [
            (1, delivered(1, 31, Vec::new()), ""),
            (
                2,
                AttemptOutcome::Refused {
                    status: None,
                    notices: Vec::new(),
                },
                "",
            ),
            (
                3,
                AttemptOutcome::Retry {
                    next_at: at(90),
                    notices: Vec::new(),
                },
                "sealed payload",
            ),
            (
                4,
                AttemptOutcome::GaveUp {
                    notices: Vec::new(),
                },
                "sealed payload",
            ),
        ];
        for (number, ..) in &ends {
            store.accept(acceptance(*number)).await.unwrap();
        }
        store.claim_deliveries(claim(1, 30, 60)).await.unwrap();
        for (number, outcome, payload) in ends {
            let end = attempt(1, delivery_id(number, 0), number, outcome);
            assert!(store.finish_attempt(end).await.unwrap());
            let stored = store.deliveries_of(submission_id(number)).await.unwrap();
            assert_eq!(stored[0].payload.0, payload, "{number}");
        }
        let everything = Redeliver::Destination("bins".to_owned());
        assert_eq!(store.redeliver(everything, false, at(40)).await.unwrap(), 2);
        let again = store.claim_deliveries(claim(1, 40, 60)).await.unwrap();
        let ids: Vec<_> = again.iter().map(|row| row.id).collect();
        assert_eq!(ids, [delivery_id(3, 0), delivery_id(4, 0)]);
        assert!(again.iter().all(|row| row.payload == sealed("payload")));
    })
    .await;
}
