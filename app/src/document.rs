//! The complete document around a page.

use crate::layout::{Frame, footer, header, stay};
use leptos::prelude::*;
use std::sync::Arc;

/// `body` is returned by a page's `view`: `main`, and what precedes it.
///
/// There are no inline scripts, and no inline styles but those whose hashes are in the content
/// security policy.
///
/// A browser that has the stylesheet waits for it, so that a page is complete when it appears. Any
/// other paints with what is inline, and the stylesheet comes last, where nothing waits for it.
pub fn document(frame: &Frame, body: AnyView) -> AnyView {
    let assets = &frame.assets;
    let robots = (!frame.index)
        .then(|| view! { <meta name="robots" content="noindex, nofollow"/> }.into_any());
    let inline = |style: Arc<str>| view! { <style inner_html=style></style> }.into_any();
    let critical = assets.critical.clone().filter(|_| !frame.has_style);
    let style = assets
        .style
        .clone()
        .map(|href| view! { <link rel="stylesheet" href=href/> }.into_any());
    let (style, late_style) = match critical {
        Some(critical) => (Some(inline(critical)), style),
        None => (style, None),
    };
    let script = |src: &Option<String>| {
        src.clone()
            .map(|src| view! { <script type="module" src=src></script> }.into_any())
    };
    let icon = assets
        .icon
        .clone()
        .map(|href| view! { <link rel="icon" href=href type="image/svg+xml"/> }.into_any());
    let boot = frame
        .island
        .as_ref()
        .and_then(|_| script(&assets.boot_script));
    let alternates = frame
        .alternates
        .iter()
        .filter(|_| frame.index)
        .map(|(language, href)| {
            view! { <link rel="alternate" hreflang=language.code() href=href.clone()/> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <!DOCTYPE html>
        // The island replaces the brand when another council serves the journey.
        <html lang=frame.language().code() class="govuk-template" data-brand=assets.brand.clone()>
            <head>
                <meta charset="utf-8"/>
                <title>{frame.title.clone()}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                // Phone numbers are links already; references and dates are not phone numbers.
                <meta name="format-detection" content="telephone=no"/>
                {robots}
                {alternates}
                {icon}
                {style}
                {inline(assets.colours.clone())}
                {script(&assets.page_script)}
                {boot}
            </head>
            <body class="govuk-template__body" data-stay=frame.stay.slug()>
                {header::skip_link(frame)}
                {header::header(frame)}
                // The body is a column that stretches; inside it the container keeps its own width.
                <div class="app-body">
                    <div class="govuk-width-container">{body}</div>
                </div>
                {footer::footer(frame)}
                {stay::stay(frame)}
                {late_style}
                {island_files(frame)}
            </body>
        </html>
    }
    .into_any()
}

/// Makes the browser fetch everything the island needs at once, after the page. Without script it
/// fetches nothing.
fn island_files(frame: &Frame) -> Option<AnyView> {
    let data = frame.island.as_ref()?;
    let glue = frame.assets.glue.clone().map(|href| {
        view! { <link rel="modulepreload" href=href media="(scripting)" fetchpriority="low"/> }
            .into_any()
    });
    let files = frame.assets.program.iter().chain(data).map(|href| {
        view! { <link as="fetch" rel="preload" href=href.clone() crossorigin="anonymous" media="(scripting)" fetchpriority="low"/> }
            .into_any()
    });
    Some((glue, files.collect::<Vec<_>>()).into_any())
}

/// Removes the empty comments that Leptos leaves between nodes.
///
/// They are needed for hydration, and only an island is hydrated: they are retained in its shell
/// and removed from its children and everything outside, because they are not valid HTML. Text is
/// never affected: in it `<` is escaped as `&lt;`.
pub fn without_markers(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    // Copied up to `copied`, scanned up to `scanned`.
    let (mut copied, mut scanned) = (0, 0);
    let mut shell = false;
    while let Some(at) = html[scanned..].find('<').map(|at| at + scanned) {
        let tag = &html[at..];
        scanned = at + 1;
        if tag.starts_with("<!>") {
            if !shell {
                out.push_str(&html[copied..at]);
                scanned = at + 3;
                copied = scanned;
            }
        } else if tag.starts_with("<leptos-island") || tag.starts_with("</leptos-children") {
            shell = true;
        } else if tag.starts_with("<leptos-children") || tag.starts_with("</leptos-island") {
            shell = false;
        }
    }
    out.push_str(&html[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::without_markers;

    #[test]
    fn only_the_islands_own_elements_keep_their_markers() {
        let html = "<p>a<!>b</p><leptos-island><!><leptos-children><!>c<!></leptos-children><!></leptos-island><!>";
        assert_eq!(
            without_markers(html),
            "<p>ab</p><leptos-island><!><leptos-children>c</leptos-children><!></leptos-island>"
        );
    }
}
