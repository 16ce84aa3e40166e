//! The engine as its users see it: definitions read from files, answers, journeys.

mod golden;
mod properties;
mod services;

#[path = "../../examples/cases/mod.rs"]
mod cases;
