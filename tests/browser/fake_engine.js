/* Stands in for the search's engine in the tests of its page: the same interface, invented answers. */

const SIZE = 20;
const OUTCOMES = { utsatt: "utsatt", vedtatt: "vedtatt" };
const ferries = Array.from({ length: 45 }, (_each, at) => ({
  address: at === 0 ? "saker/au/2016/43/" : `saker/su/2021/${at + 1}/`, // the first can be opened
  kind: "sak",
  number: `SU ${String(at + 1).padStart(2, "0")}/21`,
  title: at === 0 ? "Ny fergerute til Sildvåg" : `Ferge nummer ${at + 1}`,
  item: null,
  when: "4. mars 2021",
  body: "Samarbeidsutvalget",
  outcomes: at % 2 ? [{ id: "vedtatt", label: "vedtatt" }] : [{ id: "utsatt", label: "utsatt" }],
  language: "nb",
  archive: null,
  words: "Saken om fergen utsettes til neste møte.",
  organ: "su",
}));
const others = [
  {
    ...ferries[0], address: "saker/fr/2021/3/#interreg", number: "FR 03/21", title: "Eventuelt",
    item: "Samarbeid om Interreg", body: "Fjordrådet", outcomes: [], language: "nn", organ: "fr",
    words: "Rådet vil vere med i Interreg.",
  },
  {
    ...ferries[0], address: "https://nabo.example/avtaler/2020-interreg/", kind: "avtale", number: null,
    title: "Avtale om Interreg", body: null, outcomes: [{ id: "ukjent", label: "ukjent utfall" }],
    archive: "Naboens møtearkiv", words: "", organ: "nabo",
  },
  {
    ...ferries[0], address: "javascript:alert(1)", kind: "side", number: null, when: null, body: null,
    title: "<img src=x onerror=alert(2)> skurk", outcomes: [], words: "<b>fet</b> skurk", organ: "fr",
  },
];
const records = [...ferries, ...others];

function pieces(text, words) {
  const word = words.find((each) => each && text.toLowerCase().includes(each));
  if (!word) return [{ text, hit: false }];
  const at = text.toLowerCase().indexOf(word);
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + word.length), hit: true },
    { text: text.slice(at + word.length), hit: false },
  ].filter((piece) => piece.text);
}

function facetsOf(found) {
  const count = (value, test) => ({ ...value, count: found.filter(test).length });
  return {
    type: [{ id: "sak", label: "Sak" }, { id: "avtale", label: "Avtale" }, { id: "side", label: "Side" }]
      .map((value) => count(value, (each) => each.kind === value.id)),
    organ: [{ id: "su", label: "Samarbeidsutvalget" }, { id: "fr", label: "Fjordrådet" }]
      .map((value) => count(value, (each) => each.organ === value.id)),
    ar: Array.from({ length: 12 }, (_each, at) => ({ id: String(2021 - at), label: String(2021 - at), count: 12 - at })),
    utfall: Object.entries(OUTCOMES).map(([id, label]) =>
      count({ id, label }, (each) => each.outcomes.some((outcome) => outcome.id === id))),
    tema: [],
    kommune: [{ id: "sildvaag", label: "Sildvåg", count: 2 }],
  };
}

export async function openSearch(settings) {
  globalThis.fakeSettings = settings;
  if (globalThis.fakeIsDown) throw new Error("the index cannot be reached");
  return { ask };
}

async function ask({ text, filters, sort, literal, page }) {
  (globalThis.fakeAsked ??= []).push({ text, filters, sort, literal, page });
  if (text === "feil" && !globalThis.fakeIsMended) throw new Error("half an index");
  if (text === "sein") await new Promise((done) => setTimeout(done, 600));
  const corrected = text === "intereg" && !literal;
  const words = (corrected ? "interreg" : text).toLowerCase().split(" ");
  const isCase = text === "su1/21";
  const chosen = (values, value) => values.length === 0 || values.includes(value);
  const found = records.filter((record) =>
    (isCase ? record === ferries[0] : words.every((word) => `${record.title} ${record.item} ${record.words}`.toLowerCase().includes(word))) &&
    chosen(filters.type, record.kind) && chosen(filters.organ, record.organ) && filters.tema.length === 0 &&
    (filters.utfall.length === 0 || record.outcomes.some((outcome) => filters.utfall.includes(outcome.id))));
  if (sort === "eldst") found.reverse();
  const facets = facetsOf(found);
  const isLate = text === "interreg";
  return {
    total: found.length,
    pages: Math.ceil(found.length / SIZE),
    page,
    results: found.slice((page - 1) * SIZE, page * SIZE).map((record) => ({
      ...record,
      titlePieces: pieces(record.title, words),
      passages: record.words ? [{ label: "Vedtak", language: record.language, pieces: pieces(record.words, words) }] : [],
    })),
    facets: isLate ? null : facets,
    facetsReady: new Promise((done) => setTimeout(() => done(facets), isLate ? 200 : 0)),
    reading: [
      ...(isCase ? [{ kind: "case", text, of: "SU 1/2021" }] : []),
      ...(text === "ferge" ? [{ kind: "also", text: "ferje", of: "ferge" }, { kind: "also", text: "båt", of: "ferge" }] : []),
      ...(text === "ferge" ? [{ kind: "something new", text: "x", of: "y" }] : []),
    ],
    correction: corrected ? { to: "Interreg", from: "intereg" } : null,
    suggestions: text === "ingenting" ? ["ferge", "Interreg"] : [],
    open: isCase ? ferries[0].address : null,
  };
}
