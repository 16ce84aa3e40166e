//! Resolves host names to permitted addresses only.
//!
//! The addresses that are checked are those connected to, so a name that resolves differently
//! in between (DNS rebinding) has no effect.

use super::networks::{Networks, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Which addresses are permitted.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    pub allowed: Arc<Networks>,
    /// The public internet is permitted with TLS only; named networks always.
    pub public_too: bool,
}

impl Guard {
    pub fn permits(&self, address: IpAddr) -> bool {
        (self.public_too && is_public(address)) || self.allowed.contains(address)
    }
}

/// The address is private and the destination's `allow_networks` does not name it, or it is
/// public and the connection would not be encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the destination's address is not allowed")]
pub struct RefusedAddress;

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let permitted: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0))
                .await?
                .filter(|address| guard.permits(address.ip()))
                .collect();
            if permitted.is_empty() {
                return Err(RefusedAddress.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}
