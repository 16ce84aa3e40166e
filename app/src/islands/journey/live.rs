//! The state of the journey in this tab, and the events that reach it.
//!
//! There is one journey on a page, so the state is one value of this thread. It is borrowed for
//! each event and given back; after a trap it stays borrowed, and [`with`] answers `None` for
//! ever: then nothing keeps the plain form from posting.

use super::draw::Drawn;
use super::queue::Queue;
use super::screen::Screen;
use super::{Props, browser, kept, link, net, press, saves};
use crate::islands::from_js;
use crate::questions::{Notice, navigation};
use futures_util::future::join;
use js_sys::Function;
use shared::answers::{Answers, Typed, page_hash};
use shared::api::address::FoundAddress;
use shared::journey::Journey;
use shared::language::Language;
use shared::question::address;
use shared::service::{Definition, Page};
use shared::wording::Wording;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

pub struct Live {
    pub start: &'static Props,
    /// `None` until it has come: until then the plain form does everything.
    pub definition: Option<&'static Definition>,
    /// Empty as long.
    pub wording: Wording,
    pub root: Element,
    /// Where things are said politely; it is there before anything is said, and never redrawn.
    pub status: Element,
    /// The page: what the server drew, or what was drawn last.
    pub node: Element,
    pub place: Screen,
    pub draft: Option<String>,
    /// All answers as continued with; saved, or in the queue.
    pub answers: Answers,
    /// What was typed on pages that were left without Continue, by page.
    pub unfinished: BTreeMap<String, BTreeMap<String, Typed>>,
    /// Fingerprints of what the server stores, by page, where it is not what the island began with.
    pub seen: BTreeMap<String, String>,
    pub queue: Queue,
    /// Looked up before, by postcode.
    pub found: BTreeMap<String, Vec<FoundAddress>>,
    /// The postcode that could not be looked up just now.
    pub unavailable: Option<String>,
    /// When the page was opened or last saved, in milliseconds.
    pub since: f64,
    /// Something is under way that a second press must not do again.
    pub busy: bool,
    /// What is to be shown as soon as everything is saved.
    pub waiting: Option<Screen>,
    /// When Send was pressed.
    pub sending: Option<f64>,
    /// The form that sends is on its way. A network that comes and goes does not post it again.
    pub posted: bool,
    /// The fingerprint of the review that Send was pressed on: it, and nothing else, was
    /// promised to be sent. It survives a reload.
    pub promise: Option<String>,
    /// The promise is one from before a reload.
    pub resumed: bool,
    /// Continue was pressed on this page, and goes on when the signal is back.
    pub held: bool,
    /// The answers are gone, or on their way by a plain form: nothing is written down any more.
    pub leaving: bool,
    /// The loop that saves is running.
    pub saving: bool,
    /// Ends the loop's wait.
    pub wake: Option<Function>,
    pub offline: bool,
    /// The last save did not arrive.
    pub stumbled: bool,
}

thread_local! {
    static LIVE: RefCell<Option<Live>> = const { RefCell::new(None) };
}

/// What `then` makes of the state; `None` before there is one, and after a trap.
pub fn with<T>(then: impl FnOnce(&mut Live) -> Option<T>) -> Option<T> {
    LIVE.with(|live| then(live.try_borrow_mut().ok()?.as_mut()?))
}

/// Begins to listen, and asks for the definition and the words.
pub fn wake(island: HtmlElement) {
    if listen(island.into()).is_some() {
        spawn_local(prepare());
    }
}

fn listen(root: Element) -> Option<()> {
    let start: Props = from_js::parse(&root.get_attribute("data-props")?)?;
    // It lives as long as the page.
    let start: &'static Props = Box::leak(Box::new(start));
    let window = browser::window()?;
    let document = window.document()?;
    let node = root.query_selector("leptos-children").ok()??;
    let status = document.create_element("div").ok()?;
    status.set_attribute("role", "status").ok()?;
    status.set_attribute("aria-live", "polite").ok()?;
    status.set_class_name("app-journey-status");
    root.insert_before(&status, root.first_child().as_ref())
        .ok()?;

    let place = if start.page == shared::paths::CHECK_ANSWERS_PAGE {
        Screen::CheckAnswers
    } else {
        Screen::Page {
            id: start.page.clone(),
            changing: start.changing,
        }
    };
    let mut seen = BTreeMap::new();
    if let Ok(Some(input)) = node.query_selector("input[name=seen]") {
        seen.insert(
            start.page.clone(),
            input.unchecked_into::<HtmlInputElement>().value(),
        );
    }
    let live = Live {
        start,
        definition: None,
        wording: Wording::default(),
        root: root.clone(),
        status,
        node,
        place,
        draft: start.draft.clone(),
        answers: start.answers.clone(),
        unfinished: BTreeMap::new(),
        seen,
        queue: Queue::default(),
        found: found_before(start),
        unavailable: None,
        since: browser::now() - browser::since_opened(),
        busy: false,
        waiting: None,
        sending: None,
        posted: false,
        promise: None,
        resumed: false,
        held: false,
        leaving: false,
        saving: false,
        wake: None,
        offline: false,
        stumbled: false,
    };
    LIVE.with(|cell| cell.replace(Some(live)));

    // One function for every event; it lives as long as the page.
    let heard = Closure::<dyn FnMut(Event)>::new(hear).into_js_value();
    let heard = heard.unchecked_ref::<Function>();
    for event in ["submit", "click"] {
        root.add_event_listener_with_callback(event, heard).ok()?;
    }
    for event in ["popstate", "pagehide", "online", "offline"] {
        window.add_event_listener_with_callback(event, heard).ok()?;
    }
    Some(())
}

/// The addresses that the page was drawn with.
fn found_before(start: &Props) -> BTreeMap<String, Vec<FoundAddress>> {
    let mut found = BTreeMap::new();
    for lookup in &start.lookups {
        let typed = start.answers.typed.get(&lookup.question);
        let postcode = match lookup.addresses.first() {
            Some(first) => address::canonical_postcode(&first.postcode),
            None => None,
        };
        if !lookup.unavailable
            && let Some(postcode) = postcode.or_else(|| typed.and_then(address::postcode_of))
        {
            found.insert(postcode, lookup.addresses.clone());
        }
    }
    found
}

fn hear(event: Event) {
    match event.type_().as_str() {
        "submit" => press::submit(&event),
        "click" => link::click(&event),
        "popstate" => link::back(),
        // A reload, the other language, a way out: what is typed comes back with the tab.
        "pagehide" => {
            with(|live| {
                live.definition?;
                if !live.leaving {
                    live.leave();
                    live.keep();
                }
                Some(())
            });
        }
        "offline" => {
            with(|live| live.lost_signal());
        }
        "online" => {
            if with(|live| live.definition).is_none() {
                spawn_local(prepare());
                return;
            }
            with(|live| live.signal_may_be_back());
            saves::run();
        }
        _ => {}
    }
}

/// Fetches the definition and the words; from then on the island does the work.
async fn prepare() {
    let Some(start) = with(|live| live.definition.is_none().then_some(live.start)) else {
        return;
    };
    let (Ok(definition), Ok(wording)) = join(
        net::definition(&start.service, &start.version),
        net::wording(&start.words),
    )
    .await
    else {
        return;
    };
    // A network that came back meanwhile had this begun once more.
    if with(|live| live.definition).is_some() {
        return;
    }
    let definition: &'static Definition = Box::leak(Box::new(definition));
    let drawn = with(|live| {
        live.definition = Some(definition);
        live.wording = wording;
        let drawn = kept::adopt(live);
        if drawn.is_none() && !live.is_on_the_way() {
            live.definition = None;
            return None;
        }
        let _ = live.root.set_attribute("data-journey", "ready");
        drawn
    });
    if let Some(drawn) = drawn {
        with(|live| live.show(drawn));
        with(|live| live.say("journey-restored"));
    }
    with(kept::take_up_promise);
    if !browser::is_online() {
        with(|live| live.lost_signal());
    }
    saves::run();
}

impl Live {
    pub fn language(&self) -> Language {
        self.start.language
    }

    pub fn journey(&self) -> Option<Journey<'_>> {
        Some(Journey::new(
            self.definition?,
            &self.answers,
            &self.start.facts,
        ))
    }

    /// Whether the answers lead to the page on the screen. They do not when the server could
    /// not read them, or shows what was typed into a draft that ran out: then it goes on alone.
    fn is_on_the_way(&self) -> bool {
        self.journey()
            .is_some_and(|journey| self.place.clone().reached(journey) == self.place)
    }

    /// The page on the screen, when it is a question page.
    pub fn page(&self) -> Option<&'static Page> {
        match &self.place {
            Screen::Page { id, .. } => self.definition?.page(id),
            _ => None,
        }
    }

    /// The fingerprint of what the server stores of a page.
    pub fn stored(&self, page: &Page) -> String {
        match self.seen.get(&page.id) {
            Some(seen) => seen.clone(),
            None => page_hash(page, &self.start.answers),
        }
    }

    /// The answers with what was typed on this page and not continued with.
    pub fn shown(&self, page: &str) -> Answers {
        let page_shown = self.definition.and_then(|definition| definition.page(page));
        let mut answers = match (self.journey(), page_shown) {
            (Some(journey), Some(page)) => journey.shown_on(page),
            _ => self.answers.clone(),
        };
        if let Some(typed) = self.unfinished.get(page) {
            answers.typed.extend(typed.clone());
        }
        answers
    }

    /// Keeps what is typed on the page that is left, if it is not what was continued with.
    pub fn leave(&mut self) -> Option<()> {
        let page = self.page()?;
        let form = self.form()?;
        let pairs = press::pairs(&form, None, page)?;
        let typed = navigation::typed(page, &pairs, navigation::Press::Continue);
        let now = Answers {
            typed,
            ..Answers::default()
        };
        if posted_hash(page, &now) == posted_hash(page, &self.answers) {
            self.unfinished.remove(&page.id);
        } else {
            self.unfinished.insert(page.id.clone(), now.typed);
        }
        Some(())
    }

    /// The form of the page, not the one that clears answers.
    pub fn form(&self) -> Option<web_sys::HtmlFormElement> {
        let form = self.node.query_selector("form.app-form").ok()??;
        Some(form.unchecked_into())
    }

    /// Says something once, politely, where everybody can read it too.
    pub fn say(&self, key: &str) -> Option<()> {
        let text = document_text(&self.wording.say(key))?;
        self.status.replace_children_with_node_1(&text);
        Some(())
    }

    pub fn hush(&self) {
        self.status.replace_children_with_node_0();
    }

    /// Builds the page for a place as it is reached, without mistakes.
    pub fn visit(&self, place: Screen, how: super::draw::How) -> Option<Drawn> {
        let anew = match &place {
            Screen::Page { id, .. } => self.journey()?.asks_anew(self.definition?.page(id)?),
            _ => false,
        };
        let notices: &[Notice] = if anew { &[Notice::AskedAnew] } else { &[] };
        self.build(place, &[], &[], notices, how)
    }
}

/// A page's fingerprint as its form posts it: an address's areas never come from a form.
pub fn posted_hash(page: &Page, answers: &Answers) -> String {
    let mut posted = Answers::default();
    for question in &page.questions {
        if let Some(typed) = answers.typed.get(&question.id) {
            let mut typed = typed.clone();
            if let Typed::Parts(parts) = &mut typed {
                parts.remove("area");
                parts.remove(address::AREAS);
            }
            posted.typed.insert(question.id.clone(), typed);
        }
    }
    page_hash(page, &posted)
}

fn document_text(words: &str) -> Option<Element> {
    let text = browser::document()?.create_element("p").ok()?;
    text.set_class_name("govuk-inset-text app-journey-status__text");
    text.set_text_content(Some(words));
    Some(text)
}
