// The inspector: what went between bot and platform, each with its answer and what that means; and what goes wrong by
// order.

import { $, button, copy, h, put, t } from "./kit.js";

const MOST = 500;
const RECORDS = ["all", "call", "push", "deed", "frame"];
const MARKS = { call: "→", push: "←", deed: "☝", frame: "≈" };
/** The failures that have a switch, with their members. */
const FAILURES = [
  ["delay", { failure: "delay", ms: 4000 }],
  ["tooMany", { failure: "rate_limited", reset_ms: 1000 }],
  ["serverError", { failure: "status", status: 500 }],
  ["gateway", { failure: "html", status: 502 }],
  ["lostAnswer", { failure: "disconnect", applied: true }],
  ["noAnswer", { failure: "disconnect" }],
  ["cutAnswer", { failure: "cut_body", applied: true }],
  ["notJson", { failure: "not_json" }],
  ["expiredToken", { failure: "expired_token" }],
];

export class Inspector {
  constructor({ doing, notice, cells, redraw }) {
    Object.assign(this, { doing, notice, cells, redraw });
    this.lines = [];
    this.last = 0;
    this.record = "all";
    this.errors = false;
    this.search = "";
    this.open = null; // the number of the entry that is shown as a whole
    this.detail = null;
    this.acts = {
      record: (target) => { this.record = target.dataset.record; this.redraw(); },
      errors: () => { this.errors = !this.errors; this.redraw(); },
      entry: (target) => this.toggle(Number(target.dataset.number)),
      "copy-entry": (target) => copy(this.copies(this.detail)[target.dataset.what]),
      replay: async () => {
        const done = await this.doing("replay", { number: this.detail.number });
        if (done.toast) this.notice(done.toast.type, done.toast.content);
        if (done.error) this.notice("error", `${done.error.code}: ${done.error.reason}`);
        else this.notice("info", t("replayed"));
      },
      edit: () => this.edit(),
      fault: (target) => this.addFault(target.dataset.failure),
      "remove-fault": (target) => this.doing("faults", { remove: Number(target.dataset.nth) }),
      "clear-faults": () => this.doing("faults", { clear: true }),
      "revoke": () => this.doing("faults", { revoke_tokens: true }),
      break: (target) => this.doing("connections", { break: target.dataset.how }),
      "reset-session": () => this.doing("reset", {}),
      export: () => this.export(),
      import: () => $("session").click(),
      "no-callback": () => this.doing("callback", { url: null }),
    };
  }

  /** What is new since the last look. */
  async refresh(state) {
    const waiting = this.lines.filter((line) => line.took_us === null && line.record !== "frame").map((line) => line.number);
    const found = await this.doing("requests", { after: this.last, last: MOST, open: waiting });
    // after a reset, and at a server that was started anew, the old ones are gone
    this.lines = found.last < this.last ? [] : this.lines.filter((line) => line.number >= found.first && found.first > 0);
    for (const line of found.again) {
      const at = this.lines.findIndex((old) => old.number === line.number);
      if (at >= 0) this.lines[at] = line;
      if (line.number === this.open) await this.load(line.number);
    }
    this.lines.push(...found.entries);
    this.lines = this.lines.slice(-MOST);
    const restarted = found.last < this.last;
    this.last = found.last;
    this.state = state;
    if (restarted) return this.refresh(state);
    this.redraw();
  }

  draw(tab, view) {
    this.view = view;
    if (!view) return;
    put("filter", tab === "inspector" ? this.filter() : []);
    ({ inspector: () => this.drawEntries(), faults: () => this.drawFaults(), bot: () => this.drawBot() })[tab]();
  }

  filter() {
    return [...RECORDS.map((record) => button("record", t(`record_${record}`), { "data-record": record, "aria-pressed": String(this.record === record) })),
      button("errors", t("errorsOnly"), { "aria-pressed": String(this.errors) }),
      h("input", { id: "entries-search", type: "search", placeholder: t("searchEntries"), "aria-label": t("searchEntries"), autocomplete: "off", spellcheck: "false" })];
  }

  matching() {
    const wanted = this.search.toLowerCase();
    return this.lines.filter((line) => {
      // pings are seen only by who looks for frames
      const kind = this.record === "all" ? line.record !== "frame" || line.error : line.record === this.record;
      return kind && (!this.errors || line.error) && (!wanted || [line.title, line.path, line.note, line.target, line.code].join(" ").toLowerCase().includes(wanted));
    });
  }

  drawEntries() {
    const rows = this.matching().reverse();
    put("panel", rows.length ? rows.slice(0, 200).map((line) => this.entry(line)) : h("p", { class: "quiet" }, t("noEntries")));
  }

  entry(line) {
    const took = line.took_us === null ? (line.record === "frame" ? "" : "…") : `${(line.took_us / 1000).toFixed(line.took_us < 10000 ? 1 : 0)} ms`;
    const code = [line.status, line.code].filter((one) => one !== null && one !== undefined && one !== 0).join(" · ");
    const open = this.open === line.number;
    const title = line.record === "deed" ? `${t(`did_${line.title}`)} ${line.target}` : line.record === "frame" ? `${line.from_client ? "↑" : "↓"} ${line.title}` : line.title;
    const mark = line.replayed ? `${MARKS[line.record]}↻` : MARKS[line.record];
    return h("div", { class: `entry ${line.record}${line.error ? " error" : ""}${open ? " open" : ""}`, "data-key": `e ${line.number}` },
      button("entry", [h("span", {}, mark), h("span", { class: "what" }, title), h("span", { class: "code" }, [code, took].filter(Boolean).join("  ")),
        line.note && h("span", { class: "note" }, line.note)], { "data-number": line.number, "aria-expanded": String(open) }),
      open && this.detail?.number === line.number && this.whole(this.detail));
  }

  whole(detail) {
    const pretty = (json) => h("pre", { class: "code" }, typeof json === "string" ? json : JSON.stringify(json, null, 2));
    const names = detail.record === "deed" ? ["entry", "outcome"] : ["request", "answer"];
    const body = detail.record === "deed" ? detail.entry : detail.body;
    return h("div", { class: "detail" },
      h("p", { class: "quiet code" }, [new Date(detail.at).toLocaleTimeString(), detail.method && detail.path && `${detail.method} ${detail.path}${detail.query ? `?${detail.query}` : ""}`, detail.to, detail.connection, detail.user, detail.message_id].filter(Boolean).join(" · ")),
      detail.error && h("div", { class: "meaning" }, h("b", {}, [detail.code, detail.meaning ?? detail.note].filter(Boolean).join(": ")), detail.meaning && detail.note && detail.note !== detail.meaning && h("div", {}, detail.note), detail.help && h("div", {}, detail.help)),
      h("div", { class: "row" }, Object.keys(this.copies(detail)).map((what) => button("copy-entry", t(`copy_${what}`), { "data-what": what })),
        ["call", "push"].includes(detail.record) && button("replay", t("replay")),
        detail.record === "call" && detail.path.startsWith("/open-apis/") && button("edit", t("editAndSend"))),
      body !== null && body !== undefined && [h("h3", {}, t(names[0])), pretty(body)],
      detail.answer !== null && detail.answer !== undefined && [h("h3", {}, t(names[1])), pretty(detail.answer)],
      detail.headers && h("details", { "data-key": "headers" }, h("summary", { class: "quiet" }, t("headers")), pretty(detail.headers)));
  }

  copies(detail) {
    const json = JSON.stringify(detail.body ?? detail.entry ?? null, null, 2);
    return { ...(detail.curl ? { curl: detail.curl } : {}), json, ...(detail.markup?.length ? { card: detail.markup.join("\n\n") } : {}) };
  }

  async toggle(number) {
    this.open = this.open === number ? null : number;
    if (this.open) await this.load(number);
    this.redraw();
  }
  async load(number) {
    this.detail = await this.doing("entry", { number });
  }

  // edit and send

  edit() {
    const { detail } = this;
    put("editing", h("form", { "data-form": "call" }, h("h2", {}, t("editAndSend")),
      h("div", { class: "row" }, h("input", { id: "call-method", value: detail.method, size: "7", "aria-label": t("method") }),
        h("input", { id: "call-path", value: `${detail.path}${detail.query ? `?${detail.query}` : ""}`, "aria-label": t("path"), size: "48" })),
      h("textarea", { id: "call-body", class: "code", spellcheck: "false", "aria-label": t("request") }, typeof detail.body === "string" ? detail.body : JSON.stringify(detail.body ?? {}, null, 2)),
      h("div", { class: "row" }, h("button", { type: "submit" }, t("send")), button("close", t("close")))));
    $("call-body").value = typeof detail.body === "string" ? detail.body : JSON.stringify(detail.body ?? {}, null, 2);
    $("editing").showModal();
  }
  async sendEdited() {
    const [path, query = ""] = $("call-path").value.split(/\?(.*)/s);
    const text = $("call-body").value.trim();
    const answer = await this.doing("call", { method: $("call-method").value, path, query, body: text });
    $("editing").close();
    this.open = answer.entry;
    if (this.open) await this.load(this.open);
    this.notice(answer.code === 0 ? "success" : "error", `${answer.status} · ${answer.code ?? ""} ${answer.answer?.msg ?? ""}`);
    this.redraw();
  }

  // faults

  drawFaults() {
    const { state } = this.view;
    const apis = ["", ...Object.keys(state.calls)];
    const kept = (id) => $(id)?.value ?? "";
    put("panel", h("h2", {}, t("callsGoWrong")),
      h("div", { class: "row" },
        h("label", {}, t("which"), h("select", { id: "fault-api" }, apis.map((api) => h("option", { value: api, selected: api === kept("fault-api") }, api || t("allCalls"))))),
        h("label", {}, t("howOften"), h("select", { id: "fault-times" }, [["1", t("once")], ["", t("always")]].map(([value, text]) => h("option", { value, selected: value === (kept("fault-times") || "1") }, text))))),
      h("div", { class: "row" }, FAILURES.map(([name]) => button("fault", t(`fault_${name}`), { "data-failure": name }))),
      state.faults.length > 0 && [h("h2", {}, t("active")), ...state.faults.map((fault, nth) => h("div", { class: "row fault", "data-key": `f ${nth}` },
        h("span", {}, `${fault.api ?? t("allCalls")}: ${fault.label}${fault.times ? ` × ${fault.times}` : ""}`), button("remove-fault", "×", { "data-nth": nth, "aria-label": t("remove") }))),
        h("div", { class: "row" }, button("clear-faults", t("clearFaults")))],
      h("h2", {}, t("connectionsGoWrong")),
      h("div", { class: "row" }, ["close", "reset", "silent"].map((how) => button("break", t(`break_${how}`), { "data-how": how }))),
      h("div", { class: "row" }, ["unsubscribed", "card_frames", "twice"].map((name) => h("label", {}, h("input", { type: "checkbox", "data-wire": name, checked: state.wire[name] }), t(`wire_${name}`)))),
      h("div", { class: "row" }, button("revoke", t("revokeTokens"))),
      h("h2", {}, t("session")),
      h("div", { class: "row" }, button("export", t("export")), button("import", t("import")), button("reset-session", t("resetSession"))),
      h("p", { class: "quiet" }, t("sessionText")));
  }
  addFault(name) {
    const members = FAILURES.find(([known]) => known === name)?.[1];
    const [api, times] = [$("fault-api").value, $("fault-times").value];
    return this.doing("faults", { add: { ...members, ...(api ? { api } : {}), ...(times ? { times: Number(times) } : {}) } });
  }

  // the bot

  drawBot() {
    const { bot, state } = this.view;
    put("panel", h("h2", {}, t("botConfig")), this.cells(bot),
      h("h2", {}, t("callbackUrl")),
      h("form", { "data-form": "callback", class: "row" }, h("input", { id: "callback-url", type: "url", placeholder: "http://127.0.0.1:8080/card", value: state.callback_url ?? "", "aria-label": t("callbackUrl"), size: "28" }),
        h("button", { type: "submit" }, t("save")), state.callback_url && button("no-callback", t("useConnection"))),
      h("p", { class: "quiet" }, state.callback_url ? t("clicksByUrl") : t("clicksByConnection")),
      h("h2", {}, `${t("connections")} ${state.connections.length}`),
      state.connections.map((one) => h("div", { class: "row code", "data-key": one.name }, one.name, h("span", { class: "quiet" }, `${new Date(one.since).toLocaleTimeString()} · ${one.pings} pings`))),
      h("h2", {}, t("controlUrl")), h("p", { class: "quiet" }, t("controlText")),
      h("div", { class: "row" }, button("paste", t("copyControl"), { "data-text": `export CARD_SANDBOX=${bot.control_url}` }), button("paste", t("copyHook"), { "data-text": bot.webhook_url })));
  }

  // the session

  async export() {
    const session = await this.doing("export", {});
    const link = h("a", { href: URL.createObjectURL(new Blob([JSON.stringify(session, null, 2)], { type: "application/json" })), download: "session.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  submitted(form) {
    const told = (promise) => promise.catch((error) => this.notice("error", error.message));
    if (form.dataset.form === "callback") told(this.doing("callback", { url: $("callback-url").value }).then(() => this.notice("success", t("saved"))));
    if (form.dataset.form === "call") told(this.sendEdited());
  }
  changed(target) {
    const told = (promise) => promise.catch((error) => this.notice("error", error.message));
    if (target.dataset.wire) told(this.doing("connections", { [target.dataset.wire]: target.checked }));
    if (target.id === "session" && target.files[0]) {
      told(target.files[0].text().then((text) => this.doing("import", JSON.parse(text))).then((done) => this.notice("success", `${t("imported")} ${done.messages}`)));
      target.value = "";
    }
  }
  typed(target) {
    if (target.id !== "entries-search") return;
    this.search = target.value;
    this.drawEntries();
  }
}
