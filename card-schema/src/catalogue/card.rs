//! C09xx: the card as a whole.

entries! {
    TOO_LARGE = "C0901" "the card is too large" [E E E] 230025
        why "A message request takes 30 KB (card-json-1 §12); CardKit answers 200860. The platform measures after it has \
             put in template data and style tags, so a card just below may still be refused."
        wrong "a card of more than 30 × 1024 bytes"
        right "the same content in two messages"
}
