// Where entries stand: a lane for each kind, and rows in it, so that nothing hides anything.

const GAP = 3, TOP = 26, FOOT = 46, BETWEEN = 6;
const NAMED = { height: 20, mark: 12, least: 9 };   // rows whose entries have their titles beside them
// Rows where there is no room for titles: the largest marks that fit.
const DENSE = [{ height: 12, mark: 10, least: 9 }, { height: 9, mark: 8, least: 7 }, { height: 7, mark: 6, least: 5 }];

const COLOURS = {
  light: {
    launch: "#0068a8", landing: "#007d5c", docking: "#6d4fa3", spacewalk: "#b0487f", loss: "#c04800",
    end: "#5c6672", paper: "#8f6400", other: "#0a7a86", partial: "#b58300",
    ink: "#1b2430", muted: "#57626f", grid: "#dfe4ea", band: "#f4f6f9", paperColour: "#ffffff", mark: "#d0d7e0",
  },
  dark: {
    launch: "#5cb0f0", landing: "#3ccf9e", docking: "#bda4ec", spacewalk: "#ef9dc6", loss: "#ff9057",
    end: "#a7b1bf", paper: "#e8bd4c", other: "#59cfd9", partial: "#f2cf5b",
    ink: "#e8edf4", muted: "#a3afbe", grid: "#2a3442", band: "#182029", paperColour: "#10161d", mark: "#39475a",
  },
};
const GROUP = {
  launch: "launch", landing: "landing", docking: "docking", undocking: "docking", relocation: "docking",
  spacewalk: "spacewalk", loss: "loss", failure: "loss", decay: "end", end: "end", agreement: "paper",
  declaration: "paper", talks: "paper", statement: "paper", request: "paper", plan: "paper",
};

function colour(entry, theme) {
  const kind = GROUP[entry.kind] ?? "other";
  if (entry.kind !== "launch") return COLOURS[theme][kind];
  const outcome = entry.record.outcome;
  return COLOURS[theme][outcome === "failure" ? "loss" : outcome === "partial failure" ? "partial" : "launch"];
}

const FONT = '12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
const ruler = document.createElement("canvas").getContext("2d");
ruler.font = FONT;
const wide = (entry, most) => {
  entry.wide ??= ruler.measureText(entry.title).width;
  return Math.min(entry.wide, most);
};

// Put entries, in time order, into the first row that has room; returns how many rows that took,
// more than `most` if some had to lie over others. With a limit to their width, titles have room:
// right of the mark, within it where it is long enough, left of it where there is more room.
function stack(shown, place, least, most, limit, width) {
  const named = limit > 0;
  const ends = new Float64Array(most).fill(-Infinity);
  let used = 0, over = false;
  for (const item of shown) {
    const from = place(item.entry.start), to = place(item.entry.before), size = Math.max(least, to - from);
    let left = (from + to - size) / 2, right = left + size;
    if (named) {
      const text = wide(item.entry, limit), seen = Math.min(right, width) - Math.max(left, 0) - 12;
      const after = width - right - 8, before = left - 8, away = right < 0 || left > width;
      item.title = seen > text ? "inside" : away || text <= after || after >= before ? "right" : "left";
      item.wide = away || item.title === "inside" ? text : Math.min(text, Math.max(item.title === "left" ? before : after, 24));
      if (item.title === "left") left -= item.wide + 10;
      if (item.title === "right") right += item.wide + 10;
    }
    let row = 0;
    while (row < most && ends[row] > left) row += 1;
    if (row === most) {
      if (named) return most + 1;
      over = true;
      row = 0;
      for (let other = 1; other < most; other += 1) if (ends[other] < ends[row]) row = other;
    }
    ends[row] = Math.max(ends[row], right + (named ? 6 : 1));
    item.row = row;
    used = Math.max(used, row + 1);
  }
  return over ? most + 1 : used;
}

const ROWS = 9, PACKED = 60;  // so many rows at most a lane has, with titles and without

// Lay out entries for a window of time. Lanes with few entries in view have titles; where all
// do not fit the height, the fullest lanes give up their titles first, then their rows.
function layout(shown, from, to, width, height, narrow) {
  const scale = width / (to - from);
  const place = (time) => (time - from) * scale;
  const margin = (to - from) / 2;
  const limit = narrow ? 210 : 330;
  const head = narrow ? 17 : 0;
  const byKind = new Map(page.kinds.map((kind) => [kind, []]));
  for (const entry of shown) byKind.get(entry.kind).push(entry);
  const lanes = [];
  for (const [kind, own] of byKind) {
    if (!own.length) continue;
    const items = own
      .filter((entry) => entry.before > from - margin && entry.start < to + margin)
      .map((entry) => ({ entry, row: 0, title: "", wide: 0 }));
    const lane = { kind, items, count: own.length, titled: ROWS + 1, packed: 1, named: false };
    if (items.length <= 400) lane.titled = stack(items, place, NAMED.least, ROWS, limit, width);
    lanes.push(lane);
  }
  const room = height - TOP - FOOT;
  let size;
  const pack = (chosen) => {
    size = chosen;
    for (const lane of lanes) {
      if (lane.titled > 1) lane.packed = Math.min(PACKED, stack(lane.items, place, size.least, PACKED, 0, width));
    }
  };
  pack(DENSE[1]);
  const tall = (lane, dense) => head + (!lane.items.length && head ? 3 : lane.named
    ? Math.max(lane.titled, 1) * NAMED.height
    : Math.max(Math.min(lane.packed, dense) * size.height + 3, head ? 0 : NAMED.height));
  const total = (dense) => lanes.reduce((sum, lane) => sum + tall(lane, dense) + BETWEEN, 0);
  for (const lane of [...lanes].sort((a, b) => a.titled - b.titled)) {
    lane.named = lane.titled <= ROWS;
    lane.named &&= lane.titled <= 1 || total(4) <= room;
  }
  for (const chosen of DENSE) {
    pack(chosen);
    if (total(PACKED) <= room) break;
  }
  let dense = PACKED;
  while (dense > 3 && total(dense) > room) dense -= 1;
  let top = TOP;
  const marks = [];
  for (const lane of lanes) {
    const { named } = lane, row = named ? NAMED : size;
    stack(lane.items, place, row.least, named ? ROWS : dense, named ? limit : 0, width);
    lane.top = top;
    lane.height = tall(lane, dense);
    for (const item of lane.items) {
      item.named = named;
      item.least = row.least;
      item.y = top + head + item.row * row.height + (row.height - row.mark) / 2 + (named ? 0 : 2);
      item.height = row.mark;
      marks.push(item);
    }
    top += lane.height + BETWEEN;
  }
  return { lanes, marks, height: Math.max(top + FOOT, 170) };
}
