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
