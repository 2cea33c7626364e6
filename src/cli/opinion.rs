//! `heyi opinion`: the joint opinion on one proposal as it stands, and with `--draft` what it
//! could be drafted from, each sentence with its source. It writes nothing.

use super::round::{self, Loaded};
use super::{DATA, Output, Refusal, USER};
use crate::analysis::drafting::{Draft, Part, Piece};
use crate::analysis::standing::combine;
use crate::app::opinion::{reservations, wording};
use crate::domain::opinion::Opinion;
use crate::domain::panel::Panel;
use crate::i18n::closing::first_of;
use crate::i18n::{Language, electorate, reasons};
use serde_json::{Value, json};

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// On which proposal.
    #[arg(long, id = "opinion_proposal", value_name = "ID")]
    proposal: String,
    /// What it can be drafted from.
    #[arg(long, id = "opinion_draft")]
    draft: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints the opinion.
///
/// # Errors
/// A refusal where there is no such panel or proposal.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let loaded = round::load(&wanted.panel, output)?;
    let id = wanted.proposal.as_str();
    if loaded.panel.proposal(id).is_none() {
        return Err(Refusal {
            code: USER,
            message: output.language.with("assign.no_proposal", &[id]),
            hint: output.language.with("assign.no_proposal_hint", &[id]),
        });
    }
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    let draft = Draft::of(&loaded.panel, &loaded.sheets, &standings, id);
    let blank = Opinion {
        proposal: id.to_owned(),
        ..Opinion::default()
    };
    let stands = loaded.panel.opinion(id);
    let own = stands.unwrap_or(&blank);
    let asked = wanted.draft.then_some(&draft);
    if wanted.json {
        output.json(&document(&loaded, own, (&draft, asked), output.language));
    } else {
        print(&loaded, own, (&draft, asked), output);
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}

fn document(
    loaded: &Loaded,
    own: &Opinion,
    (draft, asked): (&Draft, Option<&Draft>),
    language: Language,
) -> Value {
    let minority = own.minority.iter();
    let minority: Vec<Value> = minority
        .map(|one| json!({ "expert": one.expert, "text": one.text }))
        .collect();
    let electorate = &draft.electorate;
    json!({
        "schema": "heyi.opinion/1",
        "proposal": own.proposal,
        "written": loaded.panel.opinion(&own.proposal).is_some(),
        "adopted": own.adopted,
        "adopted_by": own.adopted_by,
        "taken_back": own.taken_back,
        "strengths": own.strengths,
        "weaknesses": own.weaknesses,
        "conditions": own.conditions,
        "text": own.text,
        "votes": {
            "agree": own.votes.agree,
            "disagree": own.votes.disagree,
            "abstain": own.votes.abstain,
        },
        "minority": minority,
        "electorate": {
            "members": electorate.members,
            "recused": electorate.recused,
            "away": electorate.away,
            "quorum": electorate.quorum,
        },
        "verdicts": {
            "recommend": draft.verdicts.recommend,
            "revise": draft.verdicts.revise,
            "decline": draft.verdicts.decline,
        },
        "n": draft.n,
        "missing": draft.missing.len(),
        "missing_of": draft.missing,
        "lane": draft.lane.map(crate::domain::recommendation::Lane::key),
        "draft": asked.map(|draft| pieces(draft, language)),
        "panel": loaded.panel.head.id,
        "demonstration": loaded.panel.head.demonstration,
    })
}

fn pieces(draft: &Draft, language: Language) -> Vec<Value> {
    let piece = |piece: &Piece| {
        json!({
            "source": piece.source.key(),
            "part": piece.part.map(Part::key),
            "text": wording(&piece.source, language),
        })
    };
    draft.pieces.iter().map(piece).collect()
}

fn print(
    loaded: &Loaded,
    own: &Opinion,
    (draft, asked): (&Draft, Option<&Draft>),
    output: &mut Output,
) {
    let language = output.language;
    let panel = &loaded.panel;
    if panel.head.demonstration {
        output.line(language.text("rank.demonstration"));
    }
    let title = panel.proposal(&own.proposal).map_or("", |one| &one.title);
    output.line(&language.with("opinion.title", &[&own.proposal, title]));
    let standing = match (own.adopted, panel.opinion(&own.proposal)) {
        (true, _) => language.with("opinion.adopted_by", &[panel.name_of(&own.adopted_by)]),
        (false, Some(_)) if !own.taken_back.is_empty() => {
            language.with("opinion.taken_back", &[&own.taken_back])
        }
        (false, Some(_)) => language.text("opinion.draft_decides_nothing").to_owned(),
        (false, None) => language.text("opinion.is_not_begun").to_owned(),
    };
    output.line(&standing);
    for words in reservations(panel, own, &draft.electorate, language) {
        output.lines(&format!("! {words}"));
    }
    figures(draft, output);
    let mut say = |label: &str, text: &str| {
        if !text.is_empty() {
            output.lines(&language.with("opinion.said", &[label, text]));
        }
    };
    say(language.text("opinion.strengths"), &own.strengths);
    say(language.text("opinion.weaknesses"), &own.weaknesses);
    for (place, condition) in own.conditions.iter().enumerate() {
        let label = language.with("opinion.condition", &[&(place + 1).to_string()]);
        say(&label, condition);
    }
    if own.votes.cast() > 0 {
        let votes = [own.votes.agree, own.votes.disagree, own.votes.abstain];
        let votes = votes.map(|count| count.to_string());
        let text = language.with("opinion.votes", &votes.each_ref().map(String::as_str));
        say(language.text("opinion.vote"), &text);
    }
    for one in &own.minority {
        let label = language.with("opinion.minority_of", &[panel.name_of(&one.expert)]);
        say(&label, &one.text);
    }
    if !own.text.is_empty() {
        say(language.text("opinion.own_text"), &own.text);
    }
    if let Some(draft) = asked {
        drafted(panel, draft, output);
    }
}

/// How the experts judged, what the result is, and who may vote.
fn figures(draft: &Draft, output: &mut Output) {
    let language = output.language;
    let verdicts = draft.verdicts;
    let counts = [
        verdicts.recommend,
        verdicts.revise,
        verdicts.decline,
        draft.n,
    ];
    let counts = counts.map(|count| count.to_string());
    output.line(&language.with("opinion.verdicts", &counts.each_ref().map(String::as_str)));
    let lane = match draft.lane {
        Some(lane) => reasons::lane(lane, language),
        None => language.text("opinion.lane_open"),
    };
    output.line(&language.with("opinion.lane", &[lane]));
    output.line(&electorate::voters(&draft.electorate, language));
}

/// Every sentence under where it comes from, with the part that it would go into.
fn drafted(panel: &Panel, draft: &Draft, output: &mut Output) {
    let language = output.language;
    if !draft.missing.is_empty() {
        let names = first_of(panel, &draft.missing, language);
        let details = [&draft.missing.len().to_string(), &names];
        output.line(&language.with("opinion.missing", &details.map(String::as_str)));
    }
    if draft.pieces.is_empty() {
        output.line(language.text("opinion.nothing"));
    }
    let mut kind = "";
    for piece in &draft.pieces {
        if piece.source.key() != kind {
            kind = piece.source.key();
            output.line("");
            output.line(
                language
                    .find(&format!("opinion.from_{kind}"))
                    .unwrap_or_default(),
            );
        }
        let part = piece
            .part
            .and_then(|part| language.find(&format!("opinion.{}", part.key())));
        let text = wording(&piece.source, language);
        match part {
            Some(part) => output.line(&format!("  {part}  {text}")),
            None => output.line(&format!("  {text}")),
        }
    }
}
