//! The chosen proposal in words: why it is on the list or left out, who asks for it, the
//! figures, and what the second round changed.

use super::{Scene, signed, standing};
use crate::analysis::beside::WIDE;
use crate::analysis::discussion::{Because, Entry, share_of_scale};
use crate::app::overlays::rescue::asked;
use crate::app::screens::discussion::Part;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::i18n::reasons;
use crate::ui::lines::{Line, labelled};
use crate::ui::screens::results::{self, again};

/// Returns the lines about the chosen proposal.
pub fn lines(scene: &Scene, width: usize) -> Vec<Line> {
    let (pen, state) = (&scene.pen, scene.state);
    let id = state.selected.as_str();
    if id.is_empty() {
        return Vec::new();
    }
    let title = results::title(scene.workspace, id);
    let mut found = labelled(pen, "", &format!("{id}  {title}"), width, Role::Heading);
    if state.part == Part::Again {
        found.extend(again::nameless(pen, scene.workspace, id, width));
        return found;
    }
    if let Some(one) = state.list.entry(id) {
        found.extend(why(scene, one, width));
        found.extend(figures(scene, one, width));
    }
    let apart = state.list.apart.iter().find(|one| one.proposal == id);
    if let Some(one) = apart {
        let words = pen.say("discussion.not_ranked");
        found.extend(labelled(pen, "", words, width, Role::Muted));
        let rubric = scene.workspace.panel().rubric_of(id);
        for reason in &one.reasons {
            let text = reasons::sentence(reason, rubric, pen.language());
            found.extend(labelled(pen, "- ", &text, width, Role::Text));
        }
    }
    found.extend(again::nameless(pen, scene.workspace, id, width));
    found
}

fn why(scene: &Scene, one: &Entry, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let (mark, word, role) = standing(scene, one);
    let mut found = vec![Line::of(format!("{mark} {word}"), role)];
    for rescue in asked(scene.workspace, &scene.group.id, &one.proposal) {
        let name = name(scene, &rescue.expert);
        let words = if rescue.reason.is_empty() {
            pen.with("discussion.asked_by", &[name])
        } else {
            pen.with("discussion.asked_why", &[name, &rescue.reason])
        };
        found.extend(labelled(pen, "+ ", &words, width, Role::Warning));
    }
    for because in &one.because {
        let words = because_words(scene, one, *because);
        let origin = if because.is_declared() {
            pen.say("discussion.declared")
        } else {
            ""
        };
        let words = format!("{words}{origin}");
        found.extend(labelled(pen, "- ", &words, width, Role::Text));
    }
    if one.because.is_empty() && scene.state.list.is_whole {
        let range = one.range().unwrap_or_default();
        let share = share_of_scale(scene.workspace.panel(), range);
        let details = [plain(range), percent(share), percent(WIDE)];
        let details = details.each_ref().map(String::as_str);
        let words = pen.with("discussion.why_left_out", &details);
        found.extend(labelled(pen, "- ", &words, width, Role::Text));
    }
    found
}

fn name<'a>(scene: &Scene<'a>, expert: &'a str) -> &'a str {
    scene.workspace.panel().name_of(expert)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn because_words(scene: &Scene, one: &Entry, because: Because) -> String {
    let pen = &scene.pen;
    let details: Vec<String> = match because {
        Because::Doubted => vec![one.votes.to_string(), one.n.to_string()],
        Because::Wide => {
            let range = one.range().unwrap_or_default();
            let share = share_of_scale(scene.workspace.panel(), range);
            vec![plain(range), percent(share), percent(WIDE)]
        }
        Because::Turns => vec![turns(scene, one)],
        Because::Unsure => vec![percent(one.chance.unwrap_or_default())],
        Because::Outliers => {
            let far = one.outliers.iter().map(|far| format!("{far:+.1}"));
            let far: Vec<String> = far.collect();
            vec![
                one.outliers.len().to_string(),
                far.join(pen.say("frame.and")),
            ]
        }
    };
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    pen.with(&format!("discussion.because_{}", because.key()), &details)
}

/// The lanes without one of the experts, and without how many of them.
fn turns(scene: &Scene, one: &Entry) -> String {
    let pen = &scene.pen;
    let told = one.lanes.iter().map(|(lane, count)| {
        let lane = reasons::lane(*lane, pen.language());
        pen.with("discussion.turn", &[lane, &count.to_string()])
    });
    let told: Vec<String> = told.collect();
    told.join(pen.say("frame.and"))
}

fn figures(scene: &Scene, one: &Entry, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let mut found = vec![Line::new()];
    let mut add = |words: &str| found.extend(labelled(pen, "", words, width, Role::Muted));
    if let Some((low, high)) = one.ends {
        let deviation = one
            .deviation
            .map_or_else(String::new, |sd| format!("{sd:.2}"));
        let details = [plain(low), plain(high), plain(high - low), deviation];
        let details = details.each_ref().map(String::as_str);
        add(&pen.with("discussion.figures", &details));
    }
    for (kind, far) in &one.lines {
        let name = pen.find(&format!("discussion.line_{}", kind.key()));
        add(&pen.with("discussion.lines", &[name, &signed(*far)]));
    }
    add(pen.say("discussion.note"));
    found
}
