//! A clean panel has no findings; each broken part has its own.

use super::*;
use crate::domain::meeting::{Attending, Meeting};
use crate::domain::opinion::Opinion;
use crate::domain::people::{Expert, Group};
use crate::domain::proposal::Proposal;
use crate::domain::sheet::SheetState;
use std::path::Path;

const CLEAN: [(&str, &str); 8] = [
    ("panel.toml", "format = 1\nid = \"p\"\n"),
    (
        "rubric.toml",
        "[[criterion]]\nid = \"a\"\nscale = { max = \"20\" }\n[[criterion.level]]\nfrom = \"12\"\nto = \"20\"\n\
         mark = { zh = \"优\" }\ntext = { zh = \"好\" }\n[[criterion.level]]\nfrom = \"0\"\nto = \"11\"\n\
         mark = { zh = \"差\" }\ntext = { zh = \"差\" }\n",
    ),
    (
        "policy.toml",
        "scope = \"group\"\nladder = [\"criterion:a\", \"recommend_votes\"]\n[combine]\nmin_n = 5\n[valid]\n\
         technical_share = \"2/3\"\n[threshold]\npass = \"10\"\nrecommend = \"15\"\ncriterion = { a = \"0.6\" }\n\
         [special]\nneeds = [\"reason\", \"approver\"]\n",
    ),
    (
        "experts.toml",
        "[[expert]]\nid = \"E01\"\n[[expert]]\nid = \"E02\"\n",
    ),
    (
        "groups.toml",
        "[[group]]\nid = \"g\"\nproposals = [\"A\"]\nchair = \"E01\"\nmembers = [\n    \"E01\",\n    \"E02\",\n]\nbudget = \"100\"\n",
    ),
    (
        "assignments.toml",
        "[[assignment]]\nexpert = \"E01\"\nproposals = [\"A\"]\n",
    ),
    (
        "conflicts.toml",
        "[[conflict]]\nproposal = \"A\"\nexpert = \"E02\"\nstate = \"cleared\"\n",
    ),
    (
        "proposals/A.toml",
        "title = \"甲\"\nchain = \"c\"\nlinks = [\"c-01\"]\nrequested = \"10\"\nown_funds = \"20\"\ntotal_cost = \"30\"\n",
    ),
];

const CHAIN: &str = "format = 1\nid = \"c\"\norder = 1\nname = { zh = \"链\" }\n[[link]]\nrow = 1\nid = \"c-01\"\n\
                     category = \"x\"\nname = \"y\"\nshort = { zh = \"z\" }\n";

const OVERVIEW: &str = "format = 1\nid = \"p\"\ntitle = { zh = \"方案\" }\nedition = { name = \"a\", date = \"b\", issuer = \"c\" }\n";

/// Checks the clean panel after `from` became `to` in `file`.
fn problems(file: &str, from: &str, to: &str) -> Vec<Problem> {
    let folder = folder(file, from, to);
    everything(&Source::Folder(folder.path().to_owned()))
}

/// Writes the clean panel after `from` became `to` in `file`.
fn folder(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = [("plan/c.toml", CHAIN), ("plan/overview.toml", OVERVIEW)];
    for (name, text) in CLEAN.into_iter().chain(plan) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = if name == file {
            assert!(text.contains(from), "{file}: {from}");
            text.replacen(from, to, 1)
        } else {
            text.to_owned()
        };
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_clean_panel_and_what_is_built_in_have_no_problem() {
    assert_eq!(problems("panel.toml", "format", "format"), []);
    let panels = Path::new(env!("CARGO_MANIFEST_DIR")).join("panels");
    for name in ["demo", "ningbo-siji-2018"] {
        assert_eq!(everything(&Source::Folder(panels.join(name))), [], "{name}");
    }
}

#[test]
fn every_slip_is_found_where_it_stands() {
    use Trouble::{
        BadId, Contradiction, Duplicate, LevelGap, MissingKey, MoneyMismatch, UnknownId,
        WrongValue, WrongWord,
    };
    for (file, from, to, trouble, line, column) in [
        (
            "policy.toml",
            "pass = \"10\"",
            "pass = \"16\"",
            Contradiction,
            8,
            8,
        ),
        (
            "policy.toml",
            "recommend = \"15\"",
            "recommend = \"21\"",
            Contradiction,
            9,
            13,
        ),
        ("policy.toml", "min_n = 5", "min_n = 2", Contradiction, 4, 9),
        ("policy.toml", "\"2/3\"", "\"3/2\"", Contradiction, 6, 19),
        ("policy.toml", "\"2/3\"", "\"most\"", Contradiction, 6, 19),
        (
            "policy.toml",
            "a = \"0.6\"",
            "a = \"60\"",
            Contradiction,
            10,
            13,
        ),
        ("policy.toml", "{ a =", "{ b =", UnknownId, 10, 13),
        (
            "policy.toml",
            "criterion:a",
            "criterion:b",
            UnknownId,
            2,
            11,
        ),
        ("policy.toml", "recommend_votes", "spread", UnknownId, 2, 26),
        (
            "rubric.toml",
            "from = \"12\"",
            "from = \"13\"",
            LevelGap,
            2,
            6,
        ),
        ("rubric.toml", "to = \"11\"", "to = \"12\"", LevelGap, 2, 6),
        (
            "rubric.toml",
            "max = \"20\"",
            "max = \"25\"",
            LevelGap,
            2,
            6,
        ),
        (
            "rubric.toml",
            "max = \"20\"",
            "max = \"nan\"",
            WrongValue,
            3,
            9,
        ),
        ("experts.toml", "\"E02\"", "\"E01\"", Duplicate, 4, 6),
        ("experts.toml", "\"E02\"", "\"E/2\"", BadId, 4, 6),
        ("groups.toml", "[\"A\"]", "[\"A\", \"B\"]", UnknownId, 3, 19),
        ("groups.toml", "[\"A\"]", "[\"A\", \"A\"]", Duplicate, 3, 14),
        ("groups.toml", "    \"E02\"", "    \"E09\"", UnknownId, 7, 5),
        ("groups.toml", "\"100\"", "\"1e3\"", WrongValue, 9, 10),
        ("assignments.toml", "\"E01\"", "\"E09\"", UnknownId, 2, 10),
        ("conflicts.toml", "\"A\"", "\"Z\"", UnknownId, 2, 12),
        ("conflicts.toml", "cleared", "maybe", WrongWord, 4, 9),
        ("proposals/A.toml", "\"c\"", "\"d\"", UnknownId, 2, 9),
        ("proposals/A.toml", "c-01", "c-99", UnknownId, 3, 10),
        ("proposals/A.toml", "\"30\"", "\"31\"", MoneyMismatch, 6, 14),
        ("proposals/A.toml", "\"10\"", "\"十\"", WrongValue, 4, 13),
        (
            "proposals/A.toml",
            "chain",
            "special = true\nspecial_reason = \"x\"\nchain",
            MissingKey,
            2,
            1,
        ),
    ] {
        check(file, from, to, (trouble, line, column));
    }
}

#[test]
fn what_a_kind_or_a_chain_has_otherwise_is_checked_like_the_criteria_themselves() {
    use Trouble::{BeyondLimits, FullMarks, LevelGap, UnknownId, WrongValue};
    let last = "text = { zh = \"差\" }\n";
    for (table, trouble, line, column) in [
        ("[kind.platform.a]\nweight = \"x\"\n", WrongValue, 15, 10),
        ("[chain.c.a]\nweight = \"-1\"\n", WrongValue, 15, 10),
        (
            "[kind.platform.a]\nweight = \"9999999999\"\n",
            BeyondLimits,
            15,
            10,
        ),
        ("[chain.c.a]\nweight = \"30\"\n", FullMarks, 15, 10),
        ("[kind.platform.b]\nweight = \"20\"\n", UnknownId, 14, 1),
        ("[kind.plattform.a]\nweight = \"20\"\n", UnknownId, 14, 1),
        ("[chain.z.a]\nweight = \"20\"\n", UnknownId, 14, 1),
        (
            "[[kind.platform.a.level]]\nmark = { zh = \"优\" }\ntext = { zh = \"好\" }\nfrom = \"1\"\nto = \"20\"\n",
            LevelGap,
            14,
            2,
        ),
    ] {
        let text = format!("{last}{table}");
        check("rubric.toml", last, &text, (trouble, line, column));
    }
    let fine = format!("{last}[kind.platform.a]\nname = {{ zh = \"功能\" }}\n");
    assert_eq!(problems("rubric.toml", last, &fine), []);
}

#[test]
fn contributions_name_a_goal_of_the_plan_and_confirmations_what_somebody_claims() {
    let folder = folder("", "", "");
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let goal = "[[goal]]\nid = \"technologies\"\ntext = \"x\"\ncompare = \">=\"\nnumber = 10\nunit = \"项\"\n";
    write("plan/overview.toml", &format!("{OVERVIEW}{goal}"));
    write(
        "proposals/A.toml",
        "title = \"甲\"\nchain = \"c\"\nlinks = [\"c-01\"]\n\
         [[contribution]]\ngoal = \"technologies\"\nname = \"晶界 扩散\"\n\
         [[contribution]]\ngoal = \"technology\"\nname = \"、\"\n",
    );
    write(
        "opinions/A.toml",
        "adopted = true\n\
         [[confirmed]]\ngoal = \"technologies\"\nname = \"晶界扩散\"\n\
         [[confirmed]]\ngoal = \"technologies\"\nname = \"晶粒扩散\"\n",
    );
    let found: Vec<_> = everything(&Source::Folder(folder.path().to_owned()))
        .into_iter()
        .map(|one| (one.trouble, one.severity(), one.file, one.line))
        .collect();
    let (claims, opinion) = ("proposals/A.toml", "opinions/A.toml");
    assert_eq!(
        found,
        [
            (Trouble::UnknownGoal, Severity::Error, claims.into(), 8),
            (Trouble::MissingKey, Severity::Error, claims.into(), 9),
            (Trouble::NobodyClaims, Severity::Warning, opinion.into(), 7),
        ]
    );
}

/// The place and the kind of the finding after `from` became `to`.
fn check(file: &str, from: &str, to: &str, (trouble, line, column): (Trouble, usize, usize)) {
    let found = problems(file, from, to);
    let problem = found
        .iter()
        .find(|problem| problem.trouble == trouble)
        .unwrap_or_else(|| panic!("{file} {to}: {found:?}"));
    assert_eq!(
        (problem.file.as_str(), problem.line, problem.column),
        (file, line, column),
        "{file} {to}: {problem:?}"
    );
    assert!(!problem.excerpt.is_empty());
}

#[test]
fn numbers_that_are_too_large_or_too_fine_are_refused_and_nothing_overflows() {
    use Trouble::{BeyondLimits, TooFine};
    let huge = "\"79228162514264337593543950335\"";
    let (scale, level) = (format!("max = {huge}"), format!("to = {huge}"));
    for (file, from, to, found) in [
        (
            "rubric.toml",
            "max = \"20\"",
            scale.as_str(),
            (BeyondLimits, 3, 9),
        ),
        (
            "rubric.toml",
            "\"20\" }",
            "\"20\", step = \"0.001\" }",
            (TooFine, 3, 9),
        ),
        ("rubric.toml", "to = \"20\"", &level, (BeyondLimits, 6, 6)),
        ("policy.toml", "\"10\"", huge, (BeyondLimits, 8, 8)),
        (
            "policy.toml",
            "\"2/3\"",
            "\"0.66666667\"",
            (BeyondLimits, 6, 19),
        ),
        (
            "policy.toml",
            "\"0.6\"",
            "\"0.0000001\"",
            (BeyondLimits, 10, 13),
        ),
        (
            "groups.toml",
            "\"100\"",
            "\"9999999999\"",
            (BeyondLimits, 9, 10),
        ),
        ("proposals/A.toml", "\"10\"", huge, (BeyondLimits, 4, 13)),
    ] {
        check(file, from, to, found);
    }
}

#[test]
fn a_policy_that_contradicts_itself_is_refused_and_idle_rules_are_said() {
    use Trouble::{
        BeyondLimits, Contradiction, Duplicate, UnknownId, WithoutEffect, WrongValue, WrongWord,
    };
    let named = "basis = \"x\"\napprover = \"y\"\n";
    let limits = format!("[portfolio]\non = true\n{named}per_applicant = 1\n");
    for (rules, trouble, line, column) in [
        ("[portfolio]\non = true\n".to_owned(), Contradiction, 12, 6),
        (
            "[portfolio]\non = true\nbasis = \" \"\napprover = \"y\"\n".into(),
            Contradiction,
            13,
            9,
        ),
        (
            format!("[portfolio]\non = true\n{named}"),
            WithoutEffect,
            12,
            6,
        ),
        (
            format!("{limits}objective = \"lexicographic\"\nprice = {{ g = \"1\" }}\n"),
            WithoutEffect,
            17,
            9,
        ),
        (
            format!("{limits}[portfolio.price]\nnobody = \"1\"\n"),
            UnknownId,
            17,
            10,
        ),
        (
            format!("{limits}[portfolio.price]\nnobody = \"-1\"\n"),
            WrongValue,
            17,
            10,
        ),
        (format!("{limits}budget = \"much\"\n"), WrongValue, 16, 10),
        (
            format!("{limits}budget = \"9999999999\"\n"),
            BeyondLimits,
            16,
            10,
        ),
        (format!("{limits}objective = \"most\"\n"), WrongWord, 16, 13),
        (
            "[gap_rule]\nmode = \"strict\"\n".into(),
            Contradiction,
            12,
            8,
        ),
        (
            "[extremes]\nlow = \"0.9\"\nhigh = \"0.6\"\n".into(),
            Contradiction,
            12,
            7,
        ),
        (
            "[extremes]\nsentence = true\n".into(),
            WithoutEffect,
            12,
            12,
        ),
        (
            "[[veto]]\nid = \"v\"\n[[veto]]\nid = \"v\"\n".into(),
            Duplicate,
            14,
            6,
        ),
    ] {
        let text = format!("{rules}[special]");
        check("policy.toml", "[special]", &text, (trouble, line, column));
    }
    check(
        "policy.toml",
        "\"recommend_votes\"",
        "\"criterion:a\"",
        (Duplicate, 2, 26),
    );
    // points above no line would be the plain sum of totals
    let folder = folder("policy.toml", "recommend = \"15\"\n", "");
    let path = folder.path().join("policy.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace(
        "[special]",
        &format!("{limits}objective = \"points\"\n[special]"),
    );
    std::fs::write(&path, text).unwrap();
    let found = everything(&Source::Folder(folder.path().to_owned()));
    let kinds: Vec<Trouble> = found.iter().map(|problem| problem.trouble).collect();
    assert_eq!(kinds, [Contradiction]);
    assert_eq!(found[0].details, ["portfolio.objective", "points"]);
}

#[test]
fn idle_rules_and_odd_weights_refuse_nothing() {
    let rules = "[portfolio]\non = true\nbasis = \"x\"\napprover = \"y\"\n[special]";
    let idle = problems("policy.toml", "[special]", rules);
    let odd = problems(
        "rubric.toml",
        "scale = { max = \"20\" }",
        "weight = \"30\"\nscale = { max = \"20\" }",
    );
    let whole = problems(
        "rubric.toml",
        "scale = { max = \"20\" }",
        "weight = \"100\"\nscale = { max = \"20\" }",
    );
    for (found, trouble) in [(idle, Trouble::WithoutEffect), (odd, Trouble::FullMarks)] {
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].trouble, trouble);
        assert_eq!(found[0].severity(), Severity::Warning);
        assert!(found[0].line > 0);
    }
    assert_eq!(whole, []);
}

#[test]
fn a_proposal_in_no_group_is_a_warning() {
    let found = problems("groups.toml", "[\"A\"]", "[]");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].trouble, found[0].file.as_str()),
        (Trouble::Ungrouped, "proposals/A.toml")
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_make_everybody_a_stranger() {
    let found = problems("experts.toml", "[[expert]]", "[[expert");
    let kinds: Vec<Trouble> = found.iter().map(|problem| problem.trouble).collect();
    assert_eq!(kinds, [Trouble::Syntax]);
}

#[test]
fn a_panel_holds_no_id_that_could_lead_out_of_its_folder() {
    let bad = "../../x";
    for (file, from) in [
        ("experts.toml", "id = \"E01\""),
        ("groups.toml", "id = \"g\""),
        ("plan/c.toml", "id = \"c\""),
    ] {
        let folder = folder(file, from, &format!("id = \"{bad}\""));
        let (panel, problems) = load::panel(&Source::Folder(folder.path().to_owned()));
        let mut ids = panel
            .experts
            .iter()
            .map(|expert| &expert.id)
            .collect::<Vec<_>>();
        ids.extend(panel.groups.iter().map(|group| &group.id));
        ids.extend(panel.plan.chains.iter().map(|chain| &chain.id));
        assert!(ids.iter().all(|id| is_valid_id(id)), "{file}: {ids:?}");
        let problem = &problems[0];
        assert_eq!(
            (problem.trouble, problem.file.as_str(), problem.line),
            (Trouble::BadId, file, 2),
            "{file}: {problems:?}"
        );
        assert_eq!(problem.details, [bad]);
    }
}

#[test]
fn places_stay_right_behind_an_expert_who_was_left_out() {
    let text = "[[expert]]\nid = \"../x\"\n[[expert]]\nid = \"E01\"\nchains = [\"z\"]\n[[expert]]\nid = \"E02\"\n";
    let found = problems("experts.toml", CLEAN[3].1, text);
    let unknown = found.iter().find(|one| one.trouble == Trouble::UnknownId);
    let unknown = unknown.unwrap();
    assert_eq!((unknown.line, unknown.column), (5, 11));
}

#[test]
fn rulings_on_vetoes_name_what_exists_and_have_their_votes() {
    let found = |ruling: &str| {
        let last = "needs = [\"reason\", \"approver\"]\n";
        let more = format!("{last}[[veto]]\nid = \"principle\"\nvotes = \"2/3\"\n");
        let folder = folder("policy.toml", last, &more);
        let text = format!("format = 1\n\n[[veto]]\n{ruling}");
        std::fs::write(folder.path().join("rulings.toml"), text).unwrap();
        let problems = everything(&Source::Folder(folder.path().to_owned()));
        let told = problems.iter().map(|one| (one.trouble, one.line));
        told.collect::<Vec<_>>()
    };
    let of = |proposal: &str, ground: &str, more: &str| {
        found(&format!(
            "proposal = \"{proposal}\"\nground = \"{ground}\"\n{more}"
        ))
    };
    let confirmed = |votes_for: u32, against: u32| {
        format!("state = \"confirmed\"\nvotes_for = {votes_for}\nvotes_against = {against}\n")
    };
    assert_eq!(of("A", "principle", ""), []);
    assert_eq!(of("A", "principle", &confirmed(2, 1)), []);
    let short = [(Trouble::VotesShort, 7)];
    assert_eq!(of("A", "principle", &confirmed(3, 2)), short);
    assert_eq!(of("B", "principle", ""), [(Trouble::UnknownId, 4)]);
    assert_eq!(of("A", "luck", ""), [(Trouble::UnknownId, 5)]);
}

#[test]
fn decisions_name_what_exists_and_sums_are_numbers() {
    let found = |decision: &str| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in CLEAN {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let text = format!("format = 1\n\n[[decision]]\n{decision}");
        std::fs::write(folder.path().join("decisions.toml"), text).unwrap();
        let source = Source::Folder(folder.path().to_owned());
        let (panel, _) = load::panel(&source);
        let mut problems = everything(&source);
        problems.extend(unexplained(&source, &panel, &[0]));
        let told = problems.iter().map(|one| (one.trouble, one.line));
        told.collect::<Vec<_>>()
    };
    let of = |proposal: &str, outcome: &str, amount: &str| {
        found(&format!(
            "proposal = \"{proposal}\"\noutcome = \"{outcome}\"\namount = \"{amount}\"\n"
        ))
    };
    let silent = (Trouble::DepartsUnsaid, 5);
    assert_eq!(of("A", "support", "12.5"), [silent]);
    assert_eq!(of("Z", "support", ""), [(Trouble::UnknownId, 4), silent]);
    assert_eq!(of("A", "later", ""), [(Trouble::WrongWord, 5), silent]);
    assert_eq!(of("A", "support", "-1"), [(Trouble::WrongValue, 6), silent]);
    let twice = "proposal = \"A\"\noutcome = \"reserve\"\n";
    let twice = found(&format!("{twice}[[decision]]\n{twice}"));
    assert_eq!(twice, [(Trouble::Duplicate, 7), silent]);
}

#[test]
fn an_agenda_fits_its_group_and_a_day() {
    let found = |agenda: &str| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in CLEAN {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let second = "title = \"B\"\nchain = \"c\"\n";
        std::fs::write(folder.path().join("proposals/B.toml"), second).unwrap();
        let groups = "[[group]]\nid = \"g\"\nproposals = [\"A\"]\n[[group]]\nid = \"h\"\nproposals = [\"B\"]\n";
        std::fs::write(folder.path().join("groups.toml"), groups).unwrap();
        let text = format!("format = 1\n\n[[agenda]]\n{agenda}");
        std::fs::write(folder.path().join("agenda.toml"), text).unwrap();
        let problems = everything(&Source::Folder(folder.path().to_owned()));
        let own = problems.iter().filter(|one| one.file == "agenda.toml");
        let told = own.map(|one| (one.trouble, one.line, one.excerpt.clone()));
        told.collect::<Vec<_>>()
    };
    let of = |agenda: &str| -> Vec<(Trouble, usize)> {
        let told = found(&format!("group = \"g\"\n{agenda}")).into_iter();
        told.map(|(trouble, line, _)| (trouble, line)).collect()
    };
    let a = "item = [\n    { proposal = \"A\" },\n";
    assert_eq!(of(&format!("{a}]\n")), []);
    assert_eq!(
        of("day = \"2019-02-21\"\nstart = \"09:00\"\n"),
        [(Trouble::AgendaLacks, 4)]
    );
    assert_eq!(
        of(&format!(
            "{a}    {{ proposal = \"Z\" }},\n    {{ proposal = \"B\" }},\n    {{ proposal = \"A\" }},\n]\n"
        )),
        [
            (Trouble::UnknownId, 7),
            (Trouble::NotOfGroup, 8),
            (Trouble::Duplicate, 9)
        ]
    );
    assert_eq!(
        of(&format!("day = \"2019-02-30\"\nstart = \"25:00\"\n{a}]\n")),
        [(Trouble::NoSuchDay, 5), (Trouble::NoSuchTime, 6)]
    );
    assert_eq!(
        of(&format!(
            "phases = {{ presentation = 0, questions = 5, scoring=0 }}\n{a}    {{ break = 5 }},\n    {{ break = 0 }},\n]\n"
        )),
        [
            (Trouble::NoMinutes, 5),
            (Trouble::NoMinutes, 5),
            (Trouble::NoMinutes, 9)
        ]
    );
    assert_eq!(
        of(&format!("{a}    {{ }},\n]\n")),
        [(Trouble::NoMinutes, 3)]
    );
    assert_eq!(
        of("item = [{ proposal = \"A\", break = 5 }]\n"),
        [(Trouble::WithoutEffect, 5)]
    );
    assert_eq!(
        of(&format!(
            "{a}]\n[[agenda]]\ngroup = \"g\"\n[[agenda]]\ngroup = \"x\"\n[[agenda]]\ngroup = \"all\"\n"
        )),
        [
            (Trouble::Duplicate, 9),
            (Trouble::UnknownId, 11),
            (Trouble::UnknownId, 13)
        ]
    );
    let told = found("group = \"\"\nday = \"明天\"\nitem = [{ proposal = \"../x\" }]\n");
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn marks_and_applicants_that_lead_nowhere_are_told() {
    let told = |file: &str, text: &str| -> Vec<(Trouble, usize)> {
        let folder = folder("panel.toml", "format = 1", "format = 1");
        std::fs::write(folder.path().join(file), text).unwrap();
        let problems = everything(&Source::Folder(folder.path().to_owned()));
        problems.iter().map(|one| (one.trouble, one.line)).collect()
    };
    let mark = |link: &str, rest: &str| {
        format!(
            "format = 1\n[[mark]]\nlink = \"{link}\"\nyear = 2019\nreason = \"r\"\nby = \"b\"\n{rest}"
        )
    };
    assert_eq!(told("links.toml", &mark("c-01", "")), []);
    let lost = [(Trouble::MarkUnknown, 3)];
    assert_eq!(told("links.toml", &mark("c-09", "")), lost);
    let empty = mark("c-01", "kind = \"must_meet\"\n");
    assert_eq!(told("links.toml", &empty), [(Trouble::MarkEmpty, 7)]);
    let foreign = mark("c-01", "kind = \"must_meet\"\nindicators = [\"c-02/1\"]\n");
    assert_eq!(told("links.toml", &foreign), [(Trouble::MarkUnknown, 8)]);
    let firms = "[[applicant]]\nname = \"甲\"\nrole = \"supporting\"\n[[applicant]]\nname = \"乙\"\nrole = \"supporting\"\ncore = \"丙\"\n";
    let found = [(Trouble::CoreMissing, 2), (Trouble::CoreUnknown, 7)];
    assert_eq!(told("applicants.toml", firms), found);
    let known = "[[applicant]]\nname = \"甲\"\nrole = \"core\"\n";
    assert_eq!(told("applicants.toml", known), []);
    let folder = folder(
        "proposals/A.toml",
        "title = \"甲\"",
        "title = \"甲\"\napplicant = \"丁\"",
    );
    let source = Source::Folder(folder.path().to_owned());
    assert!(everything(&source).is_empty(), "no list, nothing to miss");
    std::fs::write(folder.path().join("applicants.toml"), known).unwrap();
    let found: Vec<Trouble> = everything(&source).iter().map(|one| one.trouble).collect();
    assert_eq!(found, [Trouble::ApplicantUnknown]);
}

#[test]
fn phrases_that_are_never_offered_first_are_told() {
    let told = |text: &str| -> Vec<(Trouble, usize)> {
        let folder = folder("panel.toml", "format = 1", "format = 1");
        std::fs::write(folder.path().join("phrases.toml"), text).unwrap();
        let problems = everything(&Source::Folder(folder.path().to_owned()));
        let places = problems.iter().map(|one| (one.trouble, one.line));
        places.collect()
    };
    let good =
        "format = 1\n[[phrase]]\ntext = { zh = \"好\" }\ncriterion = \"a\"\nkind = \"platform\"\n";
    assert_eq!(told(good), []);
    assert_eq!(
        told(&good.replace("\"a\"", "\"b\"")),
        [(Trouble::PhraseLost, 4)]
    );
    assert_eq!(
        told(&good.replace("platform", "other")),
        [(Trouble::PhraseLost, 5)]
    );
    assert_eq!(told(&good.replace("好", " ")), [(Trouble::PhraseEmpty, 3)]);
}

#[test]
fn a_meeting_names_proposals_of_its_group_and_experts_of_the_panel() {
    use Trouble::{NotOfMeeting, UnknownId};
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Folder(folder.path().to_path_buf());
    std::fs::create_dir(folder.path().join("meetings")).unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    write(
        "meetings/g.toml",
        "format = 1\nproposal = \"X\"\n[[attendance]]\nexpert = \"E9\"\n[[item]]\nproposal = \"B\"\nout = [\"E1\"]\n[[rescue]]\nproposal = \"A\"\nexpert = \"E8\"\n",
    );
    write("meetings/h.toml", "format = 1\n");
    let proposal = |id: &str| Proposal {
        id: id.into(),
        ..Proposal::default()
    };
    let (mut panel, _) = load::panel(&source);
    panel.proposals = ["A", "B"].map(proposal).into();
    panel.experts.push(Expert {
        id: "E1".into(),
        ..Expert::default()
    });
    panel.groups.push(Group {
        id: "g".into(),
        proposals: vec!["A".into()],
        ..Group::default()
    });
    let found = sittings(&source, &panel);
    let found: Vec<(&str, Trouble, usize, String)> = found
        .iter()
        .map(|one| {
            let file = one.file.as_str();
            (file, one.trouble, one.line, one.details.join(" "))
        })
        .collect();
    let file = "meetings/g.toml";
    let wanted = [
        (file, NotOfMeeting, 6, "B g".to_owned()),
        (file, UnknownId, 2, "proposal X".to_owned()),
        (file, UnknownId, 10, "expert E8".to_owned()),
        (file, UnknownId, 4, "expert E9".to_owned()),
        ("meetings/h.toml", UnknownId, 0, "group h".to_owned()),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn votes_and_comments_that_are_short_are_told_and_nothing_else() {
    let folder = folder(
        "policy.toml",
        "[combine]",
        "[extremes]\nlow = \"0.6\"\nsentence = true\nmin_comment = 5\n[combine]",
    );
    let path = folder.path().join("opinions/A.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let source = Source::Folder(folder.path().to_owned());
    let recused = ScoreSheet {
        state: SheetState::Recused,
        ..ScoreSheet::new("p", "E02", "A", Round::First)
    };
    let mut signed_in = Meeting {
        group: "g".into(),
        ..Meeting::default()
    };
    for expert in ["E01", "E02"] {
        signed_in.attend(expert, Attending::Here, "t");
    }
    let told_at = |meeting: Option<&Meeting>, votes: u32, sheets: &[ScoreSheet]| {
        let text = format!("format = 1\n[votes]\nagree = {votes}\n");
        std::fs::write(&path, text).unwrap();
        let mut panel = load::panel(&source).0;
        panel.meetings = meeting.into_iter().cloned().collect();
        let found = records(&source, &panel, sheets).into_iter();
        found
            .map(|one| (one.trouble, one.line, one.details.join(" ")))
            .collect::<Vec<_>>()
    };
    let told = |votes: u32, sheets: &[ScoreSheet]| told_at(None, votes, sheets);
    assert_eq!(told(0, &[]), [], "no vote is recorded");
    assert_eq!(told(2, &[]), []);
    assert_eq!(told(1, &[]), [], "nobody knows who was there");
    let uncast = [(Trouble::VotesUncast, 3, "1 2".to_owned())];
    assert_eq!(told_at(Some(&signed_in), 1, &[]), uncast);
    assert_eq!(told_at(Some(&signed_in), 2, &[]), []);
    assert_eq!(told(3, &[]), [(Trouble::VotesBeyond, 3, "3 2".to_owned())]);
    let dated = |adopted: bool, voted_on: &str, again: &[&str]| {
        let text = format!(
            "format = 1\nadopted = {adopted}\nvoted_on = \"{voted_on}\"\n[votes]\nagree = 2\n"
        );
        std::fs::write(&path, text).unwrap();
        let mut panel = load::panel(&source).0;
        panel.head.reconsider.proposals = again.iter().map(|id| (*id).to_owned()).collect();
        let found = records(&source, &panel, &[]).into_iter();
        found.map(|one| (one.trouble, one.line)).collect::<Vec<_>>()
    };
    let blank = Opinion::default().said();
    assert_eq!(dated(true, &blank, &[]), []);
    assert_eq!(dated(false, "0123", &[]), [(Trouble::VoteOutdated, 3)]);
    assert_eq!(dated(true, &blank, &["A"]), [(Trouble::OpinionBefore, 2)]);
    assert_eq!(dated(false, &blank, &["A"]), [], "a draft is of no round");
    let own = std::slice::from_ref(&recused);
    assert_eq!(told_at(Some(&signed_in), 1, own), []);
    let beyond = [(Trouble::VotesBeyond, 3, "2 1".to_owned())];
    assert_eq!(told(2, own), beyond, "one of them is recused");

    let sheet = |score: &str, comment: &str, state| {
        let mut sheet = ScoreSheet::new("p", "E01", "A", Round::First);
        sheet.scores.insert("a".into(), score.into());
        comment.clone_into(&mut sheet.comment);
        sheet.state = state;
        told(0, &[sheet])
    };
    let submitted = SheetState::Submitted;
    let short = |length: u32| [(Trouble::CommentShort, 1, format!("a 11 5 {length}"))];
    assert_eq!(sheet("11", "", submitted), short(0));
    assert_eq!(sheet("11", "不成熟。", submitted), short(4));
    assert_eq!(sheet("11", "还不成熟。", submitted), []);
    assert_eq!(sheet("12", "", submitted), [], "not extreme");
    assert_eq!(sheet("11", "", SheetState::Draft), []);
}
