/* The question in the address, begun to be answered while the page itself still waits for its style
   and for the theme's scripts. It stands in the page's head. */

import { asks, read } from "./address.js";
import { openArchive } from "./archive.js";

let begun = null;

/** Return the archive at an address if it was opened ahead, once; null where it was not. */
export function openedAhead(address) {
  const opened = begun?.address === address ? begun.archive : null;
  begun = null; // opened again, it is to be as it is published then
  return opened;
}

const { state } = read(location.search, []);
if (asks(state)) {
  const address = new URL("index/", import.meta.url).href;
  const archive = openArchive({ address, site: "", name: null });
  begun = { address, archive };
  archive.then(({ findAhead }) => findAhead(state)).catch(() => {}); // told to who opens it
}
