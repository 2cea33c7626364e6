//! What the panel says of each proposal in its own name, and what the applicant is told of it.

use super::Draft;
use super::before::about;
use super::forms::gap_sentence;
use super::parts::{self, conditions, experts_of, note, number, only, signatures};
use crate::domain::opinion::Opinion;
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::Lane;
use crate::report::document::{Block, Field};
use crate::report::form::filled;
use crate::report::material::Material;

/// 专家组评审意见: the opinion as it was adopted; where there is none, the customary form with
/// room to write.
pub(super) fn opinions(material: &Material) -> Vec<Draft> {
    let order = material.panel.in_order().into_iter();
    let scored = order.filter(|proposal| proposal.is_scored());
    let pages = scored.map(|proposal| {
        let opinion = material.panel.opinion(&proposal.id);
        let mut blocks = body(material, proposal, opinion);
        blocks.extend(minority(material, opinion));
        if !opinion.is_some_and(|one| one.adopted) {
            blocks.push(note(material.language, "report.opinion_open"));
        }
        blocks.extend(members(material, proposal));
        blocks.push(signatures(material.language, &["chair", "date"]));
        about(material, proposal, blocks)
    });
    vec![Draft::part("", pages.collect()).one_sheet()]
}

/// Where every member of the group signs; one line where the group is not known.
fn members(material: &Material, proposal: &Proposal) -> Vec<Block> {
    let mut groups = material.standings.groups.iter();
    let group = groups.find(|group| group.rows.iter().any(|row| row.proposal == proposal.id));
    let experts = group.map_or_else(Vec::new, |group| experts_of(material, group));
    let here = experts
        .iter()
        .filter(|id| material.panel.recusal(id, &proposal.id).is_none());
    let fields: Vec<Field> = here
        .map(|id| Field::new(material.expert_name(id), ""))
        .collect();
    if fields.is_empty() {
        return vec![signatures(material.language, &["members"])];
    }
    vec![
        note(material.language, "report.members_sign"),
        Block::Signatures(fields),
    ]
}

fn body(material: &Material, proposal: &Proposal, opinion: Option<&Opinion>) -> Vec<Block> {
    let language = material.language;
    if let Some(own) = opinion.filter(|one| !one.text.is_empty()) {
        return vec![Block::Text(own.text.clone())];
    }
    let blank = language.text("report.blank");
    let words = |text: &str| if text.is_empty() { blank } else { text }.to_owned();
    let opening = language.with(
        "report.opinion_opening",
        &[&sender(material), &proposal.applicant, &proposal.title],
    );
    let own = |of: fn(&Opinion) -> &str| words(opinion.map_or("", of));
    let points = [
        language.with("report.opinion_one", &[&place_in_plan(material, proposal)]),
        language.with("report.opinion_two", &[&own(|one| &one.strengths)]),
        language.with("report.opinion_three", &[&own(|one| &one.weaknesses)]),
    ];
    let mut blocks = vec![Block::Text(opening)];
    blocks.extend(points.into_iter().map(Block::Text));
    blocks.push(Block::Text(conclusion(material, proposal, opinion)));
    let wanted = opinion.map_or(&[][..], |one| one.conditions.as_slice());
    if !wanted.is_empty() {
        blocks.push(Block::List(wanted.to_vec()));
    }
    blocks
}

/// Who the review is held for.
pub(super) fn sender(material: &Material) -> String {
    match material.of_both(&material.panel.report_form.letterhead) {
        "" => material.language.text("report.blank").to_owned(),
        sender => sender.to_owned(),
    }
}

/// Chain, link and how the promises stand to its target.
fn place_in_plan(material: &Material, proposal: &Proposal) -> String {
    let language = material.language;
    let chain = material.chain_name(proposal);
    let link = proposal
        .main_link()
        .and_then(|id| material.panel.plan.link(id));
    let Some((_, link)) = link else {
        return language.with("report.opinion_no_link", &[&chain]);
    };
    match gap_sentence(material, proposal) {
        Some(gaps) => language.with("report.opinion_link", &[&chain, &link.name, &gaps]),
        None => language.with("report.opinion_link_only", &[&chain, &link.name]),
    }
}

/// The vote and what it recommends; blank where nobody recorded a vote.
fn conclusion(material: &Material, proposal: &Proposal, opinion: Option<&Opinion>) -> String {
    let language = material.language;
    let lane = material.row(&proposal.id).map(|row| row.lane);
    let outcome = lane.filter(|lane| {
        matches!(
            lane,
            Lane::Recommend | Lane::Revise | Lane::Reserve | Lane::Decline
        )
    });
    let outcome = outcome.and_then(|lane| language.find(&format!("opinion_lane.{}", lane.key())));
    let outcome = outcome.unwrap_or_else(|| language.text("report.blank"));
    let votes = opinion
        .map(|one| one.votes)
        .filter(|votes| votes.agree + votes.disagree > 0);
    let has_conditions = opinion.is_some_and(|one| !one.conditions.is_empty());
    let ending = if has_conditions {
        "report.with_advice"
    } else {
        "report.without_advice"
    };
    let ending = language.text(ending);
    let Some(votes) = votes else {
        return language.with("report.opinion_no_vote", &[outcome, ending]);
    };
    let numbers = [votes.agree, votes.disagree, votes.abstain].map(|count| count.to_string());
    let [agree, disagree, abstain] = numbers.each_ref().map(String::as_str);
    language.with(
        "report.opinion_vote",
        &[agree, disagree, abstain, outcome, ending],
    )
}

fn minority(material: &Material, opinion: Option<&Opinion>) -> Vec<Block> {
    let language = material.language;
    let all = opinion.map_or(&[][..], |one| one.minority.as_slice());
    if all.is_empty() {
        return Vec::new();
    }
    let fields = all.iter().map(|one| {
        let who = material.expert_name(&one.expert);
        Field::new(who, &one.text)
    });
    let mut blocks = vec![
        Block::Heading(language.text("report.minority").to_owned()),
        Block::Fields(fields.collect()),
    ];
    let recused = opinion.into_iter().flat_map(|opinion| {
        let all = opinion.minority.iter();
        all.filter(|one| {
            material
                .panel
                .recusal(&one.expert, &opinion.proposal)
                .is_some()
        })
    });
    blocks.extend(recused.map(|one| {
        let who = material.expert_name(&one.expert);
        Block::Note(language.with("report.minority_recused", &[who]))
    }));
    blocks
}

/// 评审意见反馈: a letter to the applicant of each proposal, without scores and experts.
pub(super) fn feedback(material: &Material) -> Vec<Draft> {
    let order = material.panel.in_order().into_iter();
    let scored = order.filter(|proposal| proposal.is_scored());
    scored.map(|proposal| letter(material, proposal)).collect()
}

fn letter(material: &Material, proposal: &Proposal) -> Draft {
    let language = material.language;
    let adopted = material
        .panel
        .opinion(&proposal.id)
        .filter(|one| one.adopted);
    let lane = material.row(&proposal.id).map(|row| row.lane);
    let pending = material
        .standings
        .groups
        .iter()
        .flat_map(|group| &group.pending);
    let is_pending = pending.into_iter().any(|one| one.proposal == proposal.id);
    let decision = material.panel.decision(&proposal.id);
    let kind = match (decision.map(|one| one.outcome.as_str()), lane) {
        (Some("support"), _) => "decided_support",
        (Some("reserve"), _) => "decided_reserve",
        (Some(_), _) => "decided_decline",
        (None, _) if is_pending => "open",
        (None, Some(lane)) if lane.is_recommended() => "recommended",
        (None, Some(Lane::Reserve)) => "reserve",
        (None, Some(Lane::Decline)) => "decline",
        (None, Some(Lane::Invalid)) => "invalid",
        _ => "open",
    };
    let outcome = language
        .find(&format!("feedback.{kind}"))
        .unwrap_or_default();
    let blank = language.text("report.feedback_blank");
    let words = |text: &str| if text.is_empty() { blank } else { text }.to_owned();
    let strengths = words(adopted.map_or("", |one| &one.strengths));
    let weaknesses = words(adopted.map_or("", |one| &one.weaknesses));
    let wanted = conditions(material, &proposal.id);
    let advice = match (wanted.as_str(), kind) {
        ("", _) if adopted.is_none() => blank.to_owned(),
        ("", "decline" | "decided_decline") => language.text("feedback.try_again").to_owned(),
        ("", _) => String::new(),
        (wanted, _) => wanted.to_owned(),
    };
    let sender = sender(material);
    let own = material.of_both(&material.panel.report_form.notice.feedback);
    let text = if own.is_empty() {
        language.text("report.feedback_text")
    } else {
        own
    };
    let put_in = [
        ("applicant", proposal.applicant.as_str()),
        ("title", &proposal.title),
        ("id", number(proposal)),
        ("strengths", &strengths),
        ("weaknesses", &weaknesses),
        ("conditions", &advice),
        ("outcome", outcome),
        ("sender", &sender),
    ];
    // a line that would only hold an empty advice is left out
    let lines = text
        .lines()
        .filter(|line| !advice.is_empty() || !line.contains("{conditions}"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut blocks = parts::letter(&filled(&text, &put_in), &sender);
    blocks.push(Block::Closing(language.text("report.dated").to_owned()));
    if is_pending {
        blocks.push(note(language, "report.feedback_pending"));
    } else if adopted.is_none() {
        blocks.push(note(language, "report.feedback_open"));
    }
    Draft::part(&proposal.id, only(blocks))
}
