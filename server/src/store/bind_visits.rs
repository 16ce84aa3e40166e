//! Visit statistics as rows to bind.

use super::encoding::millis;
use super::{ContactRow, DraftSave};
use serde::Serialize;
use uuid::Uuid;

/// A page of a contact, or of a draft's contact if the contact's id is unknown.
#[derive(Serialize)]
pub(super) struct PageEntry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Uuid>,
    service: &'a str,
    page: &'a str,
    place: i64,
    first_at: i64,
    seconds: u32,
    arrivals: u32,
}

/// The page a new contact begins on.
pub(super) fn first_page(contact: &ContactRow) -> Option<PageEntry<'_>> {
    Some(PageEntry {
        contact: Some(contact.id),
        draft: None,
        service: contact.service.as_deref()?,
        page: contact.first_page.as_deref()?,
        place: 0,
        first_at: millis(contact.started_at),
        seconds: 0,
        arrivals: 1,
    })
}

/// The page a save was made on, and the one it led to. Each revision of a draft has two places of
/// its own, so that the order of arrival does not depend on the time.
pub(super) fn pages(save: &DraftSave) -> impl Iterator<Item = PageEntry<'_>> {
    let visit = save.visit.as_ref();
    let entry = |page, step, seconds, arrivals| PageEntry {
        contact: None,
        draft: Some(save.id),
        service: &save.service,
        page,
        place: save.expected.saturating_mul(2).saturating_add(step),
        first_at: millis(save.at),
        seconds,
        arrivals,
    };
    let left = visit.map(move |visit| entry(&visit.page, 0, visit.seconds, 0));
    let reached = visit.and_then(|visit| visit.reached.as_deref());
    // PostgreSQL refuses to update a row twice in one statement.
    let reached = reached.filter(move |reached| visit.is_some_and(|visit| visit.page != *reached));
    left.into_iter()
        .chain(reached.map(move |page| entry(page, 1, 0, 1)))
}

/// An error of a draft's contact.
#[derive(Serialize)]
pub(super) struct ErrorEntry<'a> {
    draft: Uuid,
    service: &'a str,
    question: &'a str,
    code: &'a str,
    amount: u32,
    first_at: i64,
}

/// The errors of a save, one row for each. Repeated ones are added up here, because PostgreSQL
/// refuses to update a row twice in one statement.
pub(super) fn errors(save: &DraftSave) -> Vec<ErrorEntry<'_>> {
    let mut rows: Vec<ErrorEntry<'_>> = Vec::new();
    let shown = save.visit.iter().flat_map(|visit| &visit.errors);
    for (question, code) in shown {
        let known = rows
            .iter_mut()
            .find(|row| (row.question, row.code) == (question, code));
        match known {
            Some(row) => row.amount = row.amount.saturating_add(1),
            None => rows.push(ErrorEntry {
                draft: save.id,
                service: &save.service,
                question,
                code,
                amount: 1,
                first_at: millis(save.at),
            }),
        }
    }
    rows
}
