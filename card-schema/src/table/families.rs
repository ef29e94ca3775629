//! Families: objects of several kinds that are allowed in the same place, told apart by their tag.

/// Hands the rows to a callback macro.
#[doc(hidden)]
#[macro_export]
macro_rules! families {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// Any component, told apart by `tag`.
            family Component {
                Action, Audio, Button, Chart, Checker, CollapsiblePanel, Column, ColumnSet, DatePicker, Div, Form, Hr, Img,
                ImgCombination, Input, InteractiveContainer, MarkdownBlock, MultiSelectPerson, MultiSelectStatic, Note,
                Overflow, Person, PersonList, PickerDatetime, PickerTime, SelectImg, SelectPerson, SelectStatic, Table,
            }
            /// A text object, told apart by `tag`: plain text, or one of the Markdown flavours.
            family Text { PlainText, LarkMd, MarkdownText }
            /// An icon: out of the library, an uploaded image, or the image of a 1.0 header, which has no tag.
            family Icon { StandardIcon, CustomIcon, HeaderIcon }
            /// What happens when a component is used, told apart by `type`.
            family Behavior { OpenUrl, Callback, FormAction }
            /// An item of a note.
            family NoteElement { PlainText, LarkMd, Img, StandardIcon, CustomIcon }
            /// What old clients show instead of a component: a text; the word `drop` is kept as raw JSON.
            family Fallback { FallbackText }
        }
    };
}
