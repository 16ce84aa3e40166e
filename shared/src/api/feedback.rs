//! `POST /api/v1/feedback`

use serde::{Deserialize, Serialize};
use validator::Validate;

/// A satisfaction rating, for the contact the token belongs to or for a service.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendFeedback {
    /// The token in the contact's feedback link; send either this or `service`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 128))]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 128))]
    pub token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub service: Option<String>,
    /// 1 very dissatisfied to 5 very satisfied.
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 5))]
    pub rating: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1200))]
    #[cfg_attr(feature = "schema", schema(max_length = 1200))]
    pub comment: Option<String>,
}
