//! `GET /api/v1/services`

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Services {
    pub services: Vec<ServiceEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServiceEntry {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// SHA-256 of the canonical definition, hexadecimal.
    pub version: String,
    pub authorities: Vec<String>,
    pub languages: Vec<crate::language::Language>,
}
