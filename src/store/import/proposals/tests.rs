//! What fails while proposals are written leaves everything as it was.

use super::*;
use crate::store::create;
use crate::store::faults::{Failing, REFUSALS};

#[test]
fn a_full_disk_leaves_no_half_of_a_table() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("round");
    create::fresh("round", &folder).unwrap();
    let table = home.path().join("table.csv");
    std::fs::write(&table, "编号,题目\nA,甲\nB,乙\nC,丙\n").unwrap();
    let run = |disk: &Failing| import(disk, &table, &folder, &Options::default());
    for at in 1.. {
        let disk = Failing::new(at, REFUSALS[0]);
        let done = run(&disk);
        if !disk.has_failed() {
            assert_eq!(done.unwrap().created, ["A", "B", "C"]);
            break;
        }
        assert!(matches!(done, Err(Fault::Unwritten(_))), "{at}");
        assert!(!folder.join("proposals").exists(), "{at}");
    }
}
