// The map page: draws what the embedded data says of a day, as known at a day, from a viewpoint. No library, no network. Texts go in as text, never as HTML.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const EPOCH = 719163; // ordinal of 1 January 1970
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const COLOURS = ["#1f6fb4", "#c8452d", "#3a8f43", "#9a5cb4", "#c98a12", "#17928f", "#b0487f", "#6b7a2a"];
  const OTHER = "#7a7a7a";
  const KINDS = { // type → group, shape and colour of its mark
    ground: ["fighting and advances", "#8c1d18", ["advance", "armed_clash", "deployment"]],
    hands: ["changed hands", "#1b1f24", ["territory_gained", "territory_left", "territory_held"]],
    strikes: ["strikes and shelling", "#e08600", ["air_strike", "shelling", "bombing", "chemical_attack", "destruction"]],
    people: ["killed, hurt, held", "#b3006b", ["casualties", "violence_against_civilians", "abduction_or_arrest"]],
    flight: ["flight, aid, agreements", "#00796b", ["displacement", "access", "agreement"]],
  };
  const SHAPES = { ground: "M-4,-4L4,4M-4,4L4,-4", hands: "M-3,5V-5H4L2,-2.5L4,0H-3", strikes: "M0,-5L4.5,4H-4.5Z", people: "M0,-5L4,0L0,5L-4,0Z", flight: "M-4.5,-1.5H1V-4.5L5,0L1,4.5V1.5H-4.5Z" };
  const kindOf = {};
  for (const [key, [, , types]] of Object.entries(KINDS)) for (const type of types) kindOf[type] = key;

  // What is shown, by pure functions of the data -----------------------------------------------------------------

  const dayText = (n) => { if (n === null || n === undefined) return "day unknown"; const d = new Date((n - EPOCH) * 864e5); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };

  /** The last version known at `known` (null: everything); versions are in the order of their days, null last. */
  const asKnown = (versions, known) => { let found = null; for (const v of versions) if (known === null || (v[0] !== null && v[0] <= known)) found = v; return found; };

  /** Place number → state [from, status, holder, left, since, last, claims, others] on `day`. */
  function holdings(view, day, known) {
    const found = new Map();
    for (const row of view.states) {
      const version = asKnown(row.known, known);
      let now = null;
      for (const state of version ? version[1] : []) if (state[0] === null || state[0] <= day) now = state;
      if (now) found.set(row.place, now);
    }
    return found;
  }

  const plural = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
  const claimKnown = (n, known) => { const day = data.reports[data.claims[n].report].day; return known === null || (day !== null && day <= known); };

  /** The incidents of the days up to `day` that are known; one without a day is shown only where all days are. */
  function happened(day, length, known, kinds) {
    return data.incidents.filter((i) => kinds.has(kindOf[i.type]) && (i.from === null ? length > 1e6 : i.from <= day && i.to > day - length) && i.claims.some((c) => claimKnown(c, known)));
  }

  window.warmonitorMap = { data, asKnown, holdings, happened, dayText, claimKnown };

  // Projection: Mercator, fitted to the towns of which most is said ----------------------------------------------

  const mercator = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
  const latitude = (y) => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;
  const screen = { x: 0, y: 0, k: 1, w: 800, h: 600 };
  const put = ([lon, lat]) => [(lon - screen.x) * screen.k + screen.w / 2, (screen.y - mercator(lat)) * screen.k + screen.h / 2];

  function fit() {
    const box = $("map").getBoundingClientRect();
    screen.w = box.width || 800; screen.h = box.height || 600;
    if (!data.box) return;
    const [south, west, north, east] = [mercator(data.box[0]), data.box[1], mercator(data.box[2]), data.box[3]];
    screen.x = (west + east) / 2; screen.y = (south + north) / 2;
    screen.k = 0.8 * Math.min(screen.w / Math.max(east - west, 0.3), screen.h / Math.max(north - south, 0.3));
  }

  // Drawing ---------------------------------------------------------------------------------------------------

  const NS = "http://www.w3.org/2000/svg";
  function svg(name, attributes, parent, text) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }
  function html(name, parent, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    parent.append(made);
    return made;
  }

  const camp = (holder) => data.camps[holder] || holder;
  const colours = new Map(); // side, or holder of no known side → colour, the most frequent first
  {
    const seen = {};
    for (const v of data.views.slice(0, 1)) for (const s of v.states) for (const [, states] of s.known) for (const state of states) if (state[2]) seen[camp(state[2])] = (seen[camp(state[2])] || 0) + 1;
    Object.keys(seen).sort((a, b) => seen[b] - seen[a] || (a < b ? -1 : 1)).forEach((name, n) => colours.set(name, COLOURS[n] || OTHER));
  }
  const colourOf = (holder) => colours.get(camp(holder)) || OTHER;

  const state = { day: 0, length: 7, known: null, view: 0, kinds: new Set(Object.keys(KINDS)), open: null };

  function graticule(map) {
    const step = [10, 5, 2, 1, 0.5, 0.2, 0.1].find((s) => s * screen.k < 160) || 0.1;
    const west = screen.x - screen.w / 2 / screen.k, east = screen.x + screen.w / 2 / screen.k;
    const south = latitude(screen.y - screen.h / 2 / screen.k), north = latitude(screen.y + screen.h / 2 / screen.k);
    const label = (v, plus, minus) => `${Math.abs(Math.round(v * 10) / 10)}°${v < 0 ? minus : plus}`;
    for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) { const [x] = put([lon, 0]); svg("path", { class: "grid", d: `M${x},0V${screen.h}` }, map); svg("text", { class: "tick", x: x + 2, y: 10 }, map, label(lon, "E", "W")); }
    for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) { const [, y] = put([0, lat]); svg("path", { class: "grid", d: `M0,${y}H${screen.w}` }, map); svg("text", { class: "tick", x: screen.w - 34, y: y - 2 }, map, label(lat, "N", "S")); }
  }

  function scaleBar(map) {
    const km = 111.32 * Math.cos((latitude(screen.y) * Math.PI) / 180) / screen.k; // kilometres in a pixel
    const length = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((l) => l / km < 140) || 1;
    const x = screen.w - 20, y = screen.h - 14;
    svg("path", { class: "scale", d: `M${x},${y - 5}V${y}H${x - length / km}V${y - 5}` }, map);
    svg("text", { class: "tick", x: x - length / km, y: y - 8 }, map, `${length} km`);
  }

  let labels = []; // boxes of the names drawn so far: a name that would cover another one is left out
  function name(parent, x, y, dx, dy, text) {
    const width = text.length * 6.2;
    for (const left of [dx, -dx - width]) { // right of its place, else left of it
      const box = [x + left, y + dy - 10, x + left + width, y + dy + 3];
      if (labels.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
      labels.push(box);
      svg("text", left === dx ? { x: dx, y: dy } : { x: -dx, y: dy, "text-anchor": "end" }, parent, text);
      return;
    }
  }

  function townDots(map) {
    let named = 0;
    data.towns.forEach(([lon, lat, town, people]) => {
      const [x, y] = put([lon, lat]);
      if (x < 0 || y < 0 || x > screen.w || y > screen.h) return;
      const g = svg("g", { class: "town", transform: `translate(${x},${y})`, "aria-hidden": "true" });
      map.insertBefore(g, map.querySelector(".place"));
      svg("circle", { r: people > 200000 ? 2.5 : 1.3 }, g);
      if (named++ < 60) name(g, x, y, 4, -3, town);
    });
  }

  function draw() {
    const map = $("map"), focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.place : undefined;
    map.replaceChildren();
    map.setAttribute("viewBox", `0 0 ${screen.w} ${screen.h}`);
    graticule(map); labels = [];
    const held = holdings(data.views[state.view], state.day, state.known);
    const at = new Map();
    for (const i of happened(state.day, state.length, state.known, state.kinds)) for (const p of i.places) at.set(p, [...(at.get(p) || []), i]);
    // Regions first, so that towns lie above them; of towns those that somebody holds first, so that their names stand.
    const shown = [...new Set([...held.keys(), ...at.keys()])].sort((a, b) => data.places[b].wide - data.places[a].wide || held.has(b) - held.has(a) || a - b);
    for (const n of shown) drawPlace(map, data.places[n], held.get(n), at.get(n) || []);
    townDots(map); scaleBar(map); legend(shown.map((n) => held.get(n)).filter(Boolean));
    if (focused !== undefined) { const again = map.querySelector(`[data-place="${focused}"]`); if (again) again.focus({ preventScroll: true }); }
    if (state.open !== null) detail(data.places[state.open], held.get(state.open), at.get(state.open) || []);
  }

  function drawPlace(map, place, held, incidents) {
    const [x, y] = put(place.at);
    if (x < -40 || y < -40 || x > screen.w + 40 || y > screen.h + 40) return;
    const told = [stateText(held), incidents.length ? plural(incidents.length, "incident") : ""].filter(Boolean).join("; ");
    const g = svg("g", { class: `place${state.open === place.n ? " open" : ""}`, tabindex: 0, role: "button", "data-place": place.n, transform: `translate(${x},${y})`, "aria-label": `${place.name}: ${told}` }, map);
    svg("title", {}, g, `${place.name}: ${told}`);
    const r = place.wide ? 10 : 7;
    // A point told by its distance from a town, or a stretch between two: how far off it may lie.
    if (place.radius) svg("circle", { class: "around", r: (place.radius * screen.k) / (111.32 * Math.cos((place.at[1] * Math.PI) / 180)) }, g);
    svg("circle", { class: "halo", r: r + 4 }, g);
    const dot = svg("circle", { r: held ? r : 3, class: held ? held[1] : "none" }, g);
    if (held && held[1] !== "unknown") dot.setAttribute("fill", held[2] ? colourOf(held[2]) : "var(--paper)");
    const kinds = [...new Set(incidents.map((i) => kindOf[i.type]))];
    kinds.forEach((kind, n) => {
      const mark = svg("path", { class: "glyph", d: SHAPES[kind], transform: `translate(${12 + n * 12},${-8}) scale(1.25)` }, g);
      mark.setAttribute(kind === "ground" ? "stroke" : "fill", KINDS[kind][1]);
      if (kind === "ground") mark.setAttribute("stroke-width", "2.2");
    });
    labels.push([x - 6, y - 14, x + 8 + 12 * kinds.length, y + 1]);
    name(g, x, y, r + 3, 12, place.name);
    const open = () => { state.open = place.n; draw(); $("detail").focus({ preventScroll: true }); };
    g.addEventListener("click", (e) => { e.stopPropagation(); open(); });
    g.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); open(); } });
  }

  function legend(states) {
    const box = $("legend"); box.replaceChildren();
    const order = [...colours.keys()], named = [...new Set(states.map((s) => s[2]).filter(Boolean))].sort((a, b) => order.indexOf(camp(a)) - order.indexOf(camp(b)) || (a < b ? -1 : 1));
    for (const name of named.slice(0, 10)) { const item = html("span", box); html("i", item).style.background = colourOf(name); item.append(name); }
    for (const [status, edge] of [["contested", "var(--warn)"], ["besieged", "var(--ink)"]]) if (states.some((s) => s[1] === status)) { const item = html("span", box); html("i", item).style.borderColor = edge; item.append(status); }
    if (!states.length) box.append("Nobody says who holds what on this day.");
  }

  // The claims behind a place -----------------------------------------------------------------------------------

  function stateText(s) {
    if (!s) return "";
    const [, status, holder, left, , , , others] = s;
    if (status === "held") return `said to be held by ${holder}`;
    if (status === "besieged") return `besieged${others.length ? ` by ${others.join(", ")}` : ""}${holder ? `, held by ${holder}` : ""}`;
    const told = left ? `left by ${left}` : [holder, ...others].filter(Boolean).join("; ");
    return `${status}${told ? ` (${told})` : ""}`;
  }

  function quote(parent, n) {
    const claim = data.claims[n], report = data.reports[claim.report];
    const block = html("blockquote", parent);
    if (claim.stance !== "asserted") html("span", block, `${claim.stance} `, "mark");
    html("q", block, claim.quote);
    const foot = html("footer", block), source = [claim.by, report.outlet || report.id, report.day === null ? "undated" : dayText(report.day)].filter(Boolean).join(", ");
    if (report.url) { const a = html("a", foot, `— ${source}`); a.href = report.url; a.rel = "noopener noreferrer nofollow"; } else foot.append(`— ${source}`);
    foot.append(` · ${data.types[claim.type]}${claim.when ? `, ${claim.when}` : ""}${claim.counts ? `, ${claim.counts}` : ""}`);
  }

  function detail(place, held, incidents) {
    const box = $("detail"); box.replaceChildren();
    if (!place) { html("p", box, "Choose a place on the map: what is said of it, by whom, in which words."); return; }
    html("h2", box, place.name); html("p", box, [place.in, place.radius ? `within ${place.radius} km of the mark` : ""].filter(Boolean).join("; "), "small");
    if (held) {
      const [, , , , since, last, claims] = held;
      html("h3", box, stateText(held));
      html("p", box, `${since ? `since ${dayText(since)}, ` : ""}last asserted ${dayText(last)}; ${data.views[state.view].name}`, "small");
      for (const n of claims) quote(box, n);
    }
    for (const i of incidents) {
      const version = asKnown(i.known, state.known) || i.known[0];
      html("h3", box, `${data.types[i.type]}${version[5] ? ` (${version[5]})` : ""}, ${i.when}`);
      html("p", box, [version[4], version[1], plural(version[2], "independent source"), version[3] ? `differ on ${version[3]}` : ""].filter(Boolean).join(" · "), "small");
      for (const n of i.claims) if (claimKnown(n, state.known)) quote(box, n);
    }
    if (!held && !incidents.length) html("p", box, "Nothing is said of it on these days.");
  }

  // Controls ----------------------------------------------------------------------------------------------------

  function controls() {
    const days = data.days, stated = data.known.length ? data.known[data.known.length - 1] : Infinity;
    const day = $("day"); day.min = 0; day.max = Math.max(days.length - 1, 0); day.value = Math.max(days.filter((d) => d <= stated).length - 1, 0);
    const choose = () => { state.day = days.length ? days[+day.value] : null; };
    choose();
    const known = $("known"); known.min = 0; known.max = data.known.length; known.value = data.known.length;
    const tell = () => { $("day-shown").textContent = state.day === null ? "no day told" : dayText(state.day); $("known-shown").textContent = state.known === null ? "everything" : dayText(state.known); day.setAttribute("aria-valuetext", $("day-shown").textContent); known.setAttribute("aria-valuetext", $("known-shown").textContent); draw(); };
    day.addEventListener("input", () => { choose(); tell(); });
    known.addEventListener("input", () => { state.known = +known.value < data.known.length ? data.known[+known.value] : null; tell(); });
    $("window").addEventListener("input", (e) => { state.length = +e.target.value; tell(); });
    data.views.forEach((v, n) => { const o = html("option", $("view"), v.name); o.value = n; });
    $("view").addEventListener("input", (e) => { state.view = +e.target.value; tell(); });
    for (const [key, [name, colour]] of Object.entries(KINDS)) {
      const label = html("label", $("types")), box = html("input", label);
      box.type = "checkbox"; box.checked = true;
      const icon = svg("svg", { width: 12, height: 12, viewBox: "-6 -6 12 12", "aria-hidden": "true" }, label);
      svg("path", { d: SHAPES[key], fill: key === "ground" ? "none" : colour, stroke: colour, "stroke-width": key === "ground" ? 2.2 : 0 }, icon);
      label.append(name);
      box.addEventListener("input", () => { if (box.checked) state.kinds.add(key); else state.kinds.delete(key); tell(); });
    }
    $("asked").textContent = [`${plural(data.claims.length, "claim")} of ${plural(data.reports.length, "report")}; this tells what sources say, not what is true`, ...Object.entries(data.asked).map(([k, v]) => `${k}: ${v}`)].join(" · ");
    tell();
  }

  function zoomed(factor, x = screen.w / 2, y = screen.h / 2) {
    const k = Math.min(Math.max(screen.k * factor, 2), 20000);
    screen.x += (x - screen.w / 2) * (1 / screen.k - 1 / k); screen.y -= (y - screen.h / 2) * (1 / screen.k - 1 / k);
    screen.k = k; draw();
  }

  function moving() {
    const map = $("map"); let from = null;
    map.addEventListener("wheel", (e) => { e.preventDefault(); const box = map.getBoundingClientRect(); zoomed(Math.exp(-e.deltaY / 400), e.clientX - box.left, e.clientY - box.top); }, { passive: false });
    map.addEventListener("pointerdown", (e) => { if (!e.target.closest || !e.target.closest(".place")) from = [e.clientX, e.clientY]; });
    window.addEventListener("pointermove", (e) => { if (!from) return; screen.x -= (e.clientX - from[0]) / screen.k; screen.y += (e.clientY - from[1]) / screen.k; from = [e.clientX, e.clientY]; draw(); });
    window.addEventListener("pointerup", () => { from = null; });
    map.addEventListener("keydown", (e) => {
      const step = 60 / screen.k, by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[e.key];
      if (by) { screen.x += by[0]; screen.y += by[1]; e.preventDefault(); draw(); }
      if (e.key === "+" || e.key === "=") zoomed(1.4);
      if (e.key === "-") zoomed(1 / 1.4);
      if (e.key === "Escape") { state.open = null; detail(null); draw(); }
    });
    $("in").addEventListener("click", () => zoomed(1.6)); $("out").addEventListener("click", () => zoomed(1 / 1.6)); $("fit").addEventListener("click", () => { fit(); draw(); });
    window.addEventListener("resize", () => { const box = map.getBoundingClientRect(); screen.w = box.width || 800; screen.h = box.height || 600; draw(); });
  }

  detail(null); controls(); fit(); draw(); moving();
})();
