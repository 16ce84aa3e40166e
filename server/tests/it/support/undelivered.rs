//! Fails a test that leaves undelivered work in its store without declaring it.

use server::store::OpenDelivery;
use server::store::{Migrate, open};
use std::sync::Mutex;

/// Checks the store when dropped. A fixture declares this field before the store's folder.
pub struct Undelivered {
    /// URL of the store.
    url: String,
    /// Why the test leaves work behind, if it does.
    reason: Mutex<Option<&'static str>>,
}

impl Undelivered {
    pub fn new(url: &str) -> Undelivered {
        Undelivered {
            url: url.to_owned(),
            reason: Mutex::new(None),
        }
    }

    /// Declares that work is left. The test then fails if none is.
    pub fn expected(&self, reason: &'static str) {
        *self.reason.lock().unwrap() = Some(reason);
    }
}

impl Drop for Undelivered {
    fn drop(&mut self) {
        // A second panic would abort the process and hide the first.
        if std::thread::panicking() {
            return;
        }
        let left = open_deliveries(&self.url);
        match *self.reason.lock().unwrap() {
            None => assert!(
                left.is_empty(),
                "undelivered at the end of the test; deliver it, or state why it is left: {left:#?}"
            ),
            Some(reason) => assert!(
                !left.is_empty(),
                "everything is delivered, although the test states: {reason}"
            ),
        }
    }
}

/// Deliveries that are due, leased or given up. Uses a thread and a runtime of its own: the
/// test's runtime is blocked in `drop` and cannot drive the store's connections.
fn open_deliveries(url: &str) -> Vec<OpenDelivery> {
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let store = open(url, Migrate::Serve).await.unwrap();
                store.open_deliveries(None, 100).await.unwrap()
            })
        });
        reader.join().unwrap()
    })
}
