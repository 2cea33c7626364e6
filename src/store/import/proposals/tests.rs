//! What fails while proposals are written leaves everything as it was.

use super::*;
use crate::store::create;
use crate::store::save::Disk;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Lets so many files be written and fails the next one.
struct Full(AtomicUsize);

impl Files for Full {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        Disk.make_folder(path)
    }
    fn write_new(&self, path: &Path, bytes: &[u8], durable: bool) -> io::Result<()> {
        let less = |left: usize| left.checked_sub(1);
        let left = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        left.map_err(|_| io::ErrorKind::StorageFull)?;
        Disk.write_new(path, bytes, durable)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }
    fn settle(&self, folder: &Path) -> io::Result<()> {
        Disk.settle(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }
}

#[test]
fn a_full_disk_leaves_no_half_of_a_table() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("round");
    create::fresh("round", &folder).unwrap();
    let table = home.path().join("table.csv");
    std::fs::write(&table, "编号,题目\nA,甲\nB,乙\nC,丙\n").unwrap();
    let run = |count: usize| import(&Full(count.into()), &table, &folder, &Options::default());
    for count in 0..3 {
        assert!(matches!(run(count), Err(Fault::Unwritten(_))));
        assert!(!folder.join("proposals").exists(), "{count}");
    }
    assert_eq!(run(3).unwrap().created, ["A", "B", "C"]);
}
