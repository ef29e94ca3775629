// Makes a tree of elements like another one and keeps what the reader did to it: scroll, focus, typed text, open
// panels. An attribute is touched only when the server's word for it has changed.

const rendered = new WeakMap();

/** Makes the children of `from` those of `to`. */
export function morph(from, to) {
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    const match = find(at, next);
    if (!match) {
      remember(next);
      from.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else from.insertBefore(match, at);
    change(match, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** The node among the remaining ones that the new node continues. */
function find(at, next) {
  const key = keyOf(next);
  if (key === null) return at && keyOf(at) === null && alike(at, next) ? at : null;
  for (let node = at; node; node = node.nextSibling) {
    if (keyOf(node) === key && alike(node, next)) return node;
  }
  return null;
}

function keyOf(node) {
  return node.nodeType === 1 ? node.getAttribute("data-key") ?? node.getAttribute("data-pointer") : null;
}

function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.getAttribute?.("type") === other.getAttribute?.("type");
}

function change(node, next) {
  if (node.nodeType !== 1) {
    if (node.data !== next.data) node.data = next.data;
    return;
  }
  const before = rendered.get(node) ?? new Map();
  const now = attributes(next);
  for (const [name, value] of now) {
    if (before.get(name) === value) continue;
    node.setAttribute(name, value);
    if (name === "value" && node !== node.getRootNode().activeElement) node.value = value;
    if (name === "checked") node.checked = true;
    if (name === "selected") node.selected = true;
  }
  for (const name of before.keys()) {
    if (now.has(name)) continue;
    node.removeAttribute(name);
    if (name === "checked") node.checked = false;
    if (name === "selected") node.selected = false;
  }
  rendered.set(node, now);
  morph(node, next);
}

function attributes(element) {
  return new Map([...element.attributes].map((attribute) => [attribute.name, attribute.value]));
}

function remember(node) {
  if (node.nodeType !== 1) return;
  rendered.set(node, attributes(node));
  node.childNodes.forEach(remember);
}
