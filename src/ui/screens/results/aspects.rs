//! The other sides of a group's result, one at a time beside the table: what to talk about,
//! how well the experts agree, how strict each was, the declared rules. All of it advises.

use super::{table::Table, title};
use crate::analysis::beside::{
    ExpertBeside, GroupBeside, LEAST_FOR_AGREEMENT, cell_of, discussion,
};
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::screens::consolidate::Aspect;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::i18n;
use crate::ui::canvas::Pen;
use crate::ui::lines::{Line, labelled};

/// Returns the line with all aspects by digit, the shown one marked; the more apart the more
/// room there is. Where the names have none, only that of the shown one stands.
pub fn tabs(pen: &Pen, shown: Aspect, width: usize) -> Line {
    let line = |blank: &str, gap: &str, is_brief: bool| {
        let mut line = Line::new();
        for (place, aspect) in Aspect::ALL.into_iter().enumerate() {
            let digit = place + 1;
            let text = match pen.say(aspect.key()) {
                _ if is_brief && aspect != shown => digit.to_string(),
                name => format!("{digit}{blank}{name}"),
            };
            let before = if place == 0 { "" } else { gap };
            line = line.and(before, Role::Text);
            line = if aspect == shown {
                line.and(format!("[{text}]"), Role::Heading)
            } else {
                line.and(text, Role::Muted)
            };
        }
        line
    };
    let forms = [(" ", "  "), (" ", " "), ("", " ")];
    let mut whole = forms
        .into_iter()
        .map(|(blank, gap)| line(blank, gap, false));
    let fitting = whole.find(|line| line.columns(pen) <= width);
    fitting.unwrap_or_else(|| line(" ", "  ", true))
}

/// Returns an aspect other than the chosen proposal.
pub fn lines(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    aspect: Aspect,
    width: usize,
) -> Vec<Line> {
    let results = workspace.results.as_ref();
    let beside = results.and_then(|results| results.beside.as_ref());
    if aspect == Aspect::Policy {
        return policy(pen, workspace, width);
    }
    let Some(beside) = beside else {
        return vec![Line::of(pen.say("next.combining"), Role::Muted)];
    };
    let Some(beside) = beside.groups.get(&group.id) else {
        return labelled(pen, "", pen.say("aspect.too_large"), width, Role::Muted);
    };
    match aspect {
        Aspect::Discussion => discussed(pen, workspace, group, beside, width),
        Aspect::Agreement => agreement(pen, beside, width),
        _ => experts(pen, workspace, beside, width),
    }
}

fn discussed(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    beside: &GroupBeside,
    width: usize,
) -> Vec<Line> {
    let mut found = labelled(
        pen,
        "",
        pen.say("aspect.discussion_note"),
        width,
        Role::Muted,
    );
    let list = discussion(group, beside);
    if list.is_empty() {
        found.push(Line::of(pen.say("aspect.nothing_to_discuss"), Role::Good));
    }
    for id in list {
        let (Some(row), Some(own)) = (
            group.rows.iter().find(|row| row.proposal == id),
            beside.rows.get(id),
        ) else {
            continue;
        };
        let rank = row.rank.map_or_else(String::new, |rank| rank.to_string());
        found.push(
            Line::new()
                .figure(pen, &rank, 3, Role::Heading)
                .and(" ", Role::Text)
                .column(pen, id, 8, Role::Text)
                .column(
                    pen,
                    title(workspace, id),
                    width.saturating_sub(12),
                    Role::Text,
                ),
        );
        let mut why = Vec::new();
        if own.is_doubted {
            let votes = [row.votes.recommend.to_string(), row.n.to_string()];
            why.push(pen.with("aspect.doubted", &votes.each_ref().map(String::as_str)));
        }
        if let (true, Some((_, _, chance))) = (own.is_unsure, own.model) {
            why.push(pen.with("aspect.chance", &[&percent(chance)]));
        }
        if let (true, Some(low), Some(high)) = (own.is_wide, row.min, row.max) {
            why.push(pen.with("aspect.range", &[&plain(low), &plain(high)]));
        }
        for (lane, count) in &own.lanes {
            let lane = i18n::reasons::lane(*lane, pen.language());
            why.push(pen.with("aspect.turns", &[&count.to_string(), lane]));
        }
        for one in &own.outliers {
            let expert = workspace.panel().expert(&one.expert);
            let name = expert.map_or(one.expert.as_str(), |expert| expert.name.as_str());
            why.push(
                pen.with(
                    "aspect.outlier",
                    &[
                        name,
                        format!("{:.2}", one.total)
                            .trim_end_matches('0')
                            .trim_end_matches('.'),
                    ],
                ),
            );
        }
        if let Some((best, worst)) = own.range.filter(|(best, worst)| best != worst) {
            why.push(pen.with("aspect.places", &[&best.to_string(), &worst.to_string()]));
        }
        let apart = pen.say("aspect.and");
        found.extend(labelled(pen, "    ", &why.join(apart), width, Role::Muted));
    }
    found
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn agreement(pen: &Pen, beside: &GroupBeside, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let mut add = |text: String, role: Role| found.extend(labelled(pen, "", &text, width, role));
    let firm = &beside.firmness;
    let figures = [
        firm.policies,
        firm.same_policies,
        firm.experts,
        firm.turning.len(),
    ];
    let told = figures.map(|figure| figure.to_string());
    add(
        pen.with(
            "aspect.firm_experts",
            &[&told[2], &(figures[2] - figures[3]).to_string()],
        ),
        Role::Heading,
    );
    add(
        pen.with("aspect.firm_policies", &[&told[0], &told[1]]),
        Role::Heading,
    );
    found.push(Line::new());
    let mut add = |text: String, role: Role| found.extend(labelled(pen, "", &text, width, role));
    let complete = beside.complete.to_string();
    if beside.complete < LEAST_FOR_AGREEMENT {
        let least = LEAST_FOR_AGREEMENT.to_string();
        add(
            pen.with("aspect.too_few", &[&complete, &least]),
            Role::Notice,
        );
    } else {
        add(pen.with("aspect.complete", &[&complete]), Role::Muted);
    }
    let figure =
        |value: Option<f64>| value.map_or_else(|| "--".to_owned(), |one| format!("{one:.2}"));
    for (key, interval) in [
        ("aspect.icc", beside.icc),
        ("aspect.icc_mean", beside.icc_mean),
    ] {
        let value = figure(interval.map(|one| one.value));
        let range = interval
            .and_then(|one| one.range)
            .map_or_else(String::new, |(low, high)| {
                pen.with("frame.behind", &["", &format!("{low:.2} - {high:.2}")])
            });
        add(pen.with(key, &[&value, &range]), Role::Text);
    }
    add(
        pen.with("aspect.alpha", &[&figure(beside.alpha)]),
        Role::Text,
    );
    add(
        pen.with("aspect.concordance", &[&figure(beside.concordance)]),
        Role::Text,
    );
    add(
        pen.with("aspect.within", &[&figure(beside.within)]),
        Role::Text,
    );
    add(pen.say("aspect.agreement_note").to_owned(), Role::Muted);
    found
}

fn experts(pen: &Pen, workspace: &Workspace, beside: &GroupBeside, width: usize) -> Vec<Line> {
    let mut found = labelled(pen, "", pen.say("aspect.experts_note"), width, Role::Muted);
    if beside.parts > 1 {
        let parts = beside.parts.to_string();
        found.extend(labelled(
            pen,
            "",
            &pen.with("aspect.parts", &[&parts]),
            width,
            Role::Warning,
        ));
    }
    let largest = beside
        .experts
        .iter()
        .filter_map(|one| one.leniency.map(|(leniency, _)| leniency.abs()))
        .fold(1.0, f64::max);
    let names = beside.experts.iter().map(|one| name_of(workspace, &one.id));
    let widest = names.map(|name| pen.columns(&name)).max().unwrap_or(0);
    let name_width = (widest + 1).clamp(10, (width / 3).max(10));
    let bar_width = width.saturating_sub(name_width + 14).clamp(8, 40);
    found.push(
        Line::new()
            .column(pen, pen.say("aspect.expert"), name_width, Role::Muted)
            .figure(pen, pen.say("aspect.count"), 4, Role::Muted)
            .figure(pen, pen.say("results.mean"), 7, Role::Muted)
            .and("  ", Role::Muted)
            .heading(
                pen,
                pen.say("aspect.strict_lenient"),
                width.saturating_sub(name_width + 12),
                Role::Muted,
            ),
    );
    for one in &beside.experts {
        let name = name_of(workspace, &one.id);
        let mean = one
            .mean
            .map_or_else(String::new, |mean| format!("{mean:.1}"));
        found.push(
            Line::new()
                .cell(pen, &name, name_width, Role::Text)
                .figure(pen, &one.n.to_string(), 4, Role::Text)
                .figure(pen, &mean, 7, Role::Text)
                .and("  ", Role::Text)
                .and(bar(pen, one, largest, bar_width), Role::Heading),
        );
        for flag in &one.flags {
            let words = pen.find(&format!("flag.{flag}"));
            found.extend(labelled(pen, "    ", words, width, Role::Warning));
        }
    }
    found
}

/// Returns the id of an expert with the name, so that whoever has no room for the name is known.
fn name_of(workspace: &Workspace, id: &str) -> String {
    let expert = workspace.panel().expert(id);
    let name = expert.map_or("", |expert| expert.name.as_str());
    format!("{id} {name}").trim_end().to_owned()
}

/// A bar from the middle: strict to the left, lenient to the right.
fn bar(pen: &Pen, one: &ExpertBeside, largest: f64, width: usize) -> String {
    let Some((leniency, _)) = one.leniency else {
        return "--".to_owned();
    };
    let half = width.saturating_sub(6) / 2;
    let length = cell_of(leniency.abs(), 0.0, largest, half + 1);
    let full = pen.glyphs().full.repeat(length);
    let blanks = " ".repeat(half - length);
    let sides = if leniency < 0.0 {
        format!("{blanks}{full}{}{}", pen.glyphs().bar, " ".repeat(half))
    } else {
        format!("{}{}{full}{blanks}", " ".repeat(half), pen.glyphs().bar)
    };
    format!("{sides} {leniency:+.1}")
}

/// The declared rules as the official paragraph.
fn policy(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let paragraph = i18n::policy::paragraph(workspace.panel(), pen.language());
    let mut found = labelled(pen, "", &paragraph, width, Role::Text);
    found.push(Line::new());
    let note = pen.say("aspect.policy_note");
    found.extend(labelled(pen, "", note, width, Role::Muted));
    found
}

/// Columns of the drawn rank interval.
pub const INTERVAL: usize = 12;

/// Returns a proposal's rank interval (5 to 95 %) drawn over all places of its group, the
/// expected rank as a dot.
pub fn interval(table: &Table, row: &ProposalStanding) -> String {
    let results = table.workspace.results.as_ref();
    let beside = results.and_then(|results| results.beside.as_ref());
    let group = beside.and_then(|beside| beside.groups.get(&table.group.id));
    let Some((group, own)) = group.and_then(|group| Some((group, group.rows.get(&row.proposal)?)))
    else {
        return String::new();
    };
    let Some((expected, ranks, _)) = own.model else {
        return String::new();
    };
    let places = u32::try_from(group.rows.len().max(2)).unwrap_or(u32::MAX);
    let place = |rank: f64| cell_of(rank, 1.0, f64::from(places), INTERVAL);
    let [low, .., high] = ranks;
    let rank = |rank: usize| f64::from(u32::try_from(rank).unwrap_or(u32::MAX));
    let (from, to, at) = (place(rank(low)), place(rank(high)), place(expected));
    let [begin, end] = table.pen.glyphs().interval;
    (0..INTERVAL)
        .map(|cell| {
            if cell == at {
                table.pen.glyphs().dot
            } else if cell == from {
                begin
            } else if cell == to {
                end
            } else if (from..to).contains(&cell) {
                table.pen.glyphs().rule
            } else {
                " "
            }
        })
        .collect()
}
