/* The search boxes of every page: `/` leads to one, and turning to one fetches what will be needed. */

/* Arriving from a box, a case number goes straight to its case; a shared address does not. */
const FOLLOW = "ma-search-follow";

function boxInView() {
  const boxes = document.querySelectorAll("[data-ma-box]");
  // The search page's own box first; where there is none, the header's comes before the page's.
  const own = document.querySelector("#ma-search [data-ma-box]");
  return own ?? [...boxes].find((box) => box.offsetParent !== null);
}

function isTyping(element) {
  return element.isContentEditable || /^(?:input|textarea|select)$/i.test(element.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
  event.preventDefault();
  const box = boxInView();
  if (box) {
    box.focus();
    box.select();
  } else {
    document.querySelector("[data-ma-search]")?.click();
  }
});

document.addEventListener(
  "focusin",
  function ahead(event) {
    if (!event.target.matches("[data-ma-box]")) return;
    document.removeEventListener("focusin", ahead);
    const form = document.querySelector("[data-ma-ahead]");
    const root = form?.action.replace(/sok\/$/, "");
    for (const address of form?.dataset.maAhead.split(" ") ?? []) {
      const link = document.createElement("link");
      link.rel = address.endsWith(".js") ? "modulepreload" : "prefetch";
      link.href = root + address;
      document.head.append(link);
    }
  },
);

document.addEventListener("submit", (event) => {
  const box = event.target.querySelector("[data-ma-box]");
  if (!box || event.defaultPrevented) return;
  try {
    sessionStorage.setItem(FOLLOW, box.value.trim());
  } catch {
    // Without storage the case stands on top of the results.
  }
});
