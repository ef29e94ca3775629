//! Work in a task of its own: a panic in it becomes an error, and what fails with nobody left to tell is traced.

use super::BoxError;
use std::{error::Error, future::Future};
use tokio::task::JoinError;
use tracing::Instrument;

/// Runs `work` in a task of its own; a panic becomes an error.
pub(super) async fn alone<T: Send + 'static>(
    work: impl Future<Output = Result<T, BoxError>> + Send + 'static,
) -> Result<T, BoxError> {
    match tokio::spawn(work.in_current_span()).await {
        Ok(outcome) => outcome,
        Err(ended) => Err(panic_text(ended).into()),
    }
}

fn panic_text(ended: JoinError) -> String {
    let Ok(panic) = ended.try_into_panic() else { return "cancelled: the runtime is shutting down".to_owned() };
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a message"))
}

/// Traces how work after the answer ended.
pub(super) fn report(outcome: Result<(), BoxError>) {
    match outcome {
        Ok(()) => tracing::debug!("work after the answer is done"),
        Err(wrong) => tracing::error!("work after the answer to a callback failed: {}", with_causes(wrong.as_ref())),
    }
}

/// The error and what caused it, as far as its own text does not say.
pub(super) fn with_causes(wrong: &(dyn Error + 'static)) -> String {
    let mut text = wrong.to_string();
    let mut next = wrong.source();
    while let Some(cause) = next {
        next = cause.source();
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
