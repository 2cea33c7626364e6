//! Taking in the hand-ins of a whole round: 200 sheets in each file.

use divan::Bencher;
use heyi::analysis::simulation::{self, Size};
use heyi::domain::hand_in::{HandIn, code};
use heyi::domain::seal::{seal_of, sealed_text};
use heyi::domain::sheet::ScoreSheet;
use heyi::store::create;
use heyi::store::inbox;
use heyi::store::merge::{Options, merge};
use heyi::store::save::Disk;
use std::path::PathBuf;

const PROPOSALS: usize = 200;

/// A panel without scores and the files of all its experts.
struct Office {
    home: tempfile::TempDir,
    files: Vec<PathBuf>,
}

impl Office {
    fn new(experts: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        let simulation = simulation::of(Size {
            proposals: PROPOSALS,
            experts,
            chains: 6,
            per_proposal: experts,
            seed: 1,
        });
        let mut panel = simulation.panel.clone();
        let mut digests = (String::new(), String::new());
        create::simulated(
            &home.path().join("panel"),
            &mut panel,
            &[],
            |plan, rubric| {
                digests = (plan.to_owned(), rubric.to_owned());
                std::iter::empty()
            },
        )
        .unwrap();
        let mut sheets: Vec<ScoreSheet> = simulation.sheets(&digests.0, &digests.1).collect();
        sheets.sort_by(|left, right| {
            (&left.expert, &left.proposal).cmp(&(&right.expert, &right.proposal))
        });
        let mut files = Vec::new();
        for sheets in sheets.chunk_by_mut(|left, right| left.expert == right.expert) {
            for sheet in &mut *sheets {
                sheet.seal.sha256 = seal_of(sheet);
            }
            let expert = sheets[0].expert.clone();
            let code = code(&panel.head.id, &expert, sheets.iter());
            let named =
                |sheet: &ScoreSheet| (format!("first/{}", sheet.proposal), sealed_text(sheet));
            let hand_in = HandIn {
                panel: panel.head.id.clone(),
                commitment: String::new(),
                sheets: sheets.iter().map(named).collect(),
                expert: expert.to_string(),
            };
            let file = home.path().join(format!("{}.txt", hand_in.expert));
            std::fs::write(&file, hand_in.text(&code)).unwrap();
            files.push(file);
        }
        Self { home, files }
    }

    fn merge(&self, is_dry: bool) {
        let options = Options {
            is_dry,
            at: "",
            progress: &|_, _| {},
        };
        let merged = merge(
            &Disk,
            &self.home.path().join("panel"),
            &self.files,
            &options,
        )
        .unwrap();
        assert_eq!(merged.written, self.files.len() * PROPOSALS);
    }
}

/// Every file is safe in the inbox, and what becomes of it is known.
#[divan::bench(sample_count = 3)]
fn thirty_hand_ins_received(bencher: Bencher) {
    bencher
        .with_inputs(|| Office::new(30))
        .bench_local_values(|office| {
            for file in &office.files {
                let bytes = inbox::receive(file).unwrap();
                inbox::keep(&Disk, &office.home.path().join("panel"), &bytes).unwrap();
            }
            office.merge(true);
            office
        });
}

/// The same, and all sheets stand in the panel.
#[divan::bench(sample_count = 3)]
fn thirty_hand_ins_merged(bencher: Bencher) {
    bencher
        .with_inputs(|| Office::new(30))
        .bench_local_values(|office| {
            office.merge(false);
            office
        });
}

/// 500 files, 100,000 sheets.
#[divan::bench(sample_count = 1)]
fn five_hundred_hand_ins_merged(bencher: Bencher) {
    bencher
        .with_inputs(|| Office::new(500))
        .bench_local_values(|office| {
            office.merge(false);
            office
        });
}
