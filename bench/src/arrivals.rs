//! When a request arrived: by the clock of the system as its bytes came in, and not when a thread came to read them.
//!
//! A server on a busy machine comes late, and then to many requests at once: whoever counts them in a second by its own
//! clock counts what the client never did. Linux stamps what arrives on a socket that asks for it (`SO_TIMESTAMPNS`).

use axum::{extract::connect_info::Connected, serve::IncomingStream, serve::Listener};
use nix::{
    cmsg_space,
    sys::{
        socket::{ControlMessageOwned, MsgFlags, recvmsg, setsockopt, sockopt::ReceiveTimestampns},
        time::TimeSpec,
    },
};
use std::{
    io::{self, IoSliceMut},
    net::SocketAddr,
    os::fd::AsRawFd,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, Interest, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// When the last bytes of a connection arrived.
#[derive(Clone, Debug, Default)]
pub struct Arrival(Arc<AtomicU64>);

impl Arrival {
    /// Since 1970, by the system's clock; `None` before anything arrived.
    pub fn last(&self) -> Option<Duration> {
        let nanoseconds = self.0.load(Ordering::Relaxed);
        (nanoseconds > 0).then(|| Duration::from_nanos(nanoseconds))
    }
}

/// Takes connections of which it is known when their bytes arrived.
pub struct StampedListener(TcpListener);

impl StampedListener {
    /// Listens on loopback.
    pub async fn on_loopback() -> io::Result<(StampedListener, SocketAddr)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        // connections that it takes have this from it
        setsockopt(&listener, ReceiveTimestampns, &true)?;
        let address = listener.local_addr()?;
        Ok((StampedListener(listener), address))
    }
}

impl Listener for StampedListener {
    type Io = Stamped;
    type Addr = Arrival;

    async fn accept(&mut self) -> (Stamped, Arrival) {
        loop {
            match self.0.accept().await {
                Ok((stream, _)) => {
                    let arrival = Arrival::default();
                    return (Stamped { stream, arrival: arrival.clone() }, arrival);
                }
                // too many open files: some are closed soon
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<Arrival> {
        Ok(Arrival::default())
    }
}

impl Connected<IncomingStream<'_, StampedListener>> for Arrival {
    fn connect_info(stream: IncomingStream<'_, StampedListener>) -> Arrival {
        stream.remote_addr().clone()
    }
}

/// A connection.
pub struct Stamped {
    stream: TcpStream,
    arrival: Arrival,
}

impl AsyncRead for Stamped {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Stamped { stream, arrival } = self.get_mut();
        loop {
            ready!(stream.poll_read_ready(context))?;
            match stream.try_io(Interest::READABLE, || receive(stream, buffer.initialize_unfilled())) {
                Ok((count, at)) => {
                    if let Some(at) = at {
                        arrival.0.store(at, Ordering::Relaxed);
                    }
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

/// Reads what is there, and when the last of it arrived, in nanoseconds since 1970.
fn receive(stream: &TcpStream, into: &mut [u8]) -> io::Result<(usize, Option<u64>)> {
    let (mut control, mut parts) = (cmsg_space!(TimeSpec), [IoSliceMut::new(into)]);
    let flags = MsgFlags::MSG_DONTWAIT;
    let message = recvmsg::<()>(stream.as_raw_fd(), &mut parts, Some(&mut control), flags)?;
    let at = message.cmsgs()?.find_map(|control| match control {
        ControlMessageOwned::ScmTimestampns(at) => u64::try_from(Duration::from(at).as_nanos()).ok(),
        _ => None,
    });
    Ok((message.bytes, at))
}

impl AsyncWrite for Stamped {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
