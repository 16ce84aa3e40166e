//! The loop that saves: one page at a time, in order, again and again until it arrives; then
//! what waited for it.

use super::live::{Live, with};
use super::net::{self, Failed};
use super::queue::Unsent;
use super::screen::Screen;
use super::{browser, plain, press};
use js_sys::Function;
use shared::answers::page_hash;
use wasm_bindgen_futures::spawn_local;

/// Milliseconds before the first and between the last tries.
const SOON: i32 = 1_000;
const RARELY: i32 = 30_000;

enum Todo {
    Save(String, Unsent),
    /// Everything is saved, and something waits: is there a way to the server?
    Reach(&'static str),
}

/// Starts the loop, unless it runs.
pub fn run() {
    let idle = with(|live| {
        live.definition?;
        (!std::mem::replace(&mut live.saving, true)).then_some(())
    });
    if idle.is_some() {
        spawn_local(save_all());
    }
}

async fn save_all() {
    let mut pause = SOON;
    while let Some(todo) = with(Live::todo) {
        let failed = match todo {
            Todo::Save(draft, unsent) => {
                let lost = with(|live| Some(live.offline)) == Some(true);
                match net::save(&draft, &unsent.page, &unsent.seen, &unsent.save).await {
                    Ok(hash) => {
                        with(|live| live.saved(&unsent.page, &hash, lost));
                        pause = SOON;
                        continue;
                    }
                    Err(failed) => failed,
                }
            }
            Todo::Reach(service) => match net::reaches(service).await {
                Ok(()) if with(|live| live.held.then_some(())).is_some() => {
                    press::resume();
                    pause = SOON;
                    continue;
                }
                Ok(()) => {
                    with(Live::send);
                    break;
                }
                Err(failed) => failed,
            },
        };
        if failed == Failed::Refused {
            with(|live| live.saving.then(|| live.saving = false));
            plain::refused();
            return;
        }
        with(|live| live.failed(failed));
        browser::sleep(pause, |wake: Function| {
            with(|live| live.wake.replace(wake));
        })
        .await;
        pause = (pause * 2).min(RARELY);
    }
    with(|live| {
        live.saving = false;
        live.all_saved()
    });
}

impl Live {
    fn todo(&mut self) -> Option<Todo> {
        if let Some(unsent) = self.queue.first() {
            return Some(Todo::Save(self.draft.clone()?, unsent));
        }
        let to_send = self.sending.is_some() && !self.posted;
        (self.held || to_send).then_some(Todo::Reach(&self.start.service))
    }

    /// `lost`: the signal was lost when this save set out. An answer that was already under way
    /// then is no sign of its being back.
    fn saved(&mut self, page: &str, hash: &str, lost: bool) -> Option<()> {
        self.seen.insert(String::from(page), String::from(hash));
        self.queue.arrived(hash);
        self.stumbled = false;
        self.keep();
        // Where the next step is to send, that the signal is back is seen by what happens.
        if lost && self.sending.is_none() {
            self.signal_is_back()?;
        }
        Some(())
    }

    fn failed(&mut self, failed: Failed) -> Option<()> {
        self.stop_waiting();
        // One connection that breaks while the browser has a network is no lost signal yet.
        let first = !std::mem::replace(&mut self.stumbled, true);
        match failed {
            Failed::Lost if first && !self.offline && browser::is_online() => None,
            Failed::Lost => self.lost_signal(),
            // Said once, until something else is.
            _ if self.status.child_element_count() == 0 => self.say("journey-not-saved"),
            _ => None,
        }
    }

    fn send(&mut self) -> Option<()> {
        if self.place != Screen::CheckAnswers {
            return None;
        }
        self.offline = false;
        self.posted = true;
        self.say(if self.resumed {
            "journey-sending-resumed"
        } else {
            "journey-sending"
        })?;
        // What is on its way needs no keeping; only that it is, until it has arrived.
        self.unfinished.clear();
        self.keep();
        // Posts without asking anybody, least of all this island.
        self.form()?.submit().ok()
    }

    /// What waited for the saves. A review that differs from what the server keeps, as when an
    /// address was settled otherwise there, is the server's to draw.
    fn all_saved(&mut self) -> Option<()> {
        let review = matches!(
            self.waiting.as_ref().unwrap_or(&self.place),
            Screen::CheckAnswers
        );
        if review && self.sending.is_none() && self.differs()? {
            self.place = Screen::CheckAnswers;
            self.waiting = None;
            browser::go_to(&self.path(self.language()));
            return None;
        }
        self.stop_waiting()
    }

    fn differs(&self) -> Option<bool> {
        let pages = &self.definition?.pages;
        Some(pages.iter().any(|page| {
            self.seen
                .get(&page.id)
                .is_some_and(|seen| *seen != page_hash(page, &self.answers))
        }))
    }
}
