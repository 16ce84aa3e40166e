//! Names become addresses here, and only addresses that may be spoken to come out.
//!
//! The check stands between looking the name up and connecting to the very address that
//! was checked, so a name that changes its answer in between gains nothing.

use super::networks::{Networks, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Which addresses are good enough.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    pub allowed: Arc<Networks>,
    /// Without TLS only named networks will do; with it the public internet as well.
    pub public_too: bool,
}

impl Guard {
    pub fn permits(&self, address: IpAddr) -> bool {
        (self.public_too && is_public(address)) || self.allowed.contains(address)
    }
}

/// The address is private and the destination's `allow_networks` does not name it, or it is
/// public and the connection would not be protected.
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
