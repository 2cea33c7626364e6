//! What the journal says, in the language of whoever reads it: ids, numbers, names and people's
//! own words stay as they are written.

use super::{Language, merging};
use crate::domain::journal::{self, Kind, Place, Told, filled};
use crate::domain::panel::Panel;

/// Returns what a line says was done; a line that no sentence fits as it is written.
pub fn what(text: &str, panel: &Panel, language: Language) -> String {
    if language.is_english() {
        return text.to_owned();
    }
    match journal::read(text) {
        Some(told) => said(&told, panel, language),
        None => text.to_owned(),
    }
}

/// Returns who did it: a job of the program by what it is called, a person by the name that is
/// written there.
pub fn who(text: &str, language: Language) -> &str {
    let secretariat = "seat.secretariat";
    let is_secretariat = |one: Language| one.text(secretariat) == text;
    if text == "secretariat" || is_secretariat(language.other()) {
        return language.text(secretariat);
    }
    let job = ["merge", "import", "assign", "seal"].contains(&text);
    let named = job.then(|| language.find(&format!("journal_who.{text}")));
    named.flatten().unwrap_or(text)
}

fn said(told: &Told, panel: &Panel, language: Language) -> String {
    let mut cell = "";
    let places = told.sentence.places.iter().zip(&told.details);
    let details = places.map(|(place, detail)| match place {
        Place::Value if *detail == "-" => merging::value("", language).to_owned(),
        Place::Value => merging::value_of(cell, detail, language),
        place => {
            cell = detail;
            detail_said(*place, detail, panel, language)
        }
    });
    let details: Vec<String> = details.collect();
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    let pattern = language.find(&format!("journal.{}", told.sentence.key));
    filled(pattern.unwrap_or(told.sentence.pattern), &details)
}

fn detail_said(place: Place, detail: &str, panel: &Panel, language: Language) -> String {
    if detail.is_empty() {
        return String::new();
    }
    match place {
        Place::Text | Place::Value | Place::Id | Place::Ids | Place::Number => detail.to_owned(),
        Place::Word(kind, _) => word(kind, detail, language).to_owned(),
        Place::Words(kind, between) => {
            let words = detail.split(between).map(|one| word(kind, one, language));
            words.collect::<Vec<_>>().join(among(between, language))
        }
        Place::Parts(group, between) => {
            let parts = journal::parts(group, between, detail).unwrap_or_default();
            let parts = parts.iter().map(|part| said(part, panel, language));
            parts.collect::<Vec<_>>().join(among(between, language))
        }
        Place::Cell => {
            let criterion = |id: &str| {
                let found = panel.rubric.criterion(id);
                found.map(|one| one.name.of(language.is_english()).to_owned())
            };
            merging::cell(detail, criterion, language)
        }
        Place::Rule => rule_name(detail, panel, language),
    }
}

/// Returns what a word is called; one that nobody knows is itself.
fn word(kind: Kind, word: &str, language: Language) -> &str {
    let key = match kind {
        Kind::Mark => format!("mark.{word}"),
        Kind::Decision => format!("decision.{word}"),
        Kind::Part => format!("journal_part.{word}"),
        Kind::VetoState => format!("veto_state.{word}"),
        Kind::Order => format!("agenda_order.{word}"),
        Kind::Phase => format!("meeting_phase.{word}"),
        Kind::Outcome => format!("merge.{word}"),
        Kind::Why => format!("journal_why.{word}"),
        Kind::Field => format!("import.column_{word}"),
        Kind::RuleValue => format!("rule_value.{word}"),
        Kind::Role => format!("applicant_role.{word}"),
        Kind::Goal => format!("goal.{word}"),
    };
    language.find(&key).unwrap_or(word)
}

/// What stands between the parts of a sentence.
fn among(between: &str, language: Language) -> &'static str {
    match between {
        "; " => language.text("journal.between_parts"),
        _ => language.text("journal.between_words"),
    }
}

/// Returns what a rule is called; of a group or a criterion its name.
pub fn rule_name(key: &str, panel: &Panel, language: Language) -> String {
    let english = language.is_english();
    if let Some(id) = key.strip_prefix("budget.") {
        let group = panel.groups.iter().find(|group| group.id == id);
        let name = group.map_or(id, |group| group.name.of(english));
        return language.with("what_if.budget", &[name]);
    }
    if let Some(id) = key.strip_prefix("weight.") {
        let criterion = panel.rubric.criterion(id);
        let name = criterion.map_or(id, |one| one.short_name().of(english));
        return language.with("what_if.weight", &[name]);
    }
    let named = language.find(&format!("rule.{}", key.replace('.', "_")));
    named.unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::sentences::GROUPS;

    #[test]
    fn english_is_what_is_written_and_chinese_tells_all_of_it() {
        for sentence in GROUPS.iter().flat_map(|group| group.iter()) {
            let key = format!("journal.{}", sentence.key);
            assert_eq!(Language::English.find(&key), Some(sentence.pattern));
            let details: Vec<String> = (0..sentence.places.len())
                .map(|place| format!("<{place}>"))
                .collect();
            let details: Vec<&str> = details.iter().map(String::as_str).collect();
            let said = filled(Language::Chinese.find(&key).unwrap(), &details);
            let is_lost = |detail: &&str| !said.contains(*detail);
            assert_eq!(details.iter().copied().find(is_lost), None, "{key}: {said}");
        }
    }

    #[test]
    fn what_was_done_and_who_did_it_are_told_in_chinese() {
        let panel = Panel::default();
        let said = |text| what(text, &panel, Language::Chinese);
        for (line, wanted) in [
            ("opened, rules fixed", "开评，锁定规则"),
            ("closed: 停办", "结束批次：停办"),
            ("recused E03 from SM-01: 同单位", "E03 回避 SM-01：同单位"),
            (
                "SM-03: decided support, 280, minute 2 号, approved by 乙: 压减",
                "SM-03：研究决定 予以支持，280 万元，纪要 2 号，乙 批准：压减",
            ),
            (
                "meeting servo: SM-01 questions ended; meeting servo: E02 E03 there",
                "评审会 servo：SM-01 质询结束；评审会 servo：E02 E03 在场",
            ),
            (
                "import proposals 表.csv: 0 new; P1 (district requested)",
                "导入项目表 表.csv：新增 0；改动 P1（属地、申请经费）",
            ),
            (
                "what-if: combine.method=median threshold.recommend=72.5",
                "试算：合成办法 中位数、推荐线 72.5",
            ),
            (
                "E03 SM-01: verdict = revise: 电话核对",
                "E03 SM-01：推荐意见裁定为 修改后推荐：电话核对",
            ),
            ("by hand: nobody's", "by hand: nobody's"),
        ] {
            assert_eq!(said(line), wanted);
            assert_eq!(what(line, &panel, Language::English), line);
        }
        let both = ["merge", "secretariat", "Secretariat", "E03", "王某"];
        let told = both.map(|one| who(one, Language::Chinese));
        assert_eq!(told, ["合并", "评审秘书组", "评审秘书组", "E03", "王某"]);
        assert_eq!(who("评审秘书组", Language::English), "Secretariat");
        assert_eq!(who("merge", Language::English), "merge");
    }
}
