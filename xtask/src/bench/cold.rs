//! The size of the first question page for a browser with an empty cache.
//!
//! Before the WebAssembly, a browser requests the page and what it refers to: styles, scripts and
//! the icon. Compressed sizes are those of the bodies sent to a browser that accepts
//! brotli.

use anyhow::{Context, Result, bail};

use super::Built;
use super::client::{Connection, Response, request};
use super::served::{Server, prepare};
use crate::console;

/// The first page of a service, with questions of more than one kind.
const PAGE: &str = "/services/pothole/danger";

/// Limit for the HTML, compressed, in bytes: one round trip of a new connection (RFC 6928: ten
/// segments).
const MAX_HTML: usize = 14 * 1024;
/// Limit for HTML, styles and scripts before the WebAssembly, compressed, in bytes.
const MAX_TOTAL: usize = 45 * 1024;
/// Limit for the number of requests.
const MAX_REQUESTS: usize = 6;

/// Prints the sizes beside their limits.
pub fn weight(built: &Built) -> Result<()> {
    prepare(built, &[])?;
    let server = Server::start(built, &[])?;
    let mut connection = Connection::open(server.address)?;
    let plain = connection.send(&request("GET", PAGE, &[], ""))?;
    let html = fetch(&mut connection, PAGE)?;
    let text = String::from_utf8_lossy(&plain.body).into_owned();
    let mut bytes = html.body.len();
    let mut requests = 1;
    for path in referenced_assets(&text) {
        let asset = fetch(&mut connection, &path)?;
        console::line(&format!("  {:>7} B  {path}", asset.body.len()));
        bytes += asset.body.len();
        requests += 1;
    }
    let verdict = |actual: usize, limit: usize| if actual <= limit { "within" } else { "OVER" };
    console::line(&format!(
        "HTML {} B ({} B plain), {} the limit of {MAX_HTML}",
        html.body.len(),
        plain.body.len(),
        verdict(html.body.len(), MAX_HTML)
    ));
    console::line(&format!(
        "HTML, styles and scripts before WASM {bytes} B, {} the limit of {MAX_TOTAL}",
        verdict(bytes, MAX_TOTAL)
    ));
    console::line(&format!(
        "{requests} requests, {} the limit of {MAX_REQUESTS}",
        verdict(requests, MAX_REQUESTS)
    ));
    server.stop()
}

fn fetch(connection: &mut Connection, path: &str) -> Result<Response> {
    let encoding = [("accept-encoding", "br, gzip")];
    let response = connection.send(&request("GET", path, &encoding, ""))?;
    if response.status != 200 {
        bail!("{path} is answered {}", response.status);
    }
    response
        .header("content-type")
        .with_context(|| format!("{path} has no type"))?;
    Ok(response)
}

/// The asset paths in attributes that a browser loads automatically, each once; not those of the
/// island, which come last.
fn referenced_assets(html: &str) -> Vec<String> {
    let html = html
        .split("<link rel=\"modulepreload\"")
        .next()
        .unwrap_or_default();
    let mut paths: Vec<String> = Vec::new();
    for attribute in ["href=\"", "src=\""] {
        for rest in html.split(attribute).skip(1) {
            let path = rest.split('"').next().unwrap_or_default();
            let is_asset = path.starts_with("/assets/");
            if is_asset && !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::referenced_assets;

    #[test]
    fn fetches_each_referenced_file_once_and_no_links() {
        let html = r#"<link href="/assets/a.css"><script src="/assets/b.js"></script>
            <a href="/services">x</a><link href="/assets/a.css">
            <link rel="modulepreload" href="/assets/c.js">"#;
        assert_eq!(referenced_assets(html), ["/assets/a.css", "/assets/b.js"]);
    }
}
