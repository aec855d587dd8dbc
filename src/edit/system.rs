//! What the system says when it refuses, in an editor's words.

use std::io::{self, ErrorKind};

/// What the system says, in an editor's words.
pub(super) fn in_danish(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "den er der ikke mere",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "programmet har ikke lov. Sig det til den, der driver webstedet"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "der er ikke mere plads på disken. Sig det til den, der driver webstedet"
        }
        ErrorKind::InvalidFilename => "navnet er for langt eller har tegn, et navn ikke kan have",
        ErrorKind::InvalidData => "den er ikke gemt som UTF-8",
        _ => "maskinen sagde nej. Sig det til den, der driver webstedet",
    }
}
