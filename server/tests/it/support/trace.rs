//! Reads strace output: which bytes were written where, and when they were synced.

use std::collections::BTreeMap;

/// One system call, by the lines of the trace at which it began and ended. Lines are in
/// chronological order, so line numbers serve as times.
#[derive(Debug)]
pub struct Call {
    pub name: String,
    /// The text between the brackets, as far as strace had printed it when the call began.
    pub arguments: String,
    pub began: usize,
    /// `None` if the process ended during the call.
    pub ended: Option<usize>,
    pub failed: bool,
}

/// Every call of a trace written by `strace -f -y -o`.
pub fn calls(trace: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    // The unfinished call of each thread.
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (line, text) in trace.lines().enumerate() {
        let Some((thread, rest)) = text.split_once(' ') else {
            continue;
        };
        // The thread id is followed by the time (`-ttt`).
        let rest = rest.trim_start();
        let rest = rest
            .split_once(' ')
            .map_or(rest, |(_, rest)| rest)
            .trim_start();
        if let Some(resumed) = rest.strip_prefix("<... ") {
            if let Some(index) = open.remove(thread) {
                let call = &mut calls[index];
                call.ended = Some(line);
                call.failed = is_failure(resumed);
            }
            continue;
        }
        let Some((name, arguments)) = rest.split_once('(') else {
            continue;
        };
        let unfinished = arguments.trim_end().ends_with("<unfinished ...>");
        if unfinished {
            open.insert(thread, calls.len());
        }
        calls.push(Call {
            name: name.to_owned(),
            arguments: arguments.to_owned(),
            began: line,
            ended: (!unfinished).then_some(line),
            failed: !unfinished && is_failure(arguments),
        });
    }
    calls
}

fn is_failure(text: &str) -> bool {
    text.rsplit_once(") = ")
        .is_some_and(|(_, result)| result.starts_with('-'))
}

impl Call {
    fn is_on_log(&self) -> bool {
        self.arguments
            .split(',')
            .next()
            .is_some_and(|file| file.contains("-wal>"))
            || self
                .arguments
                .split(')')
                .next()
                .is_some_and(|file| file.ends_with("-wal>"))
    }

    fn is_write(&self) -> bool {
        ["pwrite64", "write", "writev", "pwritev"].contains(&self.name.as_str())
    }

    fn is_answer(&self) -> bool {
        let to_socket = self.arguments.contains("socket:[") || self.arguments.contains("TCP:[");
        to_socket
            && ["write", "writev", "sendto", "sendmsg"].contains(&self.name.as_str())
            && (self.arguments.contains("HTTP/1.1 201") || self.arguments.contains("HTTP/1.1 303"))
    }

    fn is_sync(&self) -> bool {
        ["fdatasync", "fsync"].contains(&self.name.as_str()) && !self.failed
    }
}

/// Describes how a reference was acknowledged too early; `None` if its commit was on disk
/// before the first byte of the answer was sent.
///
/// The reference is in the log (the page of its commit) and in the answer. A whole sync must lie
/// between the end of the log's write and the beginning of the answer's.
pub fn mistake(calls: &[Call], reference: &str) -> Option<String> {
    // The reference has dashes in a receipt and none in a `Location`.
    let names = |call: &Call| call.arguments.replace('-', "").contains(reference);
    let Some(response) = calls.iter().find(|call| call.is_answer() && names(call)) else {
        return Some(format!("{reference}: the trace has no answer with it"));
    };
    let Some(written) = calls
        .iter()
        .find(|call| call.is_on_log() && call.is_write() && names(call))
    else {
        return Some(format!("{reference}: never written to the log"));
    };
    let Some(on_log) = written.ended else {
        return Some(format!("{reference}: its write to the log did not end"));
    };
    let covered = calls.iter().any(|call| {
        call.is_sync()
            && call.is_on_log()
            && call.began > on_log
            && call.ended.is_some_and(|ended| ended <= response.began)
    });
    (!covered).then(|| {
        format!(
            "{reference}: on the log at line {on_log}, answered at line {}, no sync between",
            response.began
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"10 1.0 pwrite64(9</v/doorstep.db-wal>, "..7KD2MPX9QT..", 4096, 4152) = 4096
10 1.1 fdatasync(9</v/doorstep.db-wal> <unfinished ...>
11 1.2 write(4</v/log>, "x", 1) = 1
10 1.3 <... fdatasync resumed>) = 0
11 1.4 sendto(12<socket:[77]>, "HTTP/1.1 201 Created\r\n\r\n{\"reference\":\"7KD-2MPX-9QT\"}", 60, 0, NULL, 0) = 60
"#;

    #[test]
    fn an_answer_after_its_sync_is_accepted() {
        assert_eq!(mistake(&calls(GOOD), "7KD2MPX9QT"), None);
    }

    #[test]
    fn an_answer_before_its_sync_has_ended_is_found() {
        let lines: Vec<&str> = GOOD.lines().collect();
        let early = [lines[0], lines[1], lines[4], lines[3]].join("\n");
        assert!(mistake(&calls(&early), "7KD2MPX9QT").is_some());
    }

    #[test]
    fn a_sync_that_began_before_the_write_covers_nothing() {
        let lines: Vec<&str> = GOOD.lines().collect();
        let wrong = [
            lines[1],
            lines[0].replace("10 ", "12 ").as_str(),
            lines[3],
            lines[4],
        ]
        .join("\n");
        assert!(mistake(&calls(&wrong), "7KD2MPX9QT").is_some());
    }

    #[test]
    fn a_failed_sync_covers_nothing() {
        let failed = GOOD.replace("resumed>) = 0", "resumed>) = -1 EIO (Input/output error)");
        assert!(mistake(&calls(&failed), "7KD2MPX9QT").is_some());
    }
}
