//! One connection to a server in another process, for one request after another.

use super::response::TestResponse;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::io;
use std::net::{IpAddr, SocketAddr};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};

pub struct HttpConnection {
    stream: BufReader<TcpStream>,
}

impl HttpConnection {
    pub async fn open(address: SocketAddr) -> io::Result<HttpConnection> {
        HttpConnection::over(TcpStream::connect(address).await?)
    }

    /// From another address of this machine, as another client.
    pub async fn open_from(source: IpAddr, address: SocketAddr) -> io::Result<HttpConnection> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(source, 0))?;
        HttpConnection::over(socket.connect(address).await?)
    }

    fn over(stream: TcpStream) -> io::Result<HttpConnection> {
        stream.set_nodelay(true)?;
        Ok(HttpConnection {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a request and reads the whole answer.
    pub async fn fetch(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> io::Result<TestResponse> {
        let head = head(method, path, headers, body.len());
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        self.send(&bytes).await?;
        self.response().await
    }

    /// Sends raw bytes.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes).await
    }

    pub async fn response(&mut self) -> io::Result<TestResponse> {
        let line = self.line().await?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .and_then(|code| StatusCode::from_u16(code).ok())
            .ok_or_else(|| io::Error::other(format!("not a status line: {line}")))?;
        let mut headers = HeaderMap::new();
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            let name: HeaderName = name.parse().map_err(io::Error::other)?;
            headers.append(
                name,
                HeaderValue::from_str(value.trim()).map_err(io::Error::other)?,
            );
        }
        let length = headers
            .get("content-length")
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let mut body = vec![0; length.unwrap_or_default()];
        self.stream.read_exact(&mut body).await?;
        Ok(TestResponse {
            status,
            headers,
            body,
        })
    }

    /// Reads everything until the server closes the connection.
    pub async fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest).await?;
        Ok(rest)
    }

    async fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A request head for a body of this length.
pub fn head(method: &str, path: &str, headers: &[(String, String)], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\ncontent-length: {length}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head
}
