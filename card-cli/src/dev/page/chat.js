// The chat of `card dev`: the chats of the emulated platform, the messages of one of them, and a user who works them.

import { $, button, copy, cycle, h, keep, listen, must, put, read, root, showKeys, spoken, t, turnLanguage } from "./kit.js";
import { LiveCard, sheets } from "./live.js";
import { Inspector } from "./inspector.js";

const TABS = ["inspector", "faults", "bot"];
const WIDTHS = ["", "302", "375", "400", "600", "900"];
const KEPT = ["theme", "device", "width", "locale"];
const STEP = 30;

const shared = read("card-dev") ?? {};
const own = read("card-dev-chat") ?? {};
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const look = { chat: "", as: "", theme: system, device: "desktop", width: "", locale: "", tab: "inspector", ...pick(shared, KEPT), ...pick(own, ["as", "tab"]), ...address() };
if (!TABS.includes(look.tab)) look.tab = "inspector";
let view = null;
let last = STEP;
let lost = false;
const shown = new Map(); // by message: its element, its card, what came of clicks
const raw = new Set(); // messages whose JSON is shown

function pick(from, names) {
  return Object.fromEntries(names.filter((name) => typeof from[name] === "string").map((name) => [name, from[name]]));
}
function address() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (given.theme && !["light", "dark"].includes(given.theme)) delete given.theme;
  return pick(given, ["chat", "as", "tab", ...KEPT]);
}
function hash(changes = {}) {
  return "#" + new URLSearchParams(Object.entries({ ...look, ...changes }).filter(([, value]) => value !== ""));
}
function remember() {
  keep("card-dev", pick(look, KEPT));
  keep("card-dev-chat", { as: look.as, tab: look.tab });
}

// the server

let asking = null;
let again = false;
/** Looks what there is; one question at a time, and once more if something came meanwhile. */
function refresh() {
  if (asking) { again = true; return asking; }
  asking = (async () => {
    do {
      again = false;
      try {
        const known = Object.fromEntries([...shown].map(([id, message]) => [id, message.stamp]));
        const wanted = { ...look, user: look.as, last, known, utc_offset: -new Date().getTimezoneOffset(), width: look.width ? Number(look.width) : null };
        view = await must("chat/view", wanted);
        setLost(false);
        draw();
        await inspector.refresh(view.state);
      } catch (error) {
        if (error instanceof TypeError) setLost(true);
        else notice("error", error.message);
      }
    } while (again);
  })().finally(() => { asking = null; });
  return asking;
}
export const doing = (command, members) => must(`chat/do/${command}`, members);
function setLost(now) {
  lost = now;
  drawBanner();
}
function set(changes) {
  if ("chat" in changes && changes.chat !== look.chat) last = STEP;
  Object.assign(look, changes);
  history.replaceState(null, "", hash());
  remember();
  return refresh();
}

// drawing

const people = () => view?.state.users ?? [];
const nameOf = (id) => people().find((user) => user.id === id)?.name ?? id;
/** Who acts: alone with the bot there is one, in a group whoever is chosen. */
const actor = () => view?.chat?.user ?? (people().some((user) => user.id === look.as) ? look.as : people()[0]?.id ?? "");

function draw() {
  root.lang = spoken() === "zh" ? "zh-CN" : "en";
  root.dataset.theme = look.theme;
  document.title = view?.chat?.name ? `${view.chat.name} · card dev` : "card dev";
  $("language").textContent = t("other");
  $("to-cards").textContent = t("cards");
  $("to-chat").textContent = t("chat");
  $("keys-button").setAttribute("aria-label", t("keys"));
  put("panes", ["list", "stage", "side"].map((pane, nth) => button("pane", t(["chats", "chat", "inspector"][nth]), {
    role: "tab", "data-pane": pane, "aria-selected": String(root.dataset.pane === pane) })));
  if (!view) return;
  drawChats();
  drawToolbar();
  drawBanner();
  drawMessages();
  drawComposer();
  drawSide();
}

function face(name, kind) {
  return h("span", { class: `face ${kind}`, "aria-hidden": "true" }, [...name.replace(/^(ou|oc|on)_/, "")][0]?.toUpperCase() ?? "?");
}
const clock = (time) => time ? new Date(time).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" }) : "";

let order = [];
function drawChats() {
  // the newest first; but nothing moves while somebody points at the list
  const held = $("chats").matches(":hover");
  const place = new Map(order.map((id, nth) => [id, nth]));
  const chats = held ? [...view.chats].sort((a, b) => (place.get(a.chat_id) ?? -1) - (place.get(b.chat_id) ?? -1)) : view.chats;
  order = chats.map((chat) => chat.chat_id);
  put("chats", chats.map((chat) => button("open", [
    face(chat.name, chat.type), h("span", { class: "name" }, chat.name), h("span", { class: "more" }, clock(chat.last_at)),
    h("span", { class: "last" }, chat.last ?? "")], { class: "chat", "data-chat": chat.chat_id, "data-key": chat.chat_id, title: chat.chat_id, "aria-current": String(chat.chat_id === view.chat?.chat_id) })));
  put("adding", h("details", { "data-key": "add" }, h("summary", {}, t("addSomebody")),
    h("form", { "data-form": "people" },
      h("input", { id: "new-id", placeholder: "ou_… / oc_…", "aria-label": t("newId"), spellcheck: "false", autocomplete: "off" }),
      h("input", { id: "new-name", placeholder: t("newName"), "aria-label": t("newName"), autocomplete: "off" }),
      h("button", { type: "submit" }, t("add")))));
}

function drawToolbar() {
  const group = (name, values) => h("span", { class: "group-of" }, values.map(([value, label]) =>
    button("set", label, { "data-name": name, "data-value": value, "aria-pressed": String(look[name] === value) })));
  const select = (name, label, values) => h("select", { "data-set": name, "aria-label": label, title: label },
    values.map(([value, text]) => h("option", { value, selected: look[name] === value }, text)));
  const alone = view.chat?.type === "p2p";
  put("toolbar",
    h("label", {}, t("actAs"), " ", h("select", { id: "actor", "data-set": "as", disabled: alone || view.chat?.type === "webhook" },
      (alone ? [{ id: view.chat.user, name: nameOf(view.chat.user) }] : people()).map(({ id, name }) => h("option", { value: id, selected: id === actor() }, name)))),
    group("theme", [["light", t("light")], ["dark", t("dark")]]),
    group("device", [["desktop", t("desktop")], ["phone", t("phone")]]),
    select("width", t("width"), WIDTHS.map((width) => [width, width ? `${width} px` : `${t("width")}: ${t("auto")}`])),
    select("locale", t("locale"), ["", "zh_cn", "en_us", "ja_jp", ...(["", "zh_cn", "en_us", "ja_jp"].includes(look.locale) ? [] : [look.locale])].map((locale) => [locale, locale || t("auto")])),
    h("span", { class: "grow" }),
    button("side", t("inspector"), { id: "side-button", "aria-pressed": String(root.dataset.side !== "off") }));
}

function drawBanner() {
  $("banner").classList.toggle("lost", lost);
  const faults = view?.state.faults.length ?? 0;
  $("banner").textContent = lost ? t("lost") : faults ? t("faultsOn") : "";
}

// messages: each element stays as long as its message is shown, so that nothing typed or chosen is lost

function drawMessages() {
  const list = $("messages");
  const wanted = new Set(view.messages.map((message) => message.message_id));
  for (const [id, message] of shown) {
    if (!wanted.has(id)) {
      message.element.remove();
      shown.delete(id);
    }
  }
  const atEnd = $("canvas").scrollHeight - $("canvas").scrollTop - $("canvas").clientHeight < 80;
  let at = list.firstChild;
  let fresh = false;
  for (const message of view.messages) {
    let there = shown.get(message.message_id);
    if (!there) {
      fresh = true;
      there = made(message);
      shown.set(message.message_id, there);
    }
    if (there.element === at) at = at.nextSibling;
    else list.insertBefore(there.element, at);
    update(there, message);
  }
  if (fresh && atEnd) requestAnimationFrame(() => { $("canvas").scrollTop = $("canvas").scrollHeight; });
  put("earlier", view.earlier > 0 ? button("earlier", `${t("earlier")} (${view.earlier})`) : []);
  drawEmpty();
}

function made(message) {
  const parts = { face: h("span"), head: h("div", { class: "head" }), body: h("div", { class: "body" }), card: h("div", { class: "live" }), after: h("div") };
  const element = h("article", { class: "message", "data-message": message.message_id }, parts.face, parts.head,
    h("div", { class: "body" }, parts.body, parts.card, parts.after));
  return { element, ...parts, live: null, lines: [], stamp: "" };
}

function update(there, message) {
  const mine = message.from === "user";
  const sender = mine ? nameOf(message.sender) : message.from === "webhook" ? t("customBot") : message.sender;
  there.element.classList.toggle("mine", mine);
  there.face.replaceWith(there.face = face(mine ? sender : "B", mine ? "" : "bot"));
  put(there.head, h("b", {}, sender), h("span", {}, clock(message.create_time)),
    message.parent_id && h("span", {}, `↪ ${t("reply")}`),
    message.ephemeral_for && h("span", { class: "only" }, t("onlyYou")),
    message.changes > 0 && !message.deleted && h("span", { class: "changed" }, `${t("changed")} ${message.changes}`),
    message.urgent.length > 0 && h("span", { class: "bad" }, `${t("urgent")}: ${message.urgent.map((one) => one.way).join(", ")}`),
    button("raw", "{ }", { "data-id": message.message_id, title: t("showJson"), "aria-label": t("showJson") }),
    message.from !== "webhook" && !message.deleted && button("reply", t("reply"), { "data-id": message.message_id }));
  const json = raw.has(message.message_id) && h("pre", { class: "raw code" }, there.json ?? "");
  const card = message.stamp !== undefined;
  if (message.deleted) put(there.body, h("span", { class: "gone" }, t("recalled")), json);
  else if (card) put(there.body, json);
  else if (message.picture) put(there.body, json);
  else put(there.body, h("div", { class: "bubble" }, message.text || `[${message.msg_type}]`), json);
  there.card.hidden = message.deleted || !(card || message.picture);
  if (card || message.picture) {
    there.live ??= new LiveCard(there.card, {
      act: (control, what) => work(message.message_id, control, what),
      link: (address) => line(message.message_id, { link: address }),
      notice,
      people,
    });
    const html = message.picture && !there.stamp ? { html: message.picture } : {};
    there.live.show({ ...message, ...html });
  }
  there.stamp = card ? message.stamp : message.picture ? "picture" : "";
  put(there.after, there.lines.map((one, nth) => h("div", { class: one.error ? "after error" : "after", "data-key": `${nth} ${one.link ?? one.error.code}` },
    one.link ? [h("span", {}, t("opens"), " ", h("code", {}, one.link)), button("paste", t("copy"), { "data-text": one.link })]
      : h("span", {}, h("b", {}, String(one.error.code)), ` ${one.error.meaning ?? ""} · ${one.error.reason}`, one.error.help && h("span", { class: "help" }, one.error.help)))));
}

/** A line below a message: where a link leads, or the error that a user sees. */
function line(id, what) {
  const there = shown.get(id);
  const message = view.messages.find((one) => one.message_id === id);
  if (!there || !message) return;
  there.lines = [what];
  update(there, { ...message, html: undefined });
}

async function work(id, control, what) {
  const there = shown.get(id);
  if (there?.lines.length) { there.lines = []; }
  const name = { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", utc_offset: offset() };
  let outcome;
  try {
    outcome = await doing("act", { message_id: id, target: control.path, user: actor(), locale: look.locale || "zh_cn", ...name, ...what });
  } catch (error) {
    return notice("error", error.message);
  }
  if (outcome.toast) notice(outcome.toast.type, outcome.toast.content);
  if (outcome.stopped) notice("warning", outcome.stopped);
  if (outcome.local && typeof what.entry !== "boolean") notice("info", outcome.local);
  if (outcome.opened) line(id, { link: outcome.opened });
  if (outcome.error) {
    line(id, { error: outcome.error });
    notice("error", `${t("wentWrong")} ${outcome.error.code}`);
  }
  await refresh();
}
function offset() {
  const minutes = -new Date().getTimezoneOffset();
  const two = (n) => String(n).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;
}

/** A short text over the chat, as the client shows toasts. */
export function notice(type, text) {
  // a bot may say a megabyte
  const one = h("div", { class: `notice ${type}` }, text.length > 300 ? `${text.slice(0, 300)}…` : text);
  $("notices").append(one);
  while ($("notices").children.length > 4) $("notices").firstChild.remove();
  setTimeout(() => one.remove(), 3000);
}

function drawEmpty() {
  const { bot, state } = view;
  const used = state.connections.length > 0 || Object.keys(state.calls).length > 0;
  if (view.messages.length || used) {
    return put("empty", view.messages.length ? [] : h("p", { class: "quiet" }, t("noMessages")));
  }
  put("empty", h("h2", {}, t("noBotTitle")), h("p", {}, t("noBotText")), cells(bot),
    h("p", {}, t("noBotLine")), h("div", { class: "paste" }, h("pre", {}, `Client::builder("${bot.app_id}", "${bot.app_secret}").base_url("${bot.base_url}").build()?`),
      button("paste", t("copy"), { "data-text": `Client::builder("${bot.app_id}", "${bot.app_secret}").base_url("${bot.base_url}").build()?` })),
    h("p", {}, t("noBotClicks")));
}
export function cells(bot) {
  return h("div", { class: "cells" }, [["baseUrl", bot.base_url], ["appId", bot.app_id], ["appSecret", bot.app_secret], ["verificationToken", bot.verification_token]].flatMap(([name, value]) => [
    h("span", { class: "quiet" }, t(name)), h("code", {}, value), button("paste", t("copy"), { "data-text": value })]));
}

let replying = null;
function drawComposer() {
  const closed = view.chat?.type === "webhook";
  $("words").placeholder = replying ? `${t("replyTo")} ${replying.slice(0, 10)}…` : closed ? t("noWriting") : `${t("writeAs")} ${nameOf(actor())}`;
  $("words").setAttribute("aria-label", $("words").placeholder);
  $("words").disabled = $("send").disabled = closed;
  $("send").textContent = t("send");
}
async function say() {
  const text = $("words").value.trim();
  if (!text) return;
  $("words").value = "";
  const where = replying ? { reply_to: replying } : { chat_id: view.chat.chat_id };
  replying = null;
  try {
    const said = await doing("say", { user: actor(), text, ...where });
    if (!said.taken) notice("warning", `${t("notTaken")}: ${said.error.reason}`);
  } catch (error) {
    notice("error", error.message);
  }
  await refresh();
}

function drawSide() {
  put("tabs", TABS.map((tab) => button("tab", t(tab), { role: "tab", "data-tab": tab, "aria-selected": String(look.tab === tab), tabindex: look.tab === tab ? "0" : "-1" })));
  $("panel").setAttribute("aria-label", t(look.tab));
  inspector.draw(look.tab, view);
}
const inspector = new Inspector({ doing, notice, cells, redraw: () => drawSide() });

// what the reader does

/** Until somebody does something, the chat with the newest message is shown; from then on the one that is open. */
function stay() {
  if (!look.chat && view?.chat) {
    look.chat = view.chat.chat_id;
    history.replaceState(null, "", hash());
  }
}
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, stay, { capture: true });
$("chats").addEventListener("pointerleave", () => view && drawChats());

const acts = {
  language: () => { turnLanguage(); draw(); },
  keys: () => showKeys(t("chatKeyList")),
  close: () => { $("keys").close(); $("editing").close(); },
  pane: (target) => { root.dataset.pane = target.dataset.pane; draw(); },
  set: (target) => set({ [target.dataset.name]: target.dataset.value }),
  side: () => { root.dataset.side = root.dataset.side === "off" ? "" : "off"; draw(); },
  tab: (target) => { look.tab = target.dataset.tab; remember(); history.replaceState(null, "", hash()); drawSide(); },
  open: (target) => { root.dataset.pane = "stage"; replying = null; return set({ chat: target.dataset.chat }); },
  earlier: () => { last += STEP; return refresh(); },
  paste: (target) => copy(target.dataset.text),
  reply: (target) => { replying = replying === target.dataset.id ? null : target.dataset.id; drawComposer(); $("words").focus(); },
  raw: async (target) => {
    const id = target.dataset.id;
    if (!raw.delete(id)) {
      raw.add(id);
      const found = await doing("messages", { message_id: id, user: actor() });
      const there = shown.get(id);
      if (there) there.json = JSON.stringify(found.messages[0]?.card ?? found.messages[0]?.content ?? null, null, 2);
    }
    drawMessages();
  },
};
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-act]");
  if (!target) return;
  const act = acts[target.dataset.act] ?? inspector.acts[target.dataset.act];
  Promise.resolve(act?.(target, event)).catch((error) => notice("error", error.message));
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.method === "dialog") return form.closest("dialog").close();
  if (form.id === "composer") return say();
  if (form.dataset.form === "people") {
    const [id, name] = [$("new-id").value.trim(), $("new-name").value.trim()];
    doing("people", { [id.startsWith("oc_") ? "group" : "user"]: id, ...(name ? { name } : {}) })
      .then(() => { $("new-id").value = $("new-name").value = ""; return refresh(); }, (error) => notice("error", error.message));
  }
  inspector.submitted(form);
});
document.addEventListener("change", (event) => {
  const { dataset, value } = event.target;
  if (dataset.set !== undefined) set({ [dataset.set]: value });
  inspector.changed(event.target);
});
document.addEventListener("input", (event) => inspector.typed(event.target));
function step(by) {
  // the one that was asked for, shown or not: the next key may come before it is
  const index = (id) => view.chats.findIndex((chat) => chat.chat_id === id);
  const at = index(look.chat) < 0 ? index(view.chat?.chat_id) : index(look.chat);
  const next = view.chats[Math.min(Math.max(at + by, 0), view.chats.length - 1)];
  if (next) set({ chat: next.chat_id });
}
const keys = {
  j: () => step(1),
  k: () => step(-1),
  i: () => $("words").focus(),
  a: () => $("actor").focus(),
  t: () => set({ theme: cycle(["light", "dark"], look.theme) }),
  d: () => set({ device: cycle(["desktop", "phone"], look.device) }),
  w: () => set({ width: cycle(WIDTHS, look.width) }),
  s: acts.side,
  g: () => { location.href = "./"; },
  "/": () => { acts.tab({ dataset: { tab: "inspector" } }); $("entries-search")?.focus(); },
  "?": acts.keys,
};
TABS.forEach((tab, nth) => { keys[String(nth + 1)] = () => acts.tab({ dataset: { tab } }); });
document.addEventListener("keydown", (event) => {
  const focus = event.composedPath()[0];
  if (focus.id === "words" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    return say();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open || $("editing").open) return;
  const tab = focus.closest?.('#tabs [role="tab"]');
  if (tab && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    acts.tab({ dataset: { tab: TABS[(TABS.indexOf(look.tab) + (event.key === "ArrowRight" ? 1 : TABS.length - 1)) % TABS.length] } });
    return $("tabs").querySelector('[aria-selected="true"]').focus();
  }
  if (focus.matches?.("input, textarea, select")) {
    if (event.key === "Escape") focus.blur();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
addEventListener("hashchange", () => { Object.assign(look, address()); remember(); refresh(); });

draw();
await sheets;
listen("chat/events", refresh, () => setLost(true));
await refresh();
