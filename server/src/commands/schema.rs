//! `doorstep schema`

use super::print_line;
use crate::catalogue::{Catalogue, Known};
use crate::config::Config;
use anyhow::bail;
use clap::{Args, Subcommand};
use serde_json::Value;
use shared::service::schema::{answers_schema, definition_schema};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The schema of a definition file
    Definition,
    /// The schema of a service's answers, as `POST /api/v1/requests` takes them
    Answers {
        /// The service's id
        service: String,
    },
    /// The schema of the settings
    Config,
}

pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let schema = match arguments.what {
        What::Definition => definition_schema(),
        What::Config => settings(),
        What::Answers { service } => {
            let catalogue = match Config::load() {
                Ok(config) => crate::state::catalogue(&config).0,
                Err(_) => Catalogue::load(true, None, Known::default()).0,
            };
            let services = catalogue.current();
            let Some(found) = services.get(&service) else {
                let ids: Vec<&str> = services.all().map(|s| s.definition.id.as_str()).collect();
                bail!(
                    "there is no service `{service}`; the services are {}",
                    ids.join(", ")
                );
            };
            answers_schema(&found.definition)
        }
    };
    print_line(&serde_json::to_string_pretty(&schema)?);
    Ok(ExitCode::SUCCESS)
}

/// Sections and their settings have defaults; entries of lists and tables that the operator
/// adds have none.
fn settings() -> Value {
    let mut schema = schemars::schema_for!(Config).to_value();
    let mut sections = vec![String::new()];
    while let Some(place) = sections.pop() {
        let Some(Value::Object(section)) = schema.pointer_mut(&place) else {
            continue;
        };
        section.remove("required");
        let properties = section.get("properties").and_then(Value::as_object);
        let inner = properties.into_iter().flat_map(|all| all.values());
        sections.extend(
            inner
                .filter_map(|one| one.get("$ref")?.as_str()?.strip_prefix('#'))
                .map(str::to_owned),
        );
    }
    schema
}
