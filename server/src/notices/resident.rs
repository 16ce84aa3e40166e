//! Notices to residents about their request.

use super::plain_text::{paragraphs, step_lines};
use super::{MailNaming, Notices};
use crate::handoff::OutgoingEmail;
use crate::store::{DeliveryRow, Submission};
use jiff::{SignedDuration, Timestamp};
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use shared::wording::{Wording, capitalised};
use uuid::Uuid;

/// If the back office accepts within this time, no email is sent, because the confirmation was
/// sent just before.
const ACCEPTED_AT_ONCE: SignedDuration = SignedDuration::from_mins(10);

/// The content of a confirmation besides the reference.
#[derive(Debug, Clone, Default)]
pub struct ConfirmationText {
    /// By when it is done, as one sentence.
    pub by: Option<String>,
    /// What happens next, one line each, and whom to phone.
    pub steps: Vec<String>,
}

/// The request a notice is about, and its recipient.
#[derive(Clone, Copy)]
pub struct NoticeContext<'a> {
    /// The serving authority: it is the sender, and the payload is sealed for it.
    pub authority: &'a str,
    pub submission: Uuid,
    pub reference: Reference,
    pub language: Language,
    /// Whether the authority answers one of several parts; if so, the email mentions it.
    pub one_of_several: bool,
    /// `None` if the person gave no address; then there is no notice.
    pub to: Option<&'a str>,
    pub naming: Option<&'a MailNaming>,
}

impl Notices {
    /// The confirmation: the reference, by when, the service's next steps and how to follow the
    /// request.
    pub fn confirmation(
        &self,
        context: &NoticeContext<'_>,
        text: &ConfirmationText,
    ) -> Option<DeliveryRow> {
        let steps = (!text.steps.is_empty()).then(|| {
            let heading = self.words(context.language)?.say("notice-next-heading");
            Some(format!("{heading}\n{}", step_lines(&text.steps)))
        });
        let by = text.by.clone().into_iter();
        self.to_resident(context, "confirmation", by, steps.flatten())
    }

    /// The email about a new status of one part, sent by the authority that answers the part.
    /// `note` is the back office's sentence. `None` for `received`, for an acceptance right after
    /// the confirmation, without an address, and above the request's budget of emails.
    pub fn status(
        &self,
        submission: &Submission,
        authority: &str,
        status: Status,
        note: Option<&str>,
        now: Timestamp,
    ) -> Option<DeliveryRow> {
        if accepted_at_once(status, note, submission.row.received_at, now) {
            return None;
        }
        let several = submission.parts.len() > 1;
        let kind = match status {
            Status::Received => return None,
            Status::Accepted => "accepted",
            Status::InProgress => "in-progress",
            Status::NeedsYou => "needs-you",
            Status::Done if several => "part-done",
            Status::Done => "done",
            Status::Refused => "refused",
            Status::Withdrawn if several => "part-withdrawn",
            Status::Withdrawn => "withdrawn",
        };
        let person = self.person(&submission.row)?;
        let context = NoticeContext {
            authority,
            submission: submission.row.id,
            reference: submission.row.reference,
            language: submission.row.language,
            one_of_several: several,
            to: person.email.as_deref(),
            naming: person.naming.as_ref(),
        };
        let note = note.and_then(|note| {
            let words = self.words(context.language)?;
            let team = capitalised(&naming(&context, words).team);
            let heading = words.with("notice-note-heading", &[("Team", &team)]);
            Some(format!("{heading}\n{note}"))
        });
        let notice = self.to_resident(&context, kind, None, note)?;
        let mails = self.0.budgets.mails();
        mails.news(submission.row.id, now).then_some(notice)
    }

    /// The notice of a status was not stored: the status was no news, or the attempt that brought
    /// it lost its lease.
    pub fn no_news(&self, submission: Uuid) {
        self.0.budgets.mails().no_news(submission);
    }

    /// `first` stands directly below the reference, `then` after what the request is about.
    fn to_resident(
        &self,
        context: &NoticeContext<'_>,
        kind: &str,
        first: impl IntoIterator<Item = String>,
        then: impl IntoIterator<Item = String>,
    ) -> Option<DeliveryRow> {
        let to = context
            .to
            .map(str::trim)
            .filter(|to| self.0.on && !to.is_empty())?;
        let words = self.words(context.language)?;
        let sender = self.0.senders.get(context.authority)?;
        let authority = sender.name.get(context.language);
        let reference = context.reference.to_string();
        let link = format!(
            "{}{}",
            sender.url.trim_end_matches('/'),
            shared::paths::request(context.language, context.reference)
        );
        let naming = naming(context, words);
        let team_first = capitalised(&naming.team);
        let values = [
            ("name", naming.name.as_str()),
            ("team", naming.team.as_str()),
            ("Team", team_first.as_str()),
            ("authority", authority),
            ("reference", reference.as_str()),
            ("link", link.as_str()),
            ("address", sender.reply_to.as_deref().unwrap_or_default()),
        ];
        let reply = match sender.reply_to {
            Some(_) => "notice-reply",
            None => "notice-no-reply",
        };
        let mut parts = vec![words.with(&format!("notice-{kind}-body"), &values)];
        parts.extend(first);
        parts.push(naming.subject.clone());
        if context.one_of_several {
            parts.push(words.with("notice-part", &values));
        }
        parts.extend(then);
        parts.push(words.with("notice-follow", &values));
        parts.push(words.with(reply, &values));
        parts.push(words.with("notice-footer", &values));
        let email = OutgoingEmail {
            to: to.to_owned(),
            subject: words.with(&format!("notice-{kind}-subject"), &values),
            text: paragraphs(&parts),
            from_name: authority.to_owned(),
            reply_to: sender.reply_to.clone(),
        };
        Some(self.delivery(Some(context.submission), context.authority, email))
    }
}

/// What the email calls the request.
fn naming(context: &NoticeContext<'_>, words: &Wording) -> MailNaming {
    let unnamed = || MailNaming {
        name: words.say("journey-noun"),
        team: words.say("status-team"),
        subject: String::new(),
    };
    context.naming.cloned().unwrap_or_else(unnamed)
}

/// Whether a status is an acceptance, without a note, right after the confirmation.
pub fn accepted_at_once(
    status: Status,
    note: Option<&str>,
    received_at: Timestamp,
    now: Timestamp,
) -> bool {
    status == Status::Accepted
        && note.is_none()
        && now.duration_since(received_at) < ACCEPTED_AT_ONCE
}
