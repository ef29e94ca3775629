//! Known answers, computed by hand (long-connection.md §4.2), and what no bytes may do.

use super::*;
use proptest::prelude::*;

const SERVICE: i32 = 33_554_678;

const A: &str = "0800100018f681801020002a0c0a0474797065120470696e67";
const B: &str = "0800100018f681801020002a0c0a04747970651204706f6e6742547b225265636f6e6e656374436f756e74223a2d312c225265636f6e6e656374496e74657276616c223a3132302c225265636f6e6e6563744e6f6e6365223a33302c2250696e67496e74657276616c223a3132307d";
const C: &str = "0801 10ac02 18f6818010 2001
    2a0d 0a0474797065 12056576656e74
    2a10 0a0a6d6573736167655f6964 12026d31
    2a08 0a0373756d 120131
    2a08 0a03736571 120130
    2a0e 0a0874726163655f6964 12027431
    4210 7b22736368656d61223a22322e30227d
    4a02 4c31";
const D: &str = "0801 10ac02 18f6818010 2001
    2a0d 0a0474797065 12056576656e74
    2a10 0a0a6d6573736167655f6964 12026d31
    2a08 0a0373756d 120131
    2a08 0a03736571 120130
    2a0e 0a0874726163655f6964 12027431
    2a0b 0a0662697a5f7274 120135
    421a 7b22636f6465223a3230302c2264617461223a226533303d227d
    4a02 4c31";
const E1: &str = "08 01 10 ac 02 18 f6 81 80 10 20 01 2a 0d 0a 04 74 79 70 65 12 05 65 76 65 6e 74 2a 10 0a 0a 6d 65 73 73 61 67 65 5f 69 64 12 02 6d 32 2a 08 0a 03 73 75 6d 12 01 32 2a 08 0a 03 73 65 71 12 01 30 42 0a 7b 22 73 63 68 65 6d 61 22 3a";
const E2: &str = "08 02 10 ac 02 18 f6 81 80 10 20 01 2a 0d 0a 04 74 79 70 65 12 05 65 76 65 6e 74 2a 10 0a 0a 6d 65 73 73 61 67 65 5f 69 64 12 02 6d 32 2a 08 0a 03 73 75 6d 12 01 32 2a 08 0a 03 73 65 71 12 01 31 42 06 22 32 2e 30 22 7d";
const F: &str = "0800100018ffffffffffffffffff0120002a0c0a0474797065120470696e67";

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// A frame of data with these headers.
fn data(seq_id: u64, headers: &[(&str, &str)], payload: &str) -> Frame {
    Frame {
        seq_id,
        log_id: 300,
        service: SERVICE,
        method: DATA,
        headers: headers.iter().map(|(key, value)| Header::new(*key, *value)).collect(),
        payload: Some(payload.as_bytes().to_vec()),
        ..Frame::default()
    }
}

fn c() -> Frame {
    let headers = [("type", "event"), ("message_id", "m1"), ("sum", "1"), ("seq", "0"), ("trace_id", "t1")];
    Frame { log_id_new: Some("L1".to_owned()), ..data(1, &headers, r#"{"schema":"2.0"}"#) }
}

fn known() -> Vec<(&'static str, Frame)> {
    let config = r#"{"ReconnectCount":-1,"ReconnectInterval":120,"ReconnectNonce":30,"PingInterval":120}"#;
    let pong = Frame {
        service: SERVICE,
        headers: vec![Header::new("type", "pong")],
        payload: Some(config.as_bytes().to_vec()),
        ..Frame::default()
    };
    let part = |seq| [("type", "event"), ("message_id", "m2"), ("sum", "2"), ("seq", seq)];
    vec![
        (A, Frame::ping(SERVICE)),
        (B, pong),
        (C, c()),
        (D, c().answered(5, br#"{"code":200,"data":"e30="}"#.to_vec())),
        (E1, data(1, &part("0"), r#"{"schema":"#)),
        (E2, data(2, &part("1"), r#""2.0"}"#)),
        (F, Frame::ping(-1)),
    ]
}

#[test]
fn the_known_answers_hold_both_ways() {
    let lengths: Vec<usize> = known().iter().map(|(hex, _)| bytes(hex).len()).collect();
    assert_eq!(lengths[..4], [25, 111, 103, 126]);
    for (hex, frame) in known() {
        assert_eq!(Frame::decode(&bytes(hex)), Ok(frame.clone()), "{hex}");
        assert_eq!(frame.encode(), bytes(hex), "{hex}");
    }
}

#[test]
fn fields_come_in_any_order_and_the_last_value_counts() {
    // the payload first, SeqID twice
    let frame = Frame::decode(&bytes("4201 78 2001 1807 1000 0801 0805")).unwrap();
    assert_eq!((frame.seq_id, frame.service, frame.method), (5, 7, 1));
    assert_eq!(frame.payload.as_deref(), Some(&b"x"[..]));
}

#[test]
fn unknown_fields_are_kept_and_written_back() {
    // fields 10 (varint), 11 (eight bytes), 12 (text), 13 (four bytes), and field 3 within a header
    let unknown = "5001 590102030405060708 620178 6d01020304";
    let input = bytes(&format!("0800 1000 1800 2000 2a08 0a016b 120176 1803 {unknown}"));
    let frame = Frame::decode(&input).unwrap();
    assert_eq!(frame.unknown, bytes(unknown));
    assert_eq!(frame.encode(), input);
}

#[test]
fn what_is_malformed_is_refused_with_its_place() {
    let wrong = |hex: &str| {
        let FrameError { at, problem } = Frame::decode(&bytes(hex)).unwrap_err();
        (at, problem)
    };
    assert_eq!(wrong(""), (0, Problem::Missing("SeqID")));
    assert_eq!(wrong("0800 1000 1800"), (6, Problem::Missing("method")));
    assert_eq!(wrong("08"), (1, Problem::Cut));
    assert_eq!(wrong("0880"), (1, Problem::Cut));
    assert_eq!(wrong("08 ffffffffffffffffff02"), (1, Problem::Varint));
    assert_eq!(wrong("08 ffffffffffffffffffff01"), (1, Problem::Varint));
    assert_eq!(wrong("0001"), (0, Problem::FieldNumber));
    for groups_and_others in ["0b", "0c", "0e", "0f"] {
        assert_eq!(wrong(groups_and_others), (0, Problem::WireType));
    }
    assert_eq!(wrong("0a0131"), (0, Problem::WireType), "SeqID as text");
    assert_eq!(wrong("4200 4001"), (2, Problem::WireType), "the payload as a number");
    assert_eq!(wrong("42ffffffffffffffffff01"), (11, Problem::Cut), "a length beyond all memory");
    assert_eq!(wrong("3201ff"), (0, Problem::NotUtf8));
    assert_eq!(wrong("0800 2a03 0a016b"), (4, Problem::Missing("value")), "a header without a value");
    assert_eq!(wrong("0800 2a06 0a016b 1201ff"), (7, Problem::NotUtf8), "in a header");
    let crowd = "2a06 0a016b 120176".repeat(MAX_HEADERS + 1);
    assert_eq!(wrong(&crowd).1, Problem::TooManyHeaders);
    let long = Frame::decode(&vec![0; MAX_FRAME + 1]).unwrap_err();
    assert_eq!(long.problem, Problem::TooLong);
}

/// Heap bytes that a decoded frame holds.
fn held(frame: &Frame) -> usize {
    let texts = [&frame.payload_encoding, &frame.payload_type, &frame.log_id_new];
    let texts: usize = texts.into_iter().flatten().map(String::capacity).sum();
    let header = |header: &Header| header.key.capacity() + header.value.capacity() + header.unknown.capacity();
    let headers: usize = frame.headers.iter().map(header).sum();
    texts + headers + frame.payload.as_ref().map_or(0, Vec::capacity) + frame.unknown.capacity()
}

/// Whatever the bytes: no panic, no more memory than the bytes account for, and what is read is written as it was meant.
fn holds(input: &[u8]) {
    if let Ok(frame) = Frame::decode(input) {
        // growing vectors of unknown fields at most double
        assert!(held(&frame) <= 2 * input.len() + 16, "{} bytes from {}", held(&frame), input.len());
        let again = frame.encode();
        assert!(again.len() <= input.len() + 10, "{} bytes from {}", again.len(), input.len());
        assert_eq!(Frame::decode(&again), Ok(frame));
    }
}

/// A byte changed, removed, put in, or a piece moved, in a known frame.
fn mutated(base: &[u8], edits: &[(u8, usize, u8)]) -> Vec<u8> {
    let mut out = base.to_vec();
    for &(what, at, byte) in edits {
        let at = at % (out.len() + 1);
        match what % 5 {
            0 if at < out.len() => out[at] = byte,
            1 if at < out.len() => out[at] ^= 1 << (byte % 8),
            2 if at < out.len() => drop(out.remove(at)),
            3 => out.insert(at, byte),
            _ => out.truncate(at),
        }
    }
    out
}

fn cases() -> u32 {
    // half of them random bytes, half of them mutations
    if std::env::var_os("FEISHU_CARD_LONG").is_some() { 600_000 } else { 4000 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn random_bytes_are_a_frame_or_an_error(input in proptest::collection::vec(any::<u8>(), 0..160)) {
        holds(&input);
    }

    #[test]
    fn mutated_frames_are_a_frame_or_an_error(
        which in 0_usize..7,
        edits in proptest::collection::vec((any::<u8>(), any::<usize>(), any::<u8>()), 1..8),
    ) {
        holds(&mutated(&bytes(known()[which].0), &edits));
    }
}

fn header() -> impl Strategy<Value = Header> {
    ("\\PC{0,12}", "\\PC{0,12}").prop_map(|(key, value)| Header::new(key, value))
}

proptest! {
    #[test]
    fn every_frame_comes_back_from_its_bytes(
        numbers in (any::<u64>(), any::<u64>(), any::<i32>(), any::<i32>()),
        headers in proptest::collection::vec(header(), 0..8),
        texts in proptest::array::uniform3(proptest::option::of("\\PC{0,9}")),
        payload in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..300)),
    ) {
        let (seq_id, log_id, service, method) = numbers;
        let [payload_encoding, payload_type, log_id_new] = texts;
        let frame = Frame {
            seq_id, log_id, service, method, headers, payload_encoding, payload_type, payload, log_id_new,
            unknown: Vec::new(),
        };
        prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
    }
}
