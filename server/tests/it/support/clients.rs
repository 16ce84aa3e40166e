//! Many legitimate clients and attackers, each at an address of its own: directly, or through a
//! proxy that the server trusts.

use super::connection::{HttpConnection, head};
use super::response::TestResponse;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// The proxy; see [`PROXY_SETTINGS`].
const PROXY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

/// Makes the server trust the proxy at 127.0.0.1, and no other address of this machine.
pub const PROXY_SETTINGS: [(&str, &str); 2] = [
    ("DOORSTEP__HTTP__CLIENT_ADDRESS", "x-forwarded-for"),
    ("DOORSTEP__HTTP__TRUSTED_PROXIES", "[\"127.0.0.1\"]"),
];

/// The address of a client: 127.x.y.z. Groups share none.
pub fn source(group: u8, client: usize) -> IpAddr {
    let part = |number: usize| u8::try_from(number).unwrap();
    IpAddr::from([127, 100 + group, part(client / 250), 1 + part(client % 250)])
}

/// How clients reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Direct,
    Proxied,
}

/// One client.
#[derive(Debug, Clone, Copy)]
pub struct Client {
    pub source: IpAddr,
    pub way: Way,
    pub server: SocketAddr,
}

impl Client {
    pub async fn open(&self) -> io::Result<HttpConnection> {
        let from = match self.way {
            Way::Direct => self.source,
            Way::Proxied => PROXY,
        };
        HttpConnection::open_from(from, self.server).await
    }

    /// The headers of its requests.
    pub fn headers(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let mut headers = vec![own(&("host", "localhost"))];
        if self.way == Way::Proxied {
            headers.push(("x-forwarded-for".to_owned(), self.source.to_string()));
        }
        headers.extend(more.iter().map(own));
        headers
    }
}

/// How available the server was to legitimate clients.
#[derive(Debug, Default)]
pub struct Availability {
    pub requests: usize,
    pub failures: Vec<String>,
}

impl Availability {
    /// Asserts that at least 99.9 % of the requests succeeded, and prints the figure.
    #[track_caller]
    pub fn holds(&self, attack: &str) {
        let (all, failed) = (self.requests, self.failures.len());
        let good = 100.0 * (all - failed) as f64 / all as f64;
        eprintln!("{attack}: {good:.2} % of {all} legitimate requests succeeded");
        let first = self.failures.first();
        assert!(
            good >= 99.9,
            "{attack}: {failed} of {all} failed: {first:?}"
        );
    }
}

/// This many legitimate clients begin a service, each from an address and with a connection of its
/// own, eight at a time.
pub async fn legitimate(server: SocketAddr, way: Way, visits: usize) -> Availability {
    let next = Arc::new(AtomicUsize::new(0));
    let mut crowd = JoinSet::new();
    for _ in 0..8 {
        let next = Arc::clone(&next);
        crowd.spawn(async move {
            let mut availability = Availability::default();
            loop {
                let visit = next.fetch_add(1, Ordering::Relaxed);
                if visit >= visits {
                    return availability;
                }
                let source = source(1, visit);
                visit_once(
                    Client {
                        source,
                        way,
                        server,
                    },
                    &mut availability,
                )
                .await;
            }
        });
    }
    let mut all = Availability::default();
    for availability in crowd.join_all().await {
        all.requests += availability.requests;
        all.failures.extend(availability.failures);
    }
    all
}

/// Reads a start page, begins a draft and reads its first page.
async fn visit_once(client: Client, availability: &mut Availability) {
    let mut connection = None;
    let begun = [
        ("GET", "/services/pothole", 200),
        ("POST", "/services/pothole/start", 303),
    ];
    let mut last = None;
    for (method, path, status) in begun {
        last = ask(
            &client,
            &mut connection,
            (method, path, ""),
            status,
            availability,
        )
        .await;
    }
    let Some(begun) = last else { return };
    let cookie = begun
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default();
    let page = ("GET", begun.location(), cookie);
    ask(&client, &mut connection, page, 200, availability).await;
}

async fn ask(
    client: &Client,
    connection: &mut Option<HttpConnection>,
    (method, path, cookie): (&str, &str, &str),
    status: u16,
    availability: &mut Availability,
) -> Option<TestResponse> {
    availability.requests += 1;
    let headers = client.headers(&[
        ("cookie", cookie),
        ("content-type", "application/x-www-form-urlencoded"),
    ]);
    let patient = tokio::time::timeout(Duration::from_secs(10), async {
        if connection.is_none() {
            *connection = Some(client.open().await?);
        }
        let Some(connection) = connection else {
            return Err(io::Error::other("no connection"));
        };
        connection.fetch(method, path, &headers, &[]).await
    });
    match patient.await {
        Ok(Ok(response)) if response.status == status => return Some(response),
        Ok(Ok(response)) => availability
            .failures
            .push(format!("{path}: {}", response.status)),
        Ok(Err(error)) => availability.failures.push(format!("{path}: {error}")),
        Err(_) => availability.failures.push(format!("{path}: no answer")),
    }
    *connection = None;
    None
}

/// How long an attacker waits before it begins again.
const AGAIN: Duration = Duration::from_secs(2);

/// Attackers that send the same beginning of a request and then nothing, over and over. They stop
/// when it is dropped.
pub struct Attack {
    _attackers: JoinSet<()>,
    begun: Arc<AtomicUsize>,
}

impl Attack {
    /// Begins, and waits until each attacker has tried once.
    pub async fn begin(attackers: Vec<Client>, beginning: impl Fn(&Client) -> Vec<u8>) -> Attack {
        let begun = Arc::new(AtomicUsize::new(0));
        let (mut set, amount) = (JoinSet::new(), attackers.len());
        for attacker in attackers {
            let (bytes, begun) = (beginning(&attacker), Arc::clone(&begun));
            set.spawn(async move {
                for round in 0.. {
                    let held = hold(&attacker, &bytes).await;
                    if round == 0 {
                        begun.fetch_add(1, Ordering::Relaxed);
                    }
                    if let Ok(mut connection) = held {
                        let _ = connection.rest().await;
                    }
                    tokio::time::sleep(AGAIN).await;
                }
            });
        }
        let attack = Attack {
            _attackers: set,
            begun,
        };
        while attack.begun.load(Ordering::Relaxed) < amount {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        attack
    }
}

async fn hold(attacker: &Client, bytes: &[u8]) -> io::Result<HttpConnection> {
    let mut connection = attacker.open().await?;
    connection.send(bytes).await?;
    Ok(connection)
}

/// The beginning of a POST whose body does not come.
pub fn slow_post(client: &Client, path: &str, kind: &str) -> Vec<u8> {
    let headers = client.headers(&[("content-type", kind)]);
    let mut bytes = head("POST", path, &headers, 10_000).into_bytes();
    bytes.extend_from_slice(b"draft=");
    bytes
}

/// Attackers at one address, or each at its own.
pub fn attackers(server: SocketAddr, way: Way, amount: usize, addresses: usize) -> Vec<Client> {
    let of = |number: usize| Client {
        source: source(2, number % addresses),
        way,
        server,
    };
    (0..amount).map(of).collect()
}
