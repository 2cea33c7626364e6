//! The screens, each with its own small state and its own way with keys.

pub mod assignment;
pub mod chains;
pub mod compare;
pub mod consolidate;
pub mod coverage;
pub mod current;
pub mod discussion;
pub mod list;
pub mod match_links;
pub mod meeting;
pub mod merge;
pub mod my_sheets;
pub mod opinion;
pub mod proposals;
pub mod recommendations;
pub mod round;
pub mod scoring;
pub mod seat;
pub mod start;
pub mod what_if;

use super::command::Command;
use super::effect::Effect;
use super::possible::possible;
use super::screen::Screen;
use super::state::{App, Tone};
use super::workspace::Seat;

/// Goes to the screen and proposal that the command line or the last start named, as soon
/// as the seat is taken and its sheets are there.
pub fn open_wanted(app: &mut App) -> Vec<Effect> {
    let mut wanted = std::mem::take(&mut app.wanted);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    if workspace.pack().is_some() && wanted.proposal.is_none() && wanted.screen.is_none() {
        // nobody sits in a pack for anything but scoring
        wanted.proposal = my_sheets::next_open(workspace);
        wanted.screen = Some("my_sheets".to_owned());
    }
    let named = wanted.proposal.clone();
    let unknown = named.filter(|id| workspace.panel().proposal(id).is_none());
    if let Some(id) = unknown {
        let text = app.language.with("notice.no_such_proposal", &[&id]);
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    if let Some(proposal) = wanted.proposal {
        scoring::open(app, &proposal, wanted.cell.as_deref());
        return Vec::new();
    }
    match (wanted.screen.as_deref(), app.seat()) {
        (Some("proposals"), _) => {
            proposals::open(app, proposals::Scope::All);
        }
        (Some("my_sheets"), Seat::Expert(_)) => {
            let sheets = my_sheets::MySheetsState::new(app);
            app.go(Screen::MySheets(sheets));
        }
        (Some("consolidate"), Seat::Secretariat) => return consolidate::open(app),
        (Some("match_links"), Seat::Secretariat) => return match_links::open(app),
        (Some("assignment"), Seat::Secretariat) => return assignment::open(app),
        (Some("merge"), Seat::Secretariat) if possible(app, Command::Merge).is_ok() => {
            return merge::open(app);
        }
        (Some("meeting"), _) if possible(app, Command::Meeting).is_ok() => {
            return meeting::open(app);
        }
        (Some("discussion"), _) if possible(app, Command::Discuss).is_ok() => {
            return discussion::open(app);
        }
        (Some("round"), Seat::Secretariat) => return round::open(app),
        (Some("recommendations"), Seat::Secretariat) => return recommendations::open(app),
        _ => {}
    }
    Vec::new()
}
