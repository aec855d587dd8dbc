//! A complaint letter: what the reader typed, and the routes a letter can take.
//!
//! Every field may be empty: it becomes lines to write on. There is no field for a civil
//! registration number, and nothing typed is kept anywhere.

use crate::content::{Contact, Municipality, Route};

/// A field of the letter: its name in the form and the most characters it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the form.
    pub name: &'static str,
    /// The most characters it takes: more would not fit on the paper.
    pub most: usize,
}

/// The fields in the order of the letter.
pub const FIELDS: [Field; 6] = [
    Field { name: "navn", most: 120 },
    Field { name: "adresse", most: 300 },
    Field { name: "kontakt", most: 120 },
    Field { name: "dato", most: 60 },
    Field { name: "om", most: 1500 },
    Field { name: "fordi", most: 3000 },
];

/// The field that chooses the route.
const ROUTE: &str = "vej";

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The id of the chosen route; empty where none was chosen.
    pub route: String,
    /// The text of each of [`FIELDS`], in that order.
    pub texts: [String; FIELDS.len()],
}

impl Typed {
    /// Reads the body of a form, whatever bytes it is made of. Of fields given twice the last
    /// counts; unknown ones are passed over.
    pub fn read(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            if name == ROUTE {
                typed.route = value.into_owned();
            } else if let Some(at) = FIELDS.iter().position(|field| field.name == name) {
                typed.texts[at] = printable(value.trim());
            }
        }
        typed
    }

    /// The fields with more text than the paper takes.
    pub fn too_long(&self) -> Vec<Field> {
        let pairs = FIELDS.iter().zip(&self.texts);
        let over = pairs.filter(|(field, text)| text.chars().count() > field.most);
        over.map(|(field, _)| *field).collect()
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

/// The routes a letter can take: the source gives them a postal address.
pub fn routes(municipality: &Municipality) -> Vec<(&Route, &Contact)> {
    let with_contact = municipality.routes.iter().filter_map(|route| {
        let contact = municipality.contact(route.to.as_ref()?)?;
        Some((route, contact))
    });
    with_contact.filter(|(_, contact)| contact.address.is_some()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_is_read_and_bounded() {
        let body = "vej=afgoerelse&navn=+Ane+%C3%98+&fordi=a%0D%0Ab%00&cpr=1&om=x&om=y";
        let typed = Typed::read(body.as_bytes());
        assert_eq!(typed.route, "afgoerelse");
        assert_eq!((typed.text("navn"), typed.text("fordi")), ("Ane Ø", "a\nb"));
        assert_eq!((typed.text("om"), typed.text("adresse"), typed.text("cpr")), ("y", "", ""));
        assert_eq!(typed.too_long(), []);
        let long = Typed::read(format!("navn={}", "x".repeat(121)).as_bytes());
        assert_eq!(long.too_long(), [FIELDS[0]]);
    }

    proptest! {
        #[test]
        fn any_body_is_read(body in prop::collection::vec(any::<u8>(), 0..400)) {
            let typed = Typed::read(&body);
            for text in &typed.texts {
                prop_assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()));
            }
        }
    }
}
