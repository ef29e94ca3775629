//! The picture of the README shows what the compiler really says: `docs/error.svg` is drawn from the file held here.

#[test]
fn the_picture_of_the_readme() {
    if feishu_card_expected::updates_with("the_picture_of_the_readme", "TRYBUILD", "overwrite") {
        return;
    }
    trybuild::TestCases::new().compile_fail("picture/readme.rs");
}
