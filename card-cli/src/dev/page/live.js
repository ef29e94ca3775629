// One card that can be worked: drawn in a tree of its own, each control bound to what a user does with it. The server
// decides what comes of it; here is only what a client does by itself: menus, ticks, what is typed, confirmations, the
// fields of a form until it is submitted, and one click for a double click.

import { h, t } from "./kit.js";
import { morph } from "./morph.js";
import { Typing } from "./typing.js";

/** The styles of cards; nothing is drawn before they are there. */
export const sheets = new Promise((resolve) => {
  fetch("card.css").then((answer) => answer.text()).then((text) => {
    const card = new CSSStyleSheet();
    card.replaceSync(text);
    const own = new CSSStyleSheet();
    own.replaceSync(`
      [data-busy] { opacity: 0.6; cursor: progress; }
      [data-busy] * { pointer-events: none; }
      [data-busy] .fc-btn::before { content: ""; width: 12px; height: 12px; margin-right: 6px; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; animation: turn 0.8s linear infinite; }
      [data-missing] .fc-field, [data-missing].fc-checker, [data-missing].fc-si { outline: 2px solid #d9363e; border-radius: 6px; }
      :focus-visible { outline: 2px solid #3370ff; outline-offset: 1px; }
      @keyframes turn { to { transform: rotate(1turn); } }
      @media (prefers-reduced-motion: reduce) { [data-busy] .fc-btn::before { animation: none; } }
    `);
    resolve([card, own]);
  });
});

export class LiveCard {
  /** `does.act(control, what)` works the card; `does.link(address)` is told of links; `people()` are those who can be chosen. */
  constructor(host, does) {
    this.shadow = host.attachShadow({ mode: "open" });
    this.picture = h("div");
    this.shadow.append(this.picture);
    this.does = does;
    this.typing = new Typing();
    this.controls = new Map();
    this.drafts = new Map(); // what was filled into the fields of forms, by their place
    this.busy = new Set();
    this.pending = null;
    sheets.then((all) => { this.shadow.adoptedStyleSheets = all; });
    this.picture.addEventListener("click", (event) => this.#clicked(event));
    this.picture.addEventListener("change", (event) => this.#changed(event));
    this.picture.addEventListener("input", (event) => this.#typed(event));
    this.picture.addEventListener("keydown", (event) => this.#pressed(event));
    // it does not bubble
    this.picture.addEventListener("toggle", (event) => this.#toggled(event), true);
  }

  /** Draws the message; another card in its place begins anew, changes of an entity keep what was filled in. */
  show(message) {
    this.controls = new Map(message.controls.map((control) => [control.path, control]));
    if (message.html !== undefined) {
      const replaced = this.message && this.message.changes !== message.changes && message.card_id === null;
      const made = document.createElement("template");
      made.innerHTML = message.html;
      if (replaced) {
        this.drafts.clear();
        this.pending = null;
        this.picture.replaceChildren(made.content);
      } else {
        const holder = h("div");
        holder.append(made.content);
        morph(this.picture, holder);
      }
      this.html = message.html;
      this.typing.drawn(this.picture, message.elements, message.streaming);
    }
    this.message = message;
    this.#paint();
  }

  // finding

  element(path) {
    return this.picture.querySelector(`[data-pointer="${CSS.escape(path)}"]`);
  }
  /** The control around an element. */
  #controlOf(element) {
    for (let at = element.closest("[data-pointer]"); at; at = at.parentElement?.closest("[data-pointer]")) {
      const control = this.controls.get(at.dataset.pointer);
      if (control) return { control, at };
    }
    return null;
  }
  #dialogOf(at) {
    return at.querySelector(":scope > .fc-dialog");
  }

  // what a user does

  #clicked(event) {
    // the second click of a double click
    if (event.detail > 1 && event.target.closest("button, a")) return event.preventDefault();
    const link = event.target.closest("a[href]");
    if (link) event.preventDefault();
    const found = this.#controlOf(event.target);
    if (!found || !found.at.contains(event.target)) return link && this.does.link(link.href);
    const { control, at } = found;
    const role = event.target.closest("[data-role]")?.dataset.role;
    const dialog = this.#dialogOf(at);
    if (role && dialog?.contains(event.target)) {
      dialog.hidePopover();
      const pending = this.pending;
      this.pending = null;
      if (role === "confirm") this.#act(control, at, pending?.path === control.path ? pending.what : {});
      else this.#paint(true);
      return;
    }
    const option = event.target.closest(".fc-option[data-value], .fc-si-option[data-value]");
    if (option) return this.#chosen(control, at, option);
    if (event.target.closest(".fc-menu, .fc-dialog, label")) return;
    // a link in the text of a control that is not one itself
    const own = event.target.closest(".fc-btn, .fc-cover");
    if (!own) return link && this.does.link(link.href);
    if (["click", "submit", "reset"].includes(control.does) && !own.hasAttribute("popovertarget")) this.#act(control, at, {});
  }

  #chosen(control, at, option) {
    const value = option.dataset.value;
    const menu = option.closest(".fc-menu");
    if (control.does === "field" && control.tag.startsWith("multi_")) {
      const chosen = new Set(this.#draft(control, at) ?? []);
      if (!chosen.delete(value)) chosen.add(value);
      this.drafts.set(control.path, [...chosen]);
      return this.#paint();
    }
    menu?.hidePopover();
    if (control.does === "field") {
      this.drafts.set(control.path, value);
      return this.#paint();
    }
    const what = { entry: control.tag.startsWith("multi_") ? [value] : value };
    if (option.hasAttribute("popovertarget")) this.pending = { path: control.path, what };
    else this.#enter(control, at, what);
  }

  #changed(event) {
    const found = this.#controlOf(event.target);
    if (!found) return;
    const { control, at } = found;
    const input = event.target;
    if (input.classList.contains("fc-check-box")) {
      if (control.does === "field") this.drafts.set(control.path, input.checked);
      else this.#enter(control, at, { entry: input.checked });
    } else if (input.classList.contains("fc-native")) {
      const value = input.value.replace("T", " ").slice(0, control.tag === "picker_time" ? 5 : 16);
      this.drafts.set(control.path, value);
      this.#paint();
    } else if (input.classList.contains("fc-si-mark")) {
      const marks = [...at.querySelectorAll(".fc-si-mark:checked")].map((mark) => mark.value);
      this.drafts.set(control.path, input.type === "checkbox" ? marks : marks[0]);
    } else if (input.classList.contains("fc-entry") && control.does === "enter") {
      this.#write(control, at, input);
    }
    at.removeAttribute("data-missing");
  }

  #typed(event) {
    const found = event.target.classList.contains("fc-entry") && this.#controlOf(event.target);
    if (!found) return;
    found.at.removeAttribute("data-missing");
    if (found.control.does === "field") this.drafts.set(found.control.path, event.target.value);
  }

  #pressed(event) {
    const input = event.target;
    if (event.key !== "Enter" || event.isComposing) return;
    const found = this.#controlOf(input);
    if (!found) return;
    if (input.classList.contains("fc-native") && found.control.does === "enter") {
      event.preventDefault();
      return input.closest(".fc-menu")?.hidePopover();
    }
    if (!input.classList.contains("fc-entry")) return;
    const many = input.closest(".fc-field-many");
    if (many && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (found.control.does === "enter") this.#write(found.control, found.at, input);
  }

  /** A date outside of a form is sent when its picker closes. */
  #toggled(event) {
    const menu = event.target;
    const found = menu.classList?.contains("fc-picker-menu") && event.newState === "closed" && this.#controlOf(menu);
    if (!found || found.control.does !== "enter" || !this.drafts.has(found.control.path)) return;
    const entry = this.drafts.get(found.control.path);
    this.drafts.delete(found.control.path);
    if (entry) this.#enter(found.control, found.at, { entry });
  }

  /** A text outside of a form is sent by Enter, and when it is left; not twice. */
  #write(control, at, input) {
    if (input.dataset.sent === input.value || input.value === "") return;
    input.dataset.sent = input.value;
    this.#enter(control, at, { entry: input.value });
  }

  /** Asks first where the card wants that. */
  #enter(control, at, what) {
    const dialog = this.#dialogOf(at);
    if (!dialog) return this.#act(control, at, what);
    this.pending = { path: control.path, what };
    dialog.showPopover();
  }

  async #act(control, at, what) {
    if (control.disabled || this.busy.has(control.path)) return;
    if (control.does === "reset") {
      for (const field of this.#fields(control.form)) this.drafts.delete(field.path);
      const made = document.createElement("template");
      made.innerHTML = this.html;
      this.picture.replaceChildren(made.content);
      return this.#paint();
    }
    if (control.does === "submit") {
      what = { fill: this.#filled(control.form) };
      const missing = this.#fields(control.form).filter((field) => field.required && this.#isEmpty(field));
      this.picture.querySelectorAll("[data-missing]").forEach((element) => element.removeAttribute("data-missing"));
      missing.forEach((field) => this.element(field.path)?.setAttribute("data-missing", ""));
      if (missing.length) return this.does.notice("error", `${t("requiredMissing")}: ${missing.map((field) => field.text || field.name).join(", ")}`);
    }
    this.busy.add(control.path);
    at.setAttribute("data-busy", "");
    try {
      await this.does.act(control, what);
    } finally {
      this.busy.delete(control.path);
      this.element(control.path)?.removeAttribute("data-busy");
      at.removeAttribute("data-busy");
      this.#paint(true);
    }
  }

  // the fields of a form

  #fields(form) {
    return [...this.controls.values()].filter((control) => control.form === form && control.does === "field" && !control.disabled);
  }
  /** What a field holds: what was filled in, else what the card says. */
  #draft(field, at = this.element(field.path)) {
    if (this.drafts.has(field.path)) return this.drafts.get(field.path);
    if (!at) return undefined;
    switch (field.tag) {
      case "input": return at.querySelector(".fc-entry")?.value;
      case "checker": return at.querySelector(".fc-check-box")?.checked;
      case "date_picker": case "picker_time": case "picker_datetime": return at.querySelector(".fc-native")?.value.replace("T", " ");
      case "select_img": return undefined;
      default: {
        const chosen = [...at.querySelectorAll(".fc-option.fc-chosen")].map((option) => option.dataset.value);
        return field.tag.startsWith("multi_") ? chosen : chosen[0];
      }
    }
  }
  #isEmpty(field) {
    const value = this.#draft(field);
    return value === undefined || value === "" || value === false || value?.length === 0;
  }
  /** What was filled in; the server knows what the rest holds. */
  #filled(form) {
    const filled = {};
    for (const field of this.#fields(form)) {
      const value = this.drafts.get(field.path);
      // a date or an option that was taken away again is as one that was never given
      if (value !== undefined && field.name && (value !== "" || field.tag === "input")) filled[field.name] = value;
    }
    return filled;
  }

  // what shows of it

  /** Shows what was filled in; `back` takes away what was not sent. */
  #paint(back = false) {
    for (const control of this.controls.values()) {
      const at = this.element(control.path);
      if (!at) continue;
      at.toggleAttribute("data-busy", this.busy.has(control.path));
      if (control.tag.endsWith("_person")) this.#offerPeople(at);
      if (back && control.tag === "checker" && control.does === "enter") {
        const box = at.querySelector(".fc-check-box");
        if (box) box.checked = box.hasAttribute("checked");
      }
      if (this.drafts.has(control.path)) this.#paintField(control, at, this.drafts.get(control.path));
    }
  }

  #paintField(control, at, value) {
    const field = at.querySelector(":scope > button.fc-field");
    if (!field) return;
    const multi = Array.isArray(value);
    const values = new Set(multi ? value : [value]);
    const options = [...at.querySelectorAll(".fc-option[data-value]")];
    for (const option of options) {
      const chosen = values.has(option.dataset.value);
      option.classList.toggle("fc-chosen", chosen);
      option.setAttribute("aria-selected", String(chosen));
    }
    const labels = control.tag.includes("select")
      ? options.filter((option) => values.has(option.dataset.value)).map((option) => h("span", { class: multi ? "fc-chip" : "fc-value" }, ...[...option.cloneNode(true).childNodes].filter((node) => !node.classList?.contains("fc-check"))))
      : value ? [h("span", { class: "fc-value" }, value)] : [];
    if (!labels.length) labels.push(h("span", { class: "fc-hint" }, control.text || t("nothingChosen")));
    field.querySelectorAll(".fc-hint, .fc-value, .fc-chip").forEach((old) => old.remove());
    field.prepend(...labels);
  }

  /** The members of the chat, where a card names nobody. */
  #offerPeople(at) {
    const note = at.querySelector(".fc-menu .fc-option-note");
    if (!note) return;
    note.replaceWith(...this.does.people().map(({ id, name }) =>
      h("button", { type: "button", class: "fc-option", role: "option", "data-value": id }, h("span", { class: "fc-option-text" }, name))));
  }
}
