//! Question pages for guests part-way through a form.
//!
//! Sixteen guests, each with a cookie and a draft with answers, request a page of their own
//! repeatedly; each time the draft is read, decrypted and rendered. Measured without compression
//! and with brotli, which the server applies to each page as it is sent.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Built;
use super::client::{Connection, Rate, load, request};
use super::served::{Server, prepare};
use super::start::resident;
use crate::console;

const PEOPLE: usize = 16;
const TIME: Duration = Duration::from_secs(8);
const TARGET: &str = "aim 6000, then 15000";

/// Prints the rates, and the memory in use after them.
pub fn rate(built: &Built) -> Result<()> {
    prepare(built, &[])?;
    let server = Server::start(built, &[("DOORSTEP__LOG__FILTER", "warn")])?;
    measure(&server)?;
    server.stop()
}

/// As [`rate`], of a running server.
pub fn measure(server: &Server) -> Result<()> {
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        people.push(start_draft(server)?);
    }
    for (name, encoding) in [("plain", ""), ("brotli", "br")] {
        let requests: Vec<Vec<u8>> = people
            .iter()
            .map(|(path, cookie)| {
                let mut headers = vec![("cookie", cookie.as_str())];
                if !encoding.is_empty() {
                    headers.push(("accept-encoding", encoding));
                }
                request("GET", path, &headers, "")
            })
            .collect();
        let next = |person: usize, _| requests.get(person).cloned().unwrap_or_default();
        // The first second fills the caches.
        load(server.address, PEOPLE, Duration::from_secs(1), 200, &next)?;
        let rate = load(server.address, PEOPLE, TIME, 200, &next)?;
        print(name, &rate);
    }
    let memory = resident(server.id())?;
    console::line(&format!(
        "{:.1} MB in memory after it",
        memory as f64 / 1000.0
    ));
    Ok(())
}

fn print(name: &str, rate: &Rate) {
    console::line(&format!(
        "{name:<7} {:>7.0} pages a second ({TARGET}); p50 {:.2} ms, p99 {:.2} ms",
        rate.per_second(),
        rate.percentile(0.5),
        rate.percentile(0.99)
    ));
}

/// Starts a draft and answers the first page; returns the path of the draft's second page and
/// the cookie that opens it.
fn start_draft(server: &Server) -> Result<(String, String)> {
    let mut connection = Connection::open(server.address)?;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let started = connection.send(&request("POST", "/services/pothole/start", &form, ""))?;
    let page = started
        .header("location")
        .context("no first page")?
        .to_owned();
    let cookie = started
        .header("set-cookie")
        .and_then(|cookie| cookie.split(';').next())
        .context("no cookie")?
        .to_owned();
    let headers = [form[0], ("cookie", cookie.as_str())];
    let posted = connection.send(&request("POST", &page, &headers, "danger=no"))?;
    if posted.status != 303 {
        bail!("the first page is answered {}", posted.status);
    }
    let next = posted.header("location").context("no second page")?;
    Ok((next.to_owned(), cookie))
}
