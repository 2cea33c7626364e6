//! The plan's indicators beside the promises: one row each, problems first.

use super::{Scene, clauses};
use crate::analysis::comparison::Row;
use crate::app::screens::scoring::facts::{gap_words, label, promise_words, target_words};
use crate::app::screens::scoring::{Focus, Selected};
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::Role;
use crate::domain::edition::Kind;
use crate::domain::indicator::Verdict;
use crate::i18n::{editions, gap};
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::{Line, labelled};

/// Returns link, scope, summary and table.
pub fn lines(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some((_, link)) = scene.workspace.link_of(scene.proposal) else {
        lines.extend(labelled(
            pen,
            " ",
            pen.say("scoring.no_link"),
            width.saturating_sub(1),
            Role::Warning,
        ));
        lines.push(Line::new());
        lines.extend(promised(scene, pen, width));
        return lines;
    };
    let name = format!("{} {} {}", link.category, pen.glyphs().within, link.name);
    let heading = if broad {
        heading_of(pen, "page.comparison")
    } else {
        " ".to_owned()
    };
    let text = if broad {
        &name
    } else {
        link.short.of(pen.is_english())
    };
    let brief = format!(
        "{} {} {}",
        link.category,
        pen.glyphs().within,
        link.short.of(pen.is_english())
    );
    let texts = if broad { [text, &brief] } else { [text, text] };
    lines.push(confirmed(scene, pen, heading, texts, width));
    if broad && !scene.proposal.scope.is_empty() {
        let heading = heading_of(pen, "scoring.scope");
        lines.push(titled(
            pen,
            heading,
            &scene.proposal.scope.join("、"),
            width,
        ));
    }
    lines.extend(changed(scene, pen, width, broad));
    lines.extend(marked(scene, pen, &link.id, width));
    lines.push(summary(scene, pen, width, broad));
    let rows = scene.state.lines();
    if !rows.is_empty() {
        if broad {
            lines.push(Line::new());
        }
        let wide = broad && width >= if pen.is_english() { 74 } else { 66 };
        let columns = Columns::of(pen, &rows, width, wide);
        lines.push(columns.header(pen, wide));
        for (place, row) in rows.iter().enumerate() {
            let chosen = place == scene.state.line;
            let has_focus = scene.state.focus == Focus::Facts;
            lines.push(
                columns
                    .row(pen, row, wide, chosen)
                    .chosen(chosen, has_focus),
            );
        }
    }
    lines.extend(rest(scene, pen, width));
    lines
}

/// The heading with the word whether the secretariat confirmed link, scope and pairing,
/// where there is room for it beside the text or its brief form.
fn confirmed(scene: &Scene, pen: &Pen, heading: String, texts: [&str; 2], width: usize) -> Line {
    let is_confirmed = !scene.proposal.confirmed_by.is_empty();
    let (key, role) = if is_confirmed {
        ("scoring.confirmed", Role::Muted)
    } else {
        ("scoring.unconfirmed", Role::Notice)
    };
    let words = pen.say(key);
    let others = pen.columns(&heading) + pen.columns(words) + 3;
    let fitting = texts
        .into_iter()
        .find(|text| others + pen.columns(text) <= width);
    let Some(text) = fitting else {
        return titled(pen, heading, texts[0], width);
    };
    let room = width.saturating_sub(pen.columns(words) + 1);
    titled(pen, heading, text, room).and(words, role)
}

/// The words before the lines above the table.
const HEADINGS: [&str; 4] = [
    "page.comparison",
    "scoring.scope",
    "scoring.marked",
    "scoring.result",
];

/// Returns one of the headings, as wide as the widest of them.
fn heading_of(pen: &Pen, key: &'static str) -> String {
    let widest = HEADINGS
        .map(|one| pen.columns(pen.say(one)))
        .into_iter()
        .max();
    format!(" {}  ", pad(pen.say(key), widest.unwrap_or_default()))
}

/// A heading and a text that fills the rest of the line.
fn titled(pen: &Pen, heading: String, text: &str, width: usize) -> Line {
    let room = width.saturating_sub(pen.columns(&heading));
    Line::of(heading, Role::Heading).column(pen, text, room, Role::Text)
}

/// How the text of the link changed since the own sheet was scored; nothing where it did not.
fn changed(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Vec<Line> {
    let Some(change) = &scene.state.changed else {
        return Vec::new();
    };
    let heading = pen.say(match change.kind {
        Kind::Gone => "scoring.link_gone",
        Kind::Changed | Kind::New => "scoring.text_changed",
    });
    let width = width.saturating_sub(1);
    let mut lines = labelled(pen, " ! ", heading, width, Role::Warning);
    let told = editions::differences(change, pen.language());
    let shown = if broad { told.len() } else { 1 };
    for text in told.iter().take(shown) {
        let text = labelled(pen, "   ", text, width, Role::Notice);
        lines.extend(text.into_iter().take(if broad { 3 } else { 1 }));
    }
    lines
}

/// What the secretariat marked the link as, with the indicators that must be met; nothing
/// where it has no mark that counts.
fn marked(scene: &Scene, pen: &Pen, link: &str, width: usize) -> Option<Line> {
    let notes = &scene.workspace.panel().link_notes;
    let named = |key: &String| {
        let row = scene.state.comparison.row(key);
        row.map_or(key.clone(), |row| row.indicator.shown_label().to_owned())
    };
    let words: Vec<String> = notes
        .marks_of(link)
        .map(|mark| {
            let word = pen.find(&format!("mark_short.{}", mark.kind.key()));
            let must: Vec<String> = mark.indicators.iter().map(named).collect();
            format!("{word} {}", must.join("、")).trim().to_owned()
        })
        .collect();
    if words.is_empty() {
        return None;
    }
    let heading = heading_of(pen, "scoring.marked");
    let room = width.saturating_sub(pen.columns(&heading));
    let text = words.join("   ");
    Some(Line::of(heading, Role::Heading).column(pen, &text, room, Role::Notice))
}

/// How many lines have which verdict: in words, or by marks where the words have no room.
fn summary(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Line {
    let comparison = &scene.state.comparison;
    let judged = clauses::judged_count(scene);
    let applies =
        |verdict: &Verdict| !matches!(verdict, Verdict::NotApplicable | Verdict::Alternative);
    let verdicts = Verdict::ALL.into_iter().filter(applies).map(|verdict| {
        let all = comparison.count(verdict);
        let done = if verdict == Verdict::Expert {
            judged
        } else {
            0
        };
        let (words, mark) = (
            gap::verdict(verdict, pen.language()),
            glyphs::verdict(pen.profile(), verdict),
        );
        (words, mark, all.saturating_sub(done))
    });
    let done = (pen.say("clauses.done"), pen.glyphs().passed, judged);
    let counts: Vec<_> = verdicts
        .chain([done])
        .filter(|(.., count)| *count > 0)
        .collect();
    let in_words = |apart: &str| {
        let told = counts
            .iter()
            .map(|(words, _, count)| format!("{words} {count}"));
        told.collect::<Vec<_>>().join(apart)
    };
    let in_marks = || {
        let told = counts
            .iter()
            .map(|(_, mark, count)| format!("{mark}{count}"));
        told.collect::<Vec<_>>().join(" ")
    };
    let (lead, items) = if broad {
        let all = scene.state.line_count().to_string();
        let lead = heading_of(pen, "scoring.result");
        (lead, pen.with("scoring.items", &[&all]))
    } else {
        (" ".to_owned(), String::new())
    };
    let advices = [pen.say("gap.advice"), pen.say("scoring.advice_short")];
    let texts = if broad {
        [
            format!("{items}{}", in_words("  ")),
            in_words("  "),
            in_marks(),
        ]
    } else {
        [in_words(" "), in_words(" "), in_marks()]
    };
    let forms = texts
        .iter()
        .flat_map(|text| advices.map(|advice| (text, advice)));
    let line = |(text, advice): (&String, &'static str)| {
        Line::of(lead.clone(), Role::Heading)
            .and(text.clone(), Role::Text)
            .and(format!("  {advice}"), Role::Muted)
    };
    let mut lines = forms.map(line);
    let last = lines.next_back().unwrap_or_default();
    lines
        .find(|line| line.columns(pen) <= width)
        .unwrap_or(last)
}

/// Fewest columns of the name of an indicator.
const LABEL: usize = 8;

/// How wide each column is, from what stands in them. On the narrowest screens the verdict has
/// no column: the mark before the name says it, and the chosen row is told in full below.
struct Columns {
    label: usize,
    target: usize,
    promise: usize,
    baseline: usize,
    gap: usize,
    verdict: usize,
}

impl Columns {
    fn of(pen: &Pen, rows: &[&Row], width: usize, broad: bool) -> Self {
        let widest = |text: &dyn Fn(&Row) -> String, least: usize, most: usize| {
            rows.iter()
                .map(|row| pen.columns(&text(row)) + 1)
                .max()
                .unwrap_or(0)
                .clamp(least, most)
        };
        let english = usize::from(pen.is_english());
        // signs such as `≥` are spelled in two characters
        let spelled = usize::from(pen.profile() != GlyphProfile::Narrow);
        let mut columns = Self {
            label: 0,
            target: widest(
                &|row| target_cell(row, broad),
                7,
                if broad { 16 } else { 11 + spelled },
            ),
            promise: widest(
                &|row| promise_cell(row, broad),
                7,
                if broad { 16 } else { 10 + spelled },
            ),
            baseline: if broad {
                widest(&|row| row.baseline.clone(), 7, 13)
            } else {
                0
            },
            gap: if broad {
                widest(&|row| gap_words(row, pen.language()), 5, 13 + 5 * english)
            } else {
                0
            },
            verdict: if broad {
                let word = |row: &Row| gap::verdict(row.gap.verdict, pen.language()).to_owned();
                let heading = pen.columns(pen.say("table.conclusion")) + 1;
                widest(&word, heading, 7 + 8 * english)
            } else {
                // nothing stands behind it that a blank would part it from
                widest(&|row| conclusion(pen, row), 7, 12 + 2 * english) - spelled
            },
        };
        let fixed = lead(pen) + if broad { 3 } else { 0 };
        let least = fixed + LABEL + columns.target + columns.promise + columns.verdict;
        if !broad && least > width {
            columns.verdict = 0;
        }
        let others = columns.target + columns.promise + columns.gap + columns.verdict + fixed;
        let room = width.saturating_sub(others);
        if room < columns.baseline + 16 {
            columns.baseline = 0;
        }
        columns.label = room.saturating_sub(columns.baseline).clamp(LABEL, 44);
        columns
    }

    fn header(&self, pen: &Pen, broad: bool) -> Line {
        let head = Role::Muted;
        let line = Line::of(" ".repeat(lead(pen)), head)
            .heading(pen, pen.say("table.indicator"), self.label, head)
            .cell(pen, pen.say("table.target"), self.target, head)
            .cell(pen, pen.say("table.promise"), self.promise, head);
        if !broad {
            return line.column(pen, pen.say("table.conclusion"), self.verdict, head);
        }
        line.cell(pen, pen.say("table.baseline"), self.baseline, head)
            .cell(pen, pen.say("table.gap"), self.gap, head)
            .cell(pen, pen.say("table.conclusion"), self.verdict, head)
            .figure(pen, pen.say("table.page"), 2, head)
    }

    fn row(&self, pen: &Pen, row: &Row, broad: bool, chosen: bool) -> Line {
        let verdict = row.gap.verdict;
        let role = role(verdict);
        let mark = glyphs::verdict(pen.profile(), verdict);
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let apart = " ".repeat(lead(pen) - 3);
        let promise = promise_cell(row, broad);
        let promise = if promise.is_empty() { "--" } else { &promise };
        let line = Line::of(pointer, Role::Text)
            .and(format!("{apart}{mark} "), role)
            .cell(pen, &name_cell(row, broad), self.label, Role::Text)
            .cell(pen, &target_cell(row, broad), self.target, Role::Text)
            .cell(pen, promise, self.promise, Role::Heading);
        if !broad {
            return line.column(pen, &conclusion(pen, row), self.verdict, role);
        }
        let page = if row.page == 0 {
            String::new()
        } else {
            row.page.to_string()
        };
        let words = gap::verdict(verdict, pen.language());
        line.cell(pen, &row.baseline, self.baseline, Role::Muted)
            .cell(pen, &gap_words(row, pen.language()), self.gap, role)
            .cell(pen, words, self.verdict, role)
            .figure(pen, &page, 2, Role::Muted)
    }
}

/// Columns before the name: pointer and mark, apart where together they would read as
/// another sign (`>` and `=`).
fn lead(pen: &Pen) -> usize {
    if pen.profile() == GlyphProfile::Narrow {
        3
    } else {
        4
    }
}

fn name_cell(row: &Row, broad: bool) -> String {
    if broad {
        return label(&row.indicator);
    }
    let name = row.indicator.shown_label();
    if row.indicator.unit.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {}", row.indicator.unit)
    }
}

fn target_cell(row: &Row, broad: bool) -> String {
    if broad {
        target_words(&row.indicator)
    } else {
        row.indicator.shown_value()
    }
}

/// On narrow screens the promise drops its unit where it is the target's.
fn promise_cell(row: &Row, broad: bool) -> String {
    match &row.gap.promised {
        Some(promised) if !broad && promised.unit == row.indicator.unit => promised.shown_value(),
        _ => promise_words(row),
    }
}

/// Returns the gap where there is one, else the verdict.
pub fn conclusion(pen: &Pen, row: &Row) -> String {
    let words = gap::verdict(row.gap.verdict, pen.language());
    match (row.gap.verdict, row.gap.margin) {
        (Verdict::FallsShort, Some(margin)) if !margin.is_zero() => gap_words(row, pen.language()),
        (Verdict::Exceeds, Some(margin)) => {
            format!("{words} {}", crate::domain::decimal::brief(margin.abs()))
        }
        _ => words.to_owned(),
    }
}

/// Returns the role of a verdict.
pub fn role(verdict: Verdict) -> Role {
    match verdict {
        Verdict::FallsShort => Role::Bad,
        Verdict::NotPromised | Verdict::NotComparable | Verdict::Expert => Role::Warning,
        Verdict::Meets | Verdict::Exceeds => Role::Good,
        Verdict::NotApplicable | Verdict::Alternative => Role::Muted,
    }
}

/// What does not apply, and the wordy pieces of the target.
fn rest(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for verdict in [Verdict::Alternative, Verdict::NotApplicable] {
        let names: Vec<String> = scene
            .state
            .comparison
            .rows
            .iter()
            .filter(|row| row.gap.verdict == verdict)
            .map(|row| {
                format!(
                    "{} {}",
                    row.indicator.shown_label(),
                    target_words(&row.indicator)
                )
            })
            .collect();
        if !names.is_empty() {
            let text = {
                let mark = glyphs::verdict(pen.profile(), verdict);
                let word = gap::verdict(verdict, pen.language());
                let count = names.len().to_string();
                let others = [word, &count, &names.join("、")];
                format!(" {mark} {}", pen.with("scoring.others", &others))
            };
            lines.push(Line::new().column(pen, &text, width, Role::Muted));
        }
    }
    lines.extend(clauses::table(scene, pen, width));
    lines
}

/// Returns the promises that nothing of the target was paired with.
pub fn unpaired(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let comparison = &scene.state.comparison;
    let of_rows = comparison.rows.iter().filter_map(|row| row.gap.promise);
    let of_clauses = comparison
        .clauses
        .iter()
        .filter_map(|clause| clause.promise);
    let paired: Vec<usize> = of_rows.chain(of_clauses).collect();
    let others = scene.proposal.promises.iter().enumerate();
    let mut lines: Vec<Line> = others
        .filter(|(index, _)| !paired.contains(index))
        .flat_map(|(index, promise)| {
            let lead = format!(" {} ", index + 1);
            let page = match promise.page {
                0 => String::new(),
                page => pen.with("scoring.page", &[&page.to_string()]),
            };
            let text = format!("{}{page}", promise.text);
            labelled(pen, &lead, &text, width.saturating_sub(1), Role::Text)
        })
        .collect();
    if lines.is_empty() || scene.workspace.link_of(scene.proposal).is_none() {
        return Vec::new();
    }
    let heading = format!(" {}", pen.say("scoring.unpaired"));
    lines.insert(0, Line::of(heading, Role::Heading));
    lines.insert(0, Line::new());
    lines
}

/// A proposal without a link still shows what it promises.
fn promised(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    scene
        .proposal
        .promises
        .iter()
        .flat_map(|promise| {
            labelled(
                pen,
                " - ",
                &promise.text,
                width.saturating_sub(1),
                Role::Text,
            )
        })
        .collect()
}

/// What the expert noted about the pairing of a row, with the gap it would give.
fn noted(scene: &Scene, pen: &Pen, row: &Row) -> Option<String> {
    let own = scene.workspace.own.as_ref()?.sheet(&scene.proposal.id)?;
    let place = own.pairing.get(&row.key)?;
    let other = scene.state.noted.row(&row.key)?;
    if place == "0" {
        return Some(pen.say("scoring.noted_none").to_owned());
    }
    let words = gap::verdict(other.gap.verdict, pen.language());
    let distance = gap_words(other, pen.language());
    let details = [place.as_str(), &other.promise_text, words, &distance];
    Some(pen.with("scoring.noted_promise", &details))
}

/// Returns the selected row in full: the plan's words, the applicant's, the present value.
pub fn selected(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let row = match scene.state.selected() {
        Some(Selected::Indicator(row)) => row,
        Some(Selected::Clause(clause)) => return clauses::selected(scene, clause, pen, width),
        None => return Vec::new(),
    };
    let width = width.saturating_sub(1);
    let mut lines = vec![Line::new()];
    let mut add = |key: &'static str, text: &str| {
        lines.extend(labelled(
            pen,
            &format!(" {}  ", pen.say(key)),
            text,
            width,
            Role::Text,
        ));
    };
    let subject = if row.indicator.subject.is_empty() {
        String::new()
    } else {
        format!("{}：", row.indicator.subject)
    };
    add(
        "scoring.selected",
        &format!("{subject}{}", label(&row.indicator)),
    );
    add("scoring.original", &row.indicator.raw);
    if row.promise_text.is_empty() {
        add("scoring.promise", pen.say("scoring.no_promise"));
    } else {
        let page = if row.page == 0 {
            String::new()
        } else {
            pen.with("scoring.page", &[&row.page.to_string()])
        };
        add(
            "scoring.promise",
            &pen.with("scoring.quoted", &[&row.promise_text, &page]),
        );
    }
    let source = row
        .gap
        .promise
        .and_then(|place| scene.proposal.promises.get(place));
    if let Some(promise) = source.filter(|promise| !promise.baseline.is_empty()) {
        add(
            "scoring.baseline",
            &format!("{} {}", promise.baseline, promise.evidence),
        );
    }
    let notes = gap::notes(&row.indicator, pen.language());
    if !notes.is_empty() {
        add("scoring.reading", &notes);
    }
    if row.is_laid_down {
        add("scoring.paired", pen.say("scoring.laid_down"));
    }
    if let Some(noted) = noted(scene, pen, row) {
        add("scoring.noted", &noted);
    }
    lines
}
