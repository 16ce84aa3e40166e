//! Collects jobs into batches.

use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How long a batch waits for more, when the last one held several jobs.
const WAIT: Duration = Duration::from_millis(2);

/// Takes the waiting jobs, at most `most`; `push` returns how many are in the batch. If the last
/// batch held `several` jobs, more are likely from the callers that just got a reply: yields to
/// other tasks until no job arrives or 2 ms have passed.
pub(super) async fn batch<T>(
    queue: &mut mpsc::Receiver<T>,
    most: usize,
    several: bool,
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
            Err(_) if several && idle < 8 && started.elapsed() < WAIT => {
                idle += 1;
                tokio::task::yield_now().await;
            }
            Err(_) => return,
        }
    }
}
