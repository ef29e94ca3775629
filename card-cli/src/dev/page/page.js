// The page of `card dev`. The server decides what there is to show; this script asks for it, draws it, and keeps what
// the reader chose: in the address what others may be sent, in the browser what is only their own.

import { $, ask, button, copy, cycle, h, keep, listen, put, read, root, showKeys, spoken, t, toast, turnLanguage } from "./kit.js";
import { morph } from "./morph.js";
import { samples } from "./words.js";

const TABS = ["findings", "values", "json", "markup", "limits"];
const WIDTHS = ["", "302", "375", "400", "600", "900"];
const EDITORS = {
  "": null,
  "VS Code": (path, line) => `vscode://file/${path}:${line}`,
  Cursor: (path, line) => `cursor://file/${path}:${line}`,
  Zed: (path, line) => `zed://file/${path}:${line}`,
  "JetBrains": (path, line) => `idea://open?file=${path}&line=${line}`,
};

// what is remembered, then what the address says

const KEPT = ["theme", "device", "width", "locale", "outlines", "tab"];
const own = read("card-dev") ?? {};
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const look = { card: "", theme: system, device: "desktop", width: "", locale: "", outlines: "", tab: "findings", ...pick(own, KEPT), ...address() };
let editor = own.editor in EDITORS ? own.editor : "";
let state = { cards: [], findings: [], programs: [], notes: [], folder: "", reading: 1 };
let view = null;
let chosen = null; // the pointer of the element that was clicked
let search = "";
let lost = false;

function pick(from, names) {
  return Object.fromEntries(names.filter((name) => typeof from[name] === "string").map((name) => [name, from[name]]));
}
function address() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (given.theme && !["light", "dark"].includes(given.theme)) delete given.theme;
  if (given.tab && !TABS.includes(given.tab)) delete given.tab;
  return pick(given, ["card", ...KEPT]);
}
function hash(changes = {}) {
  const entries = Object.entries({ ...look, ...changes }).filter(([, value]) => value !== "");
  return "#" + new URLSearchParams(entries);
}
function remember() {
  keep("card-dev", { ...pick(look, KEPT), editor, side: root.dataset.side ?? "" });
}

// the server

let asked = 0;
async function refresh() {
  const mine = ++asked;
  const wanted = { ...look, utc_offset: -new Date().getTimezoneOffset(), width: look.width ? Number(look.width) : null };
  try {
    const text = search;
    const [list, card, found] = await Promise.all([ask("state"), look.card ? ask("view", wanted) : null, hits(text)]);
    // a newer question was asked meanwhile
    if (mine !== asked) return;
    if (found && search === text) inText = new Set(found);
    state = list ?? state;
    view = card;
    // it has another name now
    if (view && view.id !== look.card) return go(view.id, true);
    if (!view && !state.cards.some((known) => known.id === look.card)) {
      const next = successor();
      if (next) return go(next, true);
    }
  } catch {
    return setLost(true);
  }
  setLost(false);
  draw();
}

/** What is shown when the card in the address is not there: the first, or the one that has its name now. */
let last = null;
function successor() {
  if (!look.card) return state.cards[0]?.id;
  if (last?.id !== look.card) return null;
  const same = state.cards.filter((card) => card.name === last.name);
  return same.length === 1 ? same[0].id : null;
}
function setLost(now) {
  if (lost === now) return;
  lost = now;
  drawBanner();
}
function go(card, replace = false) {
  // at once and not with `hashchange`, which comes later: the next key counts from here
  history[replace ? "replaceState" : "pushState"](null, "", hash({ card }));
  moved();
}
function set(changes) {
  Object.assign(look, changes);
  history.replaceState(null, "", hash());
  remember();
  return refresh();
}
function moved() {
  const before = look.card;
  Object.assign(look, address());
  if (look.card !== before) {
    chosen = null;
    if (matchMedia("(max-width: 899px)").matches) root.dataset.pane = "stage";
  }
  remember();
  refresh();
}

// drawing

function draw() {
  const mine = state.cards.find((card) => card.id === look.card);
  if (mine) last = { id: mine.id, name: mine.name };
  root.lang = spoken() === "zh" ? "zh-CN" : "en";
  root.dataset.theme = look.theme;
  document.title = view ? `${view.name} · card dev` : "card dev";
  $("language").textContent = t("other");
  $("to-cards").textContent = t("cards");
  $("to-chat").textContent = t("chat");
  $("keys-button").setAttribute("aria-label", t("keys"));
  $("search").placeholder = t("search");
  $("search").setAttribute("aria-label", t("search"));
  $("folder").textContent = state.folder.split(/[\\/]/).slice(-2).join("/");
  $("folder").title = state.folder;
  put("panes", ["list", "stage", "side"].map((pane, nth) => button("pane", t(["cards", "card", "details"][nth]) + (pane === "side" && view?.findings.length ? ` ${view.findings.length}` : ""), {
    role: "tab", "data-pane": pane, "aria-selected": String(root.dataset.pane === pane) })));
  drawList();
  drawToolbar();
  drawBanner();
  drawCard();
  drawSide();
  drawStatus();
}

/** The cards whose name has what is searched for, or whose text: that is the server's to know. */
let inText = new Set();
function matching() {
  const wanted = search.toLowerCase();
  return state.cards.filter((card) => `${card.group} ${card.name}`.toLowerCase().includes(wanted) || inText.has(card.id));
}
const hits = async (text) => (text.trim() ? ask("search", { text }) : null);
async function searchFor(text) {
  search = text;
  inText = new Set();
  drawList();
  const found = await hits(text).catch(() => null);
  // something else may be searched for meanwhile
  if (search !== text || !found) return;
  inText = new Set(found);
  drawList();
}
function drawList() {
  const rows = [];
  let group = null;
  for (const card of matching()) {
    if (card.group !== group) rows.push(h("div", { class: "group", "data-key": `g ${card.group}`, title: card.group }, card.group));
    group = card.group;
    rows.push(h("a", { class: card.old ? "card old" : "card", "data-key": `c ${card.id}`, href: hash({ card: card.id }), "aria-current": String(card.id === look.card), title: card.id },
      h("span", { class: "name" }, card.name),
      card.old && h("span", { class: "more" }, t("old")),
      card.part && h("span", { class: "more" }, t("part")),
      card.line && h("span", { class: "more" }, `:${card.line}`),
      card.errors > 0 && h("span", { class: "dot error", title: `${card.errors}` }, String(card.errors)),
      card.warnings > 0 && h("span", { class: "dot warning", title: `${card.warnings}` }, String(card.warnings))));
  }
  if (!rows.length && state.cards.length) rows.push(h("p", { class: "quiet none" }, t("noHit")));
  put("cards", rows);
  const notes = state.programs.map((program) => h("div", { class: "note" },
    h("b", { class: "code" }, program.command), " ",
    h("span", { class: program.state === "failed" ? "bad" : "quiet" }, t(program.state)),
    program.why && h("div", { class: "bad" }, program.why),
    program.state === "failed" && program.error && button("output", t("output"), { "data-command": program.command, "aria-pressed": String(asksOutput === program.command) }),
    program.other_count > 0 && h("div", {}, `${program.other_count} ${t(program.other_count === 1 ? "printedOther" : "printedOthers")}: ${program.others[0].why}`),
    program.other_count > 0 && h("pre", {}, program.others.map((other) => other.text).join("\n")),
    program.surplus > 0 && h("div", {}, `${program.surplus} ${t("surplus")}`)));
  notes.push(...state.findings.map((finding) => h("div", { class: "note" },
    h("b", {}, finding.line ? `${finding.group}:${finding.line}` : finding.group), " ",
    h("span", { class: finding.severity === "error" ? "bad" : "" }, finding.message),
    finding.help && h("div", { class: "quiet" }, finding.help), finding.text !== null && excerpt(finding))));
  if (state.reading > 0) notes.push(h("div", { class: "note quiet", id: "reading" }, `${t("reading")} ${state.reading}`));
  notes.push(...state.notes.map((note) => h("div", { class: "note" }, note)));
  put("notes", notes);
}

function drawToolbar() {
  const group = (name, values) => h("span", { class: "group-of" }, values.map(([value, label]) =>
    button("set", label, { "data-name": name, "data-value": value, "aria-pressed": String(look[name] === value) })));
  const select = (name, label, values) => h("select", { "data-set": name, "aria-label": label, title: label },
    values.map(([value, text]) => h("option", { value, selected: look[name] === value }, text)));
  const locales = [...new Set([...(view?.locales ?? []), look.locale].filter(Boolean))];
  put("toolbar",
    group("theme", [["light", t("light")], ["dark", t("dark")]]),
    group("device", [["desktop", t("desktop")], ["phone", t("phone")]]),
    select("width", t("width"), WIDTHS.map((width) => [width, width ? `${width} px` : `${t("width")}: ${t("auto")}`])),
    select("locale", t("locale"), [["", `${t("locale")}: ${t("auto")}`], ...locales.map((locale) => [locale, locale])]),
    button("set", t("outlines"), { "data-name": "outlines", "data-value": look.outlines ? "" : "1", "aria-pressed": String(look.outlines === "1") }),
    h("span", { class: "grow" }),
    button("side", t("side"), { id: "side-button", "aria-pressed": String(root.dataset.side !== "off") }));
}

function drawBanner() {
  const banner = $("banner");
  banner.classList.toggle("lost", lost);
  if (lost) put("banner", t("lost"));
  else if (view?.stale && view.html) put("banner", staleness());
  else put("banner");
  drawOutput();
}
/** Why the picture is old. */
function staleness() {
  const { why, file, line, message } = view.stale;
  if (why === "source") return t("staleSource")(file ?? view.from, line, message);
  return why === "failed" ? t("staleFailed")(message) : t("staleRunning");
}

/** What a program that failed says on its standard error: of the card that is shown, or the one that was asked for. */
let asksOutput = "";
function drawOutput() {
  const failed = state.programs.filter((program) => program.state === "failed" && program.error);
  const of = (command) => failed.find((program) => program.command === command);
  const shown = of(asksOutput) ?? of(view?.from);
  put("output", shown ? h("pre", { tabindex: "0", "aria-label": t("output") }, shown.error) : []);
}

// the card has a tree of its own: the page's styles do not reach it, and its do not reach the page

const shadow = $("card").attachShadow({ mode: "open" });
const picture = h("div");
shadow.append(picture);
async function styles() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch("card.css")).text());
  const marks = new CSSStyleSheet();
  marks.replaceSync(`
    [data-mark] { outline: 2px solid #d9363e; outline-offset: 2px; border-radius: 4px; }
    .fc-header[data-mark], .fc-header[data-chosen] { outline-offset: -2px; }
    [data-mark="warning"] { outline-color: #d99a1c; }
    [data-chosen] { outline: 2px solid #3370ff; outline-offset: 2px; border-radius: 4px; }
    .outlines [data-pointer] { box-shadow: 0 0 0 1px #3370ff66; }
    [data-pointer]:hover { cursor: default; }
  `);
  shadow.adoptedStyleSheets = [sheet, marks];
}

function drawCard() {
  $("card").classList.toggle("old", Boolean(view?.stale));
  picture.className = look.outlines ? "outlines" : "";
  const made = document.createElement("template");
  made.innerHTML = view?.html ?? "";
  const holder = h("div");
  holder.append(made.content);
  morph(picture, holder);
  picture.querySelectorAll("[data-mark], [data-chosen]").forEach((element) => {
    element.removeAttribute("data-mark");
    element.removeAttribute("data-chosen");
  });
  for (const finding of [...(view?.findings ?? [])].reverse()) {
    if (finding.pointer !== null) element(finding.pointer)?.setAttribute("data-mark", finding.severity);
  }
  if (chosen !== null) element(chosen)?.setAttribute("data-chosen", "");
  drawEmpty();
}

/** The element that draws what is at a pointer, or the nearest around it. */
function element(pointer) {
  const all = new Map([...picture.querySelectorAll("[data-pointer]")].map((found) => [found.dataset.pointer, found]));
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (all.has(at)) return all.get(at);
    if (!at.includes("/")) return picture.firstElementChild;
  }
}

function drawEmpty() {
  const paste = (text) => h("div", { class: "paste" }, h("pre", {}, text), button("paste", t("copy"), { "data-text": text }));
  if (view && !view.html) put("empty", h("h2", {}, t("unreadable")), ...view.findings.map(findingRow));
  else if (view) put("empty");
  else if (state.reading > 0) put("empty", h("p", {}, t("reading")));
  else if (state.cards.length) put("empty", h("p", {}, look.card ? t("gone") : t("pick")));
  else put("empty", h("h2", {}, t("noneTitle")), h("p", {}, t("noneText")), h("p", {}, t("noneRust")), paste(samples.rust),
    h("p", {}, t("noneJson")), paste(samples.json), h("p", {}, t("noneRun")), paste(samples.run));
}

function drawStatus() {
  const place = chosen === null ? null : placeOf(chosen);
  put("status",
    h("span", { class: "code" }, chosen ?? (view ? named(view) : "")),
    place && h("span", {}, `${place.file}:${place.line}`),
    h("span", { class: "grow" }),
    h("select", { "data-editor": "", "aria-label": t("editor") },
      Object.keys(EDITORS).map((name) => h("option", { value: name, selected: name === editor }, name ? `${t("editor")} ${name}` : t("editorNone")))),
    editorLink(place ?? { file: view?.from, line: view?.line ?? 1 }));
}
/** What a card is called for people: a card of a program by the program and its own name. */
const named = ({ id, from, name }) => (id.startsWith("run") && !id.startsWith(from) ? `${from} · ${name}` : id);
function placeOf(pointer) {
  const places = new Map((view?.places ?? []).map((place) => [place.pointer, place]));
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (places.has(at)) return places.get(at);
    if (!at.includes("/")) return null;
  }
}
function editorHref({ file, line }) {
  if (!editor || !file || !view?.path) return null;
  const path = file === view.from ? view.path : `${state.folder}/${file}`;
  return EDITORS[editor](encodeURI(path.replace(/^\//, "")), line ?? 1);
}
function editorLink(place) {
  const href = editorHref(place);
  return href && h("a", { href, id: "in-editor" }, "↗");
}

// details

function drawSide() {
  const count = { findings: view?.findings.length, values: view?.knobs.length };
  put("tabs", TABS.map((tab) => button("tab", count[tab] ? `${t(tab)} ${count[tab]}` : t(tab), {
    role: "tab", "data-tab": tab, "aria-selected": String(look.tab === tab), tabindex: look.tab === tab ? "0" : "-1" })));
  put("copies", view?.html ? [button("copy-json", t("copyJson")), button("copy-markup", t("copyMarkup")), button("copy-curl", t("copyCurl"))] : []);
  $("panel").setAttribute("aria-label", t(look.tab));
  if (!view) return put("panel");
  ({ findings: drawFindings, values: drawValues, json: drawJson, markup: drawMarkup, limits: drawLimits })[look.tab]();
}
function drawFindings() {
  const fine = !view.stale && !view.findings.length && h("p", { class: "fine" }, t("nothingFound"));
  put("panel", fine || view.stale && view.html && h("p", { class: "quiet", "data-key": "stale" }, staleness()), view.findings.map(findingRow));
  // what is marked in a long line is seen
  for (const box of $("panel").querySelectorAll(".excerpt")) {
    const mark = box.querySelector("mark");
    if (!box.scrollLeft && mark.offsetLeft - box.offsetLeft + mark.offsetWidth > box.clientWidth) box.scrollLeft = mark.offsetLeft - box.offsetLeft - 40;
  }
}
function findingRow(finding, nth) {
  const href = finding.line ? editorHref(finding) : null;
  const place = finding.line ? `${finding.file}:${finding.line}:${finding.column}` : finding.pointer || "";
  return h("div", { class: `finding ${finding.severity}${finding.pointer !== null && finding.pointer === chosen ? " chosen" : ""}`,
    "data-act": "finding", "data-nth": nth, "data-key": `f ${nth}`, tabindex: "0", role: "button" },
    h("div", { class: "head" }, h("b", {}, finding.code || finding.severity), h("span", { class: "quiet code" }, href ? h("a", { href }, place) : place)),
    h("div", { class: "message" }, finding.message),
    finding.text !== null && excerpt(finding),
    finding.help && h("div", { class: "help" }, finding.help),
    finding.knob !== null && h("div", { class: "quiet" }, t("notShown")),
    finding.platform && h("div", { class: "quiet" }, `${t("platformSays")} ${finding.platform}`),
    finding.why && h("details", {}, h("summary", {}, t("why")), finding.why));
}
function excerpt({ text, line, from, to }) {
  const characters = [...text];
  const piece = (start, end) => characters.slice(start, end).join("");
  // the column is said above; blanks before the line only push it out of sight
  const blanks = Math.min(characters.length - [...text.trimStart()].length, from);
  return h("div", { class: "excerpt" }, h("pre", {}, h("i", {}, String(line)), piece(blanks, from), h("mark", {}, piece(from, to)), piece(to)));
}

function drawValues() {
  if (!view.knobs.length) return put("panel", h("p", { class: "quiet" }, t("noValues")));
  put("panel", view.knobs.map((knob) => {
    const id = `knob ${knob.key}`;
    const wide = knob.control === "json" || knob.label.length > 24;
    const place = knob.line ? ` ${knob.file === view.from ? "" : knob.file}:${knob.line}` : "";
    return h("div", { class: wide ? "knob wide" : "knob", "data-key": knob.key },
      h("label", { for: id, class: "code" }, knob.label, h("span", { class: "quiet" }, place)), control(knob, id));
  }), button("reset", t("reset")));
}
function control(knob, id) {
  const shared = { id, "data-knob": knob.key, "data-control": knob.control };
  const options = (all) => all.map(([value, text]) => h("option", { value, selected: value === String(knob.value ?? "") }, text));
  switch (knob.control) {
    case "switch":
      return h("input", { ...shared, type: "checkbox", checked: knob.value === true });
    case "count":
      return h("input", { ...shared, type: "number", min: "0", max: "30", value: String(knob.value) });
    case "arms":
      return h("select", shared, options(knob.words.map((word, nth) => [String(nth), word])));
    case "words":
      return h("select", shared, options([["", t("unset")], ...knob.words.map((word) => [word, word])]));
    case "bool":
      return h("select", shared, options([["", t("unset")], ["true", t("yes")], ["false", t("no")]]));
    case "number":
      return h("input", { ...shared, type: "number", step: "any", value: knob.value === null ? "" : String(knob.value), placeholder: t("unset") });
    case "json":
      return h("textarea", { ...shared, rows: "1", spellcheck: "false", placeholder: "{…}" }, knob.value === null ? "" : JSON.stringify(knob.value));
    default:
      return h("span", { class: "filled" },
        h("input", { ...shared, type: "text", value: knob.value ?? "", placeholder: knob.value === "" ? t("empty") : `{${knob.label}}` }),
        button("empty", "∅", { "data-key": knob.key, "aria-pressed": String(knob.value === ""), title: t("emptyTitle"), "aria-label": t("emptyTitle") }));
  }
}
/** What a control says; `undefined` for what it cannot mean. */
function meant(input) {
  const text = input.value;
  switch (input.dataset.control) {
    case "switch": return input.checked;
    case "text": return text === "" ? null : text;
    case "words": return text === "" ? null : text;
    case "bool": return text === "" ? null : text === "true";
    case "json":
      try { return text.trim() === "" ? null : JSON.parse(text); } catch { return undefined; }
    default: return text === "" ? null : Number(text);
  }
}
/** What is said when a card was copied whose holes show their names. */
const copied = () => (view.unfilled ? t("copiedWith")(view.unfilled) : t("copied"));
async function choose(input) {
  const value = meant(input);
  const wrong = value !== undefined ? "" : /^\s*[{["]/.test(input.value) ? t("notJson") : t("isJson")(JSON.stringify(input.value.trim()));
  input.classList.toggle("wrong", wrong !== "");
  input.setAttribute("aria-invalid", String(wrong !== ""));
  input.title = wrong;
  const row = input.closest(".knob");
  if (wrong) row.dataset.wrong = wrong;
  else delete row.dataset.wrong;
  if (value === undefined) return;
  await ask("choose", { card: look.card, knob: input.dataset.knob, value });
}

const under = (pointer, at) => pointer === at || pointer.startsWith(`${at}/`);
function drawJson() {
  const severity = new Map(view.findings.filter((finding) => finding.pointer !== null).reverse().map((finding) => [finding.pointer, finding.severity]));
  put("panel", h("div", { class: "lines code" }, view.json.map(([pointer, text]) => h("div", {
    "data-act": "line", "data-line": pointer, "data-severity": severity.get(pointer), class: chosen !== null && under(pointer, chosen) ? "chosen" : "" }, text))));
}
function drawMarkup() {
  const from = view.own_markup ? view.line - 1 : 0;
  const place = chosen === null ? null : placeOf(chosen);
  const wrong = new Map(view.findings.filter((finding) => finding.file === view.from && view.own_markup).reverse().map((finding) => [finding.line, finding.severity]));
  const lines = view.markup.replace(/\n$/, "").split("\n");
  const rows = lines.map((text, nth) => h("div", {
    "data-severity": wrong.get(from + nth + 1), class: place && place.file === view.from && place.line === from + nth + 1 ? "chosen" : "" }, text));
  put("panel", h("p", { class: "quiet" }, view.own_markup ? `${t("itsSource")} · ${view.from}` : t("madeMarkup")),
    h("div", { class: "lines code", "data-from": String(from) }, rows));
  // a counter cannot be told where to begin by a class
  $("panel").querySelector(".lines").style.setProperty("--from", from);
}
function drawLimits() {
  put("panel", view.counts.map(({ name, value, limit }) => h("div", { class: "limit" },
    h("span", {}, t(name)), h("span", { class: value > limit ? "bad" : "" }, `${value} / ${limit}`),
    h("meter", { min: "0", max: String(limit), high: String(limit * 0.9), optimum: "0", value: String(Math.min(value, limit)) }))));
}

// what the reader does

function select(pointer, tab) {
  chosen = pointer;
  if (tab && look.tab !== tab) {
    look.tab = tab;
    history.replaceState(null, "", hash());
  }
  drawCard();
  drawSide();
  drawStatus();
  if (pointer !== null) {
    $("panel").querySelector(".chosen")?.scrollIntoView({ block: look.tab === "findings" ? "nearest" : "center" });
  }
}
/** Leads to a finding in the picture; the arm that it is in is shown first, and the arms around that one. */
async function show(finding, turns = 8) {
  if (finding.knob === null || !turns) {
    select(finding.pointer);
    if (finding.pointer !== null) element(finding.pointer)?.scrollIntoView({ block: "nearest" });
    return;
  }
  const same = (other) => ["code", "message", "file", "line", "column"].every((name) => other[name] === finding[name]);
  await ask("choose", { card: look.card, knob: finding.knob, value: finding.value });
  await refresh();
  const now = view?.findings.find(same);
  if (now) await show(now, turns - 1);
}
const acts = {
  language: () => { turnLanguage(); draw(); },
  keys: () => showKeys(t("keyList")),
  close: () => $("keys").close(),
  pane: (target) => { root.dataset.pane = target.dataset.pane; draw(); },
  set: (target) => set({ [target.dataset.name]: target.dataset.value }),
  side: () => { root.dataset.side = root.dataset.side === "off" ? "" : "off"; remember(); draw(); },
  tab: (target) => set({ tab: target.dataset.tab }),
  "copy-json": () => view && copy(JSON.stringify(JSON.parse(view.content), null, 2), copied()),
  "copy-markup": () => view && copy(view.markup),
  "copy-curl": () => view && copy(view.curl, copied()),
  paste: (target) => copy(target.dataset.text),
  empty: (target) => ask("choose", { card: look.card, knob: target.dataset.key, value: target.getAttribute("aria-pressed") === "true" ? null : "" }),
  reset: () => ask("reset", { card: look.card }),
  output: (target) => {
    asksOutput = asksOutput === target.dataset.command ? "" : target.dataset.command;
    if (matchMedia("(max-width: 899px)").matches) root.dataset.pane = "stage";
    draw();
  },
  finding: (target, event) => {
    if (event.target.closest("a, summary")) return;
    show(view.findings[Number(target.dataset.nth)]);
  },
  line: (target) => {
    select(target.dataset.line);
    element(target.dataset.line)?.scrollIntoView({ block: "nearest" });
  },
};
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-act]");
  if (target) acts[target.dataset.act]?.(target, event);
});
$("card").shadowRoot.addEventListener("click", (event) => {
  // a link of a card shows where it goes, and does not go
  const link = event.target.closest("a[href]");
  const pointer = event.target.closest("[data-pointer]")?.dataset.pointer ?? "";
  if (link) {
    event.preventDefault();
    toast(link.href);
  }
  // the chip of a hole leads to its field
  const hole = event.target.closest(".fc-hole")?.textContent;
  const knob = hole && knobOf(hole, pointer);
  if (knob) {
    select(pointer, "values");
    return void document.getElementById(`knob ${knob.key}`)?.focus();
  }
  const found = view?.findings.some((finding) => finding.pointer !== null && element(finding.pointer)?.dataset.pointer === pointer);
  const shown = look.tab === "json" || look.tab === "markup" ? look.tab : found ? "findings" : null;
  select(pointer, shown);
});
/** The knob of a chip: of those with its name the one that is used there; the same name may be another value elsewhere. */
function knobOf(name, pointer) {
  const knobs = new Map((view?.knobs ?? []).filter((knob) => knob.label === name).map((knob) => [knob.key, knob]));
  const use = view?.uses.find(([at, key]) => under(at, pointer) && knobs.has(key));
  return use ? knobs.get(use[1]) : knobs.values().next().value;
}
document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("change", (event) => {
  const { dataset, value } = event.target;
  if (dataset.set !== undefined) set({ [dataset.set]: value });
  if (dataset.editor !== undefined) { editor = value; remember(); draw(); }
});
document.addEventListener("input", (event) => {
  if (event.target.id === "search") searchFor(event.target.value);
  if (event.target.dataset.knob !== undefined) choose(event.target);
});
function step(by) {
  const cards = matching();
  const at = cards.findIndex((card) => card.id === look.card);
  const next = cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)];
  if (next) go(next.id);
}
const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => { root.dataset.pane = "list"; $("search").focus(); $("search").select(); },
  t: () => set({ theme: cycle(["light", "dark"], look.theme) }),
  d: () => set({ device: cycle(["desktop", "phone"], look.device) }),
  w: () => set({ width: cycle(WIDTHS, look.width) }),
  l: () => set({ locale: cycle(["", ...(view?.locales ?? [])], look.locale) }),
  o: () => set({ outlines: look.outlines ? "" : "1" }),
  s: acts.side,
  c: acts["copy-json"],
  m: acts["copy-markup"],
  u: acts["copy-curl"],
  e: () => $("in-editor")?.click(),
  "?": acts.keys,
  g: () => { location.href = "chat.html"; },
};
TABS.forEach((tab, nth) => { keys[String(nth + 1)] = () => set({ tab }); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const focus = event.composedPath()[0];
  const tab = focus.closest?.('#tabs [role="tab"]');
  if (tab && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    const by = event.key === "ArrowRight" ? 1 : TABS.length - 1;
    set({ tab: TABS[(TABS.indexOf(look.tab) + by) % TABS.length] }).then(() => $("tabs").querySelector('[aria-selected="true"]').focus());
    return;
  }
  if (focus.matches?.('[role="button"][data-act]') && ["Enter", " "].includes(event.key)) {
    event.preventDefault();
    return focus.click();
  }
  if (focus.id === "search" && event.key === "Enter") return step(0);
  if (focus.matches?.("input, textarea, select")) {
    if (event.key === "Escape") {
      if (focus.id === "search") { focus.value = ""; searchFor(""); }
      focus.blur();
    }
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
addEventListener("hashchange", moved);

if (look.card) root.dataset.pane = "stage";
if (own.side === "off") root.dataset.side = "off";
await styles();
listen("events", refresh, () => setLost(true));
await refresh();
