//! Flows through several modules: from a form to the delivery, to the back office, and back.

mod callbacks;
mod carried;
mod certificates;
mod demonstration;
mod faults;
mod gazetteer;
mod giving_up;
mod keeping;
mod merger;
mod neighbours;
mod notices;
mod objection;
mod other_adapter;
pub mod outbox_fixture;
mod same_contact;
mod submit;
mod two_boroughs;
