//! Answers on the way: begun, opened by their owner only, saved page by page.
//!
//! A draft is tied to its version, owner, door and channel from birth. A page is saved
//! against the fingerprint of what its form was made from, so a change in another tab is
//! noticed, and Back never is one.

use crate::authorize::{Action, Actor, Resource, authorize};
use crate::calendar;
use crate::catalogue::Service;
use crate::contacts;
use crate::state::AppState;
use crate::store::rows::{AddressRow, ContactEvents, Device, DraftRow, DraftSave, DraftSaved};
use crate::store::{StoreError, StoreResult};
use crate::vault::{KeyedHash, contexts};
use jiff::SignedDuration;
use shared::answers::{Answers, Typed, page_hash};
use shared::api::address::FoundAddress;
use shared::channel::Channel;
use shared::journey::asked;
use shared::language::Language;
use shared::question::{Kind, Question, address};
use shared::service::Page;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// How long a draft lives without a save.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);

/// Two tabs that save at the same moment are tried again this often before giving up.
const TRIES: usize = 8;

/// An open draft.
#[derive(Clone)]
pub struct Draft {
    pub row: DraftRow,
    pub answers: Answers,
    /// The version its answers are read by now.
    pub service: Arc<Service>,
    /// The form changed since the draft was begun; the person is told once.
    pub carried: bool,
}

/// What a new draft is tied to.
pub struct Begin<'a> {
    pub id: Uuid,
    pub owner: KeyedHash,
    pub service: &'a Arc<Service>,
    pub authority: &'a str,
    pub channel: Channel,
    pub language: Language,
    pub device: Option<Device>,
}

/// One page's answers on their way into a draft.
pub struct Change<'a> {
    pub page: &'a Page,
    pub typed: BTreeMap<String, Typed>,
    pub passed: Vec<String>,
    /// The fingerprint of the stored answers the form was made from.
    pub seen: &'a str,
    pub language: Language,
    pub events: Option<ContactEvents>,
}

pub enum Saved {
    Saved(Draft),
    /// Another tab changed this page; here is what stands.
    Conflict(Draft),
    Gone,
}

/// The draft, when it exists, lives, is of this service and belongs to the actor.
pub async fn open(
    state: &AppState,
    actor: &Actor,
    id: Uuid,
    service: &str,
) -> StoreResult<Option<Draft>> {
    let Some(row) = state.store.draft(id, state.clock.now()).await? else {
        return Ok(None);
    };
    if row.service != service
        || authorize(actor, Action::Read, &Resource::Draft { owner: &row.owner }).is_err()
    {
        return Ok(None);
    }
    let content = state
        .vault
        .open(
            contexts::draft_answers(&row.authority, row.id),
            &row.answers,
        )
        .map_err(|_| StoreError::Corrupt("draft"))?;
    let answers = serde_json::from_slice(&content).map_err(|_| StoreError::Corrupt("draft"))?;
    let Some((service, carried)) = version_for(state, &row).await? else {
        return Ok(None);
    };
    Ok(Some(Draft {
        row,
        answers,
        service,
        carried,
    }))
}

/// The version a draft goes on with: its own when that is the current one or only words
/// changed since; the current one, with its answers carried over by question, when the
/// form itself changed; its own when the service is no longer published.
async fn version_for(
    state: &AppState,
    row: &DraftRow,
) -> StoreResult<Option<(Arc<Service>, bool)>> {
    let current = state.catalogue.current().get(&row.service);
    if let Some(current) = &current
        && current.version == row.version
    {
        return Ok(Some((current.clone(), false)));
    }
    let own = state
        .catalogue
        .service_at(&state.store, &row.service, &row.version)
        .await?;
    Ok(match (current, own) {
        (Some(current), Some(own)) => {
            let carried = own.shape != current.shape;
            Some((current, carried))
        }
        (Some(current), None) => Some((current, true)),
        (None, Some(own)) => Some((own, false)),
        (None, None) => None,
    })
}

/// Begins a draft and the contact it belongs to.
pub async fn begin(state: &AppState, begin: Begin<'_>) -> StoreResult<Draft> {
    let now = state.clock.now();
    state
        .catalogue
        .keep(&state.store, begin.service, now)
        .await?;
    let answers = Answers::default();
    let mut row = DraftRow {
        id: begin.id,
        revision: 1,
        service: begin.service.definition.id.clone(),
        version: begin.service.version.clone(),
        authority: begin.authority.to_owned(),
        channel: begin.channel,
        language: begin.language,
        owner: begin.owner,
        subject: None,
        answers: crate::vault::Sealed(String::new()),
        created_at: now,
        saved_at: now,
        expires_at: now + IDLE,
    };
    row.answers = seal(state, &row, &answers)?;
    let contact = contacts::begun(state, &row, begin.device);
    state.store.create_draft(row.clone(), contact).await?;
    Ok(Draft {
        row,
        answers,
        service: begin.service.clone(),
        carried: false,
    })
}

/// Saves one page. What was typed is kept whether or not it is right.
pub async fn save(
    state: &AppState,
    actor: &Actor,
    mut draft: Draft,
    change: Change<'_>,
) -> StoreResult<Saved> {
    let owner = &draft.row.owner;
    if authorize(actor, Action::Write, &Resource::Draft { owner }).is_err() {
        return Ok(Saved::Gone);
    }
    for _ in 0..TRIES {
        let mut answers = draft.answers.clone();
        answers.typed.extend(
            change
                .typed
                .iter()
                .map(|(id, typed)| (id.clone(), typed.clone())),
        );
        answers.passed.extend(change.passed.iter().cloned());
        // To go past an outcome types nothing, and asks nothing.
        if !change.typed.is_empty() {
            let facts = state.facts(&draft.row.authority, draft.row.channel);
            asked::note(&draft.service.definition, &facts, &mut answers, change.page);
        }
        let stored = page_hash(change.page, &draft.answers);
        if change.seen != stored && page_hash(change.page, &answers) != stored {
            return Ok(Saved::Conflict(draft));
        }
        let now = state.clock.now();
        let save = DraftSave {
            id: draft.row.id,
            expected: draft.row.revision,
            answers: seal(state, &draft.row, &answers)?,
            version: draft.service.version.clone(),
            language: change.language,
            at: now,
            expires_at: now + IDLE,
            contact: change.events.clone(),
            ending: None,
        };
        if draft.row.version != draft.service.version {
            state
                .catalogue
                .keep(&state.store, &draft.service, now)
                .await?;
        }
        match state.store.save_draft(save).await? {
            DraftSaved::Saved(revision) => {
                draft.row.revision = revision;
                draft.row.version = draft.service.version.clone();
                draft.answers = answers;
                return Ok(Saved::Saved(draft));
            }
            DraftSaved::Gone => return Ok(Saved::Gone),
            DraftSaved::Stale => {
                match open(state, actor, draft.row.id, &draft.row.service.clone()).await? {
                    Some(newer) => draft = newer,
                    None => return Ok(Saved::Gone),
                }
            }
        }
    }
    Ok(Saved::Conflict(draft))
}

fn seal(state: &AppState, row: &DraftRow, answers: &Answers) -> StoreResult<crate::vault::Sealed> {
    let content = serde_json::to_vec(answers).map_err(|_| StoreError::Corrupt("draft"))?;
    let context = contexts::draft_answers(&row.authority, row.id);
    Ok(state.vault.seal(context, &content))
}

/// Settles every address of a page by the gazetteer, as [`settle_address`].
pub async fn settle_addresses(
    state: &AppState,
    page: &Page,
    typed: &mut BTreeMap<String, Typed>,
) -> StoreResult<()> {
    for question in &page.questions {
        settle_address(state, question, typed).await?;
    }
    Ok(())
}

/// Settles the answer to an address question by the gazetteer: a chosen property gets its words
/// and area from there, one typed by hand its area; what a browser says of them never counts.
///
/// Answers whether it says a property that is not there: its UPRN is none of its postcode,
/// although the gazetteer knows the postcode.
pub async fn settle_address(
    state: &AppState,
    question: &Question,
    typed: &mut BTreeMap<String, Typed>,
) -> StoreResult<bool> {
    if question.kind != Kind::Address {
        return Ok(false);
    }
    let Some(typed) = typed.get_mut(&question.id) else {
        return Ok(false);
    };
    let found = match address::postcode_of(typed) {
        Some(postcode) => addresses(state, &postcode).await?,
        None => Vec::new(),
    };
    let uprn = typed.part("uprn");
    let nowhere = !uprn.is_empty() && !found.is_empty() && found.iter().all(|row| row.uprn != uprn);
    address::settle(typed, &found);
    Ok(nowhere)
}

/// The addresses of a postcode, as the API and the pages show them. They lie in the area of
/// whoever answers for it today, whatever the gazetteer still calls it.
pub async fn addresses(state: &AppState, postcode: &str) -> StoreResult<Vec<FoundAddress>> {
    let today = calendar::london(state.clock.now()).date;
    let found = state.gazetteer.find(postcode).await?;
    let shown = |row: AddressRow| FoundAddress {
        area: state.config.acting_authority(&row.area, today).to_owned(),
        uprn: row.uprn,
        lines: row.lines,
        town: row.town,
        postcode: row.postcode,
    };
    Ok(found.into_iter().map(shown).collect())
}
