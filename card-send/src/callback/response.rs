//! The body of an answer over HTTP: that it is dropped, written or not, lets the updates go.

use super::departure::{Leaving, Outgoing};
use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

pub(super) struct OutgoingBody {
    body: Option<Bytes>,
    _leaving: Leaving,
}

impl OutgoingBody {
    pub(super) fn of(answer: Outgoing) -> Body {
        Body::new(OutgoingBody { body: Some(answer.body.into()), _leaving: answer.leaving })
    }
}

impl http_body::Body for OutgoingBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.body.take().map(|body| Ok(Frame::data(body))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.body.as_ref().map_or(0, |body| body.len() as u64))
    }
}
