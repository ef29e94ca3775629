//! C09xx: the card as a whole.

entries! {
    TOO_LARGE = "C0901" "the card is too large" [E E E] 230025
        why "A message request is limited to 30 KB (card-json-1 §12); CardKit answers 200860. The platform measures after it has \
             put in template data and style tags, so a card just below may still be refused."
        wrong "a card of more than 30 × 1024 bytes"
        right "the same content in two messages"

    NOT_A_CARD = "C0902" "the object is not a card" [E E E] 200621
        why "None of its members is one that cards have: mostly a wrapper, a placeholder, or what an API gave back."
        wrong "{\"fallback_text\": \"处理中\"}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"处理中\"}]}"

    MIXED = "C0903" "a template message with the members of a card" [E E E]
        why "`type` and `data` name a template or an entity, the members of a card are one: these are different messages (card-json-1 §2)."
        wrong "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\"}, \"elements\": []}"
        right "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\"}}"

    NO_SCHEMA = "C0904" "a card with a body that does not say it is JSON 2.0" [E E E]
        why "Without `schema` a card is read as 1.0, which does not know `body`: nothing of it is shown."
        wrong "{\"body\": {\"elements\": [{\"tag\": \"hr\"}]}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"hr\"}]}}"

    NOT_SHARED = "C0905" "a 2.0 card that is not shared" [E E E] 300302
        why "2.0 accepts `update_multi: true` only."
        wrong "<card schema=\"2.0\"><config update_multi=false/></card>"
        right "<card schema=\"2.0\"><config update_multi/></card>"

    AUDIO_FORWARDED = "C0906" "a card with audio that may be forwarded" [E E E] 300220
        why "Cards with audio must set `enable_forward` to false (card-json-2 §11.10)."
        wrong "<card schema=\"2.0\"><audio file_key=\"f\"/></card>"
        right "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\"/></card>"

    TRIGGER = "C0907" "a condition of a fallback that says nothing" [E E E]
        why "`min_client_version` takes a client version, `element_tags` a list of component tags (card-json-1 §2.3)."
        wrong "<card><fallback><trigger_condition type=min_client_version value=\"latest\"/></fallback></card>"
        right "<card><fallback><trigger_condition type=min_client_version value=\"7.4\"/></fallback></card>"
}
