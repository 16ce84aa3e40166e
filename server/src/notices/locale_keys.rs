//! The keys of `app/locales/*/notices.ftl` that notices use.

/// Each with its placeholders. A test fails if a language lacks one.
pub const NOTICE_KEYS: [&str; 38] = [
    // Subjects: {name}, {team}, {Team}. No personal data.
    "notice-confirmation-subject",
    "notice-accepted-subject",
    "notice-in-progress-subject",
    "notice-needs-you-subject",
    "notice-done-subject",
    "notice-refused-subject",
    "notice-withdrawn-subject",
    // First paragraph of each: {reference}, and as above.
    "notice-confirmation-body",
    "notice-accepted-body",
    "notice-in-progress-body",
    "notice-needs-you-body",
    "notice-done-body",
    "notice-refused-body",
    "notice-withdrawn-body",
    // As above, when one of several parts has ended: {authority}.
    "notice-part-done-subject",
    "notice-part-withdrawn-subject",
    "notice-part-done-body",
    "notice-part-withdrawn-body",
    // Which of several parts of a request it is about: {authority}.
    "notice-part",
    // "What happens next"; the steps of the service follow, one per line.
    "notice-next-heading",
    // "They wrote:", {Team}; the back office's sentence follows.
    "notice-note-heading",
    // How to follow the request: {link}, {reference}.
    "notice-follow",
    // Whether replies are read: {address}; or that they are not.
    "notice-reply",
    "notice-no-reply",
    // The last line: {authority}.
    "notice-footer",
    // To the operator: {destination}, {code}; {command} retries at once, {test} shows the fault,
    // {list} what waits. {n} deliveries gave up.
    "notice-operator-subject",
    "notice-operator-body",
    "notice-operator-name",
    // The same for deliveries that are still retried, although waiting alone will not help.
    "notice-alarm-subject",
    "notice-alarm-body",
    // The same while deliveries are paused until {time}, or have failed since {time}.
    "notice-paused-subject",
    "notice-paused-body",
    "notice-failing-subject",
    "notice-failing-body",
    // To the operator: more requests are accepted than {number} an hour; {command} lists them.
    "notice-volume-subject",
    "notice-volume-body",
    // No email could be sent from {since} until {until}.
    "notice-email-again-subject",
    "notice-email-again-body",
];
