//! CSS, scripts, WASM, brands and their images, held in memory under names that change with the content.

use crate::config::authorities::Authority;
use crate::config::svg;
use crate::content_encoding::{self, Encoding};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY};
use axum::http::{HeaderMap, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use shared::language::Language;
use shared::wording::Wording;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A name with a hash never changes its content.
pub const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

#[derive(Debug, Default)]
pub struct Assets {
    /// Hashed names by plain ones: `main.css` → `main-5e2eeeff.css`.
    names: BTreeMap<String, String>,
    /// By authority id.
    brands: BTreeMap<String, Brand>,
    /// The colours of every authority, for the pages themselves.
    colours: Arc<str>,
    critical: Option<Arc<str>>,
    style_hashes: String,
    /// Hashed names of the islands' wording files, by language.
    words: BTreeMap<Language, String>,
    files: HashMap<String, File>,
}

/// Hashed names of what one authority's pages load besides the rest.
#[derive(Debug)]
struct Brand {
    /// With the width of the image divided by its height.
    logo: Option<(String, f64)>,
    icon: Option<String>,
}

#[derive(Debug)]
struct File {
    kind: HeaderValue,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    #[error("{0} cannot be read")]
    Read(String, #[source] std::io::Error),
    #[error("{0} is not a list of names")]
    Manifest(String, #[source] serde_json::Error),
}

impl Assets {
    /// Reads the folder built by `cargo xtask` into memory, and the brands.
    ///
    /// # Errors
    /// If the folder or a file in its manifest cannot be read.
    pub fn load(folder: &Path, authorities: &[Authority]) -> Result<Assets, AssetsError> {
        let mut assets = Assets::brands_only(authorities);
        let read = |path: &Path| {
            std::fs::read(path)
                .map_err(|error| AssetsError::Read(path.display().to_string(), error))
        };
        let manifest = folder.join("manifest.json");
        assets.names = serde_json::from_slice(&read(&manifest)?)
            .map_err(|error| AssetsError::Manifest(manifest.display().to_string(), error))?;
        for hashed in assets.names.values() {
            let twin = |ending: &str| std::fs::read(folder.join(format!("{hashed}.{ending}"))).ok();
            let file = File {
                kind: kind(hashed),
                plain: read(&folder.join(hashed))?.into(),
                brotli: twin("br").map(Bytes::from),
                gzip: twin("gz").map(Bytes::from),
            };
            assets.files.insert(hashed.clone(), file);
        }
        assets.critical = assets.text("critical.css").map(Arc::from);
        if let Some(critical) = &assets.critical {
            assets.style_hashes.push_str(&style_hash(critical));
        }
        Ok(assets)
    }

    /// Only the brands: pages work without the rest.
    pub fn brands_only(authorities: &[Authority]) -> Assets {
        let colours = authorities.iter().map(colours).collect::<String>();
        let mut assets = Assets {
            style_hashes: style_hash(&colours),
            colours: colours.into(),
            ..Assets::default()
        };
        for authority in authorities {
            let (id, brand) = (&authority.id, &authority.brand);
            // The settings were checked with these files; if one is gone since, there is a name.
            let image = |file: &Option<PathBuf>| svg::load(file.as_deref()?).ok();
            let (logo, icon) = (image(&brand.logo), image(&brand.icon));
            let brand = Brand {
                logo: logo.map(|image| {
                    let name = assets.add(&format!("logo-{id}"), "svg", image.text);
                    (name, image.ratio)
                }),
                icon: icon.map(|image| assets.add(&format!("icon-{id}"), "svg", image.text)),
            };
            assets.brands.insert(id.clone(), brand);
        }
        assets
    }

    /// Adds the wording that islands render with, one file per language.
    pub fn with_words<'w>(mut self, words: impl Fn(Language) -> &'w Wording) -> Assets {
        for language in Language::ALL {
            let part = words(language).part(&app::questions::WORDS);
            // Serialising a map of strings cannot fail.
            let json = serde_json::to_string(&part).unwrap_or_default();
            let name = self.add(&format!("words-{}", language.code()), "json", json);
            self.words.insert(language, name);
        }
        self
    }

    /// Adds a text made at start and returns its hashed name.
    fn add(&mut self, name: &str, ending: &str, text: String) -> String {
        let hash = hex::encode(&Sha256::digest(text.as_bytes())[..4]);
        let name = format!("{name}-{hash}.{ending}");
        let file = File {
            kind: kind(&name),
            brotli: Some(content_encoding::brotli(text.as_bytes(), 11)),
            gzip: Some(content_encoding::gzip(text.as_bytes(), 9)),
            plain: text.into(),
        };
        self.files.insert(name.clone(), file);
        name
    }

    /// The href of a file by its plain name, such as `main.css`.
    pub fn href(&self, plain: &str) -> Option<String> {
        self.names.get(plain).map(|name| format!("/assets/{name}"))
    }

    /// The colours of every authority, inline on every page; `data-brand` chooses one.
    pub fn colours(&self) -> Arc<str> {
        Arc::clone(&self.colours)
    }

    /// What of the stylesheet shows at once, inline on a browser's first page.
    pub fn critical(&self) -> Option<Arc<str>> {
        self.critical.clone()
    }

    fn text(&self, plain: &str) -> Option<&str> {
        let file = self.files.get(self.names.get(plain)?)?;
        std::str::from_utf8(&file.plain).ok()
    }

    /// The hashes of the inline styles, as the content security policy lists them.
    pub fn style_hashes(&self) -> &str {
        &self.style_hashes
    }

    /// An authority's logo: its href, and its width divided by its height.
    pub fn logo(&self, authority: &str) -> Option<(String, f64)> {
        let (name, ratio) = self.brands.get(authority)?.logo.as_ref()?;
        Some((format!("/assets/{name}"), *ratio))
    }

    /// The href of an authority's icon, or of the one of all.
    pub fn icon_href(&self, authority: &str) -> Option<String> {
        let own = self
            .brands
            .get(authority)
            .and_then(|brand| brand.icon.as_ref());
        match own {
            Some(name) => Some(format!("/assets/{name}")),
            None => self.href("favicon.svg"),
        }
    }

    /// The href of a language's wording.
    pub fn words_href(&self, language: Language) -> String {
        let name = self.words.get(&language).map_or("", String::as_str);
        format!("/assets/{name}")
    }

    /// The file in the best encoding the client accepts; `None` for an unknown name.
    pub fn response(&self, name: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let file = self.files.get(name)?;
        let taken = Encoding::best(headers);
        let (bytes, encoding) = match (taken, &file.brotli, &file.gzip) {
            (Encoding::Brotli, Some(bytes), _) => (bytes, Some("br")),
            (Encoding::Brotli | Encoding::Gzip, _, Some(bytes)) => (bytes, Some("gzip")),
            _ => (&file.plain, None),
        };
        let mut response = Response::new(Body::from(bytes.clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, file.kind.clone());
        headers.insert(CACHE_CONTROL, FOR_EVER);
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Some(response)
    }
}

/// Custom properties for `style/_brands.scss`; their contrast is checked at start.
fn colours(authority: &Authority) -> String {
    let brand = &authority.brand;
    format!(
        ":root[data-brand=\"{}\"]{{--brand:{};--brand-text:{};--brand-accent:{};--brand-link:{};--brand-link-hover:{}}}",
        authority.id,
        brand.colour,
        brand.on_colour,
        brand.accent,
        brand.accent,
        brand.link_hover()
    )
}

fn style_hash(style: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(" 'sha256-{hash}'")
}

fn kind(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::ACCEPT_ENCODING;

    fn accepts(text: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
        headers
    }

    #[test]
    fn a_hashed_file_is_cached_forever_and_compressed_if_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put(
            "manifest.json",
            r#"{"main.css":"main-1.css","critical.css":"critical-1.css"}"#,
        );
        put("main-1.css", "plain");
        put("critical-1.css", "a{}");
        put("main-1.css.br", "brotli");
        let config = crate::config::Config::defaults().unwrap();
        let assets = Assets::load(folder.path(), &config.authorities).unwrap();
        assert_eq!(
            assets.href("main.css").as_deref(),
            Some("/assets/main-1.css")
        );
        assert_eq!(assets.href("other.css"), None);

        let response = assets.response("main-1.css", &accepts("br")).unwrap();
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[CACHE_CONTROL], FOR_EVER);
        assert_eq!(response.headers()[VARY], "accept-encoding");
        let response = assets.response("main-1.css", &HeaderMap::new()).unwrap();
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
        assert!(
            assets
                .response("manifest.json", &HeaderMap::new())
                .is_none()
        );
        assert!(assets.response("../secret", &HeaderMap::new()).is_none());

        assert_eq!(assets.critical().as_deref(), Some("a{}"));
        let kent = ":root[data-brand=\"kent\"]{--brand:#";
        assert!(assets.colours().contains(kent));
        let hashes = assets.style_hashes();
        let critical = " 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
        assert_eq!(hashes.matches("sha256-").count(), 2);
        assert!(hashes.ends_with(critical), "{hashes}");
    }
}
