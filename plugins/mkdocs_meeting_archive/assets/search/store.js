/* The files of one index: each fetched once, when it is first needed. */

/** Open the index at an address; rejects where there is none. `anew` trusts no copy of it. */
export async function openStore(address, anew) {
  // Asked for each time: an old one leads to files that are no longer there. A host that tells
  // its age by the second may say that it is as it was.
  const cache = anew ? "reload" : "no-cache";
  const manifest = await fetchJson(`${address}manifest.json`, { cache });
  if (manifest.version !== 1) throw new Error(`index version ${manifest.version}`);
  const folder = `${address}${manifest.folder}/`;
  const fetched = new Map();

  /** Return the data of a file; what could not be fetched is tried again the next time. */
  function load(name) {
    if (!fetched.has(name)) {
      const file = fetchPacked(`${folder}${name}.bin`);
      file.catch(() => fetched.delete(name));
      fetched.set(name, file);
    }
    return fetched.get(name);
  }

  /** Return the rows of a sorted table whose keys begin with a prefix, from few files. */
  async function rowsFrom(table, prefix, mostFiles = 4) {
    const firsts = manifest[table];
    const files = [];
    for (let at = fileOf(firsts, prefix); at < firsts.length && files.length < mostFiles; at += 1) {
      if (files.length > 0 && !firsts[at].startsWith(prefix)) break;
      files.push(load(`${table}-${at}`));
    }
    return (await Promise.all(files)).flat().filter(([key]) => key.startsWith(prefix));
  }

  /** Return the rows of a sorted table with exactly this key. */
  async function rowsAt(table, key) {
    const firsts = manifest[table];
    if (firsts.length === 0) return [];
    const rows = await load(`${table}-${fileOf(firsts, key)}`);
    return rows.filter(([each]) => each === key);
  }

  return { manifest, load, rowsFrom, rowsAt };
}

/** Return the last file whose first key is not after a key. */
function fileOf(firsts, key) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(firsts[middle], key) <= 0) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Compare by code points, as the index was sorted. */
function compare(one, other) {
  const a = Array.from(one, (letter) => letter.codePointAt(0));
  const b = Array.from(other, (letter) => letter.codePointAt(0));
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] !== b[at]) return a[at] - b[at];
  }
  return a.length - b.length;
}

async function fetchJson(address, how) {
  const response = await fetch(address, how);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

async function fetchPacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server may have unpacked it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  return new Response(unpacked(bytes)).json();
}

/** Return a stream of what was packed; one of a blob is several times slower to begin. */
function unpacked(bytes) {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = [writer.write(bytes), writer.close()];
  for (const each of written) each.catch(() => {}); // told to who reads
  return readable;
}
