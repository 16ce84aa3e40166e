//! Whose time ran out: a caller's whose body does not come, or ours.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// Knows whether somebody waits for a part of the body that has not come yet.
#[derive(Default)]
pub struct Arrival(Option<Arc<AtomicBool>>);

impl Arrival {
    /// Watches the body of this request, if it has one.
    pub fn watch(request: Request) -> (Request, Arrival) {
        if request.body().is_end_stream() {
            return (request, Arrival::default());
        }
        let awaited = Arc::new(AtomicBool::new(false));
        let watching = Arc::clone(&awaited);
        let request = request.map(|body| Body::new(Watched { body, awaited }));
        (request, Arrival(Some(watching)))
    }

    /// Whether the last thing that was asked of the body is still to come.
    pub fn is_awaited(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|awaited| awaited.load(Ordering::Relaxed))
    }
}

struct Watched {
    body: Body,
    awaited: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.awaited.store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
