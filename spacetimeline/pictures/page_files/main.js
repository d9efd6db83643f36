// The controls: filters, zoom, keys, pointer, light and dark.

const node = (id) => document.getElementById(id);
let shown = entries;

function told() {
  put("when", period(chart.from, chart.to));
  const away = shown.length && !list.inView.length;
  node("hint").hidden = !away && shown.length > 0;
  node("fit").hidden = !away;
  node("hint").firstElementChild.textContent = away
    ? `None of the ${counted(shown.length)} is in this part of time.` : "No entry has all of this.";
  const all = shown.length === entries.length ? counted(entries.length) : `${number(shown.length)} of ${counted(entries.length)}`;
  put("summary", all);
  node("reset").disabled = !(asked.words || asked.country || asked.vehicle || asked.off.size);
  put("status", `${all}; ${number(list.inView.length)} in view, ${period(chart.from, chart.to)}`);
}

chart.moved = () => { list.fill(shown); told(); };

// Whatever was typed or chosen: keep what passes, draw it. What this takes can be read from
// performance.getEntriesByName("filter").
async function filtered() {
  performance.mark("filter-begins");
  shown = passing();
  tip.hide();
  await chart.draw(shown);
  list.fill(shown);
  told();
  recount();
  performance.measure("filter", "filter-begins");
}

// How many entries each choice would leave, given the other filters.
function recount() {
  const kinds = new Map();
  for (const entry of passing("kind")) kinds.set(entry.kind, (kinds.get(entry.kind) ?? 0) + 1);
  for (const label of node("kinds").querySelectorAll("label")) {
    label.lastElementChild.textContent = number(kinds.get(label.dataset.kind) ?? 0);
  }
  for (const [id, field] of [["country", "countries"], ["vehicle", "subjects"]]) {
    const counts = new Map();
    for (const entry of passing(id)) for (const place of entry[field]) counts.set(place, (counts.get(place) ?? 0) + 1);
    for (const option of node(id).querySelectorAll("option[value]:not([value=''])")) {
      const count = counts.get(Number(option.value)) ?? 0;
      option.textContent = `${option.dataset.name} (${number(count)})`;
    }
  }
}

function choices() {
  const byName = (a, b) => a[1].localeCompare(b[1], "en");
  const options = (places) => places.sort(byName).map(([place, name]) => {
    const option = made("option", name, { value: place });
    option.dataset.name = name;
    return option;
  });
  node("country").append(...options(page.countries.map(([, name], place) => [place, name])));
  for (const [kind, title] of [["family", "Families"], ["vehicle", "Vehicles"]]) {
    const places = page.subjects.flatMap(([name, own], place) => (own === kind ? [[place, name]] : []));
    if (!places.length) continue;
    const group = made("optgroup", "", { label: title });
    group.append(...options(places));
    node("vehicle").append(group);
  }
  for (const kind of page.kinds) {
    const label = made("label", "", { class: "chip" });
    const box = made("input", "", { type: "checkbox", name: "kind", value: kind });
    box.checked = true;
    label.dataset.kind = kind;
    label.append(box, made("i"), made("span", kind), made("b"));
    node("kinds").append(label);
  }
  node("country").disabled = !page.countries.length;
  node("vehicle").disabled = node("vehicle").options.length < 2;
}

function paint() {
  const theme = themeNow();
  for (const label of node("kinds").querySelectorAll("label")) {
    label.querySelector("i").style.background = COLOURS[theme][GROUP[label.dataset.kind] ?? "other"];
  }
  node("theme").textContent = theme === "dark" ? "Light" : "Dark";
  node("theme").setAttribute("aria-pressed", String(theme === "dark"));
  const dots = [["exact", "a time known to the minute"], ["vague", "somewhere in this span"], ["doubt", "in doubt"]];
  if (entries.some((entry) => entry.drawn === LASTING)) dots.push(["lasting", "from one date to another"]);
  const colours = [];
  if (records.some((record) => record.outcome === "failure")) colours.push(["loss", "failed launch"]);
  if (records.some((record) => record.outcome === "partial failure")) colours.push(["partial", "partial failure"]);
  node("legend").replaceChildren(
    ...dots.map(([shape, text]) => legend(shape, text, "")),
    ...colours.map(([tone, text]) => legend("exact", text, COLOURS[theme][tone])),
  );
}

function legend(shape, text, background) {
  const item = made("span");
  const mark = made("i", "", { class: shape });
  if (background) mark.style.background = background;
  item.append(mark, text);
  return item;
}

// -- wiring -----------------------------------------------------------------------------------

let soon = 0;
const filterSoon = () => { cancelAnimationFrame(soon); soon = requestAnimationFrame(filtered); };

node("filters").addEventListener("input", () => {
  asked.words = node("words").value;
  asked.country = node("country").value;
  asked.vehicle = node("vehicle").value;
  asked.off = new Set([...node("kinds").querySelectorAll("input:not(:checked)")].map((box) => box.value));
  filterSoon();
});
node("filters").addEventListener("submit", (event) => event.preventDefault());
node("filters").addEventListener("reset", () => setTimeout(() => {
  for (const box of node("kinds").querySelectorAll("input")) box.checked = true;
  Object.assign(asked, { words: "", country: "", vehicle: "", off: new Set() });
  filterSoon();
}));
// A double click on a kind shows it alone.
node("kinds").addEventListener("dblclick", (event) => {
  const kind = event.target.closest("label")?.dataset.kind;
  if (!kind) return;
  for (const box of node("kinds").querySelectorAll("input")) box.checked = box.value === kind;
  node("words").dispatchEvent(new Event("input", { bubbles: true }));
});

node("in").addEventListener("click", () => chart.zoom(0.5, undefined, true));
node("out").addEventListener("click", () => chart.zoom(2, undefined, true));
node("whole").addEventListener("click", () => chart.glide(...chart.bounds(shown)));
node("fit").addEventListener("click", () => chart.glide(...chart.bounds(shown)));
node("go").addEventListener("submit", (event) => {
  event.preventDefault();
  const found = typedPeriod(node("goto").value);
  node("goto").setAttribute("aria-invalid", String(!found));
  if (found) chart.glide(...found);
  else put("status", "Type a date such as 2006, 2006-06 or 2006-06-17.");
});
node("before").addEventListener("click", () => list.turn(-1));
node("after").addEventListener("click", () => list.turn(1));
list.open = (entry) => card.open(entry);
node("card-close").addEventListener("click", () => card.close());
node("card-before").addEventListener("click", () => card.step(-1));
node("card-after").addEventListener("click", () => card.step(1));
node("card-zoom").addEventListener("click", () => {
  const { entry } = card, around = Math.max(entry.before - entry.start, 30 * MINUTE) * 1.5;
  card.close();
  chart.glide(entry.middle - around, entry.middle + around);
});
card.dialog.addEventListener("click", (event) => { if (event.target === card.dialog) card.close(); });
card.dialog.addEventListener("close", () => card.back?.focus?.());

const area = node("chart");
area.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && event.shiftKey) chart.pan(step * 0.25);
  else if (step) stepTo(step);
  else if (event.key === "+" || event.key === "=") chart.zoom(0.5, undefined, true);
  else if (event.key === "-") chart.zoom(2, undefined, true);
  else if (event.key === "Home") chart.glide(...chart.bounds(shown));
  else if (event.key === "Enter" && chart.chosen) card.open(chart.chosen);
  else return;
  event.preventDefault();
});

// From entry to entry, in time order; the first one is the first in view.
function stepTo(by) {
  const place = shown.indexOf(chart.chosen);
  const next = place < 0 ? list.inView[by > 0 ? 0 : list.inView.length - 1] : shown[place + by];
  if (!next) return;
  reach(next);
  chart.choose(next);
  put("status", `${next.date}, ${next.kind}: ${next.title}. Enter opens its card.`);
  const box = area.getBoundingClientRect(), mark = chart.laid.marks.find((one) => one.entry === next);
  if (mark) tip.show(next, box.left + Math.max(0, Math.min(chart.x(next.middle), box.width)), box.top + mark.y);
}
area.addEventListener("blur", () => tip.hide());

const touches = new Map();
let drag = null;
const inChart = (event) => {
  const box = area.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};
const overview = (x) => {
  const middle = chart.first + ((x - chart.gutter) / chart.width) * (chart.last - chart.first);
  const half = (chart.to - chart.from) / 2;
  chart.look(middle - half, middle + half);
};

// The wheel zooms; beside the names of the lanes it scrolls the page as everywhere.
area.addEventListener("wheel", (event) => {
  if (inChart(event)[0] < chart.gutter) return;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    const by = ((event.deltaX || event.deltaY) / chart.width) * (chart.to - chart.from);
    chart.look(chart.from + by, chart.to + by);
  } else {
    const turned = event.deltaY * (event.deltaMode ? 20 : 1);
    chart.zoom(1.0018 ** Math.max(-300, Math.min(turned, 300)), chart.time(inChart(event)[0]));
  }
  tip.hide();
  event.preventDefault();
}, { passive: false });
area.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  const [x, y] = inChart(event);
  touches.set(event.pointerId, x);
  const small = y > chart.laid.height - FOOT;
  drag = { x, y, from: chart.from, to: chart.to, moved: false, small, apart: 0 };
  if (touches.size === 2) {
    const [a, b] = touches.values();
    drag = { ...drag, apart: Math.max(Math.abs(a - b), 10), around: chart.time((a + b) / 2), moved: true };
  }
  if (small) overview(x);
});
area.addEventListener("pointermove", (event) => {
  const [x, y] = inChart(event);
  if (!drag || !touches.has(event.pointerId)) {
    const found = event.pointerType === "touch" ? null : chart.at(x, y, 6);
    area.style.cursor = found ? "pointer" : "grab";
    return found ? tip.show(found, event.clientX, event.clientY) : tip.hide();
  }
  touches.set(event.pointerId, x);
  if (drag.small) return overview(x);
  if (touches.size === 2) {
    const [a, b] = touches.values();
    const factor = drag.apart / Math.max(Math.abs(a - b), 10);
    return chart.look(drag.around - (drag.around - drag.from) * factor, drag.around + (drag.to - drag.around) * factor);
  }
  if (!drag.moved && Math.abs(x - drag.x) < 5) return undefined;
  if (!drag.moved) area.setPointerCapture(event.pointerId);
  drag.moved = true;
  tip.hide();
  const by = ((drag.x - x) / chart.width) * (drag.to - drag.from);
  return chart.look(drag.from + by, drag.to + by);
});
const lifted = (event) => {
  const was = drag;
  touches.delete(event.pointerId);
  drag = null;
  if (event.type !== "pointerup" || !was || was.moved || was.small) return;
  const found = chart.at(...inChart(event), event.pointerType === "touch" ? 18 : 6);
  if (found) card.open(found);
};
area.addEventListener("pointerup", lifted);
area.addEventListener("pointercancel", lifted);
area.addEventListener("pointerleave", (event) => {
  tip.hide();
  touches.delete(event.pointerId);
  if (!touches.size) drag = null;
});

node("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = themeNow() === "dark" ? "light" : "dark";
  paint();
  chart.draw();
});
dark.addEventListener("change", () => { paint(); chart.draw(); });
function watchSize() {
  let resized = 0;
  new ResizeObserver(() => {
    clearTimeout(resized);
    resized = setTimeout(() => { if (area.clientWidth !== chart.gutter + chart.width) chart.draw(); }, 60);
  }).observe(area);
}

put("title", page.title);
node("foot").append(...[...page.notes, page.version].map((text) => made("p", text)));
choices();
paint();
[chart.first, chart.last] = [chart.from, chart.to] = chart.bounds(entries);
chart.start().then(filtered).then(() => {
  performance.mark("ready");
  document.documentElement.dataset.ready = "yes";
  watchSize();
  setTimeout(spelling, 400);
});
