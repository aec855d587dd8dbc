//! The only file that asks for the current time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The time zone whose midnight changes the date on every page.
const ZONE: &str = "Europe/Copenhagen";

/// Tells the time; tests pass their own.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    /// Today's date in Copenhagen.
    fn today(&self) -> Date {
        in_copenhagen(self.now()).date()
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The moment as local time in Copenhagen.
pub fn in_copenhagen(moment: Timestamp) -> Zoned {
    // The time zone is compiled in (`tzdb-bundle-always`), so the lookup can't fail; UTC is the
    // closest fallback if it ever did.
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_copenhagen_winter_and_summer() -> Result<(), jiff::Error> {
        for (moment, day) in [
            ("2026-11-22T22:59:59Z", "2026-11-22"),
            ("2026-11-22T23:00:00Z", "2026-11-23"),
            ("2026-07-01T21:59:59Z", "2026-07-01"),
            ("2026-07-01T22:00:00Z", "2026-07-02"),
        ] {
            assert_eq!(in_copenhagen(moment.parse()?).date().to_string(), day, "{moment}");
        }
        Ok(())
    }
}
