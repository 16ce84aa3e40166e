//! A response, from the router in this process or over a connection.

use super::page::Page;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

#[derive(Debug, Clone)]
pub struct TestResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestResponse {
    /// A header's value; empty if it is missing.
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

    /// Asserts the status and returns the answer; the failure message shows the body.
    #[track_caller]
    pub fn is(self, status: u16) -> TestResponse {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            self.text().chars().take(1500).collect::<String>()
        );
        self
    }

    /// The `Location` of a 303.
    #[track_caller]
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location")
    }

    /// The reference from a receipt or from a 303 to a request's page.
    #[track_caller]
    pub fn reference(&self) -> String {
        if self.status == StatusCode::CREATED {
            return compact(self.json()["reference"].as_str().unwrap());
        }
        let path = self.location();
        let (_, reference) = path
            .split_once("/requests/")
            .unwrap_or_else(|| panic!("{path} is not the path of a request"));
        compact(reference)
    }

    /// The first tracking code in the text: four groups of four characters.
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

/// A reference without its dashes.
pub fn compact(reference: &str) -> String {
    reference.chars().filter(|c| c.is_alphanumeric()).collect()
}
