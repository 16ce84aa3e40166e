//! A page as a browser without scripts sees it: its text and its form.

use scraper::{ElementRef, Html, Selector};

pub struct Page {
    html: Html,
}

/// A form as a browser would post it if nothing else were typed.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Page {
    pub fn read(text: &str) -> Page {
        Page {
            html: Html::parse_document(text),
        }
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).collect()
    }

    /// The text of every match.
    pub fn words(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(words).collect()
    }

    pub fn title(&self) -> String {
        self.words("title").concat()
    }

    pub fn heading(&self) -> String {
        self.words("h1").first().cloned().unwrap_or_default()
    }

    /// The messages of the error summary, in order.
    pub fn mistakes(&self) -> Vec<String> {
        self.words(".govuk-error-summary__list li")
    }

    /// The text between header and footer.
    pub fn main(&self) -> String {
        self.words("main").concat()
    }

    /// The first form in the page's content that posts.
    #[track_caller]
    pub fn form(&self) -> Form {
        self.forms()
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no form in: {}", self.main()))
    }

    /// The form whose action ends like this.
    #[track_caller]
    pub fn form_to(&self, end: &str) -> Form {
        self.forms()
            .into_iter()
            .find(|form| form.action.split('?').next().unwrap().ends_with(end))
            .unwrap_or_else(|| panic!("no form to {end} in: {}", self.main()))
    }

    pub fn forms(&self) -> Vec<Form> {
        self.all("main form[method=post]")
            .into_iter()
            .map(|form| Form {
                action: form.attr("action").unwrap_or_default().to_owned(),
                fields: fields(form),
            })
            .collect()
    }
}

impl Form {
    /// Whether a browser would post a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// The first value of a field that a browser would post. Panics if there is none: an unselected
    /// choice or a missing field is not a blank value.
    #[track_caller]
    pub fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|(key, _)| key == name);
        let (_, value) = field.unwrap_or_else(|| panic!("no value of {name} in {self:?}"));
        value
    }

    /// The same form with these fields filled in; a repeated name is posted repeatedly.
    pub fn filled(mut self, fields: &[(&str, &str)]) -> Form {
        for (name, _) in fields {
            self.fields.retain(|(key, _)| key != name);
        }
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        self.fields.extend(fields.iter().map(own));
        self
    }
}

/// The text with every run of white space collapsed to one space.
fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let selector = Selector::parse("input[name], textarea[name], select[name]").unwrap();
    let option = Selector::parse("option[selected]").unwrap();
    form.select(&selector)
        .filter_map(|field| {
            let name = field.attr("name")?.to_owned();
            let value = match field.value().name() {
                // A browser drops the line break after the opening tag.
                "textarea" => {
                    let text: String = field.text().collect();
                    text.strip_prefix('\n').unwrap_or(&text).to_owned()
                }
                "select" => field.select(&option).next()?.attr("value")?.to_owned(),
                _ => {
                    let kind = field.attr("type").unwrap_or("text");
                    let pressed = matches!(kind, "submit" | "button");
                    let chosen =
                        !matches!(kind, "radio" | "checkbox") || field.attr("checked").is_some();
                    if pressed || !chosen {
                        return None;
                    }
                    field.attr("value").unwrap_or_default().to_owned()
                }
            };
            Some((name, value))
        })
        .collect()
}
