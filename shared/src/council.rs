//! Councils as texts name them, in one language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The placeholder of the serving authority's name. With a colon and the id of an address question,
/// the name of the council that the address lies in.
pub const AUTHORITY: &str = "authority";

/// A council: an authority of the deployment, or one around it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    pub name: String,
    /// Left out where no page links to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// By the id that addresses have as their area.
pub type Councils = BTreeMap<String, Council>;
