//! The limits of connections, and how one that exceeds a limit closes.

use super::connection::{Closing, Connection};
use super::unsent::LEAST_RATE;
use crate::config::http::Http;
use crate::config::network;
use ipnet::IpNet;
use std::net::IpAddr;
use std::time::Duration;

/// The time in which a client may read nothing when memory for responses is scarce. A page fits
/// into the kernel's buffer, so a phone that loses its signal for a moment is not behind.
const UNREAD_WHEN_SCARCE: Duration = Duration::from_secs(2);

/// The most connections that wait for room: as many as may be open, up to this.
pub const MOST_WAITING: usize = 256;
/// How long one waits for room.
const WAIT: Duration = Duration::from_millis(500);

/// The limits of connections.
pub struct Rules {
    /// Connections in all.
    pub all: usize,
    /// Connections of one address.
    pub each: usize,
    /// Those that wait for room, in all and of one address.
    pub waiting: usize,
    pub waiting_each: usize,
    /// The time to wait for room.
    pub wait: Duration,
    /// Trusted proxies: not counted by address, and not closed because one of many clients is slow.
    pub proxies: Vec<IpNet>,
    /// The time to send a request's head.
    pub head: Duration,
    /// The time in which a client may read nothing of a response.
    pub unread: Duration,
    /// The time between requests.
    pub idle: Duration,
    /// The time in all.
    pub life: Duration,
}

impl Rules {
    /// As the settings say, with as many connections as the process may have.
    pub fn new(http: &Http, all: usize) -> Rules {
        let waiting = all.clamp(1, MOST_WAITING);
        Rules {
            all,
            each: http.connections_each,
            waiting,
            waiting_each: (waiting / 8).max(1),
            wait: WAIT,
            proxies: http.trusted_proxies.clone(),
            head: Duration::from_secs(http.header_seconds),
            unread: Duration::from_secs(http.write_seconds),
            idle: Duration::from_secs(http.idle_seconds),
            life: Duration::from_secs(http.connection_seconds),
        }
    }

    pub fn is_proxy(&self, peer: IpAddr) -> bool {
        network::contains(&self.proxies, peer)
    }

    /// How a connection closes that exceeds a limit now.
    pub fn exceeded(&self, connection: &Connection, now: u64, scarce: bool) -> Option<Closing> {
        let since = |then: u64| Duration::from_millis(now.saturating_sub(then));
        let activity = connection.activity();
        let is_answering = connection.is_answering();
        if is_answering && self.is_unread(connection, now, scarce) {
            Some(Closing::Abort)
        } else if !is_answering
            && activity
                .head_since
                .is_some_and(|begun| since(begun) > self.head)
        {
            Some(Closing::Immediate)
        } else if !is_answering && since(activity.idle_since) > self.idle {
            Some(Closing::Graceful)
        } else {
            // An HTTP/1 connection closes with its next response, so as not to cross a request.
            let is_over = activity.is_http2 && connection.age(now) > self.life;
            is_over.then_some(Closing::Graceful)
        }
    }

    /// Whether the client reads a response too slowly. A proxy reads responses for many clients; it
    /// is too slow only if it reads nothing at all.
    fn is_unread(&self, connection: &Connection, now: u64, scarce: bool) -> bool {
        let Some(oldest) = connection.oldest_unsent() else {
            return false;
        };
        let unread = match scarce {
            true => self.unread.min(UNREAD_WHEN_SCARCE),
            false => self.unread,
        };
        let taken = Duration::from_millis(now.saturating_sub(oldest.since));
        let allowed = unread + Duration::from_secs(oldest.bytes / LEAST_RATE);
        let is_slow = taken > allowed || scarce && connection.behind(now) > unread;
        connection.silent(&oldest, now) > unread || !connection.is_proxy && is_slow
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use std::sync::Arc;
    use std::time::Instant;

    const SECOND: u64 = 1000;

    fn rules() -> Rules {
        let http = crate::config::Config::defaults().unwrap().http;
        Rules::new(&http, 10)
    }

    fn connection(address: Option<IpAddr>) -> Arc<Connection> {
        let life = Duration::from_secs(600);
        Arc::new(Connection::new(address, Instant::now(), life))
    }

    fn somebody() -> Arc<Connection> {
        connection(Some(IpAddr::from([192, 0, 2, 7])))
    }

    #[test]
    fn a_connection_without_a_whole_head_ends_and_an_idle_one_closes() {
        let (rules, connection) = (rules(), somebody());
        let exceeded = |seconds: u64| rules.exceeded(&connection, seconds * SECOND, false);
        assert_eq!(exceeded(14), None);
        assert_eq!(exceeded(16), Some(Closing::Immediate));
        let answering = connection.begin(false);
        assert_eq!(
            exceeded(500),
            None,
            "the layers limit how long a request takes"
        );
        drop(answering);
        assert_eq!(exceeded(74), None);
        assert_eq!(exceeded(76), Some(Closing::Graceful));
        connection.read();
        assert_eq!(exceeded(16), Some(Closing::Immediate));
    }

    #[test]
    fn an_unread_response_ends_within_30_seconds_and_a_slowly_read_one_by_its_size() {
        let (rules, connection) = (rules(), somebody());
        let exceeded = |seconds: u64, scarce| rules.exceeded(&connection, seconds * SECOND, scarce);
        let mut answering = connection.begin(false);
        answering.answered(&Body::from(vec![0; 200_000]), None);
        assert_eq!(exceeded(1, false), None);
        assert_eq!(exceeded(1, true), None);
        assert_eq!(exceeded(3, true), Some(Closing::Abort));
        assert_eq!(exceeded(22, false), Some(Closing::Abort));
        // One byte is written each second; 200,000 bytes have 20 seconds and 100 more.
        for second in 1..=120 {
            answering.wrote_at(1, second * SECOND);
            assert_eq!(exceeded(second, false), None, "{second}");
        }
        answering.wrote_at(1, 121 * SECOND);
        assert_eq!(exceeded(121, false), Some(Closing::Abort));
        assert_eq!(exceeded(3, true), Some(Closing::Abort), "one byte a second");
        drop(answering);
        assert_eq!(exceeded(22, false), None);
    }

    #[test]
    fn a_proxy_is_not_ended_for_one_of_its_clients() {
        let (rules, connection) = (rules(), connection(None));
        let mut answering = connection.begin(true);
        answering.answered(&Body::from("x"), None);
        for second in 1..500 {
            answering.wrote_at(1, second * SECOND);
            assert_eq!(rules.exceeded(&connection, second * SECOND, false), None);
        }
        assert_eq!(
            rules.exceeded(&connection, 530 * SECOND, false),
            Some(Closing::Abort)
        );
        drop(answering);
        assert_eq!(
            rules.exceeded(&connection, 601 * SECOND, false),
            Some(Closing::Graceful)
        );
    }
}
