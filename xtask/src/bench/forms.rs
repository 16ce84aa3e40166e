//! Question pages drawn for people in the middle of a form.
//!
//! Sixteen people, each with a cookie and a draft with answers, ask for a page of their own
//! over and over: the draft is read from the store, opened and drawn each time. As programs
//! that measure ask (plain), and as browsers ask (brotli, which the server does anew for
//! each page).

use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Built;
use super::client::{Connection, Rate, load, request};
use super::served::{Server, prepare};
use super::start::resident;
use crate::say;

const PEOPLE: usize = 16;
const TIME: Duration = Duration::from_secs(8);
const AIMS: &str = "aim 6000, then 15000";

/// Prints the rates and the memory after them.
pub fn rate(built: &Built) -> Result<()> {
    prepare(built, &[])?;
    let server = Server::start(built, &[("DOORSTEP__LOG__FILTER", "warn")])?;
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        people.push(begin(&server)?);
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
        // The first second warms what is made once.
        load(server.address, PEOPLE, Duration::from_secs(1), 200, &next)?;
        let rate = load(server.address, PEOPLE, TIME, 200, &next)?;
        print(name, &rate);
    }
    let held = resident(server.id())?;
    say::line(&format!(
        "{:.1} MB in memory after it",
        held as f64 / 1000.0
    ));
    server.stop()
}

fn print(name: &str, rate: &Rate) {
    say::line(&format!(
        "{name:<7} {:>7.0} pages a second ({AIMS}); p50 {:.2} ms, p99 {:.2} ms",
        rate.each_second(),
        rate.within(0.5),
        rate.within(0.99)
    ));
}

/// Presses the start button and answers the first page: the address of the second page of
/// this draft, and the cookie that opens it.
fn begin(server: &Server) -> Result<(String, String)> {
    let mut connection = Connection::open(server.address)?;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let started = connection.ask(&request("POST", "/services/pothole/start", &form, ""))?;
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
    let pressed = connection.ask(&request("POST", &page, &headers, "danger=no"))?;
    if pressed.status != 303 {
        bail!("the first page is answered {}", pressed.status);
    }
    let next = pressed.header("location").context("no second page")?;
    Ok((next.to_owned(), cookie))
}
