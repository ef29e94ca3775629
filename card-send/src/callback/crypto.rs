//! The platform's cryptography for pushed requests: AES-256-CBC bodies and the two signatures.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::{error::Error, fmt};

const BLOCK: usize = 16;

/// Why an encrypted body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecryptError {
    /// `encrypt` is not base64.
    Base64,
    /// Fewer bytes than the initial vector and one block.
    TooShort,
    /// The length is not a multiple of the block size: the text was cut.
    Cut,
    /// The padding is wrong: another Encrypt Key, or the text was changed.
    Padding,
}

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecryptError::Base64 => "`encrypt` is not base64",
            DecryptError::TooShort => "the ciphertext is shorter than its initial vector and one block",
            DecryptError::Cut => "the length of the ciphertext is not a multiple of 16 bytes: it was cut",
            DecryptError::Padding => "the padding is wrong: another Encrypt Key, or the text was changed",
        })
    }
}

impl Error for DecryptError {}

/// Decrypts the member `encrypt` of a pushed body: base64 of a 16-byte initial vector and AES-256-CBC blocks with
/// PKCS#7 padding, under SHA-256 of the Encrypt Key.
///
/// # Errors
/// When the text is not of that form, or was made with another key.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::decrypt;
/// let plain = decrypt("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=")?;
/// assert_eq!(plain, b"hello world");
/// # Ok::<(), feishu_card::callback::DecryptError>(())
/// ```
pub fn decrypt(encrypt_key: &str, encrypted: &str) -> Result<Vec<u8>, DecryptError> {
    let raw = STANDARD.decode(encrypted).map_err(|_| DecryptError::Base64)?;
    let (iv, blocks) = raw.split_first_chunk::<BLOCK>().ok_or(DecryptError::TooShort)?;
    if blocks.is_empty() {
        return Err(DecryptError::TooShort);
    }
    if blocks.len() % BLOCK != 0 {
        return Err(DecryptError::Cut);
    }
    let key = Sha256::digest(encrypt_key);
    cbc::Decryptor::<aes::Aes256>::new(&key, iv.into())
        .decrypt_padded_vec::<Pkcs7>(blocks)
        .map_err(|_| DecryptError::Padding)
}

/// Encrypts `plain` as the platform does, for tests of your own endpoint: the member `encrypt` of a pushed body.
/// `iv` must be random outside of tests.
#[must_use]
pub fn encrypt(encrypt_key: &str, iv: [u8; 16], plain: &[u8]) -> String {
    let key = Sha256::digest(encrypt_key);
    let blocks = cbc::Encryptor::<aes::Aes256>::new(&key, &iv.into()).encrypt_padded_vec::<Pkcs7>(plain);
    STANDARD.encode([&iv[..], &blocks].concat())
}

/// The header `X-Lark-Signature` of an event or a new callback: lower-case hex of SHA-256 over timestamp, nonce,
/// Encrypt Key and the body as it travels (encrypted, if it is).
#[must_use]
pub fn event_signature(timestamp: &str, nonce: &str, encrypt_key: &str, body: &[u8]) -> String {
    hex(&digest::<Sha256>(timestamp, nonce, encrypt_key, body))
}

/// The header `X-Lark-Signature` of an old card callback: lower-case hex of SHA-1 over timestamp, nonce,
/// Verification Token and the body as it travels.
#[must_use]
pub fn card_signature(timestamp: &str, nonce: &str, verification_token: &str, body: &[u8]) -> String {
    hex(&digest::<Sha1>(timestamp, nonce, verification_token, body))
}

fn digest<D: Digest>(timestamp: &str, nonce: &str, key: &str, body: &[u8]) -> Vec<u8> {
    let mut digest = D::new();
    for part in [timestamp.as_bytes(), nonce.as_bytes(), key.as_bytes(), body] {
        digest.update(part);
    }
    digest.finalize().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_encrypted_comes_back(key in ".*", iv: [u8; 16], plain: Vec<u8>) {
            prop_assert_eq!(decrypt(&key, &encrypt(&key, iv, &plain)), Ok(plain));
        }

        #[test]
        fn any_text_decrypts_or_is_refused(text in ".*", raw: Vec<u8>) {
            let _ = decrypt("key", &text);
            let _ = decrypt("key", &STANDARD.encode(raw));
        }
    }
}
