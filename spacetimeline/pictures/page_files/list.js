// The list: the same entries as the timeline shows, read without seeing it, a page at a time.

const LONG = 50;

const list = {
  inView: [], page: 0, open: () => {},

  fill(shown) {
    this.inView = shown.filter((entry) => entry.before > chart.from && entry.start < chart.to);
    this.page = 0;
    this.draw();
  },

  draw() {
    const found = this.inView.length, first = this.page * LONG, last = Math.min(first + LONG, found);
    put("listed", `${counted(found)} in view`);
    put("page", found ? `${number(first + 1)}–${number(last)} of ${number(found)}` : "");
    document.getElementById("before").disabled = this.page === 0;
    document.getElementById("after").disabled = last >= found;
    document.querySelector(".pages").hidden = found <= LONG;
    document.getElementById("rows").replaceChildren(
      ...this.inView.slice(first, last).map((entry) => {
        const button = made("button", entry.title, { type: "button" });
        button.addEventListener("click", () => this.open(entry));
        const title = made("td");
        title.append(button);
        const row = made("tr");
        row.append(made("td", entry.date, { class: "date" }), made("td", entry.kind, { class: "kind" }), title);
        return row;
      }),
    );
  },

  turn(by) {
    this.page += by;
    this.draw();
    document.getElementById("list").scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  },
};

// -- text on the page: always as text, never as HTML ------------------------------------------

function put(id, text) { document.getElementById(id).textContent = text; }

function made(tag, text = "", attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
