//! The body of a response, which keeps its request as being answered until the last byte is
//! written to the socket, and notes how its client reads.

use super::connection::Answering;
use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Buf, Frame, SizeHint};
use std::io::IoSlice;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

pub struct TrackedBody {
    body: Body,
    answering: Option<Arc<Answering>>,
}

impl TrackedBody {
    pub fn new(body: Body, answering: Answering) -> TrackedBody {
        TrackedBody {
            body,
            answering: Some(Arc::new(answering)),
        }
    }
}

impl HttpBody for TrackedBody {
    type Data = TrackedBytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<TrackedBytes>, axum::Error>>> {
        let tracked = &mut *self;
        Pin::new(&mut tracked.body)
            .poll_frame(context)
            .map_ok(|frame| {
                let is_last = frame.is_data() && tracked.body.is_end_stream();
                let answering = match is_last {
                    true => tracked.answering.take(),
                    false => tracked.answering.clone(),
                };
                frame.map_data(|bytes| TrackedBytes { bytes, answering })
            })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A part of a body. hyper advances it as far as it is written, for HTTP/2 only as far as the
/// client's window allows, and then drops it.
pub struct TrackedBytes {
    bytes: Bytes,
    answering: Option<Arc<Answering>>,
}

impl Buf for TrackedBytes {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        self.bytes.chunks_vectored(slices)
    }

    fn advance(&mut self, count: usize) {
        self.bytes.advance(count);
        if let Some(answering) = &self.answering {
            answering.wrote(count);
        }
    }
}
