//! The content, bound: every reference is a valid handle, every text is rendered, every page has
//! its address and name. If anything can't be bound, it is reported and there is no book.
//!
//! All later layers read the book. They look up strings only if these come from outside, such as a
//! request.

mod bind;
mod data;
mod deadline;
mod guide;
mod handle;
mod handover;
mod link;
mod page;
pub mod record;
mod section;
mod source;
mod term;
mod text;
mod whole;

pub use bind::bind;
pub use data::{Contact, Course, CourseStep, ListEntry, Mail, Phone, Right, Route};
pub use deadline::{
    CalculatorPage, CalculatorWords, Choice, Condition, Deadline, FollowUp, Given, Length, Pattern,
    Placeholder, StateText, Touched,
};
pub use guide::{Ending, Guide, GuideAddition, GuideAnswer, GuidePlace, GuideQuestion, Position};
pub use handle::{Handle, List};
pub use handover::{HandOver, Item, Offered, ReadySet};
pub use link::{Link, PageName};
pub use page::{Block, BuiltInPage, Door, Heading, Page, Part, Role};
pub use section::{Group, SectionKind};
pub use source::{Citation, SourceDocument, SourceHeading};
pub use term::Term;
pub use text::{Paragraphs, Phrase};
pub use whole::{Book, Emergency, Municipality, Shortcut};
