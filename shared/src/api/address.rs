//! `GET /api/v1/addresses?postcode=`

use serde::{Deserialize, Serialize};

/// Response to a lookup: `{"postcode","addresses":[…]}`. An unknown postcode has no addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Addresses {
    pub postcode: String,
    pub addresses: Vec<FoundAddress>,
}

/// One property of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundAddress {
    /// Unique Property Reference Number, as text.
    pub uprn: String,
    pub lines: Vec<String>,
    pub town: String,
    pub postcode: String,
    /// The authority the address lies in, or an area outside all of ours: `maidstone`, `medway`,
    /// `elsewhere`. Leave it out of an address that you send: an answer with it is refused.
    pub area: String,
}
