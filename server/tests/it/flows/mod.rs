//! What crosses rooms: from a form to what is owed, to what arrived, and back.

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
mod same_contact;
pub mod stage;
mod submit;
mod two_boroughs;
