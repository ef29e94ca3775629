// Types the texts of a streaming card at the pace that the card asks for: so many characters, so many milliseconds apart.
// The platform does this on the client: the bot only ever sends the whole text.

/** The texts of one card. `picture` is where it is drawn. */
export class Typing {
  #texts = new Map(); // by element: what is there, how much of it is shown
  #timer = 0;
  #still = matchMedia("(prefers-reduced-motion: reduce)");

  /** The card was drawn anew: texts that go on from what was there are typed on, others are there at once. */
  drawn(picture, elements, streaming) {
    const seen = new Set();
    for (const [id, pointer] of Object.entries(elements ?? {})) {
      const element = picture.querySelector(`[data-pointer="${CSS.escape(pointer)}"]`);
      if (!element) continue;
      seen.add(id);
      const full = element.textContent;
      const before = this.#texts.get(id);
      const goesOn = streaming && before && full.length > before.full.length && full.startsWith(before.full) && !this.#still.matches;
      let shown = full.length;
      if (goesOn) {
        // `fast`: what is not typed yet appears before the new text is typed
        shown = streaming.strategy === "delay" ? before.shown : before.full.length;
      } else if (streaming && before && full === before.full) {
        shown = before.shown;
      }
      this.#texts.set(id, { element, full, shown, whole: element.cloneNode(true) });
    }
    for (const id of this.#texts.keys()) if (!seen.has(id)) this.#texts.delete(id);
    clearTimeout(this.#timer);
    this.#show();
    if (streaming) this.#tick(streaming);
  }

  /** Whether all is shown. */
  get done() {
    return [...this.#texts.values()].every(({ full, shown }) => shown >= full.length);
  }

  #tick(streaming) {
    if (this.done) return;
    this.#timer = setTimeout(() => {
      for (const text of this.#texts.values()) text.shown = Math.min(text.full.length, text.shown + streaming.step);
      this.#show();
      this.#tick(streaming);
    }, streaming.frequency_ms);
  }

  #show() {
    for (const text of this.#texts.values()) {
      const whole = text.shown >= text.full.length;
      if (whole && !text.cut) continue;
      const clone = text.whole.cloneNode(true);
      if (!whole) cut(clone, text.shown);
      text.cut = !whole;
      text.element.replaceChildren(...clone.childNodes);
    }
  }
}

/** Leaves the first characters of an element, and what they are in. Returns how many are still to come. */
function cut(node, left) {
  for (const child of [...node.childNodes]) {
    if (left <= 0) child.remove();
    else if (child.nodeType === 3) {
      if (child.data.length > left) child.data = child.data.slice(0, left);
      left -= Math.min(left, child.data.length);
    } else left = cut(child, left);
  }
  return left;
}
