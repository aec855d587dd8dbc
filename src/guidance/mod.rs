//! Help that is worked out: deadlines and working days, calendar files, questions that lead to an
//! answer, hand-overs, comparison.
//!
//! Everything here is logic without HTTP and without HTML. What day it is comes in as a parameter,
//! and so does every length of time: the sources' numbers stand in `fakta.toml` and nowhere else.

pub mod calendar;
pub mod compare;
pub mod deadline;
pub mod form;
pub mod guide;
pub mod handover;
pub mod letter;
pub mod qr;
pub mod records;
pub mod typed_date;
pub mod workday;
