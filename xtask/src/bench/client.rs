//! An HTTP client for one connection, and a load generator with many.
//!
//! Uses blocking threads and the standard library only: it shares the machine with the server and
//! takes less of it than an unoptimised async client would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// A response.
pub struct Response {
    pub status: u16,
    pub head: String,
    /// As received: still compressed if the headers say so.
    pub body: Vec<u8>,
}

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Response {
    /// A header's value; `name` is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Connection {
    pub fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address).context("the server takes no connection")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Connection {
            stream,
            buffer: vec![0; 64 * 1024],
        })
    }

    /// Sends a whole request and reads the whole response.
    pub fn send(&mut self, request: &[u8]) -> Result<Response> {
        let (status, head, length) = self.exchange(request)?;
        let bytes = self.buffer.get(..head + length).context("a short answer")?;
        let (head, body) = bytes.split_at(head);
        Ok(Response {
            status,
            head: String::from_utf8_lossy(head).into_owned(),
            body: body.to_vec(),
        })
    }

    /// As [`Connection::ask`], but returns only the status.
    pub fn status(&mut self, request: &[u8]) -> Result<u16> {
        self.exchange(request).map(|(status, ..)| status)
    }

    /// Returns the status and the lengths of head and body in the buffer.
    fn exchange(&mut self, request: &[u8]) -> Result<(u16, usize, usize)> {
        self.stream.write_all(request)?;
        let mut filled = 0;
        let mut head = None;
        loop {
            if filled == self.buffer.len() {
                self.buffer.resize(filled * 2, 0);
            }
            let free = self.buffer.get_mut(filled..).unwrap_or_default();
            let read = self.stream.read(free)?;
            if read == 0 {
                bail!("the server closed the connection in the middle of an answer");
            }
            filled += read;
            if head.is_none() {
                head = read_head(self.buffer.get(..filled).unwrap_or_default())?;
            }
            if let Some((status, head, length)) = head
                && filled >= head + length
            {
                return Ok((status, head, length));
            }
        }
    }
}

/// Returns status, head length and body length once the head is complete.
fn read_head(bytes: &[u8]) -> Result<Option<(u16, usize, usize)>> {
    let mut end = 0;
    while !bytes
        .get(end..)
        .unwrap_or_default()
        .starts_with(b"\r\n\r\n")
    {
        end += 1;
        if end >= bytes.len() {
            return Ok(None);
        }
    }
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).to_lowercase();
    let status = head.get(9..12).and_then(|code| code.parse().ok());
    let length = head
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length:"))
        .map_or(Ok(0), |length| length.trim().parse());
    let (Some(status), Ok(length)) = (status, length) else {
        return Err(anyhow!("not an answer: {head}"));
    };
    Ok(Some((status, end + 4, length)))
}

/// Formats a request with the first authority's `Host`.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

/// How many responses arrived in how long, and the time each took, shortest first.
pub struct Rate {
    pub elapsed: Duration,
    pub latencies: Vec<Duration>,
}

impl Rate {
    pub fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// The time in milliseconds within which this share of responses (0 to 1) arrived.
    pub fn percentile(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.latencies
            .get(at)
            .map_or(0.0, |latency| latency.as_secs_f64() * 1000.0)
    }
}

/// Sends requests over `connections` connections for the given time. Every response must have this
/// status. `next` makes a request from its connection's number and its own number there.
pub fn load(
    address: SocketAddr,
    connections: usize,
    time: Duration,
    status: u16,
    next: &(dyn Fn(usize, usize) -> Vec<u8> + Sync),
) -> Result<Rate> {
    let stop = AtomicBool::new(false);
    let began = Instant::now();
    let work = |connection: usize| -> Result<Vec<Duration>> {
        let mut client = Connection::open(address)?;
        let mut latencies = Vec::new();
        for number in 0.. {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let request = next(connection, number);
            let started = Instant::now();
            let answered = client.status(&request)?;
            latencies.push(started.elapsed());
            if answered != status {
                bail!("answered {answered} where {status} was due");
            }
        }
        Ok(latencies)
    };
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|connection| scope.spawn(move || work(connection)))
            .collect();
        while began.elapsed() < time && threads.iter().all(|thread| !thread.is_finished()) {
            std::thread::sleep(Duration::from_millis(20));
        }
        stop.store(true, Ordering::Relaxed);
        let mut latencies = Vec::new();
        for thread in threads {
            let own = thread
                .join()
                .map_err(|_| anyhow!("a connection's thread failed"))?;
            latencies.extend(own?);
        }
        let elapsed = began.elapsed();
        latencies.sort_unstable();
        Ok(Rate { elapsed, latencies })
    })
}
