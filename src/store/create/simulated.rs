//! Writes a whole panel that was made by a computation: however many sheets, one after the
//! other, so that they are never all in memory at once.

use super::{Disk, head_text, place_with, save};
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::Rubric;
use crate::domain::seal::{digest, quoted, sealed_text};
use crate::domain::sheet::{History, ScoreSheet};
use crate::store::load::digest_of_plan;
use crate::store::save::Files;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// Makes a folder that is not there yet, or fills an empty one; the panel's digests become
/// those of its files. `sheets` gets them and returns the sheets, `others` are further files
/// by name. Returns the sheets without their histories, by the order they came in.
///
/// # Errors
/// The system's, `AlreadyExists` where something lies there; nothing half-made is left.
pub fn simulated<S: Iterator<Item = ScoreSheet>>(
    folder: &Path,
    panel: &mut Panel,
    others: &[(&str, String)],
    sheets: impl FnOnce(&str, &str) -> S,
) -> io::Result<Vec<ScoreSheet>> {
    let mut plan: Vec<(String, String)> = panel
        .plan
        .chains
        .iter()
        .map(|chain| {
            let name = &chain.name;
            let text = format!(
                "format = 1\nid = {}\norder = {}\nname = {{ zh = {}, en = {} }}\n",
                quoted(&chain.id),
                chain.order,
                quoted(&name.zh),
                quoted(&name.en)
            );
            (format!("plan/{}.toml", chain.id), text)
        })
        .collect();
    plan.sort();
    let digests: Vec<String> = plan
        .iter()
        .map(|(_, text)| digest(text.as_bytes()))
        .collect();
    let (rubric, policy) = (rubric_text(&panel.rubric), policy_text(&panel.policy));
    panel.plan_digest = digest_of_plan(&digests);
    panel.rubric_digest = format!("sha256:{}", digest(rubric.as_bytes()));
    panel.policy_digest = format!("sha256:{}", digest(policy.as_bytes()));
    let mut kept = Vec::new();
    let panel = &*panel;
    place_with(folder, |folder| {
        let mut writer = Writer {
            folder,
            made: BTreeSet::new(),
        };
        for (name, text) in plan {
            writer.write(&name, &text)?;
        }
        writer.write("rubric.toml", &rubric)?;
        writer.write("policy.toml", &policy)?;
        writer.write("experts.toml", &experts_text(panel))?;
        writer.write("assignments.toml", &assignments_text(panel))?;
        for (name, text) in others {
            writer.write(name, text)?;
        }
        for proposal in &panel.proposals {
            let name = format!("proposals/{}.toml", proposal.id);
            writer.write(&name, &proposal_text(proposal))?;
        }
        for mut sheet in sheets(&panel.plan_digest, &panel.rubric_digest) {
            let (round, expert, proposal) = (sheet.round.key(), &sheet.expert, &sheet.proposal);
            let name = format!("scores/{round}/{expert}/{proposal}.toml");
            writer.write(&name, &sealed_text(&sheet))?;
            sheet.history = History::default();
            kept.push(sheet);
        }
        // Without its head a folder is no panel, so that the head comes last.
        save(&Disk, &folder.join("panel.toml"), head_of(panel).as_bytes())
    })?;
    Ok(kept)
}

/// Writes files into a folder that nobody reads yet.
struct Writer<'a> {
    folder: &'a Path,
    made: BTreeSet<String>,
}

impl Writer<'_> {
    fn write(&mut self, name: &str, text: &str) -> io::Result<()> {
        let above = name.rsplit_once('/').map_or("", |(above, _)| above);
        if self.made.insert(above.to_owned()) {
            std::fs::create_dir_all(self.folder.join(above))?;
        }
        Disk.write_new(&self.folder.join(name), text.as_bytes(), false)
    }
}

fn head_of(panel: &Panel) -> String {
    let text = head_text(&panel.head);
    // The key belongs before the first table.
    let mark = format!("demonstration = {}\n\n[title]", panel.head.demonstration);
    text.replacen("\n[title]", &mark, 1)
}

fn rubric_text(rubric: &Rubric) -> String {
    let mut text = String::from("format = 1\n");
    for one in &rubric.criteria {
        let (scale, name) = (&one.scale, quoted(&one.name.zh));
        let _ = writeln!(text, "\n[[criterion]]\nid = {}", quoted(&one.id));
        let _ = writeln!(text, "name = {{ zh = {name}, en = \"\" }}");
        let _ = writeln!(
            text,
            "scale = {{ min = {}, max = {}, step = {} }}",
            quoted(&scale.min),
            quoted(&scale.max),
            quoted(&scale.step)
        );
    }
    text
}

fn policy_text(policy: &Policy) -> String {
    let (combine, rounding) = (&policy.combine, &policy.rounding);
    let mut text = format!(
        "format = 1\nscope = {}\nladder = []\n",
        quoted(&policy.scope)
    );
    let _ = writeln!(
        text,
        "\n[combine]\nmethod = {}\nper = {}\nmin_n = {}",
        quoted(combine.method.key()),
        quoted(combine.per.key()),
        combine.min_n
    );
    if let Some(decimals) = rounding.decimals {
        let _ = writeln!(
            text,
            "\n[rounding]\ndecimals = {decimals}\nmode = {}\nstage = {}",
            quoted(rounding.mode.key()),
            quoted(rounding.stage.key())
        );
    }
    text
}

fn experts_text(panel: &Panel) -> String {
    let mut text = String::from("format = 1\n");
    for one in &panel.experts {
        text.push_str("\n[[expert]]\n");
        for (key, value) in [
            ("id", &one.id),
            ("name", &one.name),
            ("institution", &one.institution),
            ("district", &one.district),
            ("expertise", &one.expertise),
        ] {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    text
}

fn assignments_text(panel: &Panel) -> String {
    let mut text = String::from("format = 1\n");
    for one in &panel.assignments {
        let proposals: Vec<String> = one.proposals.iter().map(|id| quoted(id)).collect();
        let _ = writeln!(
            text,
            "\n[[assignment]]\nexpert = {}\nproposals = [{}]",
            quoted(&one.expert),
            proposals.join(", ")
        );
    }
    text
}

fn proposal_text(proposal: &Proposal) -> String {
    let mut text = String::from("format = 1\n");
    for (key, value) in [
        ("title", proposal.title.as_str()),
        ("applicant", &proposal.applicant),
        ("district", proposal.district.as_str()),
        ("chain", proposal.chain.as_str()),
        ("requested", proposal.requested.as_str()),
        ("own_funds", proposal.own_funds.as_str()),
        ("total_cost", proposal.total_cost.as_str()),
    ] {
        let _ = writeln!(text, "{key} = {}", quoted(value));
    }
    let _ = writeln!(text, "months = {}", proposal.months);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::source::Source;
    use crate::store::{check, load};

    #[test]
    fn what_is_written_is_what_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        let source = Source::Folder(path.clone());
        let (mut panel, _) = load::panel(&Source::named("demo"));
        panel.head.plan = String::new();
        panel.policy.ladder.clear();
        let wanted = panel.experts.len();
        let sheet = ScoreSheet::new("demo", "E01", "SM-01", crate::domain::sheet::Round::First);
        let others = [("truth.csv", "a,b\n".to_owned())];
        let kept = simulated(&path, &mut panel, &others, |plan, rubric| {
            assert!(plan.starts_with("sha256:") && rubric.starts_with("sha256:"));
            [sheet].into_iter()
        });
        assert_eq!(kept.unwrap().len(), 1);
        let (read, problems) = load::panel(&source);
        assert_eq!(problems, []);
        assert!(read.head.demonstration && read.experts.len() == wanted);
        assert_eq!(read.plan_digest, panel.plan_digest);
        assert_eq!(read.rubric_digest, panel.rubric_digest);
        assert_eq!(read.policy.combine, panel.policy.combine);
        assert_eq!(read.policy.rounding, panel.policy.rounding);
        assert_eq!(read.assignments, panel.assignments);
        let found = check::everything(&source);
        let is_of_others = |file: &str| file == "truth.csv";
        assert!(!found.iter().any(|problem| is_of_others(&problem.file)));
        let again = simulated(&path, &mut panel, &[], |_, _| std::iter::empty());
        assert_eq!(again.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
