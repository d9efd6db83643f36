// The timeline, drawn by Vega on a canvas; this file tells it what to draw, and zooms.

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const themeNow = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

// Marks are laid out in pixels; while one zooms or moves, `k` and `shift` carry them along. They
// are never narrower than can be hit, and then around the middle of what is known: a month is
// not its first day.
const WIDTH = "max(datum.least, datum.span * k)";
const MIDDLE = "datum.middle * k + shift";
const FROM = `${MIDDLE} - ${WIDTH} / 2`;
const MANY = 1200;  // marks
const MULTI = {
  year: "%Y", quarter: "%b %Y", month: "%b %Y", week: "%-d %b", date: "%-d %b", hours: "%H:%M",
  minutes: "%H:%M", seconds: "%H:%M:%S", milliseconds: ".%L",
};

const SPEC = {
  autosize: "none", padding: 0, background: null, width: 300, height: 170,
  signals: [
    { name: "from", value: 0 }, { name: "to", value: 1 }, { name: "w", value: 300 },
    { name: "gutter", value: 0 }, { name: "first", value: 0 }, { name: "last", value: 1 },
    { name: "k", value: 1 }, { name: "shift", value: 0 }, { name: "tone", value: COLOURS.light }, { name: "ends", value: 100 },
  ],
  data: ["lanes", "spans", "dots", "paths", "titles", "chosen", "bins"].map((name) => ({ name })),
  scales: [
    { name: "x", type: "utc", domain: { signal: "[from, to]" }, range: { signal: "[0, w]" } },
    { name: "all", type: "utc", domain: { signal: "[first, last]" }, range: { signal: "[0, w]" } },
  ],
  marks: [
    {
      type: "rect", from: { data: "lanes" },
      encode: { update: {
        x: { value: 0 }, width: { signal: "width" }, y: { field: "top" }, height: { field: "height" },
        fill: { signal: "tone.band" }, cornerRadius: { value: 4 },
      } },
    },
    {
      type: "group",
      encode: { update: { clip: { value: true }, x: { signal: "gutter" }, width: { signal: "w" }, height: { signal: "height" } } },
      axes: ["top"].flatMap((orient) => [
        {
          scale: "x", orient, offset: -TOP, grid: true, labels: false, ticks: false, domain: false,
          tickCount: { signal: "max(2, floor(w / 110))" },
          encode: { grid: { update: { stroke: { signal: "tone.grid" }, y: { value: -4 }, y2: { signal: `ends - ${TOP}` } } } },
        },
        {
          scale: "x", orient, offset: -TOP, domain: false, format: MULTI, formatType: "utc", labelFont: "system-ui, sans-serif",
          labelFontSize: 12, labelOverlap: "greedy", labelFlush: true, tickCount: { signal: "max(2, floor(w / 110))" },
          encode: {
            labels: { update: { fill: { signal: "tone.muted" } } },
            ticks: { update: { stroke: { signal: "tone.grid" } } },
          },
        },
      ]),
      marks: [
        {
          type: "rect", from: { data: "spans" },
          encode: {
            enter: { fillOpacity: { field: "opacity" }, strokeDash: { field: "dash" }, strokeWidth: { value: 1.2 }, cornerRadius: { value: 3 } },
            update: {
              xc: { signal: MIDDLE }, width: { signal: WIDTH }, y: { field: "y" }, height: { field: "height" },
              fill: { field: "fill" }, stroke: { field: "fill" },
            },
          },
        },
        {
          type: "rect", from: { data: "dots" },
          encode: {
            enter: { fillOpacity: { value: 0.9 }, cornerRadius: { value: 4.5 } },
            update: {
              xc: { signal: MIDDLE }, width: { signal: WIDTH }, y: { field: "y" }, height: { field: "height" },
              fill: { field: "fill" },
            },
          },
        },
        {
          type: "path", from: { data: "paths" },
          encode: {
            enter: {
              path: { field: "path" }, fill: { field: "fill" }, fillOpacity: { field: "opacity" },
              stroke: { field: "fill" }, strokeWidth: { field: "line" }, strokeDash: { field: "dash" },
            },
            update: { x: { signal: "shift" }, scaleX: { signal: "k" } },
          },
        },
        {
          type: "text", from: { data: "titles" },
          encode: { update: {
            x: { signal: `datum.title === "inside" ? max(${FROM}, 0) + 6 : datum.title === "left" ? ${FROM} - 5 : ${FROM} + ${WIDTH} + 5` },
            align: { signal: "datum.title === 'left' ? 'right' : 'left'" },
            y: { signal: "datum.y + datum.height / 2" }, baseline: { value: "middle" },
            text: { field: "text" }, limit: { field: "wide" }, fontSize: { value: 12 },
            font: { value: FONT.replace("12px ", "") }, fill: { signal: "tone.ink" },
          } },
        },
        {
          type: "rect", from: { data: "chosen" },
          encode: { update: {
            xc: { signal: MIDDLE }, width: { signal: `${WIDTH} + 6` },
            y: { signal: "datum.y - 3" }, height: { signal: "datum.height + 6" },
            fill: { value: null }, stroke: { signal: "tone.ink" }, strokeWidth: { value: 2 }, cornerRadius: { value: 5 },
          } },
        },
        {
          type: "rect", from: { data: "bins" },
          encode: { update: {
            x: { field: "left" }, width: { field: "width" }, y: { signal: "height - 6 - datum.tall" },
            height: { field: "tall" }, fill: { signal: "tone.mark" },
          } },
        },
        {
          type: "rect",
          encode: { update: {
            x: { signal: "clamp(scale('all', from), 1, w - 3)" },
            x2: { signal: "max(clamp(scale('all', to), 3, w - 1), clamp(scale('all', from), 1, w - 3) + 3)" },
            y: { signal: "height - 34" }, y2: { signal: "height - 3" },
            fill: { signal: "tone.launch" }, fillOpacity: { value: 0.12 },
            stroke: { signal: "tone.launch" }, strokeWidth: { value: 1.5 }, cornerRadius: { value: 3 },
          } },
        },
      ],
    },
    {
      type: "text", from: { data: "lanes" },
      encode: { update: {
        x: { value: 8 }, y: { signal: "datum.top + (gutter ? 14 : 12)" }, text: { field: "label" },
        font: { value: "system-ui, sans-serif" }, fontSize: { value: 12 }, fontWeight: { value: 600 },
        fill: { field: "fill" }, limit: { signal: "gutter ? gutter - 12 : w" },
      } },
    },
  ],
};

const chart = {
  from: 0, to: 1, first: 0, last: 1, shown: [], laid: { lanes: [], marks: [], height: 170 }, chosen: null,
  width: 300, gutter: 0, narrow: false, waiting: 0, moving: 0, gliding: 0, drawn: [0, 1], held: {}, moved: () => {},

  // `ast`: expressions are interpreted, not compiled, so that the page needs no eval.
  async start() {
    const made = await window.vegaEmbed("#canvas", SPEC, {
      mode: "vega", renderer: "canvas", actions: false, ast: true, defaultStyle: false, hover: false, tooltip: false,
    });
    this.view = made.view;
  },

  // The whole: from the first entry's beginning to the last one's end, with a little air.
  bounds(shown) {
    if (!shown.length) return [Date.UTC(2000, 0, 1), Date.UTC(2001, 0, 1)];
    let first = Infinity, last = -Infinity;
    for (const entry of shown) {
      first = Math.min(first, entry.start);
      last = Math.max(last, entry.before);
    }
    const air = Math.max((last - first) * 0.03, 30 * MINUTE);
    return [first - air, last + air];
  },

  measure() {
    const wide = document.getElementById("chart").clientWidth;
    this.narrow = wide < 620;
    this.gutter = this.narrow ? 0 : 128;
    this.width = Math.max(wide - this.gutter, 120);
  },

  // Draw these entries; the window of time stays.
  async draw(shown = this.shown) {
    this.shown = shown;
    this.measure();
    const theme = themeNow(), tone = COLOURS[theme];
    // Never higher than the window, so that there is always page beside it to scroll by.
    const least = window.innerHeight * 0.62, most = Math.max(least, window.innerHeight - 140);
    const room = Math.min(Math.max(least, new Set(shown.map((entry) => entry.kind)).size * 50 + TOP + FOOT), most);
    const laid = layout(shown, this.from, this.to, this.width, Math.max(300, room), this.narrow);
    this.laid = laid;
    for (const item of laid.marks) {
      const { entry } = item, left = this.near(entry.start), right = this.near(entry.before);
      // One object an entry, as long as the page lives: Vega then keeps its mark, too.
      item.datum = entry.datum ??= {
        text: entry.title, dash: entry.uncertain ? [3, 2] : [], opacity: entry.drawn === LASTING ? 0.55 : 0.22,
      };
      Object.assign(item.datum, {
        middle: (left + right) / 2, span: right - left, least: item.least, y: item.y, height: item.height,
        fill: colour(entry, theme), title: item.title, wide: item.wide + 1,
      });
    }
    const dot = (item) => item.entry.drawn === INSTANT && !item.entry.uncertain;
    const fresh = (values) => this.fresh(values);
    const view = this.view;
    view.width(this.gutter + this.width).height(laid.height);
    view.signal("w", this.width).signal("gutter", this.gutter).signal("tone", tone);
    view.signal("ends", laid.height - FOOT);
    view.signal("first", this.first).signal("last", this.last);
    this.drawn = [this.from, this.to];
    this.window();
    view.change("lanes", fresh(laid.lanes.map((lane) => ({
      top: lane.top, height: lane.height, label: `${lane.kind} ${number(lane.count)}`, fill: lane.items.length ? tone.ink : tone.muted,
    }))));
    const many = laid.marks.length > MANY, single = laid.marks.filter((item) => item.named || !many);
    this.keep("dots", single.filter(dot));
    this.keep("spans", single.filter((item) => !dot(item)));
    view.change("paths", fresh(many ? this.paths(laid.marks.filter((item) => !item.named), dot) : []));
    this.keep("titles", laid.marks.filter((item) => item.named));
    view.change("bins", fresh(this.bins()));
    view.change("chosen", fresh(this.chosenMark()));
    await view.runAsync();
  },

  // Where a time is among what was laid out; what reaches far out of sight ends out of sight.
  near(time) {
    const far = 3 * this.width;
    return Math.min(Math.max(this.x(time) - this.gutter, -far), this.width + far);
  },

  // Tell Vega the window of time, and how what was laid out for an earlier one lies in it.
  window() {
    const [from, to] = this.drawn, span = this.to - this.from;
    return this.view.signal("from", this.from).signal("to", this.to)
      .signal("k", (to - from) / span).signal("shift", ((from - this.from) / span) * this.width);
  },

  bins() {
    const many = Math.max(20, Math.floor(this.width / 5));
    const counts = new Float64Array(many);
    for (const entry of this.shown) {
      const place = Math.floor(((entry.middle - this.first) / (this.last - this.first)) * many);
      if (place >= 0 && place < many) counts[place] += 1;
    }
    const most = Math.max(...counts, 1), width = this.width / many;
    return Array.from(counts, (count, place) => ({
      left: place * width, width: width - 1, tall: count && Math.max(2, Math.sqrt(count / most) * 25),
    })).filter((bin) => bin.tall);
  },

  // Thousands of marks as one path for each colour and shape, which Vega draws several times as fast.
  paths(items, dot) {
    const found = new Map();
    for (const item of items) {
      const { datum } = item, exact = dot(item), kind = `${datum.fill} ${exact} ${datum.opacity} ${datum.dash}`;
      const wide = Math.max(datum.least, datum.span), left = (datum.middle - wide / 2).toFixed(1);
      if (!found.has(kind)) {
        found.set(kind, {
          fill: datum.fill, opacity: exact ? 0.9 : datum.opacity, line: exact ? 0 : 1.2, dash: datum.dash, parts: [],
        });
      }
      found.get(kind).parts.push(`M${left},${datum.y + 1}h${wide.toFixed(1)}v${datum.height - 1}h${-wide.toFixed(1)}v${1 - datum.height}z`);
    }
    return [...found.values()].map(({ parts, ...rest }) => ({ ...rest, path: parts.join("") }));
  },

  // The marks of these items instead of those that were; what stays is drawn anew.
  keep(name, items) {
    const held = this.held[name] ?? new Set(), next = new Set(items.map((item) => item.datum));
    const gone = [...held].filter((datum) => !next.has(datum)), come = [...next].filter((datum) => !held.has(datum));
    this.held[name] = next;
    this.view.change(name, this.view.changeset().remove(gone).insert(come).reflow());
  },

  // These rows instead of those that were.
  fresh(values) { return this.view.changeset().remove(() => true).insert(values); },

  chosenMark() {
    const item = this.laid.marks.find((one) => one.entry === this.chosen);
    return item ? [{ ...item.datum }] : [];
  },

  async choose(entry) {
    this.chosen = entry;
    this.view.change("chosen", this.fresh(this.chosenMark()));
    await this.view.runAsync();
  },

  // Show another window of time: at once with the rows as they are, a moment later with new rows.
  look(from, to) {
    const span = Math.min(Math.max(to - from, 2 * MINUTE), this.last - this.first);
    const middle = (from + to) / 2;
    from = Math.min(Math.max(middle - span / 2, this.first), this.last - span);
    this.from = from;
    this.to = from + span;
    if (!this.moving) this.moving = requestAnimationFrame(async () => {
      await this.window().runAsync();
      this.moving = 0;
    });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.draw(); this.moved(); }, 110);
  },

  // The same with a short glide, which shows where one gets to; not where motion is unwelcome.
  glide(from, to) {
    cancelAnimationFrame(this.gliding);
    if (calm.matches) return this.look(from, to);
    const [start, end] = [this.from, this.to], begun = performance.now();
    const step = (now) => {
      const part = Math.min((now - begun) / 220, 1), eased = 1 - (1 - part) ** 3;
      this.look(start + (from - start) * eased, end + (to - end) * eased);
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    this.gliding = requestAnimationFrame(step);
  },

  zoom(factor, around = (this.from + this.to) / 2, glides = false) {
    const from = around - (around - this.from) * factor, to = around + (this.to - around) * factor;
    glides ? this.glide(from, to) : this.look(from, to);
  },

  pan(part) {
    const by = (this.to - this.from) * part;
    this.glide(this.from + by, this.to + by);
  },

  time(x) { return this.from + ((x - this.gutter) / this.width) * (this.to - this.from); },
  x(time) { return this.gutter + ((time - this.from) / (this.to - this.from)) * this.width; },

  // The entry at a place of the chart, or the nearest within a finger's or the mouse's reach.
  at(x, y, reach) {
    let best = null, least = reach;
    for (const item of this.laid.marks) {
      const from = this.x(item.entry.start), to = this.x(item.entry.before);
      const width = Math.max(item.least, to - from), left = (from + to - width) / 2;
      const text = item.named ? item.wide + 8 : 0;
      const right = left + width + (item.title === "right" ? text : 0);
      const aside = Math.max(left - (item.named && item.title === "left" ? text : 0) - x, x - right, 0), above = Math.max(item.y - y, y - item.y - item.height, 0);
      const far = Math.hypot(aside, above);
      if (far < least || (far === 0 && least === 0 && best && item.least <= width && width < best.width)) {
        least = far;
        best = { entry: item.entry, width };
      }
    }
    return best && best.entry;
  },
};
