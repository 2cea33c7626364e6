//! The zone of the machine's time.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::path::{Component, Path};
use std::{env, fs};

/// Where Unix systems keep their zones, each in a file of its name. Only the one that is named is
/// read: looking through all of them takes longer than reading a panel.
const ZONES: [&str; 3] = [
    "/usr/share/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];

/// Returns how far local time is ahead of UTC, in seconds; 0 where that is not known.
pub fn local_offset() -> i32 {
    local().map_or(0, |zone| zone.to_offset(Timestamp::now()).seconds())
}

/// Returns the zone that the system or the variable `TZ` names; none where neither does, or
/// where the zone cannot be found.
pub fn local() -> Option<TimeZone> {
    let system = TimeZone::try_system().ok();
    let known = system.filter(|zone| !zone.is_unknown());
    known.or_else(|| named(&env::var("TZ").ok()?, &ZONES))
}

/// The zone of a name such as `Asia/Shanghai`.
fn named(name: &str, folders: &[impl AsRef<Path>]) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    let mut parts = Path::new(name).components();
    let is_inside = parts.all(|part| matches!(part, Component::Normal(_)));
    let paths = folders.iter().map(|folder| folder.as_ref().join(name));
    let mut files = paths.filter(|path| is_inside && path.is_file());
    TimeZone::tzif(name, &fs::read(files.next()?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of a zone that is always `ahead` seconds ahead of UTC (RFC 9636, version 1).
    fn always(ahead: i32) -> Vec<u8> {
        let mut bytes = b"TZif".to_vec();
        bytes.extend([0; 16]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            bytes.extend(count.to_be_bytes());
        }
        bytes.extend(ahead.to_be_bytes());
        bytes.extend(b"\0\0CST\0");
        bytes
    }

    #[test]
    fn a_zone_is_found_by_its_name_and_nothing_else_is_read() {
        let home = tempfile::tempdir().unwrap();
        let zones = home.path().join("zoneinfo");
        fs::create_dir_all(zones.join("Asia")).unwrap();
        fs::write(zones.join("Asia/Shanghai"), always(28_800)).unwrap();
        fs::write(home.path().join("Outside"), always(3600)).unwrap();
        fs::write(zones.join("README"), "of no zone").unwrap();
        let ahead = |name: &str| {
            let found = named(name, &[home.path().join("nowhere"), zones.clone()])?;
            Some(found.to_offset(Timestamp::UNIX_EPOCH).seconds())
        };
        assert_eq!(ahead("Asia/Shanghai"), Some(28_800));
        assert_eq!(ahead(":Asia/Shanghai"), Some(28_800));
        let outside = home.path().join("Outside");
        for other in ["", "Asia", "Asia/Nowhere", "README", "../Outside"] {
            assert_eq!(ahead(other), None, "{other}");
        }
        assert_eq!(ahead(&outside.display().to_string()), None);
    }
}
