//! The listening socket. Accepted connections inherit its options.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};

/// The most connections that wait to be accepted.
const BACKLOG: u32 = 1024;

/// The kernel's send buffer of a connection, in bytes. Without this limit it grows to 4 MB while a
/// client reads nothing.
const SEND_BUFFER: u32 = 64 * 1024;

/// Binds the address. The kernel ends a connection whose client reads nothing for `unread`, even
/// one that the server has closed.
///
/// # Errors
/// If the address cannot be bound.
pub fn bind(address: SocketAddr, unread: Duration) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER)?;
    #[cfg(target_os = "linux")]
    {
        let milliseconds = u32::try_from(unread.as_millis()).unwrap_or(u32::MAX);
        rustix::net::sockopt::set_tcp_user_timeout(&socket, milliseconds)?;
    }
    #[cfg(not(target_os = "linux"))]
    let _ = unread;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
