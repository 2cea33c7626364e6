//! A point in time as told to people. Nothing is ever decided by one.

use jiff::Timestamp;
use jiff::tz::Offset;

/// Seconds since 1970 and the distance of local time from UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since the beginning of 1970, UTC.
    pub seconds: i64,
    /// Seconds that local time is ahead of UTC.
    pub offset: i32,
}

impl Moment {
    /// Returns the form that files hold, for example `2026-11-23T15:00:00+08:00`.
    pub fn written(self) -> String {
        self.zoned("%Y-%m-%dT%H:%M:%S%:z")
    }

    /// Returns hour and minute, for example `09:17`.
    pub fn clock(self) -> String {
        self.zoned("%H:%M")
    }

    /// Returns the day, for example `2019-02-18`.
    pub fn day(self) -> String {
        self.zoned("%Y-%m-%d")
    }

    /// Returns the minutes since midnight, 0 to 1439.
    pub fn minute(self) -> u32 {
        let local = self.seconds.saturating_add(i64::from(self.offset));
        u32::try_from(local.rem_euclid(86_400) / 60).unwrap_or(0)
    }

    fn zoned(self, form: &str) -> String {
        let offset = Offset::from_seconds(self.offset).unwrap_or(Offset::UTC);
        Timestamp::from_second(self.seconds)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned_datetime(offset.to_time_zone())
            .strftime(form)
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_time_is_written_with_its_offset() {
        let moment = Moment {
            seconds: 1_550_452_620,
            offset: 28_800,
        };
        assert_eq!(moment.written(), "2019-02-18T09:17:00+08:00");
        assert_eq!(moment.clock(), "09:17");
        assert_eq!(moment.minute(), 9 * 60 + 17);
        assert_eq!(moment.day(), "2019-02-18");
        let absurd = Moment {
            seconds: i64::MAX,
            offset: i32::MAX,
        };
        assert!(absurd.written().starts_with("1970"));
    }
}
