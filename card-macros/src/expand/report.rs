//! Findings as what rustc shows: errors by `compile_error!`, warnings by the use of a deprecated constant that is named
//! by the code.
//!
//! Every token of a finding has the user's own span, names included: then rustc adds no note on the macro that it
//! "originates in". So the path begins with `::`, which no name of the user's can change.

use feishu_card_markup::Finding;
use feishu_card_schema::Severity;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote_spanned;

/// A finding at its token.
pub(super) fn report(finding: &Finding) -> TokenStream {
    let span = finding.span;
    let mut text = Literal::string(&text(finding));
    text.set_span(span);
    match finding.severity {
        Severity::Error => quote_spanned!(span=> ::core::compile_error! { #text }),
        Severity::Warning => {
            let code = Ident::new(finding.entry.code, span);
            quote_spanned! {span=>
                {
                    #[deprecated(note = #text)]
                    const #code: () = ();
                    let () = #code;
                }
            }
        }
    }
}

/// The message, how to fix it, and where to read more.
pub(crate) fn text(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str("\n  help: ");
        text.push_str(&help.replace('\n', "\n        "));
    }
    text.push_str(&format!("\n  {0}: `card explain {0}` tells more", finding.entry.code));
    if let Some(code) = finding.platform {
        text.push_str(&format!("; the platform answers {code}"));
    }
    text
}
