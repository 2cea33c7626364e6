//! Commands that change the screen or a setting.

use crate::app::Command;
use crate::app::effect::Effect;
use crate::app::filter;
use crate::app::overlay::Overlay;
use crate::app::overlays::{agenda, journal, settings, typist, voting};
use crate::app::screen::Screen;
use crate::app::screens::{
    assignment, chains, compare, consolidate, coverage, current, discussion, match_links, meeting,
    merge, my_sheets, opinion, proposals, recommendations, round, seat, start, what_if,
};
use crate::app::state::{App, Tone};
use crate::config::glyphs::GlyphOrigin;
use crate::config::origin::Origin;

/// Commands that change the screen or a setting.
pub(super) fn go(app: &mut App, command: Command) -> Vec<Effect> {
    use Command as C;
    match command {
        C::Chains => app.go(Screen::Chains(chains::ChainsState::default())),
        C::Proposals => proposals::open(app, proposals::Scope::All),
        C::Find => filter::open(app),
        C::SaveSearch => return filter::save(app),
        C::Compare => compare::open(app),
        C::MySheets => {
            let sheets = my_sheets::MySheetsState::new(app);
            app.go(Screen::MySheets(sheets));
        }
        C::Consolidate => return consolidate::open(app),
        C::Recommendations => return recommendations::open(app),
        C::Coverage => return coverage::open(app),
        C::Opinion => return opinion::open(app),
        C::TakePieces | C::VoteOnOpinion | C::AddMinority | C::AdoptOpinion => {
            return opinion::run(app, command);
        }
        C::RecordVote => voting::open(app),
        C::WhatIf => return what_if::open(app),
        C::MatchLinks => return match_links::open(app),
        C::Merge => return merge::open(app),
        C::TypePaper => typist::open(app),
        C::Assignment => return assignment::open(app),
        C::Agenda => agenda::open(app),
        C::Round => return round::open(app),
        C::Meeting => return meeting::open(app),
        C::Discuss => return discussion::open(app),
        C::Current => return current::open(app),
        C::Aspect => consolidate::turn_aspect(app, None),
        C::Seats => {
            if let Some(state) = app.workspace.as_ref().map(seat::SeatState::new) {
                app.go(Screen::Seat(state));
            }
            return seat::look(app);
        }
        C::Start => return to_start(app),
        C::Language => {
            app.language = app.language.other();
            app.language.tag().clone_into(&mut app.chosen.language);
            app.origins.language = Origin::Chosen;
            filter::renew(app);
            journal::tell(app);
            return vec![Effect::Remember(Box::new(app.remembered()))];
        }
        C::Glyphs => {
            app.glyphs = app.glyphs.next();
            app.glyph_origin = GlyphOrigin::Chosen;
            app.glyphs.key().clone_into(&mut app.chosen.glyphs);
            app.say(
                Tone::Plain,
                app.language
                    .with("notice.glyphs", &[app.language.text(app.glyphs.words())]),
            );
            return vec![Effect::Remember(Box::new(app.remembered()))];
        }
        C::Theme => return vec![Effect::ReadThemes],
        C::Mouse => {
            app.mouse = !app.mouse;
            app.origins.mouse = Origin::Chosen;
            app.chosen.mouse = Some(app.mouse);
            let words = if app.mouse {
                "notice.mouse_on"
            } else {
                "notice.mouse_off"
            };
            app.say(Tone::Plain, app.language.text(words).to_owned());
            return vec![Effect::Remember(Box::new(app.remembered()))];
        }
        C::Settings => app
            .overlays
            .push(Overlay::Settings(settings::SettingsState::default())),
        C::SelfCheck => return vec![Effect::CheckSelf(app.folders.clone())],
        _ => {}
    }
    Vec::new()
}

fn to_start(app: &mut App) -> Vec<Effect> {
    let first = app
        .back
        .iter()
        .position(|screen| matches!(screen, Screen::Start(_)));
    if let Some(place) = first {
        let mut screen = app.back.remove(place);
        if let Screen::Start(state) = &mut screen {
            state.is_opening = false;
        }
        app.back.clear();
        app.screen = screen;
    } else {
        let places = app
            .workspace
            .iter()
            .map(|workspace| workspace.opened.place.clone())
            .collect();
        app.back.clear();
        app.screen = Screen::Start(start::StartState::new(places, false, &app.remembered()));
    }
    Vec::new()
}
