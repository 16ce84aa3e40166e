//! What crosses rooms: from what is owed to what arrived, and back.

mod callbacks;
mod demonstration;
mod faults;
mod giving_up;
mod neighbours;
mod notices;
pub mod stage;
