//! What the shell answers: panels, sheets, saves and results find their place in the state.

use super::arranging;
use super::effect::Effect;
use super::elsewhere;
use super::filter;
use super::meeting;
use super::message::{Decided, Message};
use super::overlays::checking::CheckingState;
use super::overlays::{hand_in, naming, palette, proposing, recusing, themes, voting};
use super::own_sheets::OwnSheets;
use super::paper;
use super::screen::Screen;
use super::screens::{
    self, compare, consolidate, discussion, match_links, merge, round, seat, what_if,
};
use super::settling;
use super::state::{App, Leaving, Tone, Wanted};
use super::workspace::{Lent, Opened, Place, Seat, Workspace};
use crate::domain::problem::{Problem, Severity};
use crate::domain::proposal::Amendment;
use crate::domain::rulings::{VetoRuling, VetoState};
use crate::i18n::problems;

/// Takes one answer and returns what is to be done outside.
pub fn take(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::PanelOpened(opened) => return on_opened(app, *opened),
        Message::SheetsCounted { panel, counts } => {
            let workspace = app.workspace.as_mut();
            if let Some(workspace) = workspace.filter(|open| open.opened.place.path == panel) {
                workspace.opened.sheet_counts = Some(counts);
            }
        }
        Message::PanelRefused { place, problem } => on_refused(app, &place, &problem),
        Message::SheetsRead {
            expert,
            sheets,
            problems,
            read_only,
        } => {
            return on_sheets(
                app,
                &expert,
                OwnSheets::new(&expert, sheets, read_only),
                &problems,
            );
        }
        message @ (Message::PaperRead { .. } | Message::PaperChecked(_)) => {
            paper::take(app, message);
        }
        Message::SheetSaved {
            expert,
            proposal,
            revision,
            at,
            copy,
        } => {
            if let Some(own) = sheets_of(app, &expert) {
                own.is_safe(&proposal, revision, at);
            }
            if let Some(workspace) = &mut app.workspace {
                let is_unsafe = |own: &OwnSheets| !own.unsafe_sheets().is_empty();
                workspace.left_behind.retain(is_unsafe);
                workspace.note_sheet();
            }
            if let Some(copy) = copy {
                app.say(
                    Tone::Failed,
                    app.language.with("notice.saved_copy", &[&copy]),
                );
            }
            return elsewhere::look(app);
        }
        Message::SheetFailed {
            expert,
            proposal,
            reason,
            rescued,
        } => on_failed(app, &expert, &proposal, (reason, rescued)),
        Message::ProposalAmended {
            proposal,
            amendments,
        } => return on_amended(app, &proposal, &amendments),
        Message::Settled(settlement) => return settling::on_settled(app, &settlement),
        Message::Arranged(arrangement) => return arranging::on_arranged(app, &arrangement),
        Message::ArrangementFailed { file, reason } => {
            arranging::not_arranged(app, &file, reason);
        }
        Message::VetoRuled(ruling) => return on_ruled(app, &ruling),
        Message::AmendmentFailed {
            proposal,
            part,
            reason,
        } => not_written(app, &proposal, part, reason),
        Message::WidthsMeasured(answers) => app.take_widths(answers),
        Message::SelfChecked(findings) => app.show_checkup(findings),
        Message::ThemesRead(offers) => themes::open(app, offers),
        other => return on_exchanged(app, other),
    }
    Vec::new()
}

/// Takes what went out and came back.
fn on_exchanged(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::HandedIn {
            panel,
            expert,
            stamp,
            result,
        } => return hand_in::take(app, (&panel, &expert), &stamp, result),
        Message::HandInGoesOn {
            is_reading_back,
            done,
            all,
        } => hand_in::take_progress(
            app,
            hand_in::Going {
                is_reading_back,
                done,
                all,
            },
        ),
        Message::Round { panel, answer } => return round::answers::take(app, &panel, answer),
        Message::Meeting { panel, answer } => return meeting::take(app, &panel, answer),
        Message::MergeGoesOn { done, all } => merge::answers::take_progress(app, done, all),
        Message::Merged { panel, at, result } => {
            return merge::answers::take_merged(app, &panel, at, result.map(|merge| *merge));
        }
        Message::ConflictSettled(ruling) => return merge::answers::take_settled(app, &ruling),
        Message::FilesSeen { panel, seen } => return merge::answers::take_seen(app, &panel, seen),
        Message::InboxSurveyed { panel, surveyed } => {
            merge::answers::take_survey(app, &panel, *surveyed);
        }
        Message::PathCompleted {
            typed,
            completed,
            offers,
        } => naming::complete(app, &typed, &completed, offers),
        computed => return on_computed(app, computed),
    }
    Vec::new()
}

/// Takes what was computed: results, what advises beside them, indexes.
fn on_computed(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Combined(Ok(results)) => return consolidate::take_results(app, *results),
        Message::Combined(Err(problems)) => consolidate::take_refusal(app, problems),
        Message::Advised {
            panel,
            sheets,
            beside,
        } => {
            let workspace = app.workspace.as_mut();
            let results = workspace.and_then(|workspace| workspace.results.as_mut());
            // meanwhile another result may stand there, with advice of its own on the way
            let told = results.filter(|results| results.is_of(&panel, &sheets));
            if let Some(results) = told {
                results.beside = Some(*beside);
                discussion::settle(app);
            }
        }
        Message::RulingTried(ruling, effect) => recusing::take(app, &ruling, *effect),
        Message::OpinionRead { proposal, read } => {
            return screens::opinion::take(app, &proposal, read.map(|read| *read));
        }
        Message::VoteTried(vote, moved) => voting::take(app, &vote, moved),
        Message::AssignmentProposed { is_afresh, dealt } => proposing::take(app, is_afresh, dealt),
        Message::LinksSuggested(lent, suggested) => match_links::take(app, lent, suggested),
        Message::RulesTried { rules, standings } => what_if::take(app, &rules, standings),
        Message::Indexed(lent, index) => {
            if let Some(workspace) = workspace_of(app, &lent) {
                workspace.index = Some(index);
                filter::renew(app);
                palette::renew(app);
            }
        }
        Message::GapsFound(lent, gaps) => {
            if let Some(workspace) = workspace_of(app, &lent) {
                workspace.gaps = Some(gaps);
                workspace.is_finding_gaps = false;
                filter::renew(app);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The proposal holds what was decided, and is found by it.
fn on_amended(app: &mut App, id: &str, amendments: &[Amendment]) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = workspace.panel_mut();
    if let Some(proposal) = panel.proposals.iter_mut().find(|one| one.id == id) {
        for amendment in amendments {
            proposal.amend(amendment);
        }
    }
    if let Screen::Scoring(state) = &mut app.screen {
        state.renew(workspace);
    }
    compare::renew(app);
    let is_link = |one: &Amendment| matches!(one, Amendment::Links(_));
    let key = if amendments.iter().any(is_link) {
        "notice.link_confirmed"
    } else {
        "notice.amended"
    };
    app.say(Tone::Good, app.language.with(key, &[id]));
    filter::index(app)
}

/// What could not be written is told, and waits to be tried again.
fn not_written(app: &mut App, proposal: &str, part: Decided, reason: &'static str) {
    let key = match part {
        Decided::Veto => "notice.not_ruled",
        Decided::Conflict => "notice.not_settled",
        Decided::Opinion => {
            screens::opinion::not_written(app, proposal, reason);
            "notice.not_opined"
        }
        Decided::Bureau
        | Decided::SecondRound
        | Decided::Recusal
        | Decided::Vote
        | Decided::Filing => settling::not_written(part),
        Decided::Comparison => {
            let screens = [&mut app.screen].into_iter().chain(&mut app.back);
            for screen in screens {
                if let Screen::MatchLinks(state) = screen {
                    state.not_written(proposal);
                }
            }
            "notice.not_amended"
        }
    };
    let details = [proposal, app.language.text(reason)];
    let text = app.language.with(key, &details);
    app.say(Tone::Failed, text);
}

/// The ruling stands: everything is combined again, so that its effect is seen.
fn on_ruled(app: &mut App, ruling: &VetoRuling) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = workspace.panel_mut();
    panel.rulings.rule(ruling);
    let is_done = |state: &mut Box<CheckingState>| state.proposal() == ruling.proposal;
    workspace.unfinished.take_if(is_done);
    let combine = workspace.combine();
    let key = match ruling.state {
        VetoState::Confirmed => "notice.veto_confirmed",
        _ => "notice.veto_dismissed",
    };
    let text = app.language.with(key, &[&ruling.proposal]);
    app.say(Tone::Good, text);
    vec![combine]
}

/// The open panel, where the answer is about it.
fn workspace_of<'a>(app: &'a mut App, lent: &Lent) -> Option<&'a mut Workspace> {
    let workspace = app.workspace.as_mut()?;
    lent.reads_like(&workspace.opened.panel)
        .then_some(workspace)
}

fn sheets_of<'a>(app: &'a mut App, expert: &str) -> Option<&'a mut OwnSheets> {
    app.workspace.as_mut()?.sheets_of(expert)
}

fn on_failed(app: &mut App, expert: &str, proposal: &str, why: (&'static str, bool)) {
    let (reason, rescued) = why;
    if let Some(own) = sheets_of(app, expert) {
        own.has_failed(proposal);
    }
    let key = if rescued {
        "notice.save_rescued"
    } else {
        "notice.save_failed"
    };
    let words = match app.leaving {
        Leaving::Stays => app.language.with(key, &[app.language.text(reason)]),
        Leaving::Asked | Leaving::Anyway => app.language.text("notice.unsaved_quit").to_owned(),
    };
    app.say(Tone::Failed, words);
}

fn on_opened(app: &mut App, opened: Opened) -> Vec<Effect> {
    let is_awaited = matches!(&app.screen, Screen::Start(state) if state.is_opening);
    if app.workspace.is_some() && !is_awaited {
        return Vec::new();
    }
    let errors = opened
        .problems
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .count();
    let path = opened.place.path.clone();
    let is_counted = opened.sheet_counts.is_some();
    let workspace = Workspace::new(opened);
    let mut seats = seat::SeatState::new(&workspace);
    if app.last.panel == path {
        seats.choose(&workspace, &app.last.seat);
    }
    let packed = workspace.pack().map(str::to_owned);
    let known = |id: &str| match &packed {
        Some(expert) => id == expert && workspace.panel().expert(id).is_some(),
        None => id == "secretariat" || workspace.panel().expert(id).is_some(),
    };
    let named = app.wanted.seat.clone().or_else(|| packed.clone());
    let wanted = named.filter(|id| known(id));
    let unknown = app.wanted.seat.clone().filter(|id| !known(id));
    app.workspace = Some(workspace);
    app.overlays.clear();
    let start = matches!(app.screen, Screen::Start(_));
    if start || !matches!(app.screen, Screen::Seat(_)) {
        app.go(Screen::Seat(seats));
    }
    if errors > 0 {
        app.say(
            Tone::Failed,
            app.language
                .with("notice.panel_problems", &[&errors.to_string(), &path]),
        );
    }
    if let Some(id) = unknown {
        let text = match &packed {
            Some(expert) => app.language.with("notice.other_pack", &[expert, &id]),
            None => app.language.with("notice.no_such_seat", &[&id]),
        };
        app.say(Tone::Refused, text);
        app.wanted = Wanted::default();
    }
    let mut effects = match wanted.as_deref() {
        Some("secretariat") => seat::take(app, Seat::Secretariat),
        Some(expert) => seat::take(app, Seat::Expert(expert.to_owned())),
        None => Vec::new(),
    };
    let counting = seat::look(app).into_iter();
    effects.extend(counting.filter(|_| !is_counted));
    // whoever sits down waits for the own sheets first
    if app.seat().expert().is_none() {
        effects.extend(filter::index(app));
    }
    effects
}

fn on_refused(app: &mut App, place: &Place, problem: &Problem) {
    if let Screen::Start(state) = &mut app.screen {
        state.is_opening = false;
    }
    app.say(
        Tone::Failed,
        app.language.with(
            "notice.cannot_open",
            &[&place.path, &problems::message(problem, app.language)],
        ),
    );
}

/// Says which proposals were sent back to who sits down here; of one, also why.
fn tell_sent_back(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let text = match workspace.sent_back().as_slice() {
        [] => return,
        [one] => {
            let reason = workspace.panel().head.reconsider.reason_of(one);
            app.language.with("notice.told_sent_back", &[one, &reason])
        }
        more => {
            let count = more.len().to_string();
            app.language.with("notice.told_sent_back_more", &[&count])
        }
    };
    app.say(Tone::Plain, text);
}

fn on_sheets(app: &mut App, expert: &str, own: OwnSheets, unusable: &[Problem]) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.seat.expert() != Some(expert) {
        return Vec::new();
    }
    let read_only = own.read_only;
    let mut own = own;
    if let Some(earlier) = workspace
        .left_behind
        .iter()
        .position(|left| left.expert == expert)
    {
        own.adopt(&workspace.left_behind.remove(earlier));
    }
    workspace.take_own(own);
    filter::renew(app);
    compare::renew(app);
    if let Some(key) = read_only {
        app.say(Tone::Failed, app.language.text(key).to_owned());
    }
    let errors: Vec<&Problem> = unusable
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .collect();
    if let Some(problem) = errors.first() {
        let count = errors.len().to_string();
        app.say(
            Tone::Failed,
            app.language.with(
                "notice.sheet_problems",
                &[
                    &count,
                    &problem.file,
                    &problems::message(problem, app.language),
                ],
            ),
        );
    }
    let mut effects = screens::open_wanted(app);
    if app.notice.is_none() {
        tell_sent_back(app);
    }
    if app
        .workspace
        .as_ref()
        .is_some_and(|open| open.index.is_none())
    {
        effects.extend(filter::index(app));
    }
    effects.push(Effect::Remember(Box::new(app.remembered())));
    effects
}
