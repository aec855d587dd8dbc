//! A TOML file as a tree in which everything knows its bytes: what is read here is changed by bytes, so
//! that what nobody touched stays as it was written.

use std::ops::Range;

use toml_edit::{Array, Document, InlineTable, Item, Key, Table, TomlError, Value};

/// A value with the bytes it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The bytes of a value; of a table below a header, those of the header.
    pub span: Range<usize>,
    pub data: Held,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Text(String),
    /// A number, a date, yes or no: as it is written.
    Plain(String),
    /// A list in brackets.
    List(Vec<Node>),
    Table(Shape, Vec<Pair>),
    /// Tables that each have a header in double brackets.
    Tables(Vec<Node>),
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The file itself.
    Root,
    /// Below a header of its own.
    Header,
    /// In braces.
    Inline,
    /// Not written itself: it follows from the names of others.
    Implied,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub key: String,
    /// The bytes of the key.
    pub at: Range<usize>,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no TOML.
    pub fn read(text: &str) -> Result<Self, TomlError> {
        let document = Document::parse(text)?;
        Ok(table(text, document.as_table(), Shape::Root))
    }

    /// What stands below a key or a number.
    pub fn child(&self, step: &str) -> Option<&Self> {
        match &self.data {
            Held::Table(_, pairs) => {
                pairs.iter().find(|pair| pair.key == step).map(|pair| &pair.node)
            }
            Held::List(nodes) | Held::Tables(nodes) => nodes.get(step.parse::<usize>().ok()?),
            Held::Text(_) | Held::Plain(_) => None,
        }
    }

    /// What is at the end of these steps.
    pub fn find(&self, steps: &[String]) -> Option<&Self> {
        steps.iter().try_fold(self, |node, step| node.child(step))
    }

    /// Its keys and values, where it is a table.
    pub fn pairs(&self) -> &[Pair] {
        match &self.data {
            Held::Table(_, pairs) => pairs,
            _ => &[],
        }
    }

    /// What is in it, where it is a list or several tables.
    pub fn items(&self) -> &[Self] {
        match &self.data {
            Held::List(nodes) | Held::Tables(nodes) => nodes,
            _ => &[],
        }
    }

    /// How it is written, where it is a table.
    pub fn shape(&self) -> Option<Shape> {
        match &self.data {
            Held::Table(shape, _) => Some(*shape),
            _ => None,
        }
    }

    /// Its words, or its number as written.
    pub fn words(&self) -> Option<&str> {
        match &self.data {
            Held::Text(text) | Held::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// A text below a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.child(key).and_then(Self::words)
    }

    /// Whether both hold the same, wherever it stands and however it is written.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let all = |own: &[Self], others: &[Self]| {
            own.len() == others.len() && own.iter().zip(others).all(|(a, b)| a.says_the_same(b))
        };
        match (&self.data, &other.data) {
            (Held::Text(own), Held::Text(other)) | (Held::Plain(own), Held::Plain(other)) => {
                own == other
            }
            (Held::List(own) | Held::Tables(own), Held::List(other) | Held::Tables(other)) => {
                all(own, other)
            }
            (Held::Table(_, own), Held::Table(_, other)) => {
                own.len() == other.len()
                    && own.iter().all(|pair| {
                        let there = other.iter().find(|one| one.key == pair.key);
                        there.is_some_and(|there| pair.node.says_the_same(&there.node))
                    })
            }
            _ => false,
        }
    }

    /// The bytes at which headers in it begin, its own among them.
    pub fn headers(&self, found: &mut Vec<usize>) {
        match &self.data {
            Held::Table(shape, pairs) => {
                if *shape == Shape::Header {
                    found.push(self.span.start);
                }
                pairs.iter().for_each(|pair| pair.node.headers(found));
            }
            Held::Tables(nodes) => nodes.iter().for_each(|node| node.headers(found)),
            _ => {}
        }
    }
}

fn table(text: &str, from: &Table, shape: Shape) -> Node {
    let mut pairs = Vec::new();
    for (key, item) in from {
        let Some(node) = item_node(text, item) else { continue };
        let at = from.key(key).and_then(Key::span).unwrap_or_default();
        pairs.push(Pair { key: key.to_owned(), at, node });
    }
    Node { span: from.span().unwrap_or_default(), data: Held::Table(shape, pairs) }
}

fn item_node(text: &str, item: &Item) -> Option<Node> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(value_node(text, value)),
        Item::Table(one) => {
            let implied = one.is_implicit() || one.is_dotted();
            Some(table(text, one, if implied { Shape::Implied } else { Shape::Header }))
        }
        Item::ArrayOfTables(list) => {
            let nodes = list.iter().map(|one| table(text, one, Shape::Header)).collect();
            Some(Node { span: list.span().unwrap_or_default(), data: Held::Tables(nodes) })
        }
    }
}

fn value_node(text: &str, value: &Value) -> Node {
    let span = value.span().unwrap_or_default();
    let data = match value {
        Value::String(words) => Held::Text(words.value().clone()),
        Value::Array(list) => Held::List(array(text, list)),
        Value::InlineTable(one) => Held::Table(Shape::Inline, inline(text, one)),
        _ => Held::Plain(text.get(span.clone()).unwrap_or_default().to_owned()),
    };
    Node { span, data }
}

fn array(text: &str, list: &Array) -> Vec<Node> {
    list.iter().map(|value| value_node(text, value)).collect()
}

fn inline(text: &str, from: &InlineTable) -> Vec<Pair> {
    let pair = |(key, value): (&str, &Value)| {
        let at = from.key(key).and_then(Key::span).unwrap_or_default();
        Pair { key: key.to_owned(), at, node: value_node(text, value) }
    };
    from.iter().map(pair).collect()
}
