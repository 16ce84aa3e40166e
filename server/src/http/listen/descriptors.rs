//! The process's limit on open files, each connection being one.

use super::rules::MOST_WAITING;

/// Open files reserved for the database, back offices and files.
const KEPT: usize = 256;

/// Raises the limit as far as the system allows and returns it; `None` if there is none.
#[cfg(unix)]
pub fn raise() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let before = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: before.maximum,
        maximum: before.maximum,
    };
    let limit = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => before.maximum,
        Err(_) => before.current,
    };
    limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
pub fn raise() -> Option<usize> {
    None
}

/// How many connections a limit on open files allows beside those that wait for room.
pub fn connections(wanted: usize, limit: Option<usize>) -> usize {
    match limit {
        Some(limit) => {
            let sockets = limit.saturating_sub(KEPT).max(limit / 2);
            wanted.min(sockets - MOST_WAITING.min(sockets / 2))
        }
        None => wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::connections;

    #[test]
    fn connections_leave_files_to_the_rest_of_the_process() {
        assert_eq!(connections(4096, None), 4096);
        assert_eq!(connections(4096, Some(1_000_000)), 4096);
        assert_eq!(connections(4096, Some(1024)), 512);
        assert_eq!(connections(4096, Some(256)), 64);
    }
}
