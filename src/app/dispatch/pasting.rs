//! Pasted text: it goes into the field of the uppermost window, else of the screen.

use super::with_memory;
use crate::app::effect::Effect;
use crate::app::filter;
use crate::app::overlay::Overlay;
use crate::app::overlays::{
    agenda, archiving, checking, comment, decision, edition, filing, grouping, hand_in, note,
    opining, packing, palette, phase, recusing, reporting, rescue, settling, typist, verifying,
    voting,
};
use crate::app::screen::Screen;
use crate::app::screens::{match_links, start};
use crate::app::state::{App, Tone};
use crate::text::moment::Moment;

/// Puts pasted text where the cursor is; where nothing takes it, that is said.
pub(super) fn paste(app: &mut App, text: &str, at: Moment) -> Vec<Effect> {
    match (app.overlays.last_mut(), &mut app.screen) {
        (Some(Overlay::Comment(_)), _) => {
            let effects = comment::paste(app, text, at);
            return with_memory(app, effects);
        }
        (Some(Overlay::Note(state)), _) => note::paste(state, text),
        (Some(Overlay::Checking(state)), _) if state.is_typing() => checking::paste(state, text),
        (Some(Overlay::Settling(state)), _) if state.is_typing() => settling::paste(state, text),
        (Some(Overlay::Naming(state)), _) => state.path.paste(text),
        (Some(Overlay::Phase(state)), _) => phase::paste(state, text),
        (Some(Overlay::Packing(state)), _) if state.page == packing::Page::Where => {
            state.path.paste(text);
        }
        (Some(Overlay::Reporting(state)), _) if state.step == reporting::Step::Where => {
            state.path.paste(text);
        }
        (Some(Overlay::Archiving(state)), _) if state.step == archiving::Step::Asking => {
            state.path.paste(text);
        }
        (Some(Overlay::Verifying(state)), _) if state.part == verifying::Part::Codes => {
            verifying::paste(app, text);
        }
        (Some(Overlay::HandIn(state)), _) if state.step == hand_in::Step::Asking => {
            state.path.paste(text);
        }
        (Some(Overlay::Decision(state)), _) if state.is_typing() => decision::paste(state, text),
        (Some(Overlay::Recusing(state)), _) if state.is_typing() => recusing::paste(state, text),
        (Some(Overlay::Opining(state)), _) => opining::paste(state, text),
        (Some(Overlay::Voting(state)), _) if !state.is_asking => voting::paste(state, text),
        (Some(Overlay::Filing(state)), _) if state.is_typing() => filing::paste(app, text),
        (Some(Overlay::Edition(state)), _) if state.is_typing() => edition::paste(state, text),
        (Some(Overlay::Rescue(state)), _) if state.is_typing() => rescue::paste(state, text),
        (Some(Overlay::Typist(state)), _) => typist::paste(state, text),
        (Some(Overlay::Agenda(state)), _) if state.is_typing() => {
            if let Some(workspace) = &app.workspace {
                agenda::paste(state, workspace.panel(), text);
            }
        }
        (Some(Overlay::Grouping(state)), _) if state.is_typing() => grouping::paste(state, text),
        (Some(Overlay::Reason(state)), _) if state.is_typing() => {
            state.field.insert(&text.replace('\n', " "));
        }
        (
            None,
            Screen::Start(start::StartState {
                path: Some(field), ..
            }),
        ) => field.insert(text.trim()),
        (Some(Overlay::Palette(_)), _) => palette::paste(app, text),
        (None, Screen::MatchLinks(state)) if state.list.is_some() => {
            match_links::link_list::paste(app, text);
        }
        (None, screen) if screen.filter().is_some() => {
            filter::paste(app, text);
            return filter::needs(app);
        }
        _ => app.say(Tone::Plain, app.language.text("notice.no_paste").to_owned()),
    }
    Vec::new()
}
