//! Flows through several modules: from a form to the delivery, to the back office, and back.

mod budgets;
mod callbacks;
mod certificates;
mod definition_changes;
mod delivery_faults;
mod demonstration;
mod field_names;
mod gazetteer;
mod giving_up;
mod isolation;
mod merger;
mod no_demonstration;
mod notices;
mod objection;
mod other_adapter;
pub mod outbox_fixture;
mod pauses;
mod reidentification;
mod replicas;
mod retention;
mod same_contact;
mod submit;
mod two_boroughs;
