//! The product as it is used: in this process by its real router, and as real processes.
#![cfg(test)]

mod faults;
mod flows;
mod routes;
mod support;
