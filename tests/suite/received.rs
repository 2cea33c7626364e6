//! What comes back in the pictures: prepared answers, one file of every kind, and two cells to
//! decide.

use heyi::app::Message;
use heyi::app::exchange::{HandInRefusal, HandedIn, Seen};
use heyi::app::workspace::Place;
use heyi::domain::merging::{
    Candidate, Merge, OpenConflict, Outcome, ReceivedFile, SheetName, Why,
};
use heyi::domain::sheet::Round;

/// Two looks have found files.
pub fn seen(place: &Place) -> Message {
    Message::FilesSeen {
        panel: place.path.clone(),
        seen: Seen {
            ready: vec!["/media/stick".into()],
            growing: 1,
            others: 2,
            is_there: true,
            ..Seen::default()
        },
    }
}

fn file(
    expert: &str,
    outcome: Outcome,
    sheets: usize,
    why: &[(&'static str, &[&str])],
) -> ReceivedFile {
    let place = Outcome::ALL.iter().position(|one| *one == outcome).unwrap();
    let code = format!("40{place}1-9923-5586");
    ReceivedFile {
        file: format!("ningbo-2019-{expert}-{code}.txt"),
        digest: place.to_string().repeat(64),
        outcome,
        why: why
            .iter()
            .map(|(key, details)| Why::new(key, details))
            .collect(),
        expert: expert.to_owned(),
        code,
        sheets,
    }
}

/// One file of every kind, the last one told first.
pub fn files() -> Vec<ReceivedFile> {
    vec![
        file(
            "E09",
            Outcome::Quarantined,
            12,
            &[
                ("not_assigned", &["E09", "RD-02"]),
                ("other_rubric", &["SM-12"]),
            ],
        ),
        file(
            "E08",
            Outcome::Damaged,
            0,
            &[
                ("cut_off", &[]),
                ("lost", &["41", "first/SM-01 first/SM-02 ..."]),
            ],
        ),
        file(
            "E07",
            Outcome::Salvaged,
            39,
            &[
                ("cut_off", &[]),
                ("lost", &["2", "first/SM-11 first/SM-12"]),
            ],
        ),
        file(
            "E05",
            Outcome::Older,
            41,
            &[("older", &["3", "SM-01 SM-02 SM-05"])],
        ),
        file(
            "E04",
            Outcome::Merged,
            40,
            &[("other_line", &["1", "SM-08"])],
        ),
        file("E03", Outcome::Updated, 41, &[("fewer", &["1", "SM-09"])]),
        file("E02", Outcome::Same, 41, &[]),
        file("E01", Outcome::New, 41, &[]),
        file(
            "E06",
            Outcome::Conflict,
            41,
            &[("conflict", &["2", "SM-03 scores.target SM-05 comment"])],
        ),
    ]
}

fn conflict(proposal: &str, cell: &str, before: &str, values: [(&str, &str); 2]) -> OpenConflict {
    OpenConflict {
        sheet: SheetName {
            expert: "E06".into(),
            round: Round::First,
            proposal: proposal.into(),
        },
        cell: cell.into(),
        before: before.into(),
        values: values
            .iter()
            .map(|(value, file)| Candidate {
                value: (*value).to_owned(),
                files: Some((*file).to_owned())
                    .filter(|file| !file.is_empty())
                    .into_iter()
                    .collect(),
                at: "2026-11-23T09:17:00+08:00".into(),
            })
            .collect(),
    }
}

/// Two cells to decide.
pub fn conflicts() -> Vec<OpenConflict> {
    let late = "ningbo-2019-E06-4061-9923-5586.txt";
    vec![
        conflict("SM-03", "scores.target", "12", [("14", late), ("16", "")]),
        conflict(
            "SM-05",
            "comment",
            "",
            [
                ("样机只有一台，\n量产工艺没有说明。", late),
                (
                    "路线可行，建议补充寿命试验。",
                    "ningbo-2019-E06-2210-0457-1180.txt",
                ),
            ],
        ),
    ]
}

/// What merging comes to: files where any were named, else nothing but what is still open.
pub fn merged(place: &Place, named: &[String]) -> Message {
    let files = if named.is_empty() {
        Vec::new()
    } else {
        files()
    };
    Message::Merged {
        panel: place.path.clone(),
        at: crate::stage::NOW,
        result: Ok(Box::new(Merge {
            files,
            conflicts: conflicts(),
            written: 0,
            busy: vec!["E05".into()],
            problems: Vec::new(),
        })),
    }
}

/// Handing in comes off, but for a folder that is not there and a stick that is full.
pub fn handed_in(place: &Place, expert: &str, stamp: &str, folder: &str) -> Message {
    let code = "4071-9923-5586".to_owned();
    Message::HandedIn {
        panel: place.path.clone(),
        expert: expert.to_owned(),
        stamp: stamp.to_owned(),
        result: match folder {
            folder if folder.ends_with("gone") => Err(HandInRefusal::NoFolder),
            folder if folder.ends_with("full") => {
                Err(HandInRefusal::Reason("io.full", folder.into()))
            }
            folder => Ok(HandedIn {
                file: format!("{folder}/ningbo-2019-{expert}-{code}.txt"),
                sheets: 41,
                finished: 39,
                digest: "c0ffee12".repeat(8),
                code,
                left_out: Vec::new(),
            }),
        },
    }
}
