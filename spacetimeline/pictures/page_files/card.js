// The card of an entry: its facts, who says so; and the small one under the pointer.

// Addresses come from packs: only the web's are followed.
function source(place) {
  const [said, address, licence] = page.sources[place];
  const item = made("li");
  item.append(/^https?:\/\//i.test(address)
    ? made("a", said, { href: address, target: "_blank", rel: "noopener noreferrer" })
    : made("span", said));
  if (licence) item.append(made("small", ` ${licence}`));
  return item;
}

const known = {
  0: () => "",
  1: (entry) => entry.before - entry.start === DAY ? "The time of day is not known." : `Not known more exactly: at some time from ${instant(entry.start)} to before ${instant(entry.before)} UTC.`,
  2: () => "",
};
const instant = (time) => {
  const text = new Date(time).toISOString();
  return text.slice(0, 10) + (text.endsWith("T00:00:00.000Z") ? "" : ` ${text.slice(11, 16)}`);
};

function claim([attribute, value, verdict, from, note]) {
  const item = made("li");
  item.append(made("strong", attribute ? `${attribute}: ${value}` : value), made("em", ` ${verdict}`));
  item.append(made("p", `${page.sources[from][0]}${note ? `. ${note}` : ""}`));
  return item;
}

const card = {
  entry: null, back: null, dialog: document.getElementById("card"), moved: () => {},

  open(entry) {
    tip.hide();
    if (!this.dialog.open) this.back = document.activeElement;
    this.entry = entry;
    const { record } = entry, body = document.getElementById("card-body");
    put("card-title", entry.title);
    const when = made("p", "", { class: "when" });
    when.append(made("span", entry.kind, { class: "badge" }), made("time", entry.date));
    const vague = known[entry.drawn](entry);
    const facts = made("dl");
    for (const [label, value] of record.facts) facts.append(made("dt", label), made("dd", value));
    body.replaceChildren(when);
    if (vague) body.append(made("p", vague, { class: "vague" }));
    if (record.name !== entry.title) body.append(made("p", record.name, { class: "record" }));
    body.append(facts);
    if (record.note) body.append(made("p", record.note));
    if (record.names) body.append(made("h3", "Other names"), made("p", record.names));
    this.listed("Claims of single sources", record.claims.map(claim));
    this.listed("Sources", record.sources.map(source));
    body.append(made("p", record.typed, { class: "typed" }));
    const place = chart.shown.indexOf(entry);
    document.getElementById("card-before").disabled = place <= 0;
    document.getElementById("card-after").disabled = place < 0 || place === chart.shown.length - 1;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
    document.getElementById("card-title").focus();
    chart.choose(entry);
  },

  listed(title, items) {
    if (!items.length) return;
    const all = made("ul");
    all.append(...items);
    document.getElementById("card-body").append(made("h3", title), all);
  },

  step(by) {
    const next = chart.shown[chart.shown.indexOf(this.entry) + by];
    if (!next) return;
    reach(next);
    this.open(next);
  },

  close() { this.dialog.close(); },
};

// Bring an entry into the window of time, if it is not.
function reach(entry) {
  if (entry.before > chart.from && entry.start < chart.to) return;
  const half = (chart.to - chart.from) / 2;
  chart.look(entry.middle - half, entry.middle + half);
}

const tip = {
  node: document.getElementById("tip"), entry: null,

  show(entry, x, y) {
    if (this.entry !== entry) {
      this.entry = entry;
      const from = [...new Set(entry.record.sources)].map((place) => page.sources[place][0]);
      const told = entry.record.facts.slice(0, 5).map(([label, value]) => {
        const line = made("p");
        line.append(made("b", `${label} `), value.length > 90 ? `${value.slice(0, 90)}…` : value);
        return line;
      });
      this.node.replaceChildren(
        made("p", `${entry.date} · ${entry.kind}`, { class: "when" }), made("strong", entry.title), ...told,
        made("p", from.length ? `Sources: ${from.slice(0, 2).join("; ")}${from.length > 2 ? " …" : ""}` : "", { class: "from" }),
      );
    }
    this.node.hidden = false;
    const { width, height } = this.node.getBoundingClientRect();
    this.node.style.left = `${Math.max(6, Math.min(x + 14, innerWidth - width - 10))}px`;
    this.node.style.top = `${y + height + 24 > innerHeight ? Math.max(6, y - height - 12) : y + 16}px`;
  },

  hide() {
    this.node.hidden = true;
    this.entry = null;
  },
};
