//! The complete document around a page.

use crate::layout::{Frame, footer, header, stay};
use leptos::prelude::*;

/// `body` is returned by a page's `view`: `main`, and what precedes it.
///
/// There are no inline scripts or styles: the content security policy forbids them.
pub fn document(frame: &Frame, body: AnyView) -> AnyView {
    let assets = &frame.assets;
    let robots = (!frame.index)
        .then(|| view! { <meta name="robots" content="noindex, nofollow"/> }.into_any());
    let style = |href: &Option<String>| {
        href.clone()
            .map(|href| view! { <link rel="stylesheet" href=href/> }.into_any())
    };
    // Marked, because the island replaces it when another council serves the journey.
    let brand = assets
        .brand
        .clone()
        .map(|href| view! { <link rel="stylesheet" href=href data-brand=true/> }.into_any());
    let script = |src: &Option<String>| {
        src.clone()
            .map(|src| view! { <script type="module" src=src></script> }.into_any())
    };
    let icon = assets
        .icon
        .clone()
        .map(|href| view! { <link rel="icon" href=href type="image/svg+xml"/> }.into_any());
    let boot = frame.island.then(|| script(&assets.boot_script)).flatten();
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
        <html lang=frame.language().code() class="govuk-template">
            <head>
                <meta charset="utf-8"/>
                <title>{frame.title.clone()}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                // Phone numbers are links already; references and dates are not phone numbers.
                <meta name="format-detection" content="telephone=no"/>
                {robots}
                {alternates}
                {icon}
                {style(&assets.style)}
                {brand}
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
            </body>
        </html>
    }
    .into_any()
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
