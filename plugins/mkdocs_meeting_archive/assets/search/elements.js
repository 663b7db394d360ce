/* Elements of a page. Text is always a text node, so nothing out of a record can become markup. */

/** Make an element; an attribute that is null or false is left out, and so is a child. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
}

/** Return text in pieces as nodes, the hits marked. */
export function marked(pieces) {
  return pieces.map((piece) => (piece.hit ? make("mark", null, piece.text) : piece.text));
}

/** Return where an address of the index leads, or null where it is none for a link. */
export function target(address, root) {
  try {
    const url = new URL(address, root);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
