//! The body of a response, which keeps its request as being answered until the last byte is
//! written to the socket.

use super::connection::Answering;
use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct TrackedBody {
    body: Body,
    answering: Option<Answering>,
}

impl TrackedBody {
    pub fn new(body: Body, answering: Answering) -> TrackedBody {
        TrackedBody {
            body,
            answering: Some(answering),
        }
    }
}

impl HttpBody for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        let Poll::Ready(Some(Ok(frame))) = polled else {
            return polled;
        };
        let frame = match frame.into_data() {
            // hyper drops the bytes once they are written.
            Ok(bytes) if self.body.is_end_stream() => {
                let answering = self.answering.take();
                Frame::data(Bytes::from_owner(Last {
                    bytes,
                    _answering: answering,
                }))
            }
            Ok(bytes) => Frame::data(bytes),
            Err(frame) => frame,
        };
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

struct Last {
    bytes: Bytes,
    _answering: Option<Answering>,
}

impl AsRef<[u8]> for Last {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
