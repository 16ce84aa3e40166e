//! Creates, opens and clears drafts.

use super::{Draft, Drafts, IDLE, LONGEST, NewDraft};
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::calendar;
use crate::catalogue::Service;
use crate::store::DraftRow;
use crate::store::{StoreError, StoreResult};
use crate::vault::{Sealed, contexts};
use shared::answers::Answers;
use shared::facts::Facts;
use std::sync::Arc;
use uuid::Uuid;

impl Drafts {
    /// The draft, if it has not expired, is of this service and belongs to the actor.
    pub async fn open(&self, actor: &Actor, id: Uuid, service: &str) -> StoreResult<Option<Draft>> {
        let Some(row) = self.store.draft(id, self.clock.now()).await? else {
            return Ok(None);
        };
        let owner = Resource::Draft { owner: &row.owner };
        if row.service != service || authorize(actor, Action::Read, &owner).is_err() {
            return Ok(None);
        }
        let context = contexts::draft_answers(&row.authority, row.id);
        let content = self
            .vault
            .open(context, &row.answers)
            .map_err(|_| StoreError::Corrupt("draft"))?;
        let answers = serde_json::from_slice(&content).map_err(|_| StoreError::Corrupt("draft"))?;
        let Some((service, form_changed)) = self.version_of(&row).await? else {
            return Ok(None);
        };
        Ok(Some(Draft {
            row,
            answers,
            service,
            form_changed,
        }))
    }

    /// The version a draft continues with, and whether its form changed. It is the draft's own
    /// version while that is current, if only words changed since, or if the service is withdrawn;
    /// otherwise the current version, with the answers carried over by question.
    async fn version_of(&self, row: &DraftRow) -> StoreResult<Option<(Arc<Service>, bool)>> {
        let current = self.catalogue.current().get(&row.service);
        if let Some(current) = &current
            && current.version == row.version
        {
            return Ok(Some((current.clone(), false)));
        }
        let own = self
            .catalogue
            .service_at(&self.store, &row.service, &row.version)
            .await?;
        Ok(match (current, own) {
            (Some(current), Some(own)) => {
                let form_changed = own.shape != current.shape;
                Some((current, form_changed))
            }
            (Some(current), None) => Some((current, true)),
            (None, Some(own)) => Some((own, false)),
            (None, None) => None,
        })
    }

    /// Creates a draft and its contact, in one transaction.
    ///
    /// # Errors
    /// `Conflict` if the id is taken, by a draft, by a submission made from one or by one that
    /// ended, or if the owner's session was ended.
    pub async fn begin(&self, new: NewDraft<'_>) -> StoreResult<Draft> {
        let now = self.clock.now();
        self.catalogue
            .store_version(&self.store, new.service, now)
            .await?;
        let answers = Answers::default();
        let mut row = DraftRow {
            id: new.id,
            revision: 1,
            service: new.service.definition.id.clone(),
            version: new.service.version.clone(),
            authority: new.authority.to_owned(),
            channel: new.channel,
            language: new.language,
            owner: new.owner,
            subject: None,
            answers: Sealed(String::new()),
            created_at: now,
            saved_at: now,
            expires_at: now + IDLE,
            ends_at: now + LONGEST,
            mark: self.vault.draft_mark(new.id),
        };
        row.answers = self.sealed(&row, &answers)?;
        let facts = calendar::facts(now, &row.authority, row.channel);
        let contact = self
            .contacts
            .for_draft(&row, new.service, &facts, new.device);
        self.store.create_draft(row.clone(), contact).await?;
        Ok(Draft {
            row,
            answers,
            service: new.service.clone(),
            form_changed: false,
        })
    }

    /// Deletes the draft; its contact ends as left.
    pub async fn clear(&self, draft: &Draft) -> StoreResult<()> {
        self.store.clear_draft(draft.row.id, self.clock.now()).await
    }

    /// The facts for the rules of a draft's journey: those of where and when it was begun.
    pub fn facts_of(&self, draft: &Draft) -> Facts {
        let row = &draft.row;
        let began = calendar::london(row.created_at);
        Facts {
            began: Some((began.date, began.minute)),
            ..calendar::facts(self.clock.now(), &row.authority, row.channel)
        }
    }
}
