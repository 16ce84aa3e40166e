//! Waiting a moment for company.

use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How long a group waits for company, when the last one had some.
const COMPANY: Duration = Duration::from_millis(2);

/// Takes what is waiting; `push` says how many are in the group then, and at `most` that many
/// go together. When the last group had company, more is on its way: the people just answered
/// come back, so the others are let run until nobody comes or 2 ms are over.
pub(super) async fn gather<T>(
    queue: &mut mpsc::Receiver<T>,
    most: usize,
    company: bool,
    mut push: impl FnMut(T) -> usize,
) {
    let started = Instant::now();
    let mut idle = 0;
    loop {
        match queue.try_recv() {
            Ok(next) => {
                if push(next) >= most {
                    return;
                }
                idle = 0;
            }
            Err(_) if company && idle < 8 && started.elapsed() < COMPANY => {
                idle += 1;
                tokio::task::yield_now().await;
            }
            Err(_) => return,
        }
    }
}
