//! Files of time zones, by the zone's name.

use std::fs;
use std::path::{Component, Path};

/// Where Unix systems keep their zones, each in a file of its name. Only the one that is named is
/// read: looking through all of them takes longer than reading a panel.
const ZONES: [&str; 3] = [
    "/usr/share/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];

/// No file of a zone is larger: that of a zone with many changes has a few thousand bytes.
const LARGEST: u64 = 1 << 20;

/// Tells whether a name is that of something whose end may never come, or late: a device, a pipe,
/// a large file. Nothing may try to read it as the file of a zone.
pub fn is_endless(name: &str) -> bool {
    let is_small =
        |found: fs::Metadata| found.is_dir() || found.is_file() && found.len() <= LARGEST;
    fs::metadata(name).is_ok_and(|found| !is_small(found))
}

/// Reads the file of a zone such as `Asia/Shanghai`; none where there is none.
pub fn read(name: &str) -> Option<Vec<u8>> {
    find(name, &ZONES)
}

fn find(name: &str, folders: &[impl AsRef<Path>]) -> Option<Vec<u8>> {
    let mut parts = Path::new(name).components();
    let is_inside = parts.all(|part| matches!(part, Component::Normal(_)));
    let paths = folders.iter().map(|folder| folder.as_ref().join(name));
    let mut files = paths.filter(|path| is_inside && path.is_file());
    fs::read(files.next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_not_taken_for_a_zone() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name).display().to_string();
        fs::write(path("zone"), "a zone").unwrap();
        let large = fs::File::create(path("large")).unwrap();
        large.set_len(LARGEST + 1).unwrap();
        assert!(is_endless(&path("large")));
        assert_eq!(is_endless("/dev/zero"), cfg!(unix));
        for name in [
            path("zone"),
            path("nothing"),
            path(""),
            "Asia/Shanghai".to_owned(),
        ] {
            assert!(!is_endless(&name), "{name}");
        }
    }

    #[test]
    fn a_zone_is_found_by_its_name_and_nothing_else_is_read() {
        let home = tempfile::tempdir().unwrap();
        let zones = home.path().join("zoneinfo");
        fs::create_dir_all(zones.join("Asia")).unwrap();
        fs::write(zones.join("Asia/Shanghai"), "a zone").unwrap();
        let outside = home.path().join("Outside");
        fs::write(&outside, "none").unwrap();
        let found = |name: &str| find(name, &[home.path().join("nowhere"), zones.clone()]);
        assert_eq!(found("Asia/Shanghai").as_deref(), Some(&b"a zone"[..]));
        let outside = outside.display().to_string();
        for other in ["", "Asia", "Asia/Nowhere", "../Outside", outside.as_str()] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
