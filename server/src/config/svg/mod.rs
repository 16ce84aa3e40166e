//! SVG images of a council: read, and written again with nothing in them but shapes, so that an
//! image can run no script and load nothing.
//!
//! Notes, metadata and what drawing programs add for themselves are left out. What would change how
//! the image looks or acts is refused, with its line.

use roxmltree::{Document, Node, NodeType, ParsingOptions};
use std::fmt::Write as _;
use std::path::Path;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The largest file, in bytes: it is loaded with every first page.
const MAX_BYTES: usize = 32 * 1024;
/// The most elements, and how deep they may lie.
const MAX_NODES: u32 = 4_000;
const MAX_DEPTH: usize = 64;

/// Elements that only draw, separated by spaces.
const ELEMENTS: &str = "\
    circle clipPath defs ellipse g line linearGradient mask path pattern polygon polyline \
    radialGradient rect stop svg symbol text tspan use";

/// Elements that say something about the image and draw nothing.
const LEFT_OUT: &str = "desc metadata title";

/// Attributes that only draw.
const ATTRIBUTES: &str = "\
    clip-path clip-rule clipPathUnits color cx cy d display dx dy fill fill-opacity fill-rule \
    font-family font-size font-style font-weight fx fy gradientTransform gradientUnits height \
    id letter-spacing mask maskContentUnits maskUnits offset opacity overflow paint-order \
    pathLength patternContentUnits patternTransform patternUnits points preserveAspectRatio r \
    rotate rx ry shape-rendering spreadMethod stop-color stop-opacity stroke stroke-dasharray \
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity \
    stroke-width text-anchor text-rendering textLength transform transform-origin \
    vector-effect viewBox visibility width word-spacing x x1 x2 y y1 y2";

/// An image that only draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Svg {
    pub text: String,
    /// Its width divided by its height.
    pub ratio: f64,
}

/// Reads an image.
///
/// # Errors
/// Why it cannot be used, with its line.
pub fn load(file: &Path) -> Result<Svg, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("names {name}, which cannot be read: {error}"))?;
    read(&text).map_err(|message| format!("{name}: {message}"))
}

/// Reads the text of an image.
///
/// # Errors
/// Why it cannot be used, with its line.
pub fn read(text: &str) -> Result<Svg, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("is larger than {MAX_BYTES} bytes"));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("is not an SVG image: {error}"))?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err("is not an SVG image: its first element is not <svg>".to_owned());
    }
    let [left, top, width, height] = view_box(root).ok_or("the <svg> has no viewBox")?;
    let mut out = format!("<svg xmlns=\"{SVG}\" viewBox=\"{left} {top} {width} {height}\"");
    let size = ["viewBox", "width", "height"];
    attributes(root, &size, &mut out)?;
    out.push('>');
    children(root, 0, &mut out)?;
    out.push_str("</svg>\n");
    Ok(Svg {
        text: out,
        ratio: width / height,
    })
}

/// The part of the plane that is shown, from `viewBox` or else from width and height.
fn view_box(root: Node<'_, '_>) -> Option<[f64; 4]> {
    let found: Vec<f64> = match root.attribute("viewBox") {
        Some(text) => text
            .split([' ', ',', '\n', '\t'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?,
        None => {
            let length = |name: &str| {
                let text = root.attribute(name)?;
                text.trim_end_matches("px").parse::<f64>().ok()
            };
            vec![0.0, 0.0, length("width")?, length("height")?]
        }
    };
    let found = <[f64; 4]>::try_from(found).ok()?;
    let [_, _, width, height] = found;
    let is_sound = found.iter().all(|one| one.is_finite()) && width > 0.0 && height > 0.0;
    is_sound.then_some(found)
}

fn children(parent: Node<'_, '_>, depth: usize, out: &mut String) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err(at(parent, "elements lie too deep in each other"));
    }
    for node in parent.children() {
        match node.node_type() {
            NodeType::Element => element(node, depth, out)?,
            NodeType::Text if ["text", "tspan"].contains(&parent.tag_name().name()) => {
                escape(node.text().unwrap_or_default(), out);
            }
            NodeType::Root | NodeType::Text | NodeType::Comment | NodeType::PI => {}
        }
    }
    Ok(())
}

fn element(node: Node<'_, '_>, depth: usize, out: &mut String) -> Result<(), String> {
    let tag = node.tag_name();
    let name = tag.name();
    // What a drawing program notes for itself.
    if tag.namespace() != Some(SVG) || is_listed(LEFT_OUT, name) {
        return Ok(());
    }
    if name == "style" {
        return Err(at(
            node,
            "<style> is not allowed: save it with presentation attributes",
        ));
    }
    if !is_listed(ELEMENTS, name) {
        return Err(at(node, &format!("<{name}> is not allowed")));
    }
    let _ = write!(out, "<{name}");
    attributes(node, &[], out)?;
    out.push('>');
    children(node, depth + 1, out)?;
    let _ = write!(out, "</{name}>");
    Ok(())
}

fn attributes(node: Node<'_, '_>, written: &[&str], out: &mut String) -> Result<(), String> {
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let is_plain = attribute.namespace().is_none();
        if name == "href" && (is_plain || attribute.namespace() == Some(XLINK)) {
            if !value.starts_with('#') {
                return Err(at(
                    node,
                    "a link to anything but a part of the image is not allowed",
                ));
            }
        } else if is_plain && name == "style" {
            let message = "style=\"…\" is not allowed: save it with presentation attributes";
            return Err(at(node, message));
        } else if is_plain && name.to_ascii_lowercase().starts_with("on") {
            return Err(at(node, &format!("{name}=\"…\" is not allowed")));
        } else if !is_plain || written.contains(&name) || !is_listed(ATTRIBUTES, name) {
            continue;
        } else if is_foreign(value) {
            return Err(at(
                node,
                &format!("{name}=\"…\" names something outside the image"),
            ));
        }
        let _ = write!(out, " {name}=\"");
        escape(value, out);
        out.push('"');
    }
    Ok(())
}

/// Whether a value names anything but a part of the image: `url(#a)` is a part.
fn is_foreign(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let mut named = value.split("url(").skip(1);
    named.any(|name| !name.trim_start_matches([' ', '"', '\'']).starts_with('#'))
        || value.contains(['\\', '<'])
        || value.contains("image(")
}

fn is_listed(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

fn at(node: Node<'_, '_>, message: &str) -> String {
    let line = node.document().text_pos_at(node.range().start).row;
    format!("line {line}: {message}")
}

#[cfg(test)]
mod tests;
