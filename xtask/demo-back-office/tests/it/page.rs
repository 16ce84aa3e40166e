//! A page as a browser without scripts sees it.

use scraper::{ElementRef, Html, Selector};

pub struct Page {
    text: String,
    html: Html,
}

/// A form as a browser would post it if nothing else were typed.
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Page {
    pub fn read(text: &str) -> Page {
        Page {
            text: text.to_owned(),
            html: Html::parse_document(text),
        }
    }

    /// As it was sent.
    pub fn source(&self) -> &str {
        &self.text
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).collect()
    }

    /// The text of every match.
    pub fn words(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(words).collect()
    }

    pub fn main(&self) -> String {
        self.words("main").concat()
    }

    /// The names and values of every list of names and values inside a match.
    pub fn rows(&self, within: &str) -> Vec<(String, String)> {
        let (names, values) = (format!("{within} dt"), format!("{within} dd"));
        self.words(&names)
            .into_iter()
            .zip(self.words(&values))
            .collect()
    }

    /// The value of a row.
    #[track_caller]
    pub fn value(&self, within: &str, name: &str) -> String {
        let rows = self.rows(within);
        let found = rows.iter().find(|(one, _)| one == name);
        found
            .unwrap_or_else(|| panic!("no {name} in {rows:?}"))
            .1
            .clone()
    }

    pub fn forms(&self) -> Vec<Form> {
        let field = Selector::parse("input[name], textarea[name]").unwrap();
        let form = |form: ElementRef<'_>| Form {
            action: form.attr("action").unwrap().to_owned(),
            fields: form
                .select(&field)
                .filter(|field| {
                    field.attr("type") != Some("radio") || field.attr("checked").is_some()
                })
                .map(|field| {
                    let value = match field.value().name() {
                        "textarea" => field.text().collect(),
                        _ => field.attr("value").unwrap().to_owned(),
                    };
                    (field.attr("name").unwrap().to_owned(), value)
                })
                .collect(),
        };
        self.all("form[method=post]")
            .into_iter()
            .map(form)
            .collect()
    }

    /// The form whose action ends like this.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let mut forms = self.forms().into_iter();
        let found = forms.find(|form| form.action.ends_with(action));
        found.unwrap_or_else(|| panic!("no form for {action} in: {}", self.main()))
    }
}

impl Form {
    #[track_caller]
    pub fn filled(mut self, fields: &[(&str, &str)]) -> Form {
        for (name, value) in fields {
            let field = self.fields.iter_mut().find(|(own, _)| own == name);
            field.unwrap_or_else(|| panic!("no field {name}")).1 = (*value).to_owned();
        }
        self
    }
}

/// The text of an element, with single spaces.
fn words(element: ElementRef<'_>) -> String {
    let text: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    text.join(" ")
}
