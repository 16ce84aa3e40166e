//! Names councils in texts, and shows blocks once for each council.

use super::Journey;
use super::walk::Walk;
use crate::council::{AUTHORITY, Council, Councils};
use crate::facts::Facts;
use crate::question::address::AREAS;
use crate::service::block::Block;

impl<'a> Journey<'a> {
    /// With the names of councils, for its texts.
    pub fn naming(self, councils: &'a Councils) -> Journey<'a> {
        Journey {
            councils: Some(councils),
            ..self
        }
    }

    /// The name of a council; its id if no name is known.
    pub fn name_of(&self, id: &str) -> String {
        let council = self.councils.and_then(|councils| councils.get(id));
        council
            .map_or(id, |council| council.name.as_str())
            .to_owned()
    }

    /// The council that an address lies in, if it is known by name.
    pub fn council_of(&self, question: &str) -> Option<&'a Council> {
        self.councils?.get(self.walk().area(question)?)
    }

    /// The blocks whose condition holds, each with the journey to fill in its texts: a block with
    /// `each_council_of` is repeated with the parameters of each council.
    pub fn blocks(&self, blocks: &'a [Block]) -> Vec<(Journey<'a>, &'a Block)> {
        self.blocks_at(blocks, self.facts)
    }

    /// The blocks whose condition holds at a later time: what the answers led to stays as it was
    /// at the time of `facts`.
    pub fn blocks_at(&self, blocks: &'a [Block], now: &'a Facts) -> Vec<(Journey<'a>, &'a Block)> {
        let mut shown = Vec::with_capacity(blocks.len());
        let mut walk = None;
        for block in blocks {
            if block.when.is_none() && block.each_council_of.is_none() {
                shown.push((*self, block));
                continue;
            }
            let walk = walk.get_or_insert_with(|| {
                let mut walk = self.walk();
                walk.journey.facts = now;
                walk
            });
            if !block.when.as_ref().is_none_or(|when| walk.holds(when)) {
                continue;
            }
            let Some(address) = &block.each_council_of else {
                shown.push((*self, block));
                continue;
            };
            for council in walk.candidates(address) {
                let shown_for = Some(council);
                shown.push((Journey { shown_for, ..*self }, block));
            }
        }
        shown
    }
}

impl<'a> Walk<'a> {
    /// The authorities that an address may lie in: the one it lies in, else those of its postcode,
    /// else all of the definition.
    fn candidates(&self, address: &str) -> Vec<&'a str> {
        let definition = self.journey.definition;
        let typed = self.journey.answers.typed.get(address);
        let typed = typed.filter(|_| self.address(address).is_some());
        let known = match self.area(address) {
            Some(area) => area,
            None => typed.map_or("", |typed| typed.part(AREAS)),
        };
        let mut found = Vec::new();
        for id in &definition.authorities {
            if known.split(' ').any(|area| area == id) {
                found.push(id.as_str());
            }
        }
        if found.is_empty() {
            found.extend(definition.authorities.iter().map(String::as_str));
        }
        found
    }

    /// The id of the council that a placeholder names.
    pub fn named(&self, placeholder: &str) -> Option<&str> {
        let of = placeholder.strip_prefix(AUTHORITY)?;
        let area = match of.strip_prefix(':') {
            Some(question) => self.area(question),
            None if of.is_empty() => None,
            // A parameter whose name begins like this.
            None => return None,
        };
        let site = || Some(self.journey.facts.authority.as_str());
        area.or_else(|| self.serving()).or_else(site)
    }
}
