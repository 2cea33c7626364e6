//! The terminal and those who work for it: what is drawn, and who performs what is to be done.

use super::entering::{self, Screen};
use super::events::Shown;
use super::signals;
use super::workers::Workers;
use crate::app::scrolling;
use crate::app::state::is_too_small;
use crate::app::{App, Effect, Message, update};
use crate::config::glyphs::GlyphProfile;
use crate::ui::clock::Clock;
use crate::ui::{self, Placement};
use ratatui::buffer::Buffer;
use std::io;
use std::sync::PoisonError;

/// The terminal and those who work for it.
pub struct Stage {
    /// The terminal, and what it shows.
    pub screen: Screen,
    /// What can be pointed at now, for the input thread.
    pub shown: Shown,
    /// The meeting's clock, where it is in sight.
    pub clock: Option<Clock>,
    /// The terminal tells of clicks.
    pub points: bool,
    /// The glyphs of what it shows; none before the first frame.
    pub glyphs: Option<GlyphProfile>,
    /// Those who keep, read and compute.
    pub workers: Workers,
}

impl Stage {
    /// Performs what concerns the terminal and gives the rest to the workers; tells whether
    /// the program wants to end.
    ///
    /// # Errors
    /// The terminal's.
    pub fn perform(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        let mut wants_to_end = false;
        for effect in effects {
            match effect {
                Effect::Quit => wants_to_end = true,
                Effect::Stop => {
                    self.workers.wait();
                    entering::leave(&mut self.screen);
                    signals::stop()?;
                }
                Effect::TakeTerminal => {
                    entering::enter_again(&mut self.screen)?;
                    self.points = false;
                }
                other => self.workers.perform([other]),
            }
        }
        Ok(wants_to_end)
    }

    /// Draws the meeting's clock alone; false where that is not enough.
    ///
    /// # Errors
    /// The terminal's.
    pub fn beat(&mut self, app: &App) -> io::Result<bool> {
        let Some(clock) = &self.clock else {
            return Ok(false);
        };
        let size = entering::size()?;
        let view = |cells: &mut Buffer| ui::beat(app, clock, cells);
        self.screen.draw_over(size, clock.rows(), view)
    }

    /// Draws everything, and notes what can be pointed at.
    ///
    /// # Errors
    /// The terminal's.
    pub fn draw(&mut self, app: &mut App) -> io::Result<()> {
        let size = entering::size()?;
        if is_too_small(size) {
            // keys do nothing from now on; that it is larger again comes as an event, behind
            // the keys that were pressed before
            let resized = Message::Resize(size.0, size.1);
            self.workers.perform(update(app, resized));
        }
        let glyphs = self.glyphs.replace(app.glyphs);
        if glyphs.is_some_and(|before| before != app.glyphs) {
            // where other glyphs are wider than it was thought, nothing stands in its place
            self.screen.start_over()?;
        }
        let mut placement = Placement::default();
        self.screen.draw(size, |cells| {
            placement = ui::view(app, cells);
            placement.cursor
        })?;
        let Placement {
            pointing,
            clock,
            past_end,
            ..
        } = placement;
        scrolling::settle(app, &past_end);
        self.clock = clock;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = pointing;
        if self.points != app.mouse {
            self.points = app.mouse;
            entering::point(self.screen.out(), self.points)?;
        }
        Ok(())
    }

    /// Draws unseen while others read: it takes from the first frame what is done once. What is
    /// wrong with the terminal is told by that frame.
    pub fn rehearse(&mut self, view: impl FnOnce(&mut Buffer)) {
        if let Ok(size) = entering::size() {
            let _ = self.screen.rehearse(size, view);
        }
    }
}
