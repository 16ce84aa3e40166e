//! Callers that hold bytes, and newcomers that want some.

use super::*;

fn somebody() -> Counted {
    Some(Arc::default())
}

fn hold(
    buffers: &Arc<Buffers>,
    caller: &Counted,
    contents: Contents,
    bytes: usize,
) -> Option<Held> {
    let mut held = Held::new(buffers, caller);
    held.add(contents, bytes).then_some(held)
}

/// As many holdings of these bytes as a caller may have.
fn all_it_may(
    buffers: &Arc<Buffers>,
    caller: &Counted,
    contents: Contents,
    bytes: usize,
) -> Vec<Held> {
    let holdings = (0..).map_while(|_| hold(buffers, caller, contents, bytes));
    holdings.collect()
}

#[test]
fn bodies_leave_a_quarter_to_responses_and_outcomes_are_always_held() {
    let buffers = Arc::new(Buffers::new(800));
    let mut held: Vec<Held> = (0..100)
        .map_while(|_| hold(&buffers, &somebody(), Contents::Body, 100))
        .collect();
    assert_eq!(held.len(), 6);
    let responses = [(); 2].map(|()| hold(&buffers, &somebody(), Contents::Reading, 100));
    assert!(responses.iter().all(Option::is_some));
    assert!(hold(&buffers, &somebody(), Contents::Reading, 1).is_none());
    held.extend(hold(&buffers, &somebody(), Contents::Refusal, 100));
    assert_eq!(held.len(), 7);
    assert!(hold(&buffers, &somebody(), Contents::Refusal, 1).is_none());
    assert!(hold(&buffers, &somebody(), Contents::Outcome, 1000).is_some());
    drop((held, responses));
    assert_eq!(buffers.used(), 0);
}

#[test]
fn one_caller_holds_an_eighth_and_one_body_or_response_may_be_larger() {
    let buffers = Arc::new(Buffers::new(900));
    let caller = somebody();
    let held = all_it_may(&buffers, &caller, Contents::Reading, 1);
    assert_eq!(
        held.len(),
        75,
        "an eighth of the 600 of 675 that are free then"
    );
    assert!(hold(&buffers, &caller, Contents::Body, 1).is_none());
    assert!(hold(&buffers, &caller, Contents::Reading, 0).is_some());
    assert!(hold(&buffers, &caller, Contents::Outcome, 1).is_some());
    let mut body = Held::new(&buffers, &somebody());
    assert!((0..5).all(|_| body.add(Contents::Body, 100)));
    drop((held, body));
    assert_eq!(buffers.used(), 0);
}

#[test]
fn a_part_stays_free_however_many_hold_all_they_may() {
    const ALL: usize = 64 << 20;
    // With so many callers, at least so many percent stay free.
    for (callers, percent) in [(1, 90), (9, 59), (150, 28), (1000, 25)] {
        let buffers = Arc::new(Buffers::new(ALL));
        let crowd: Vec<Counted> = (0..callers).map(|_| somebody()).collect();
        let mut held = Vec::new();
        for _ in 0..200 {
            for caller in &crowd {
                held.extend(hold(&buffers, caller, Contents::Reading, 43_000));
            }
        }
        let free = ALL.saturating_sub(buffers.used());
        assert!(free * 100 / ALL >= percent, "{callers} callers: {free}");
        let newcomer = hold(&buffers, &somebody(), Contents::Body, 43_000);
        assert!(newcomer.is_some(), "{callers} callers: {free}");
        drop((held, newcomer));
        assert_eq!(buffers.used(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_newcomer_waits_until_its_bytes_are_released_and_others_do_not() {
    let buffers = Arc::new(Buffers::new(800));
    let greedy = somebody();
    let full = hold(&buffers, &greedy, Contents::Reading, 800).unwrap();
    let began = Instant::now();
    assert!(!buffers.has_room(Contents::Reading, &greedy).await);
    let mut more = Held::new(&buffers, &greedy);
    assert!(!more.add_or_wait(Contents::Reading, 1).await);
    assert_eq!(began.elapsed(), Duration::ZERO);

    let newcomer = somebody();
    assert!(!buffers.has_room(Contents::Reading, &newcomer).await);
    assert!(began.elapsed() >= WAIT);
    assert_eq!(buffers.wanted().await, 1 + 800 / RELEASED);
    let mut held = Held::new(&buffers, &newcomer);
    let release = async {
        assert_eq!(buffers.wanted().await, 100 + 800 / RELEASED);
        drop(full);
    };
    let (added, ()) = tokio::join!(held.add_or_wait(Contents::Reading, 100), release);
    assert!(added);
    assert_eq!(buffers.used(), 100);
    assert_eq!(buffers.waiting.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn few_requests_of_one_caller_wait() {
    let buffers = Arc::new(Buffers::new(800));
    let _full = hold(&buffers, &somebody(), Contents::Reading, 800);
    let caller = somebody();
    let waiting: Vec<Waiting> = (0..100)
        .map_while(|_| Waiting::begin(&buffers, &caller))
        .collect();
    assert_eq!(waiting.len(), MOST_WAITING_EACH);
    let began = Instant::now();
    assert!(!buffers.has_room(Contents::Reading, &caller).await);
    assert_eq!(began.elapsed(), Duration::ZERO);
    drop(waiting);
    assert!(Waiting::begin(&buffers, &caller).is_some());
}

#[tokio::test]
async fn who_did_not_read_before_has_no_part_of_what_is_kept_for_newcomers() {
    let buffers = Arc::new(Buffers::new(800));
    let caller = somebody();
    let unread = hold(&buffers, &caller, Contents::Reading, 50).unwrap();
    unread.holding().note_unread();
    drop(unread);
    assert!(hold(&buffers, &caller, Contents::Reading, 75).is_some());
    assert!(hold(&buffers, &caller, Contents::Reading, 76).is_none());
    let _full = hold(&buffers, &somebody(), Contents::Reading, 800);
    let began = Instant::now();
    assert!(!buffers.has_room(Contents::Reading, &caller).await);
    assert!(began.elapsed() < WAIT);
}
