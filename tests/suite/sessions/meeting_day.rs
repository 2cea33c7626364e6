//! A panel for half a day: twelve proposals, one chair and five experts, two recusals, an
//! agenda, an open round, and not one sheet yet. And the sheets as the experts submit them.

use super::laptops::heyi;
use heyi::domain::panel::Panel;
use heyi::domain::seal::sealed_text;
use heyi::domain::sheet::{CellName, Round, ScoreSheet, SheetState};
use heyi::store::load;
use heyi::store::source::Source;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Full marks of the default rubric, in its order.
const FULL: [(&str, u32); 8] = [
    ("target", 20),
    ("novelty", 15),
    ("route", 15),
    ("industry", 15),
    ("chain", 15),
    ("base", 10),
    ("cooperation", 5),
    ("budget", 5),
];

/// Makes the panel.
pub fn make(home: &Path) -> PathBuf {
    let folder = home.join("panel");
    let path = folder.to_str().unwrap();
    heyi(home, &["new", path]);
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let mut experts = "format = 1\n".to_owned();
    for number in 1..=6 {
        let role = if number == 1 { "chair" } else { "expert" };
        let _ = write!(
            experts,
            "\n[[expert]]\nid = \"E{number}\"\nname = \"示例专家{number}\"\ninstitution = \"示例院所{number}\"\nexpertise = \"technical\"\nrole = \"{role}\"\n"
        );
    }
    write("experts.toml", &experts);
    let ids: Vec<String> = (1..=12).map(|number| format!("A{number:02}")).collect();
    let listed = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>();
    write(
        "groups.toml",
        &format!(
            "format = 1\n\n[[group]]\nid = \"day\"\nproposals = [{}]\nchair = \"E1\"\nmembers = [\"E2\", \"E3\", \"E4\", \"E5\", \"E6\"]\nliaison = \"示例联络员\"\nbudget = \"1000\"\n\n[group.name]\nzh = \"半日专家组\"\nen = \"Half-day group\"\n",
            listed.join(", ")
        ),
    );
    write(
        "conflicts.toml",
        "format = 1\n\n[[conflict]]\nproposal = \"A03\"\nexpert = \"E2\"\nreason = \"同单位\"\nstate = \"recused\"\nruled_by = \"秘书组\"\n\n[[conflict]]\nproposal = \"A07\"\nexpert = \"E4\"\nreason = \"合作单位\"\nstate = \"recused\"\nruled_by = \"秘书组\"\n",
    );
    std::fs::create_dir_all(folder.join("proposals")).unwrap();
    for id in &ids {
        write(
            &format!("proposals/{id}.toml"),
            &format!(
                "format = 1\ntitle = \"示例项目 {id}\"\napplicant = \"示例单位 {id}\"\nkind = \"implement\"\nstate = \"active\"\nchain = \"servo\"\nlinks = [\"servo-03\"]\nrequested = \"100\"\ntotal_cost = \"400\"\nmonths = 24\nconfirmed_by = \"示例联络员\"\n"
            ),
        );
    }
    heyi(
        home,
        &[
            "agenda",
            path,
            "--order",
            "chain",
            "--day",
            "2026-11-23",
            "--start",
            "08:30",
            "--break-after",
            "6",
            "--by",
            "示例联络员",
            "--write",
        ],
    );
    heyi(home, &["open", path, "--by", "示例联络员"]);
    folder
}

/// Lets the experts submit what they scored, a total for each in the order of the panel, `-`
/// for whoever submits nothing.
pub fn submit(folder: &Path, round: Round, proposal: &str, totals: &str) {
    let (panel, _) = load::panel(&Source::Folder(folder.to_path_buf()));
    let experts = panel.experts.iter().map(|one| one.id.as_str());
    for (expert, total) in experts.zip(totals.split_whitespace()) {
        if total != "-" {
            let sheet = sheet(&panel, round, (expert, proposal), total.parse().unwrap());
            let place = folder.join("scores").join(round.key()).join(expert);
            std::fs::create_dir_all(&place).unwrap();
            std::fs::write(place.join(format!("{proposal}.toml")), sealed_text(&sheet)).unwrap();
        }
    }
}

/// Deals a total out over the criteria: each gets its share, the rest goes to the first ones.
fn sheet(panel: &Panel, round: Round, (expert, proposal): (&str, &str), total: u32) -> ScoreSheet {
    let at = "2026-11-23T09:00:00+08:00";
    let mut sheet = ScoreSheet {
        plan: panel.plan_digest.as_str().into(),
        rubric: panel.rubric_digest.as_str().into(),
        ..ScoreSheet::new(&panel.head.id, expert, proposal, round)
    };
    let mut marks = FULL.map(|(_, full)| full * total / 100);
    let mut rest = total - marks.iter().sum::<u32>();
    for (mark, (_, full)) in marks.iter_mut().zip(FULL) {
        let more = rest.min(full - *mark).min(1);
        *mark += more;
        rest -= more;
    }
    for ((criterion, _), mark) in FULL.iter().zip(marks) {
        sheet.change(&CellName::Score((*criterion).into()), &mark.to_string(), at);
    }
    let verdict = match total {
        75.. => "recommend",
        60..75 => "revise",
        _ => "decline",
    };
    sheet.change(&CellName::Verdict, verdict, at);
    sheet.change(&CellName::Familiarity, "1", at);
    sheet.change(
        &CellName::Comment,
        &format!("{proposal} 的依据见申报书"),
        at,
    );
    sheet.set_state(SheetState::Submitted, "", at);
    sheet
}
