//! Making reports: an ordinary round with every document in every format, and the largest
//! ranking as a workbook. What is written to the disk is left out.

use divan::{Bencher, black_box};
use heyi::analysis::simulation::{self, Size};
use heyi::domain::panel::Panel;
use heyi::domain::sheet::{Round, ScoreSheet};
use heyi::i18n::Language;
use heyi::report::produce::{Produced, Taker, Wanted, each};
use heyi::report::{Format, Kind, Material, Outside};

fn round(proposals: usize, experts: usize, per_proposal: usize) -> (Panel, Vec<ScoreSheet>) {
    let simulated = simulation::of(Size {
        proposals,
        experts,
        chains: 6,
        per_proposal,
        seed: 7,
    });
    let sheets = simulated.sheets("", "").collect();
    (simulated.panel, sheets)
}

fn made(panel: &Panel, sheets: &[ScoreSheet], wanted: Option<&Wanted>) {
    let outside = Outside::default();
    let material = Material::of(panel, sheets, Round::First, outside, Language::Chinese);
    let everything = Wanted::everything(&panel.report_form);
    each(&material, wanted.unwrap_or(&everything), &Nobody);
}

/// Looks at what is made and forgets it.
struct Nobody;

impl Taker for Nobody {
    fn file(&self, produced: Produced) {
        assert!(black_box(produced).bytes.is_ok());
    }

    fn done(&self, _: Kind) {}
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn everything_of_200_proposals_by_30_experts(bencher: Bencher) {
    let (panel, sheets) = round(200, 30, 30);
    bencher.bench(|| made(&panel, &sheets, None));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_ranking_of_20_000_proposals_as_a_workbook(bencher: Bencher) {
    let (panel, sheets) = round(20_000, 500, 5);
    let wanted = Wanted {
        kinds: vec![Kind::Ranking],
        formats: vec![Format::Xlsx],
    };
    bencher.bench(|| made(&panel, &sheets, Some(&wanted)));
}
