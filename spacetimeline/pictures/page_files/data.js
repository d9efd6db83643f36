// What the page holds, as objects, and which of it the filters keep.

const page = JSON.parse(document.getElementById("data").textContent);
const INSTANT = 0, LASTING = 2;

// Accents, case and width of letters do not tell spellings apart.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

const records = page.records.map(([typed, name, facts, note, names, sources, claims]) => ({
  typed, name, facts, note, names, sources, claims,
  outcome: (facts.find(([label]) => label === "outcome") ?? [])[1],
}));

const entries = page.entries.map(([start, before, date, drawn, kind, title, record, countries, subjects]) => ({
  start, before, date, drawn, title, countries, subjects,
  kind: page.kinds[kind],
  record: records[record],
  middle: (start + before) / 2,
  uncertain: /[?~%]/.test(date),
}));
entries.sort((a, b) => a.start - b.start || a.before - b.before);
entries.forEach((entry, place) => { entry.place = place; });

// The words by which an entry is found: its own, its record's, those of what takes part in it.
let spelled = null;
function spelling() {
  if (spelled) return spelled;
  const once = new Map();
  const ofRecord = (record) => {
    if (!once.has(record)) {
      const said = [record.name, record.names, record.note, ...record.facts.map(([, value]) => value)];
      once.set(record, fold(said.join("\n")));
    }
    return once.get(record);
  };
  const subjects = page.subjects.map(([name, , names]) => fold(`${name}\n${names}`));
  const countries = page.countries.map(([key, name]) => fold(`${key}\n${name}`));
  spelled = entries.map((entry) => [
    fold(`${entry.title}\n${entry.date}\n${entry.kind}`),
    ofRecord(entry.record),
    ...entry.subjects.map((place) => subjects[place]),
    ...entry.countries.map((place) => countries[place]),
  ].join("\n"));
  return spelled;
}

const asked = { words: "", country: "", vehicle: "", off: new Set() };

// The entries that pass all filters, or all but the one named.
function passing(without) {
  const words = without === "words" ? [] : fold(asked.words).split(/\s+/).filter(Boolean);
  const country = without === "country" || asked.country === "" ? null : Number(asked.country);
  const vehicle = without === "vehicle" || asked.vehicle === "" ? null : Number(asked.vehicle);
  const off = without === "kind" ? new Set() : asked.off;
  const text = words.length ? spelling() : null;
  return entries.filter((entry) =>
    !off.has(entry.kind) &&
    (country === null || entry.countries.includes(country)) &&
    (vehicle === null || entry.subjects.includes(vehicle)) &&
    words.every((word) => text[entry.place].includes(word)));
}

const figures = new Intl.NumberFormat("en-GB");
const number = (count) => figures.format(count);
const counted = (count) => `${number(count)} ${count === 1 ? "entry" : "entries"}`;

// -- time, always UTC -------------------------------------------------------------------------

const MINUTE = 60e3, HOUR = 3600e3, DAY = 86400e3, YEAR = 365.25 * DAY;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function said(time, span) {
  const at = new Date(time);
  const pad = (value, width = 2) => String(value).padStart(width, "0");
  const month = MONTHS[at.getUTCMonth()];
  if (span > 6 * YEAR) return String(at.getUTCFullYear());
  if (span > 150 * DAY) return `${month} ${at.getUTCFullYear()}`;
  const day = `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}`;
  if (span > 4 * DAY) return day;
  const clock = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  return span > 10 * MINUTE ? `${day} ${clock}` : `${day} ${clock}:${pad(at.getUTCSeconds())}`;
}

function period(from, to) {
  const span = to - from;
  const [first, last] = [said(from, span), said(to - 1, span)];
  const clock = span > 4 * DAY ? "" : " UTC";
  return first === last ? first + clock : `${first} – ${last}${clock}`;
}

// A typed date as the period that it names; null where it is none.
function typedPeriod(text) {
  const found = /^\s*(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ](\d\d?):(\d\d))?)?)?s?\s*$/.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map((part) => part && Number(part));
  const at = (...parts) => {
    const date = new Date(Date.UTC(2000, ...parts.slice(1)));
    date.setUTCFullYear(parts[0] + date.getUTCFullYear() - 2000);
    return date.getTime();
  };
  if (minute !== undefined) return [at(year, month - 1, day, hour, minute - 30), at(year, month - 1, day, hour, minute + 30)];
  if (day !== undefined) return [at(year, month - 1, day), at(year, month - 1, day + 1)];
  if (month !== undefined) return [at(year, month - 1, 1), at(year, month, 1)];
  return /s\s*$/.test(text) ? [at(year, 0, 1), at(year + 10, 0, 1)] : [at(year, 0, 1), at(year + 1, 0, 1)];
}
