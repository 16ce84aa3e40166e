//! The signal, lost and back: said once each, politely.

use super::live::Live;

impl Live {
    pub fn lost_signal(&mut self) -> Option<()> {
        self.definition?;
        if !std::mem::replace(&mut self.offline, true) {
            self.say(if self.sending.is_some() {
                "journey-waiting-to-send"
            } else {
                "journey-offline"
            })?;
        }
        Some(())
    }

    pub fn signal_is_back(&mut self) -> Option<()> {
        if std::mem::replace(&mut self.offline, false) {
            if let Ok(Some(notice)) = self.node.query_selector("[aria-labelledby=notice-signal]") {
                notice.remove();
            }
            self.say("journey-online")?;
        }
        Some(())
    }

    /// The browser has a network again. With something to send, the answer to that will tell.
    pub fn signal_may_be_back(&mut self) -> Option<()> {
        if self.queue.is_empty() && self.sending.is_none() && !self.held {
            self.signal_is_back()?;
        }
        if let Some(wake) = self.wake.take() {
            let _ = wake.call0(&wake);
        }
        Some(())
    }
}
