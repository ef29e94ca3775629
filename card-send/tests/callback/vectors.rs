//! Decryption and both signatures against the known answers in `data/callback_vectors.json`, which come from the
//! platform's documentation and SDKs or were computed with other libraries.
use feishu_card_core::Json;
use feishu_card_send::callback::{DecryptError, card_signature, decrypt, event_signature};

fn cases(pointer: &str) -> Vec<Json> {
    let all = Json::parse(include_str!("../data/callback_vectors.json")).unwrap();
    let cases = all.pointer(pointer).unwrap().as_list().unwrap().to_vec();
    assert!(!cases.is_empty());
    cases
}

fn text<'a>(case: &'a Json, name: &str) -> &'a str {
    case.get(name).and_then(Json::as_str).unwrap_or_else(|| panic!("{name} in {case}"))
}

#[test]
fn every_ciphertext_decrypts() {
    for case in cases("/aes_256_cbc_decrypt/cases") {
        let plain = decrypt(text(&case, "encrypt_key"), text(&case, "encrypt")).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), text(&case, "plaintext"), "{}", text(&case, "id"));
    }
}

#[test]
fn every_bad_ciphertext_is_refused_for_its_own_reason() {
    for case in cases("/aes_256_cbc_decrypt/must_fail") {
        let expected = match text(&case, "id") {
            "decrypt-bad-base64" => DecryptError::Base64,
            "decrypt-too-short" | "decrypt-iv-only" => DecryptError::TooShort,
            "decrypt-not-block-multiple" => DecryptError::Cut,
            "decrypt-wrong-key" => DecryptError::Padding,
            other => panic!("new case {other}"),
        };
        assert_eq!(decrypt(text(&case, "encrypt_key"), text(&case, "encrypt")), Err(expected));
    }
}

#[test]
fn event_signatures_are_the_published_ones() {
    for case in cases("/event_signature_sha256/cases") {
        let body = text(&case, "body");
        let signature = event_signature(
            text(&case, "timestamp"),
            text(&case, "nonce"),
            text(&case, "encrypt_key"),
            body.as_bytes(),
        );
        assert_eq!(signature, text(&case, "signature"), "{}", text(&case, "id"));
        if let Some(plain) = case.get("decrypts_to").and_then(Json::as_str) {
            let body = Json::parse(body).unwrap();
            assert_eq!(decrypt(text(&case, "encrypt_key"), text(&body, "encrypt")).unwrap(), plain.as_bytes());
        }
    }
}

#[test]
fn card_signatures_are_the_published_ones() {
    for case in cases("/old_card_signature_sha1/cases") {
        let (time, nonce, token) = (text(&case, "timestamp"), text(&case, "nonce"), text(&case, "verification_token"));
        let signature = card_signature(time, nonce, token, text(&case, "body").as_bytes());
        assert_eq!(signature, text(&case, "signature"), "{}", text(&case, "id"));
    }
}
