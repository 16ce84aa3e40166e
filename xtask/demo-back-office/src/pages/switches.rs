//! How it behaves, switched on the page.

use super::front::{self, Before};
use super::{Problem, Shared, Unavailable};
use super::{field, problem_at};
use crate::behaviour::{Behaviour, Lie, MOST_SECONDS, Mode, Pace, Words};
use crate::html::{Markup, html};
use crate::notes;
use crate::work::is_code;
use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::time::Duration;

/// The fields, as typed.
#[derive(Deserialize)]
pub(super) struct Switches {
    mode: String,
    seconds: String,
    code: String,
    sentence: String,
    lie: String,
    progress: String,
    in_progress_after: String,
    done_after: String,
}

const BY_HAND: &str = "by-hand";
const BY_ITSELF: &str = "by-itself";

impl Switches {
    pub fn of(behaviour: &Behaviour) -> Switches {
        let pace = behaviour.pace.unwrap_or_default();
        let progress = match behaviour.pace {
            Some(_) => BY_ITSELF,
            None => BY_HAND,
        };
        Switches {
            mode: behaviour.mode.words().slug.to_owned(),
            seconds: behaviour.seconds.to_string(),
            code: behaviour.code.clone(),
            sentence: behaviour.sentence.clone(),
            lie: behaviour.lie.words().slug.to_owned(),
            progress: progress.to_owned(),
            in_progress_after: pace.in_progress_after.as_secs().to_string(),
            done_after: pace.done_after.as_secs().to_string(),
        }
    }

    fn read(&self) -> Result<Behaviour, Vec<Problem>> {
        let mut wrong = Vec::new();
        let mut problem = |field: &str, text| {
            let field = field.to_owned();
            wrong.push(Problem { field, text });
        };
        let mode = Mode::parse(&self.mode);
        if mode.is_none() {
            problem("mode-ok", "Select what it does when a request arrives");
        }
        let lie = Lie::parse(&self.lie);
        if lie.is_none() {
            problem("lie-none", "Select what it says when you press a button");
        }
        let mut seconds = |field: &str, text: &str| {
            let number = text.trim().parse::<u64>().ok();
            let number = number.filter(|number| *number <= MOST_SECONDS);
            if number.is_none() {
                problem(field, "Enter seconds as a whole number from 0 to 600");
            }
            number.unwrap_or(0)
        };
        let held = seconds("seconds", &self.seconds);
        let starts = seconds("in-progress-after", &self.in_progress_after);
        let done = seconds("done-after", &self.done_after);
        let code = self.code.trim().to_owned();
        if !is_code(&code) {
            problem(
                "code",
                "Enter a code of 1 to 64 small letters, digits and hyphens",
            );
        }
        let sentence = match notes::tidy(&self.sentence) {
            Ok(sentence) if sentence.is_empty() => {
                problem("sentence", "Enter a sentence for the resident");
                sentence
            }
            Ok(sentence) => sentence,
            Err(text) => {
                problem("sentence", text);
                String::new()
            }
        };
        let pace = match self.progress.as_str() {
            BY_HAND => None,
            BY_ITSELF if done < starts => {
                problem("done-after", "Finish no earlier than work starts");
                None
            }
            BY_ITSELF => Some(Pace {
                in_progress_after: Duration::from_secs(starts),
                done_after: Duration::from_secs(done),
            }),
            _ => {
                problem("progress-by-hand", "Select when it reports progress");
                None
            }
        };
        match (mode, lie) {
            (Some(mode), Some(lie)) if wrong.is_empty() => Ok(Behaviour {
                mode,
                seconds: held,
                code,
                sentence,
                lie,
                pace,
            }),
            _ => Err(wrong),
        }
    }
}

pub(super) async fn set(
    axum::extract::State(state): Shared,
    Form(typed): Form<Switches>,
) -> Result<Response, Unavailable> {
    match typed.read() {
        Ok(behaviour) => {
            state.behave(behaviour).await?;
            Ok(Redirect::to("/#behaviour").into_response())
        }
        Err(wrong) => front::page(&state, &Before::default(), &typed, &wrong).await,
    }
}

/// The form, with the values as typed.
pub(super) fn form(typed: &Switches, wrong: &[Problem]) -> Markup {
    let modes = Mode::ALL.map(|mode| {
        let fields = match mode {
            Mode::Slow => Some(number(
                wrong,
                "seconds",
                "Seconds to answer",
                &typed.seconds,
            )),
            Mode::Refuse => Some(refusal(typed, wrong)),
            _ => None,
        };
        (mode.words(), fields)
    });
    let lies = Lie::ALL.map(|lie| (lie.words(), None));
    let pace = html!(
        "{}{}",
        number(
            wrong,
            "in-progress-after",
            "Seconds until work starts",
            &typed.in_progress_after
        ),
        number(
            wrong,
            "done-after",
            "Seconds until it is done",
            &typed.done_after
        ),
    );
    let progress = [
        (
            Words {
                slug: BY_HAND,
                title: "Only when you press a button",
                look_for: "the status stays Accepted until then.",
            },
            None,
        ),
        (
            Words {
                slug: BY_ITSELF,
                title: "By itself, for requests that arrive from now on",
                look_for: "In progress, then Done, unless you press a button first.",
            },
            Some(pace),
        ),
    ];
    html!(
        "<h2 id=\"behaviour\">How it behaves</h2>\n\
         <p>After each choice it says what to look for on the resident’s page. That page does not \
         change by itself: load it again.</p>\n\
         <form method=\"post\" action=\"/behaviour\">\n{}{}{}\
         <button type=\"submit\">Behave like this</button>\n</form>\n",
        choices("mode", "When a request arrives", &typed.mode, modes),
        choices(
            "lie",
            "When you press a button on a request, it reports",
            &typed.lie,
            lies
        ),
        choices("progress", "It reports progress", &typed.progress, progress),
    )
}

/// Radios, each with what to look for and perhaps with fields of its own.
fn choices<const N: usize>(
    name: &str,
    legend: &str,
    chosen: &str,
    options: [(Words, Option<Markup>); N],
) -> Markup {
    let options: Vec<Markup> = options
        .into_iter()
        .map(|(words, fields)| {
            let id = format!("{name}-{}", words.slug);
            html!(
                "<div class=\"choice\">\n\
                 <input type=\"radio\" id=\"{}\" name=\"{}\" value=\"{}\" \
                 aria-describedby=\"{}-look\"{}>\n\
                 <label for=\"{}\">{}</label>\n\
                 <p class=\"hint\" id=\"{}-look\">Look for: {}</p>\n{}</div>\n",
                id,
                name,
                words.slug,
                id,
                Markup::flag("checked", words.slug == chosen),
                id,
                words.title,
                id,
                words.look_for,
                fields,
            )
        })
        .collect();
    html!(
        "<fieldset>\n<legend>{}</legend>\n{}</fieldset>\n",
        legend,
        options
    )
}

/// A field for seconds. Its name is its id with underscores.
fn number(wrong: &[Problem], id: &str, label: &str, typed: &str) -> Markup {
    html!(
        "<div class=\"field\">\n<label for=\"{}\">{}</label>\n{}\
         <input {} name=\"{}\" type=\"number\" min=\"0\" max=\"{}\" required value=\"{}\">\n</div>\n",
        id,
        label,
        problem_at(wrong, id),
        field(wrong, id),
        id.replace('-', "_"),
        MOST_SECONDS,
        typed,
    )
}

fn refusal(typed: &Switches, wrong: &[Problem]) -> Markup {
    html!(
        "<div class=\"field\">\n<label for=\"code\">Code, for programs</label>\n{}\
         <input {} name=\"code\" type=\"text\" required maxlength=\"64\" spellcheck=\"false\" \
         autocapitalize=\"none\" autocomplete=\"off\" value=\"{}\">\n</div>\n\
         <div class=\"field\">\n<label for=\"sentence\">Sentence, for the resident</label>\n{}\
         <textarea {} name=\"sentence\" rows=\"2\" required maxlength=\"{}\">{}</textarea>\n</div>\n",
        problem_at(wrong, "code"),
        field(wrong, "code"),
        typed.code,
        problem_at(wrong, "sentence"),
        field(wrong, "sentence"),
        notes::MOST,
        typed.sentence,
    )
}
