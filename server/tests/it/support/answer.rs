//! What came back, from the router in this process or over a connection.

use super::page::Page;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{} is not JSON ({error}): {}", self.status, self.text())
        })
    }

    pub fn page(&self) -> Page {
        Page::read(self.text())
    }

    /// The same, when its status is this one; else it shows what came instead.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            self.text().chars().take(1500).collect::<String>()
        );
        self
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn leads(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location")
    }

    /// The reference of a 303 to a request's page, or of a receipt.
    #[track_caller]
    pub fn reference(&self) -> String {
        if self.status == StatusCode::CREATED {
            return compact(self.json()["reference"].as_str().unwrap());
        }
        let path = self.leads();
        let (_, reference) = path
            .split_once("/requests/")
            .unwrap_or_else(|| panic!("{path} is no request"));
        compact(reference)
    }

    /// The first tracking code in the text: four groups of four.
    pub fn tracking(&self) -> Option<String> {
        let is_code = |window: &&[u8]| {
            window.iter().enumerate().all(|(at, byte)| match at % 5 {
                4 => *byte == b'-',
                _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            })
        };
        let code = self.body.windows(19).find(is_code)?;
        String::from_utf8(code.to_vec()).ok()
    }
}

/// A reference without its dashes, however it was shown.
pub fn compact(reference: &str) -> String {
    reference.chars().filter(|c| c.is_alphanumeric()).collect()
}
