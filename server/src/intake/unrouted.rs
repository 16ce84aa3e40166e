//! Requests accepted without a destination in the settings.

use super::Intake;
use crate::config::destinations::route;
use crate::handoff::UNROUTED;
use crate::store::Reroute;
use crate::store::StoreResult;

impl Intake {
    /// Moves deliveries accepted without a route to the destination now configured. Returns how
    /// many were moved.
    pub async fn route_unrouted(&self) -> StoreResult<u64> {
        let deps = &self.0;
        let counts = deps.store.delivery_counts().await?;
        if counts.iter().all(|count| count.destination != UNROUTED) {
            return Ok(0);
        }
        let mut moved = 0;
        for service in deps.config.routing.keys() {
            for authority in &deps.config.authorities {
                let Some(to) = route(&deps.config.routing, service, &authority.id) else {
                    continue;
                };
                let reroute = Reroute {
                    from: UNROUTED.to_owned(),
                    to: to.to_owned(),
                    service: service.clone(),
                    authority: authority.id.clone(),
                };
                moved += deps.store.reroute(reroute, deps.clock.now()).await?;
            }
        }
        Ok(moved)
    }
}
