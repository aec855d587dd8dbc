//! Typed references: a handle is an index into a list of the same type. Only binding creates
//! handles, so in all later layers every reference is valid.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Deref, Index};

/// A reference to an item of a [`List`] of the same type.
pub struct Handle<T> {
    at: usize,
    of: PhantomData<fn() -> T>,
}

impl<T> Handle<T> {
    pub(super) fn new(at: usize) -> Self {
        Self { at, of: PhantomData }
    }

    /// The position in its list.
    pub fn position(self) -> usize {
        self.at
    }
}

// Deriving these would require the same traits of `T`.
impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> PartialEq for Handle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<T> Eq for Handle<T> {}

impl<T> PartialOrd for Handle<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Handle<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.at.cmp(&other.at)
    }
}

impl<T> Hash for Handle<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.at.hash(state);
    }
}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.at)
    }
}

/// A list indexed by handles.
#[derive(Clone, Debug)]
pub struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    pub(super) fn new(items: Vec<T>) -> Self {
        Self(items)
    }

    /// Every item with its handle.
    pub fn with_handles(&self) -> impl Iterator<Item = (Handle<T>, &T)> {
        self.0.iter().enumerate().map(|(at, item)| (Handle::new(at), item))
    }

    /// The items that these handles refer to, in order.
    pub fn all<'l>(&'l self, handles: &'l [Handle<T>]) -> impl Iterator<Item = &'l T> {
        handles.iter().map(|handle| &self[*handle])
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> Index<Handle<T>> for List<T> {
    type Output = T;

    fn index(&self, handle: Handle<T>) -> &T {
        &self.0[handle.at]
    }
}
