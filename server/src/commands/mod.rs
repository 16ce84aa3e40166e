//! The commands of `doorstep`, one file each.
//!
//! To add a command: a file here with its arguments and `run`, a variant of [`Command`] with
//! one line of help, and an arm in [`run`]. An error message tells the operator what to do. A
//! command that reads or changes requests takes the store from [`recorded_store`].

mod addresses;
mod audit;
mod check;
mod deliveries;
mod destination;
mod housekeeping;
mod keygen;
mod redeliver;
mod refs;
mod retain;
mod schema;
mod serve;
mod shutdown;

use crate::config::Config;
use crate::config::error::ConfigError;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A council's front door on the web.
#[derive(Debug, Parser)]
#[command(
    name = "doorstep",
    version,
    after_help = "Settings: the file named by DOORSTEP_CONFIG, then DOORSTEP__SECTION__KEY. \
                  `doorstep schema config` describes them."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API, and deliver requests
    Serve,
    /// Create or update the database tables for this release
    Migrate,
    /// Report every mistake in the settings and in definitions
    Check {
        /// Files or folders of definitions; without any, the compiled-in ones and services.dir
        paths: Vec<PathBuf>,
    },
    /// Print a JSON Schema
    Schema(schema::Arguments),
    /// Replace the gazetteer with a CSV file (uprn,line1,line2,town,postcode,area)
    ImportAddresses { file: PathBuf },
    /// Delete data past its retention period and report the numbers
    Retain {
        /// Count what would be deleted, by rule, and delete nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// List deliveries that are pending or have given up
    Deliveries(deliveries::Arguments),
    /// Make deliveries that gave up due again
    Redeliver(redeliver::Arguments),
    /// Print every accepted reference, one per line
    Refs {
        /// Print them as residents see them, XXX-XXXX-XXX, instead of ten characters
        #[arg(long)]
        shown: bool,
    },
    /// List what operators did and verify that no line was changed or removed
    Audit(audit::Arguments),
    /// Work with a destination
    #[command(subcommand)]
    Destination(destination::Command),
    /// Create a new key file
    Keygen {
        /// The file to create; an existing file is not overwritten
        #[arg(long)]
        out: PathBuf,
    },
}

/// The whole program.
pub fn main() -> ExitCode {
    // Two dependencies bring a provider each; without a choice the first TLS connection panics.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            print_error(&format!("the program cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments.command)) {
        Ok(code) => code,
        Err(error) => {
            print_error(&describe(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Keygen { out } => return keygen::run(&out),
        Command::Schema(arguments) => return schema::run(arguments),
        _ => {}
    }
    let config = match Config::load_lenient() {
        (Some(config), errors) if errors.is_empty() => config,
        (config, mut errors) => {
            if let (Command::Serve, Some(config)) = (&command, &config) {
                serve::further_errors(config, &mut errors);
            }
            print_errors(&errors);
            return Ok(ExitCode::FAILURE);
        }
    };
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate(&config).await,
        Command::Check { paths } => check::run(&config, &paths),
        Command::ImportAddresses { file } => addresses::run(&config, &file).await,
        Command::Retain { dry_run } => retain::run(&config, dry_run).await,
        Command::Deliveries(arguments) => deliveries::run(&config, arguments).await,
        Command::Redeliver(arguments) => redeliver::run(&config, arguments).await,
        Command::Refs { shown } => refs::run(&config, shown).await,
        Command::Audit(arguments) => audit::run(&config, arguments).await,
        Command::Destination(command) => destination::run(&config, command).await,
        Command::Keygen { .. } | Command::Schema(_) => Ok(ExitCode::SUCCESS),
    }
}

async fn migrate(config: &Config) -> anyhow::Result<ExitCode> {
    if let Some(folder) = crate::state::sqlite_folder(&config.store.url) {
        let _ = std::fs::create_dir_all(folder);
    }
    crate::store::migrate(&config.store.url).await?;
    // Recorded afterwards: before, there may be no table to record it in.
    recorded_store(
        config,
        "migrate",
        format!("by release {}", env!("CARGO_PKG_VERSION")),
    )
    .await?;
    print_line("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}

/// The store, for commands that need nothing else.
async fn store(config: &Config) -> anyhow::Result<crate::store::SharedStore> {
    Ok(crate::state::open_store(config).await?)
}

/// The store, for a command that reads or changes requests; it is recorded first.
async fn recorded_store(
    config: &Config,
    command: &str,
    detail: String,
) -> anyhow::Result<crate::store::SharedStore> {
    let store = store(config).await?;
    audit::record(&store, command, detail).await?;
    Ok(store)
}

/// Prints a line to standard output.
fn print_line(line: &str) {
    use std::io::Write as _;
    // A closed pipe (`doorstep refs | head`) is not an error.
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// Prints a line to standard error.
fn print_error(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn print_errors(errors: &[ConfigError]) {
    let settings = if errors.len() == 1 {
        "setting is"
    } else {
        "settings are"
    };
    print_error(&format!("{} {settings} wrong:", errors.len()));
    for error in errors {
        print_error(&format!("  {error}"));
    }
}

/// An error with its causes, each once.
fn describe(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}
