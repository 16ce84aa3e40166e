//! The page's island: passes events to the machine and performs its effects.
//!
//! There is one journey per page, so the island is a thread-local value, borrowed for each event.
//! After a trap it stays borrowed and [`with`] always returns `None`, so every button posts the
//! plain form.

use super::effects::dom::{self, Dom};
use super::effects::draw::{Drawn, build};
use super::effects::{browser, net, tab_storage};
use super::machine::effect::{Draw, Effect};
use super::machine::event::{Event, EventKind, Failed, Moment};
use super::machine::start::{Opening, start};
use super::machine::state::{Connection, State};
use super::machine::update;
use super::props::Props;
use futures_util::future::join;
use shared::answers::Answers;
use shared::service::Definition;
use shared::wording::Wording;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds between the attempts to fetch the answers.
const RETRY_AFTER_MS: [i32; 3] = [1_000, 3_000, 9_000];

pub struct Island {
    dom: Dom,
    pub props: &'static Props,
    wording: Wording,
    /// `None` until the definition and the wording have loaded, and when the island cannot run on
    /// this page. Until then the plain form is used.
    state: Option<State>,
}

thread_local! {
    static ISLAND: RefCell<Option<Island>> = const { RefCell::new(None) };
}

/// Runs `then` on the island; `None` before there is one, and after a trap.
pub fn with<T>(then: impl FnOnce(&mut Island) -> Option<T>) -> Option<T> {
    ISLAND.with(|island| then(island.try_borrow_mut().ok()?.as_mut()?))
}

pub fn put(dom: Dom, props: &'static Props) {
    ISLAND.with(|cell| {
        cell.replace(Some(Island {
            dom,
            props,
            wording: Wording::default(),
            state: None,
        }))
    });
}

pub fn is_ready() -> bool {
    with(|island| island.state.as_ref().map(|_| ())).is_some()
}

/// Fetches the definition, the wording and the answers, then activates the island.
pub async fn prepare() {
    let Some(props) = with(|island| island.state.is_none().then_some(island.props)) else {
        return;
    };
    let (definition, (wording, answers)) = join(
        net::definition(&props.service, &props.version),
        join(net::wording(&props.words), stored_answers(props)),
    )
    .await;
    let (Ok(definition), Ok(wording), Ok(answers)) = (definition, wording, answers) else {
        return;
    };
    // A reconnection may have started this twice.
    if is_ready() {
        return;
    }
    // Needed for the lifetime of the page.
    let definition: &'static Definition = Box::leak(Box::new(definition));
    let props: &'static Props = Box::leak(Box::new(Props {
        answers,
        ..props.clone()
    }));
    let ready = with(|island| {
        island.props = props;
        island.start(definition, wording)
    });
    if let Some((effects, drawn)) = ready {
        with(|island| island.perform(effects, drawn, None));
    }
}

/// The draft's answers. A weak connection that has just loaded the page is tried again.
async fn stored_answers(props: &Props) -> Result<Answers, Failed> {
    let Some(draft) = props.draft.as_ref().filter(|_| props.answered) else {
        return Ok(Answers::default());
    };
    for pause in RETRY_AFTER_MS {
        match net::answers(draft, &props.service).await {
            Err(Failed::Lost | Failed::Later) => browser::sleep(pause).await,
            answers => return answers,
        }
    }
    net::answers(draft, &props.service).await
}

/// Passes an event to the machine and performs the effects. `cause` is the browser's own event; its
/// default action is prevented only if everything before it succeeds.
pub fn dispatch(kind: EventKind, cause: Option<&web_sys::Event>) {
    let done = with(|island| island.handle(kind));
    if let Some((effects, drawn)) = done {
        with(|island| island.perform(effects, drawn, cause));
    }
}

impl Island {
    fn start(
        &mut self,
        definition: &'static Definition,
        wording: Wording,
    ) -> Option<(Vec<Effect>, Vec<Drawn>)> {
        self.wording = wording;
        let moment = self.moment();
        let opening = Opening {
            props: self.props,
            definition,
            since: moment.now - browser::since_opened(),
            base_hash: self.dom.base_hash(),
            stored: tab_storage::read(self.props.idle_minutes),
            notice: self.dom.has_notice(),
        };
        let (state, effects) = start(opening, &moment);
        self.state = state;
        let drawn = self.draw_or_stop(&effects)?;
        if self.state.is_some() {
            let _ = self.dom.root.set_attribute("data-journey", "ready");
        }
        Some((effects, drawn))
    }

    /// Processes an event and builds the next page without showing it.
    fn handle(&mut self, kind: EventKind) -> Option<(Vec<Effect>, Vec<Drawn>)> {
        let moment = self.moment();
        let effects = update(self.state.as_mut()?, Event { moment, kind });
        let drawn = self.draw_or_stop(&effects)?;
        Some((effects, drawn))
    }

    /// Builds the pages to show. On failure the state is ahead of the page on the screen, so the
    /// plain form is used from then on.
    fn draw_or_stop(&mut self, effects: &[Effect]) -> Option<Vec<Drawn>> {
        let drawn = self.draw(effects);
        if drawn.is_none() {
            self.state = None;
        }
        drawn
    }

    fn moment(&self) -> Moment {
        Moment {
            now: browser::now(),
            online: browser::is_online(),
            random: browser::random(),
            form: self.dom.fields(),
        }
    }

    fn draw(&self, effects: &[Effect]) -> Option<Vec<Drawn>> {
        let mut drawn = Vec::new();
        for effect in effects {
            if let Effect::Show(draw) = effect {
                drawn.push(build(self.state.as_ref()?, draw, &self.wording)?);
            }
        }
        Some(drawn)
    }

    fn perform(
        &mut self,
        effects: Vec<Effect>,
        drawn: Vec<Drawn>,
        cause: Option<&web_sys::Event>,
    ) -> Option<()> {
        let mut drawn = drawn.into_iter();
        for effect in effects {
            match effect {
                Effect::PreventDefault => {
                    if let Some(event) = cause {
                        event.prevent_default();
                    }
                }
                Effect::Show(draw) => {
                    if let Some(drawn) = drawn.next() {
                        self.show(&draw, drawn);
                    }
                }
                Effect::Announce(key) => {
                    let state = self.state.as_ref();
                    let lost = state.is_some_and(|one| one.connection == Connection::Down);
                    self.dom.announce(&self.wording.say(key), lost);
                }
                Effect::ClearStatus => self.dom.clear_status(),
                Effect::ScrollToStatus => self.dom.scroll_to_status(),
                Effect::RemoveConnectionNotice => self.dom.remove_connection_notice(),
                Effect::Store(stored) => tab_storage::write(stored.as_deref()),
                Effect::PostReview => {
                    self.dom.post_form();
                }
                Effect::PostPage { action, fields } => {
                    dom::post(&action, &fields);
                }
                Effect::GoTo(path) => browser::go_to(&path),
                other => spawn_local(ask(other)),
            }
        }
        Some(())
    }

    fn show(&mut self, draw: &Draw, drawn: Drawn) -> Option<()> {
        let state = self.state.as_ref()?;
        self.dom.show(drawn, state, draw.focus(), draw.history)
    }
}

/// Performs an asynchronous effect; its result is dispatched as an event.
async fn ask(effect: Effect) {
    let kind = match effect {
        Effect::Save { draft, unsent } => EventKind::Saved(net::save(&draft, &unsent).await),
        Effect::CheckServer => EventKind::ServerChecked(net::facts().await),
        Effect::LookUp { postcode } => EventKind::LookedUp {
            found: net::addresses(&postcode).await,
            postcode,
        },
        Effect::DrawFrame { path } => {
            let page = net::page(&path).await;
            let drawn = page.is_ok_and(|html| browser::reframe(&html));
            // The page may have changed in the meantime.
            with(|island| dom::link_languages(island.state.as_ref()?));
            EventKind::FrameDrawn(drawn)
        }
        Effect::SetTimer {
            timer,
            milliseconds,
        } => {
            browser::sleep(milliseconds).await;
            EventKind::TimedOut(timer)
        }
        _ => return,
    };
    dispatch(kind, None);
}
