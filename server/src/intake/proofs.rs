//! The second facts that open a request, as its definition says.

use super::Intake;
use super::rows::IncomingRequest;
use crate::second_facts;
use crate::store::ProofKind;
use crate::vault::KeyedHash;
use shared::question::Value;
use shared::reference::Reference;
use uuid::Uuid;

impl Intake {
    /// The hashes of every second fact that opens the request.
    pub(super) fn proofs(
        &self,
        incoming: &IncomingRequest,
        id: Uuid,
        reference: Reference,
    ) -> Vec<(ProofKind, KeyedHash)> {
        let vault = &self.0.vault;
        let request = &incoming.request;
        let opening = incoming.service.definition.opening();
        let code = second_facts::tracking_code(vault, id);
        let most = if opening.first_email_only {
            1
        } else {
            usize::MAX
        };
        let emails = request
            .answers()
            .iter()
            .filter_map(|(id, value)| match value {
                Value::Text(email) if opening.emails.contains(&id.as_str()) => {
                    Some((ProofKind::Email, email.as_str()))
                }
                _ => None,
            });
        let postcodes = request
            .addresses()
            .filter(|(id, _)| opening.addresses.contains(id))
            .filter_map(|(_, address)| Some((ProofKind::Postcode, address.uk_postcode()?)));
        let mut hashes: Vec<(ProofKind, KeyedHash)> = Vec::new();
        for (kind, fact) in std::iter::once((ProofKind::Tracking, code.as_str()))
            .chain(emails.take(most))
            .chain(postcodes)
        {
            let hash = (kind, second_facts::hash(vault, reference, kind, fact));
            if !hashes.contains(&hash) {
                hashes.push(hash);
            }
        }
        hashes
    }
}
