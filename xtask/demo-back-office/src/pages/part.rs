//! One part of a request: where it stands, its buttons, and every message about it.

use super::front::status;
use super::request::name;
use super::{Problem, State, field, moment, problem_at, row};
use crate::behaviour::Lie;
use crate::forms::Form;
use crate::html::{Markup, html};
use crate::ledger::{self, Came, Said, Stored};
use crate::notes::{self, Notes};
use crate::work::{self, Action};

/// A form with a mistake, as typed.
pub(super) struct Typed {
    /// The part.
    pub number: i64,
    pub action: Action,
    pub note: String,
    pub code: String,
    pub wrong: Vec<Problem>,
}

pub(super) async fn section(
    state: &State,
    part: &Stored,
    form: Option<&Form>,
    typed: Option<&Typed>,
) -> sqlx::Result<Markup> {
    let came = state.ledger.arrivals(&part.effect.webhook_id).await?;
    let said = state.ledger.said(part.number).await?;
    let stands = html!(
        "<span class=\"status\">{}</span>",
        work::words(status(part))
    );
    Ok(html!(
        "<section aria-labelledby=\"part-{}\">\n<h2 id=\"part-{}\">{}</h2>\n\
         <dl class=\"answers\">\n{}{}{}{}</dl>\n{}\
         <h3>Messages and effects</h3>\n{}<ol class=\"messages\">\n{}</ol>\n\
         <details>\n<summary>The message as it came</summary>\n<pre>{}</pre>\n</details>\n\
         </section>\n",
        part.number,
        part.number,
        name(part, form),
        row("Status", &stands),
        row("Our reference", &html!("{}", part.effect.their_reference)),
        row("Team", &html!("{}", part.effect.destination)),
        row("Part", &html!("{}", part.effect.part)),
        buttons(state, part, &said, typed),
        effect(part),
        messages(&came, &said),
        part.event.laid_out(),
    ))
}

/// The number of the last report, by which a press on an old page is known.
pub(super) fn seen(said: &[Said]) -> i64 {
    said.last().map_or(0, |last| last.number)
}

fn buttons(state: &State, part: &Stored, said: &[Said], typed: Option<&Typed>) -> Markup {
    let status = status(part);
    if state.doorstep.is_none() {
        return html!(
            "<p>It was started without --callbacks-to, so it cannot report progress.</p>\n"
        );
    }
    let language = part.event.data("language");
    let notes = state.phrasebook.of(&part.effect.service, language);
    let typed = typed.filter(|typed| typed.number == part.number);
    let forms: Vec<Markup> = Action::ALL
        .into_iter()
        .filter(|action| action.can_follow(status))
        .map(|action| {
            let typed = typed.filter(|typed| typed.action == action);
            button(part, action, seen(said), &notes, typed)
        })
        .collect();
    if forms.is_empty() {
        let text = match status {
            "test" => "Nothing is done for a test of the connection.",
            _ => "This part has ended. Doorstep does not open it again.",
        };
        return html!("<p>{}</p>\n", text);
    }
    html!(
        "<h3>Answer the resident</h3>\n<div class=\"forms\">\n{}</div>\n",
        forms
    )
}

fn button(
    part: &Stored,
    action: Action,
    seen: i64,
    notes: &Notes,
    typed: Option<&Typed>,
) -> Markup {
    let wrong: &[Problem] = typed.map_or(&[], |typed| &typed.wrong);
    let note_id = field_id(action, part.number, "note");
    let note = typed.map_or(action.suggested(notes), |typed| &typed.note);
    let code = (action == Action::Refuse).then(|| {
        let id = field_id(action, part.number, "code");
        let code = typed.map_or("not-ours", |typed| &typed.code);
        html!(
            "<label for=\"{}\">Code of the refusal, for this office</label>\n{}\
             <input {} name=\"code\" type=\"text\" required maxlength=\"64\" spellcheck=\"false\" \
             autocapitalize=\"none\" autocomplete=\"off\" value=\"{}\">\n",
            id,
            problem_at(wrong, &id),
            field(wrong, &id),
            code,
        )
    });
    let label = match (action, part.status.as_deref()) {
        (Action::Start, Some("needs_you")) => "Go on with the work",
        _ => action.button(),
    };
    html!(
        "<form method=\"post\" action=\"/requests/{}/{}\">\n\
         <input type=\"hidden\" name=\"seen\" value=\"{}\">\n{}\
         <label for=\"{}\">{}</label>\n{}\
         <textarea {} name=\"note\" rows=\"3\" maxlength=\"{}\"{}>{}</textarea>\n\
         <button type=\"submit\" aria-describedby=\"part-{}\">{}</button>\n</form>\n",
        part.effect.their_reference,
        action.slug(),
        seen,
        code,
        note_id,
        action.label(),
        problem_at(wrong, &note_id),
        field(wrong, &note_id),
        notes::MOST,
        Markup::flag("required", action.needs_note()),
        note,
        part.number,
        label,
    )
}

/// The id of a field of a button's form.
pub(super) fn field_id(action: Action, number: i64, name: &str) -> String {
    format!("{}-{number}-{name}", action.slug())
}

/// What the messages caused.
fn effect(part: &Stored) -> Markup {
    let repeats = match part.effect.arrivals {
        1 => "The message came once.".to_owned(),
        2 => "The message came twice; the repeat changed nothing.".to_owned(),
        more => format!("The message came {more} times; the repeats changed nothing."),
    };
    let done = match (&part.refusal, part.effect.test) {
        (Some(_), _) => "refused".to_owned(),
        (None, true) => "a test, answered without work".to_owned(),
        (None, false) => format!("one request, {}", part.effect.their_reference),
    };
    html!("<p>Effect: {}. {}</p>\n", done, repeats)
}

/// What came and what was reported, in order of time.
fn messages(came: &[Came], said: &[Said]) -> Vec<Markup> {
    let mut lines: Vec<(i64, Markup)> = Vec::new();
    let mut is_known = false;
    for one in came {
        let had_effect = one.answer.starts_with("200") || one.answer.starts_with("422");
        let what = match (had_effect, is_known) {
            (false, _) => "Turned away",
            (true, false) => "Received",
            (true, true) => "Received again",
        };
        is_known |= had_effect;
        lines.push((one.at, html!("{}. Answered {}", what, one.answer)));
    }
    lines.extend(said.iter().map(reported));
    lines.sort_by_key(|(at, _)| *at);
    lines
        .into_iter()
        .map(|(at, line)| html!("<li>{}<br>{}</li>\n", moment(at), line))
        .collect()
}

/// One report with its time, and what Doorstep answered.
fn reported(one: &Said) -> (i64, Markup) {
    let (what, again) = match (one.state, one.answers.is_empty()) {
        (ledger::State::Waiting(_), true) => ("To report", None),
        (ledger::State::Waiting(due), false) => ("Reported", Some(due)),
        _ => ("Reported", None),
    };
    let lie = (one.lie != Lie::None).then(|| html!(" ({})", one.lie.words().title));
    let code = (!one.code.is_empty()).then(|| html!(" Code: {}.", one.code));
    let note = (!one.note.is_empty()).then(|| html!(" “{}”", one.note));
    let answer =
        |(at, answer): &(i64, String)| html!("<br>{}: Doorstep answered {}", moment(*at), answer);
    let answers: Vec<Markup> = one.answers.iter().map(answer).collect();
    let again = again.map(|due| html!("<br>{}: it is sent again", moment(due)));
    let line = html!(
        "{} {}{}.{}{}{}{}",
        what,
        work::words(&one.status),
        lie,
        note,
        code,
        answers,
        again,
    );
    (one.at, line)
}
