//! Throttles warnings and errors that repeat: each place in the program logs at most
//! `log.repeats_per_minute` of them, and then the number that was left out.

use super::throttle::Throttle;
use std::fmt::{self, Write as _};
use std::sync::OnceLock;
use std::time::Instant;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber, callsite};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// The target of the lines that report a number, which are not throttled themselves.
const REPORT: &str = "left_out";

/// Of this process, as its log is.
static REPEATS: OnceLock<Throttle<callsite::Identifier, Described>> = OnceLock::new();

/// A throttled line.
#[derive(Debug, Clone)]
struct Described {
    target: &'static str,
    message: String,
}

/// Drops repeated lines before they are written.
pub(super) struct Repeats;

impl Repeats {
    pub fn at_most(per_minute: u32) -> Repeats {
        // A second call, as in tests, keeps the first limit.
        REPEATS.get_or_init(|| Throttle::new(per_minute));
        Repeats
    }
}

impl<S: Subscriber> Layer<S> for Repeats {
    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        let metadata = event.metadata();
        // Lines of single requests are `info`; the security log throttles its own.
        if *metadata.level() > Level::WARN || [REPORT, super::SECURITY].contains(&metadata.target())
        {
            return true;
        }
        REPEATS.get().is_none_or(|repeats| {
            repeats.passes(metadata.callsite(), Instant::now(), || Described {
                target: metadata.target(),
                message: message(event),
            })
        })
    }
}

/// Logs how many lines of each place were left out since the last call.
pub fn report_left_out() {
    let Some(repeats) = REPEATS.get() else { return };
    for (line, left_out) in repeats.take_left_out(Instant::now()) {
        tracing::warn!(
            target: REPORT,
            left_out,
            of_target = line.target,
            of_message = line.message,
            "repeated lines were left out"
        );
    }
}

/// The message of an event, without its fields.
fn message(event: &Event<'_>) -> String {
    struct Message(String);
    impl Visit for Message {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            if field.name() == "message" {
                let _ = write!(self.0, "{value:?}");
            }
        }
    }
    let mut message = Message(String::new());
    event.record(&mut message);
    message.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::layer::SubscriberExt as _;

    #[derive(Clone)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_repeated_warning_is_logged_a_few_times_and_then_counted() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let writer = Lines(Arc::clone(&log));
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .with_ansi(false);
        let subscriber = tracing_subscriber::registry()
            .with(Repeats::at_most(3))
            .with(lines);
        tracing::subscriber::with_default(subscriber, || {
            for id in 0..1000 {
                tracing::warn!(id, "the disk is full");
                tracing::info!(id, "a request");
            }
            tracing::error!("another fault");
            report_left_out();
        });
        let log = String::from_utf8(log.lock().unwrap().clone()).unwrap();
        let count = |text: &str| log.lines().filter(|line| line.contains(text)).count();
        assert_eq!(count("the disk is full id="), 3);
        assert_eq!(count("a request id="), 1000);
        assert_eq!(count("another fault"), 1);
        assert_eq!(count("left_out=997"), 1, "{log}");
        assert_eq!(count("of_message=\"the disk is full\""), 1, "{log}");
    }
}
