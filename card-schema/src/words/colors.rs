//! Colour names: the palette of the platform, and the fixed palette of tags.

/// The colour names of the platform (card-json-2 §15), sorted.
#[rustfmt::skip]
pub static COLORS: &[&str] = &[
    "bg-white", "blue", "blue-100", "blue-200", "blue-300", "blue-350", "blue-400", "blue-50", "blue-500",
    "blue-600", "blue-700", "blue-800", "blue-900", "carmine", "carmine-100", "carmine-200", "carmine-300",
    "carmine-350", "carmine-400", "carmine-50", "carmine-500", "carmine-600", "carmine-700", "carmine-800",
    "carmine-900", "green", "green-100", "green-200", "green-300", "green-350", "green-400", "green-50",
    "green-500", "green-600", "green-700", "green-800", "green-900", "grey", "grey-00", "grey-100", "grey-1000",
    "grey-200", "grey-300", "grey-350", "grey-400", "grey-50", "grey-500", "grey-600", "grey-650", "grey-700",
    "grey-800", "grey-900", "grey-950", "indigo", "indigo-100", "indigo-200", "indigo-300", "indigo-350",
    "indigo-400", "indigo-50", "indigo-500", "indigo-600", "indigo-700", "indigo-800", "indigo-900", "lime",
    "lime-100", "lime-200", "lime-300", "lime-350", "lime-400", "lime-50", "lime-500", "lime-600", "lime-700",
    "lime-800", "lime-900", "orange", "orange-100", "orange-200", "orange-300", "orange-350", "orange-400",
    "orange-50", "orange-500", "orange-600", "orange-700", "orange-800", "orange-900", "purple", "purple-100",
    "purple-200", "purple-300", "purple-350", "purple-400", "purple-50", "purple-500", "purple-600",
    "purple-700", "purple-800", "purple-900", "red", "red-100", "red-200", "red-300", "red-350", "red-400",
    "red-50", "red-500", "red-600", "red-700", "red-800", "red-900", "sunflower", "sunflower-100",
    "sunflower-200", "sunflower-300", "sunflower-350", "sunflower-400", "sunflower-50", "sunflower-500",
    "sunflower-600", "sunflower-700", "sunflower-800", "sunflower-900", "turquoise", "turquoise-100",
    "turquoise-200", "turquoise-300", "turquoise-350", "turquoise-400", "turquoise-50", "turquoise-500",
    "turquoise-600", "turquoise-700", "turquoise-800", "turquoise-900", "violet", "violet-100", "violet-200",
    "violet-300", "violet-350", "violet-400", "violet-50", "violet-500", "violet-600", "violet-700",
    "violet-800", "violet-900", "wathet", "wathet-100", "wathet-200", "wathet-300", "wathet-350", "wathet-400",
    "wathet-50", "wathet-500", "wathet-600", "wathet-700", "wathet-800", "wathet-900", "white", "yellow",
    "yellow-100", "yellow-200", "yellow-300", "yellow-350", "yellow-400", "yellow-50", "yellow-500",
    "yellow-600", "yellow-700", "yellow-800", "yellow-900",
];

/// The colours of a tag: `<text_tag>` in Markdown, header tags, options of a table (card-json-2 §4), sorted.
#[rustfmt::skip]
pub static TAG_COLORS: &[&str] = &[
    "blue", "carmine", "green", "indigo", "lime", "neutral", "orange", "purple", "red", "turquoise", "violet",
    "wathet", "yellow",
];
