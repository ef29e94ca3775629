//! C00xx: the grammar of the markup. These are raised by the front end of `card!`, which knows the words.

use crate::catalogue::entries;

entries! { pub
    NOT_CLOSED = "C0001" "a tag is never closed" [E E E]
        why "Every opening tag has its closing tag, or ends in `/>` (markup §1)."
        wrong "card! { <card><hr></card> }"
        right "card! { <card><hr/></card> }"

    CLOSES_NOTHING = "C0002" "a closing tag closes nothing" [E E E]
        why "A closing tag names the innermost tag that is open (markup §1)."
        wrong "card! { <card><div>\"x\"</dvi></card> }"
        right "card! { <card><div>\"x\"</div></card> }"

    TAG = "C0003" "a tag is malformed" [E E E]
        why "A tag is `<name attribute=value …>` or `<name …/>` (markup §1)."
        wrong "card! { <card><div \"x\"</div></card> }"
        right "card! { <card><div>\"x\"</div></card> }"

    VALUE = "C0004" "a value is malformed" [E E E]
        why "A value is a word, a string, a number, a length, or an expression in braces (markup §1)."
        wrong "card! { <button disabled=busy()/> }"
        right "card! { <button disabled={busy()}/> }"

    NOT_QUOTED = "C0005" "text is not quoted" [E E E]
        why "Text between tags is a string literal: Rust's lexer would not keep its spaces and punctuation (markup §2)."
        wrong "card! { <div>hello</div> }"
        right "card! { <div>\"hello\"</div> }"

    STRING_KIND = "C0006" "not a plain string" [E E E]
        why "Text is a plain or raw string literal; comments are `//` or `/* */` (markup §2)."
        wrong "card! { <div>b\"x\"</div> }"
        right "card! { <div>\"x\"</div> }"

    FORMAT_STRING = "C0007" "an invalid format string" [E E E]
        why "Strings of the markup are format strings: `{name}` or `{name:.2}` puts in a variable, `{{` and `}}` are \
             braces. An expression is a child or value in braces of its own (markup §6)."
        wrong "card! { <div>\"{user.name}\"</div> }"
        right "card! { <div>{user.name}</div> }"

    CONTROL_FLOW = "C0008" "`if`, `for` or `match` is malformed" [E E E]
        why "Control flow is written between tags as in Rust, with markup in the blocks (markup §1)."
        wrong "card! { <card>if shown <hr/></card> }"
        right "card! { <card>if shown { <hr/> }</card> }"

    JSON_LITERAL = "C0009" "a JSON literal is malformed" [E E E]
        why "JSON literals are JSON with Rust expressions as values: `{{ \"key\": value }}` (markup §1)."
        wrong "card! { <button value={{ id: 7 }}/> }"
        right "card! { <button value={{ \"id\": 7 }}/> }"

    ROOT = "C0010" "not a root" [E E E]
        why "`card!` takes one element, or a list `<>…</>` (markup §5)."
        wrong "card! { <hr/><hr/> }"
        right "card! { <><hr/><hr/></> }"

    GIVEN_TWICE = "C0011" "a member is given twice" [E E E]
        why "A member comes from one place: an attribute, a child, or `json:` (markup §4)."
        wrong "card! { <button text=\"a\">\"b\"</button> }"
        right "card! { <button>\"b\"</button> }"

    IN_LOOP = "C0012" "one object in a loop" [E E E]
        why "A member that is one object cannot come from a loop (markup §4)."
        wrong "card! { <button>for d in dialogs { <confirm title=\"{d}\">\"?\"</confirm> }</button> }"
        right "card! { <button>if ask { <confirm title=\"Sure?\">\"!\"</confirm> }</button> }"

    TEXT_MISPLACED = "C0013" "text where components belong" [E E E]
        why "Containers hold components; text needs one around it (markup §4)."
        wrong "card! { <card>\"hello\"</card> }"
        right "card! { <card><div>\"hello\"</div></card> }"

    CHILD_MISPLACED = "C0014" "a child that its parent does not accept" [E E E]
        why "A child is a member, an item, a behaviour, a text or a component of its parent (markup §3)."
        wrong "card! { <hr><options/></hr> }"
        right "card! { <hr/> }"

    BODY_AND_LOOSE = "C0015" "`<body>` beside loose components" [E E E]
        why "Components of a 2.0 card are in `<body>`, or directly in the card (markup §4)."
        wrong "card! { <card schema=\"2.0\"><body/><hr/></card> }"
        right "card! { <card schema=\"2.0\"><body><hr/></body></card> }"

    WHICH_VERSION = "C0016" "the version of a fragment must be told" [E E E]
        why "Where the JSON of 1.0 and 2.0 differs, a fragment says which it is for (markup §5)."
        wrong "card! { <header icon=chat_outlined/> }"
        right "card! { <header icon=chat_outlined schema=\"2.0\"/> }"

    HATCH = "C0017" "an escape hatch is misused" [E E E]
        why "`<raw json=…/>` takes its JSON and nothing else (markup §3, R20)."
        wrong "card! { <card><raw value={30}/></card> }"
        right "card! { <card><raw json={30}/></card> }"

    INNER_ATTRIBUTE = "C0018" "an inner attribute that `card!` does not know" [E E E]
        why "`#![allow(C0302)]` lowers a code for one card."
        wrong "card! { #![allow(clippy)] <card/> }"
        right "card! { #![allow(C0302)] <card/> }"

    SCHEMA = "C0019" "`schema` is not a literal" [E E E]
        why "The version decides the rules, so it is a string literal, `\"1.0\"` or `\"2.0\"` (markup §5)."
        wrong "card! { <card schema=2.0/> }"
        right "card! { <card schema=\"2.0\"/> }"

    WORD_FOR_TEXT = "C0020" "a bare word where text belongs" [E E E]
        why "Words are for vocabularies; everything else is quoted, and variables are in braces (markup §3, R5)."
        wrong "card! { <input name=comment/> }"
        right "card! { <input name=\"comment\"/> }"

    CELL = "C0021" "a cell with a hole whose column is not visible" [E E E]
        why "Whether a cell is escaped depends on its column's `data_type`, which must be visible (markup §6)."
        wrong "card! { <table columns={columns}><row a=\"{x}\"/></table> }"
        right "card! { <table columns={columns}><row a={x}/></table> }"

    NO_SPLICE = "C0022" "an expression is not allowed here" [E E E]
        why "`{expr}` as a child is a component, an item or a text, by its parent (markup §3)."
        wrong "card! { <table>{rows}</table> }"
        right "card! { <table rows={rows}/> }"

    DYNAMIC_PART = "C0023" "a value that only an attribute can make at run time" [E E E]
        why "The kind of this value must be visible in the source (markup §3)."
        wrong "card! { <button><icon tag={kind} token=chat_outlined/></button> }"
        right "card! { <button icon={icon}/> }"

    FOREIGN = "C0025" "an expression in the grammar of another language" [E E E]
        why "What is in braces is Rust. Markup inside of an expression, `? :` and `x => …` come from JSX: control flow is written \
             between the children, with markup in its blocks (markup §1)."
        wrong "card! { <card>{shown && <hr/>}</card> }"
        right "card! { <card>if shown { <hr/> }</card> }"

    DOLLAR = "C0026" "a dollar before a hole" [W W W]
        why "A hole is `{name}`; the dollar of JavaScript's `${name}` is text and is shown. Where it is meant, `\\u{24}` or a string of \
             its own says so (markup §6)."
        wrong "card! { <div>\"for ${name}\"</div> }"
        right "card! { <div>\"for {name}\"</div> }"

    DOUBLE_BRACES = "C0027" "a name in double braces" [W W W]
        why "A hole is `{name}`; `{{name}}`, the hole of Vue, Angular and Handlebars, shows the name in braces. Where braces are meant, \
             `\\u{7b}{name}}` says so (markup §6)."
        wrong "card! { <div>\"for {{name}}\"</div> }"
        right "card! { <div>\"for {name}\"</div> }"

    SOURCE = "C0024" "the source is not Rust" [E E E]
        why "Outside of quotes a source holds what Rust is made of: full-width punctuation and typographic quotes are not, and every bracket is closed. `card check` reads on behind such a place."
        wrong "let text = “hello”;"
        right "let text = \"hello\";"
}
