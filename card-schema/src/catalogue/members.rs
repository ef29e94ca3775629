//! C02xx: members that are required, exclude each other, or are superseded.

entries! {
    REQUIRED = "C0201" "a required member is missing" [E E E]
        why "The field tables mark it as required, and no official sample leaves it out."
        wrong "<card><img alt=\"图\"/></card>"
        right "<card><img img_key=\"img_v3_02\" alt=\"图\"/></card>"
}
