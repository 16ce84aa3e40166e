//! Tests of the public engine: definitions read from files, answers and journeys.

mod golden;
mod properties;
mod services;

#[path = "../../examples/cases/mod.rs"]
mod cases;
