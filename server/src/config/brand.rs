//! `[authorities.brand]`: how a council's pages look. `serve` and `check` refuse colours that
//! people cannot read, and images that could do more than be looked at.

use super::svg;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What stands behind the text of a page, as in `style/_brands.scss`.
const PAGE: &str = "#ffffff";
const SURFACE: &str = "#f4f6f8";

/// WCAG 2.2: the least contrast of text (1.4.3), and of parts one must see (1.4.11).
const TEXT: f64 = 4.5;
const PART: f64 = 3.0;

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The background of the header; lines and marks on white. 3:1 on white.
    pub colour: String,
    /// The text of the header. 4.5:1 on `colour`.
    pub on_colour: String,
    /// Links, and the narrow line under the header. 4.5:1 on white.
    pub accent: String,
    /// An SVG file for the header, in place of the name; it is drawn on `colour`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<PathBuf>,
    /// An SVG file for the tab of the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<PathBuf>,
}

impl Brand {
    /// Every mistake, with the field it is in.
    pub(super) fn check(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let (colour, accent) = (self.colour.as_str(), self.accent.as_str());
        for (field, front, back, least) in [
            ("on_colour", self.on_colour.as_str(), colour, TEXT),
            ("accent", accent, PAGE, TEXT),
            ("accent", accent, SURFACE, TEXT),
            ("colour", colour, PAGE, PART),
            ("colour", colour, SURFACE, PART),
        ] {
            match contrast(front, back) {
                None => found.push((field, "colours are written #rrggbb".to_owned())),
                Some(ratio) if ratio < least => found.push((
                    field,
                    format!(
                        "{front} on {back} has a contrast of {:.2}:1; WCAG 2.2 asks for {least}:1",
                        // Rounded down: 4.499 is not 4.50.
                        (ratio * 100.0).floor() / 100.0
                    ),
                )),
                Some(_) => {}
            }
        }
        for (field, file) in [("logo", &self.logo), ("icon", &self.icon)] {
            if let Some(file) = file
                && let Err(message) = svg::load(file)
            {
                found.push((field, message));
            }
        }
        found.dedup();
        found
    }

    /// Links that are pointed at: the accent, a quarter darker.
    pub fn link_hover(&self) -> String {
        let [red, green, blue] = parts(&self.accent)
            .unwrap_or_default()
            .map(|part| part / 4 * 3);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance and 1.4.3).
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    let (light, dark) = if one > other {
        (one, other)
    } else {
        (other, one)
    };
    Some((light + 0.05) / (dark + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let [red, green, blue] = parts(colour)?.map(|part| {
        let value = f64::from(part) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    });
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

/// Red, green and blue.
fn parts(colour: &str) -> Option<[u8; 3]> {
    let digits = colour
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::{Brand, SURFACE, contrast};

    fn brand(colour: &str, on_colour: &str, accent: &str) -> Brand {
        Brand {
            colour: colour.to_owned(),
            on_colour: on_colour.to_owned(),
            accent: accent.to_owned(),
            logo: None,
            icon: None,
        }
    }

    fn mistakes(brand: &Brand) -> Vec<String> {
        let found = brand.check().into_iter();
        found
            .map(|(field, message)| format!("{field}: {message}"))
            .collect()
    }

    #[test]
    fn contrast_follows_the_published_formula() {
        assert!((contrast("#000000", "#ffffff").unwrap() - 21.0).abs() < 0.01);
        assert!((contrast("#767676", "#ffffff").unwrap() - 4.54).abs() < 0.01);
        assert_eq!(contrast("blue", "#ffffff"), None);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_its_ratio() {
        assert_eq!(mistakes(&brand("#12436d", "#ffffff", "#12436d")), [""; 0]);
        // 4.54 on white is enough, on the grey of the footer it is not.
        assert_eq!(
            mistakes(&brand("#12436d", "#ffffff", "#767676")),
            ["accent: #767676 on #f4f6f8 has a contrast of 4.19:1; WCAG 2.2 asks for 4.5:1"]
        );
        assert_eq!(
            mistakes(&brand("#12436d", "#12436d", "#12436d")),
            ["on_colour: #12436d on #12436d has a contrast of 1.00:1; WCAG 2.2 asks for 4.5:1"]
        );
        // Black on yellow can be read, but a yellow line on white cannot be seen.
        let yellow = mistakes(&brand("#ffdd00", "#000000", "#12436d"));
        assert_eq!(yellow.len(), 2, "{yellow:?}");
        assert!(
            yellow
                .iter()
                .all(|one| one.starts_with("colour: #ffdd00 on"))
        );
        assert!(yellow.iter().all(|one| one.ends_with("asks for 3:1")));
        assert_eq!(
            mistakes(&brand("red", "#ffffff", "#12436d")),
            [
                "on_colour: colours are written #rrggbb",
                "colour: colours are written #rrggbb"
            ]
        );
    }

    #[test]
    fn the_surface_is_that_of_the_stylesheet() {
        let style = include_str!("../../../style/_brands.scss");
        assert!(style.contains(&format!("--surface: {SURFACE};")));
    }

    #[test]
    fn a_link_pointed_at_is_darker() {
        assert_eq!(
            brand("#000000", "#ffffff", "#804020").link_hover(),
            "#603018"
        );
    }
}
