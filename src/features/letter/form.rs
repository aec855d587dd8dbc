//! What was typed into the form of a letter.
//!
//! Every field may be empty: it becomes lines to write on. There is no field for a civil
//! registration number, and nothing typed is kept anywhere.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterField {
    /// The name in the form.
    pub name: &'static str,
    /// The most characters it takes: more would not fit on the paper.
    pub most: usize,
    /// How many lines it shows; 1 for a single line.
    pub rows: u8,
    /// What a browser may fill in; empty if nothing. Not "off": with it, Firefox forgets what was typed when the
    /// reader goes back.
    pub complete: &'static str,
    /// Whether a line beside it says how to fill it in.
    pub helped: bool,
}

impl LetterField {
    /// Of one's own name and address, which need no help and which a browser knows.
    const fn own(name: &'static str, most: usize, rows: u8, complete: &'static str) -> Self {
        Self { name, most, rows, complete, helped: false }
    }

    const fn new(name: &'static str, most: usize, rows: u8) -> Self {
        Self { name, most, rows, complete: "", helped: true }
    }
}

/// The fields in the order of the letter.
pub const FIELDS: [LetterField; 6] = [
    LetterField::own("navn", 120, 1, "name"),
    LetterField::own("adresse", 300, 2, "street-address"),
    LetterField::new("kontakt", 120, 1),
    LetterField::new("dato", 60, 1),
    LetterField::new("om", 1500, 5),
    LetterField::new("fordi", 3000, 8),
];

/// The field that chooses the route.
pub const ROUTE: &str = "vej";

/// The field that asks for the form again instead of the letter.
pub const AGAIN: &str = "ret";

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedLetter {
    /// The id of the chosen route; empty where none was chosen.
    pub route: String,
    /// Whether the form is wanted again.
    pub again: bool,
    /// The text of each of [`FIELDS`], in that order.
    pub texts: [String; FIELDS.len()],
}

impl TypedLetter {
    /// Reads the body of a form, whatever bytes it is made of. Of fields given twice the last
    /// counts; unknown ones are passed over.
    pub fn read(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            if name == ROUTE {
                typed.route = value.into_owned();
            } else if name == AGAIN {
                typed.again = true;
            } else if let Some(at) = FIELDS.iter().position(|field| field.name == name) {
                typed.texts[at] = printable(value.trim());
            }
        }
        typed
    }

    /// By how many characters the text of a field is longer than the paper takes.
    pub fn over(&self, at: usize) -> usize {
        self.texts[at].chars().count().saturating_sub(FIELDS[at].most)
    }

    /// Whether every text fits.
    pub fn fits(&self) -> bool {
        (0..FIELDS.len()).all(|at| self.over(at) == 0)
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> &str {
        let at = FIELDS.iter().position(|field| field.name == name);
        at.map_or("", |at| self.texts[at].as_str())
    }
}

/// Line breaks of one kind and no other control characters.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_is_read_and_bounded() {
        let body = "vej=afgoerelse&navn=+Ane+%C3%98+&fordi=a%0D%0Ab%00&cpr=1&om=x&om=y";
        let typed = TypedLetter::read(body.as_bytes());
        assert_eq!(typed.route, "afgoerelse");
        assert_eq!((typed.text("navn"), typed.text("fordi")), ("Ane Ø", "a\nb"));
        assert_eq!((typed.text("om"), typed.text("adresse"), typed.text("cpr")), ("y", "", ""));
        assert!(typed.fits());
        let long = TypedLetter::read(format!("navn={}", "ش".repeat(121)).as_bytes());
        assert_eq!(long.over(0), 1, "counted in characters, whatever the script");
    }

    proptest! {
        #[test]
        fn any_body_is_read(body in prop::collection::vec(any::<u8>(), 0..400)) {
            let typed = TypedLetter::read(&body);
            for text in &typed.texts {
                prop_assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()));
            }
        }
    }
}
