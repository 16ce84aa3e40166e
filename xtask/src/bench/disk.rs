//! How often the disk can sync: the upper limit of every durable rate measured here.

use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::Built;
use crate::console;

/// The bytes one small accepted submission adds to the log.
const RECORD: usize = 4096;

/// Writes and syncs one record after another for two seconds.
pub fn syncs(built: &Built) -> Result<()> {
    let path = built.data.join("sync");
    let mut file = File::create(&path)?;
    let record = [0_u8; RECORD];
    let began = Instant::now();
    let mut written = 0_u32;
    while began.elapsed() < Duration::from_secs(2) {
        file.write_all(&record)?;
        file.sync_data()?;
        written += 1;
    }
    let rate = f64::from(written) / began.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    console::line(&format!(
        "{rate:.0} fdatasync a second, of {RECORD} bytes each"
    ));
    Ok(())
}
