//! For editors, only with `--preview`: pages reload themselves when content is saved, and
//! `/_preview` shows the errors that prevent it.
//!
//! A page requests a script that is not answered until something has changed, so it needs no more
//! permissions than the site's other scripts.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State as FromState};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::headers;
use super::state::{Refusal, State};
use crate::site::{HTML, Inline, digest};

/// Included in every page: once the page has loaded, requests the script that triggers the reload.
const RELOAD: &str = r#"addEventListener("load",function ask(e,n){
var s=document.createElement("script");
s.src="/_preview/wait"+(n===undefined?"":"?seen="+n);
document.head.append(s);window.previewAsk=function(n){s.remove();ask(0,n)}});
"#;

/// Shorter than the timeout of a response.
const WAIT: Duration = Duration::from_secs(5);

const STYLE: &str = "body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}\
                     li{margin:.5rem 0;overflow-wrap:anywhere}";

pub(super) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/_preview", get(report))
        .route("/_preview/reload.js", get(|| async { script(RELOAD.to_owned()) }))
        .route("/_preview/wait", get(wait))
}

fn script(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response()
}

#[derive(Deserialize)]
struct Seen {
    seen: Option<u64>,
}

/// Answers when content has been loaded after the load the page has seen, or after a while.
async fn wait(FromState(state): FromState<Arc<State>>, Query(seen): Query<Seen>) -> Response {
    let mut loads = state.loads();
    let now = *loads.borrow();
    let Some(seen) = seen.seen else { return script(format!("previewAsk({now})")) };
    let news = async {
        let _ = loads.wait_for(|&load| load != seen).await;
    };
    let happened = tokio::time::timeout(WAIT, news).await.is_ok();
    let now = *state.loads().borrow();
    script(match (happened, state.refusal()) {
        (false, _) => format!("previewAsk({now})"),
        (true, None) => "location.reload()".to_owned(),
        (true, Some(_)) => format!(
            "var p=document.createElement(\"p\"),a=document.createElement(\"a\");\
             a.href=\"/_preview\";a.textContent=\"Indholdet har fejl. Se hvilke.\";\
             p.append(a);document.body.prepend(p);previewAsk({now})"
        ),
    })
}

/// The findings of the last load; refreshes every second without a script.
async fn report(FromState(state): FromState<Arc<State>>) -> Response {
    let html = page(state.refusal().as_deref(), state.live().site.version());
    let inline = Inline { style: Some(digest(STYLE.as_bytes())), ..Inline::default() };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    headers.insert(header::REFRESH, HeaderValue::from_static("1"));
    headers.insert(header::CONTENT_SECURITY_POLICY, headers::page_policy(&inline));
    (headers, html).into_response()
}

fn page(refusal: Option<&Refusal>, version: &str) -> String {
    let mut html = String::from(
        "<!DOCTYPE html><html lang=\"da\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Indholdet</title>\
         <style>",
    );
    html.push_str(STYLE);
    html.push_str("</style></head><body><main>");
    match refusal {
        None => html.push_str("<h1>Indholdet er i orden</h1><p>Det nyeste er i brug.</p>"),
        Some(Refusal(lines)) => {
            html.push_str(
                "<h1>Indholdet kan ikke bruges endnu</h1>\
                 <p>Webstedet viser det sidste, der var i orden. Ret dette:</p><ol>",
            );
            for line in lines {
                let _ = write!(html, "<li>{}</li>", escaped(line));
            }
            html.push_str("</ol>");
        }
    }
    let _ = write!(
        html,
        "<p>I brug: {version}. <a href=\"/\">Til forsiden</a></p></main></body></html>"
    );
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_shown_as_text() {
        let page = page(Some(&Refusal(vec!["a.md:1:1: <script>".to_owned()])), "abc");
        assert!(page.contains("a.md:1:1: &lt;script&gt;"));
    }
}
