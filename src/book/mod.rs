//! Content bound: every reference is a handle that leads somewhere, every text is rendered, every
//! page has its address and its name. What could not be bound is a finding, and then there is no book.
//!
//! Everything to the right of this reads the book. Nothing there asks for anything by a string, but
//! what somebody outside typed.

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
    StateText, Touched,
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
