// What the two pages of `card dev` share: elements without markup in strings, questions to the server, what is
// remembered, notes and copies.

import { morph } from "./morph.js";
import { words } from "./words.js";

export const $ = (id) => document.getElementById(id);
export const root = document.documentElement;

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
/** Makes the children of an element these, and keeps what the reader did to those that stay. */
export function put(id, ...children) {
  const made = document.createElement("div");
  made.append(...children.flat(2).filter((child) => child || child === 0));
  morph(typeof id === "string" ? $(id) : id, made);
}
export const button = (act, label, more = {}) => h("button", { type: "button", "data-act": act, ...more }, label);

export async function ask(path, body) {
  const options = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const answer = await fetch(path, options);
  return answer.ok ? answer.json() : null;
}
/** The same; what cannot be done is an error with the server's words. */
export async function must(path, body) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body ?? {}) });
  const json = await answer.json().catch(() => ({ error: `HTTP ${answer.status}` }));
  if (!answer.ok) throw new Error(json.error ?? `HTTP ${answer.status}`);
  return json;
}

/** Calls `refresh` at each event of the server while the page is seen, and `lost` while there is no server. */
export function listen(path, refresh, lost) {
  let events = null;
  const turn = () => {
    // a browser keeps few connections to one server: a page that nobody sees needs none
    if (document.hidden) { events?.close(); events = null; }
    if (document.hidden || events) return;
    events = new EventSource(path);
    events.onmessage = refresh;
    events.onerror = lost;
  };
  document.addEventListener("visibilitychange", turn);
  turn();
}

// remembered in the browser, a group of settings each

export function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}
export function keep(name, changes) {
  try { localStorage.setItem(name, JSON.stringify({ ...read(name), ...changes })); } catch { /* a private window keeps nothing */ }
}

// the language of the page

let language = read("card-dev")?.language ?? (navigator.language.startsWith("zh") ? "zh" : "en");
export const t = (key) => words[language][key];
export const spoken = () => language;
export function turnLanguage() {
  language = language === "zh" ? "en" : "zh";
  keep("card-dev", { language });
}

let toastTimer = 0;
export function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("toast").classList.remove("on"), 1500);
}
export async function copy(text, said = t("copied")) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast(t("notCopied"));
  }
}
export function showKeys(list) {
  put("keys", h("h2", {}, t("keys")), h("dl", {}, list.flatMap(([keys, text]) => [
    h("dt", {}, keys.split(" ").flatMap((key) => key === "–" ? "–" : [h("kbd", {}, key), " "])), h("dd", {}, text)])),
    h("form", { method: "dialog" }, button("close", t("close"))));
  $("keys").showModal();
}
export const cycle = (values, now) => values[(values.indexOf(now) + 1) % values.length];
