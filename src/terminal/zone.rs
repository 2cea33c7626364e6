//! The zone of the machine's time.

use crate::store::zone::{is_endless, read};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::env;

/// Returns how far local time is ahead of UTC, in seconds; 0 where that is not known.
pub fn local_offset() -> i32 {
    local().map_or(0, |zone| zone.to_offset(Timestamp::now()).seconds())
}

/// Returns the zone that the system or the variable `TZ` names; none where neither does, or
/// where the zone cannot be found.
pub fn local() -> Option<TimeZone> {
    let name = env::var("TZ").ok();
    let path = name
        .as_deref()
        .map(|name| name.strip_prefix(':').unwrap_or(name));
    // the name may be a file's, which is then read to its end
    let system = (!path.is_some_and(is_endless)).then(TimeZone::try_system);
    let known = system
        .and_then(Result::ok)
        .filter(|zone| !zone.is_unknown());
    known.or_else(|| named(&name?, read))
}

/// The zone of a name, which may stand behind a colon, with the file that is read for it.
fn named(name: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    TimeZone::tzif(name, &read(name)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of a zone that is always eight hours ahead of UTC (RFC 9636, version 1).
    fn file() -> Vec<u8> {
        let mut bytes = b"TZif".to_vec();
        bytes.extend([0; 16]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            bytes.extend(count.to_be_bytes());
        }
        bytes.extend(28_800_i32.to_be_bytes());
        bytes.extend(b"\0\0CST\0");
        bytes
    }

    #[test]
    fn a_named_zone_is_as_far_ahead_as_its_file_says() {
        let read = |name: &str| match name {
            "Asia/Shanghai" => Some(file()),
            "README" => Some(b"of no zone".to_vec()),
            _ => None,
        };
        let ahead = |name: &str| {
            let zone = named(name, read)?;
            Some(zone.to_offset(Timestamp::UNIX_EPOCH).seconds())
        };
        for name in ["Asia/Shanghai", ":Asia/Shanghai"] {
            assert_eq!(ahead(name), Some(28_800), "{name}");
        }
        for name in ["", ":", "Asia/Nowhere", "README"] {
            assert_eq!(ahead(name), None, "{name}");
        }
    }
}
