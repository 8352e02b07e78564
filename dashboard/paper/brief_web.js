/* The interactive map of the brief, drawn by deck.gl. Text of records reaches the page as text alone, and deck.gl's JSON
   converter, which reads expressions, is given no record at all: data and accessors are put into its layers afterwards. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  if (!live || !document.createElement("canvas").getContext("webgl2")) return;

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const map = read("map-data");
  const ground = read("map-ground");
  const stage = document.getElementById("stage");
  const tip = document.getElementById("tip");
  const said = document.getElementById("said");
  const partners = document.getElementById("partners");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const byCode = new Map(map.marks.map((mark) => [mark.code, mark]));
  const boxes = [...live.querySelectorAll("input[data-status]")];
  const advisoryBox = live.querySelector("input[data-advisory]");
  let selected = null;
  let hovered = null;
  let view = null;
  let level = 0;
  let deck = null;

  const colour = (hex, alpha = 255) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(alpha);
  const palette = () => map.palettes[dark.matches ? "dark" : "light"];
  const shown = (mark) => boxes[mark.status].checked && (!advisoryBox || !advisoryBox.checked || mark.advisory);

  /* The view that holds every mark, in Web Mercator with 512 pixels to the Earth at zoom 0. */
  const northing = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  const opening = () => {
    const [west, south, east, north] = map.bounds;
    const across = stage.clientWidth / (((east - west) / 360) * 512);
    const up = stage.clientHeight / ((northing(north) - northing(south)) * 512);
    const zoom = Math.max(map.zooms[0], Math.min(map.zooms[1], Math.log2(Math.min(across, up))));
    const middle = (northing(north) + northing(south)) * Math.PI;
    const latitude = (Math.atan(Math.sinh(middle)) * 180) / Math.PI;
    return { longitude: (west + east) / 2, latitude, zoom, minZoom: map.zooms[0], maxZoom: map.zooms[1] };
  };
  const levelOf = (zoom) =>
    Math.max(0, Math.min(map.levels.length - 1, Math.floor((zoom - map.zooms[0]) / map.step + 1e-6)));

  const views = [
    {
      "@@type": "MapView",
      id: "map",
      controller: {
        keyboard: true,
        dragRotate: false,
        touchRotate: false,
        normalize: false,
        maxBounds: [[-30, -72], [330, 82]],
      },
    },
  ];
  /* Of these fonts no capital reaches left of its place: deck.gl cuts off what does, as the foot of a J. */
  const labelFamily = "Arial, Helvetica, sans-serif";
  const glyphFont = { sdf: true, fontSize: 64, buffer: 12, radius: 16 };
  const labelFont = { sdf: true, fontSize: 48, buffer: 12, radius: 12, cutoff: 0.21 };
  const letters = [...new Set(map.marks.map((mark) => mark.label).join("") || " ")];
  const templates = [
    { "@@type": "GeoJsonLayer", id: "land", stroked: false },
    { "@@type": "GeoJsonLayer", id: "partners", stroked: false, pickable: true },
    { "@@type": "PathLayer", id: "borders", widthUnits: "pixels" },
    { "@@type": "PathLayer", id: "graticule", widthUnits: "pixels" },
    { "@@type": "GeoJsonLayer", id: "advised", filled: false, lineWidthUnits: "pixels" },
    { "@@type": "GeoJsonLayer", id: "selected", filled: false, lineWidthUnits: "pixels" },
    { "@@type": "ScatterplotLayer", id: "ring", radiusUnits: "pixels", lineWidthUnits: "pixels", stroked: true, filled: false },
    { "@@type": "TextLayer", id: "labels", fontFamily: labelFamily, fontWeight: 600, fontSettings: labelFont },
    { "@@type": "TextLayer", id: "glyphs", pickable: true, fontSettings: glyphFont, background: true },
    { "@@type": "TextLayer", id: "badges", background: true, fontWeight: 800 },
  ];

  const place = (mark) => map.levels[level][mark.at];
  const features = (wanted) => ground.features.filter((feature) => wanted(byCode.get(feature.properties.t)));
  const land = features((mark) => !mark);
  const visited = features((mark) => mark);

  /* What the layers show, made anew only when it changes: deck.gl builds a layer anew for every new list. */
  let held = { key: null };
  const lists = () => {
    const visible = map.marks.filter(shown);
    const key = `${level} ${visible.map((mark) => mark.at).join(",")}`;
    if (held.key !== key)
      held = {
        key,
        visible,
        labelled: visible.filter((mark) => place(mark).label),
        advised: visible.filter((mark) => mark.advisory),
        outlined: features((mark) => mark && mark.advisory && shown(mark)),
      };
    return held;
  };
  const layers = () => {
    const colours = palette();
    const { key, visible, labelled, advised, outlined } = lists();
    const fillOf = (mark) => (shown(mark) ? colours.fill[mark.status] : colours.filtered);
    const chosen = byCode.get(selected ?? hovered);
    const theme = dark.matches ? "dark" : "light";
    const position = (mark) => [mark.lon, mark.lat];
    const offset = (mark) => place(mark).glyph;
    const props = {
      land: { data: land, getFillColor: colour(colours.land) },
      partners: {
        data: visited,
        getFillColor: (feature) => colour(fillOf(byCode.get(feature.properties.t))),
        updateTriggers: { getFillColor: `${theme} ${key.split(" ")[1]}` },
      },
      borders: { data: ground.borders, getPath: (line) => line, getColor: colour(colours.border), getWidth: 0.75 },
      graticule: {
        data: map.graticule,
        getPath: (line) => line.path,
        getColor: (line) => colour(line.dateLine ? colours.dateLine : colours.graticule),
        getWidth: (line) => (line.dateLine ? 1.5 : 0.75),
        updateTriggers: { getColor: theme },
      },
      advised: {
        data: outlined,
        getLineColor: colour(colours.advisory),
        getLineWidth: 2,
      },
      selected: {
        data: features((mark) => mark && mark === chosen),
        getLineColor: colour(colours.selected),
        getLineWidth: 3.5,
      },
      ring: {
        data: chosen ? [{ ...chosen, shift: offset(chosen) }] : [],
        getPosition: position,
        getPixelOffset: (one) => one.shift,
        getRadius: 13,
        getLineColor: colour(colours.selected),
        getLineWidth: 3,
      },
      labels: {
        data: labelled,
        characterSet: letters,
        getText: (mark) => mark.label,
        getPosition: position,
        getPixelOffset: (mark) => place(mark).label,
        getTextAnchor: (mark) => place(mark).anchor,
        getSize: 12,
        getColor: colour(colours.label),
        outlineWidth: 4,
        outlineColor: colour(colours.halo),
        updateTriggers: { getPixelOffset: level, getTextAnchor: level },
      },
      glyphs: {
        data: visible,
        characterSet: map.glyphs.join(""),
        getText: (mark) => map.glyphs[mark.status],
        getPosition: position,
        getPixelOffset: offset,
        getSize: 17,
        getColor: (mark) => colour(colours.fill[mark.status]),
        outlineWidth: 3,
        outlineColor: colour(colours.outline),
        getBackgroundColor: [0, 0, 0, 0],
        backgroundPadding: [3, 1],
        updateTriggers: { getPixelOffset: level, getColor: theme },
      },
      badges: {
        data: advised,
        getText: () => "!",
        getPosition: position,
        getPixelOffset: (mark) => offset(mark).map((one, axis) => one + map.badge[axis]),
        getSize: 11,
        getColor: colour(colours.onAdvisory),
        getBackgroundColor: colour(colours.advisory),
        backgroundPadding: [3, 0],
        updateTriggers: { getPixelOffset: level },
      },
    };
    return base.map((layer) => layer.clone(props[layer.id]));
  };

  const codeOf = (info) => {
    if (!info || !info.object) return null;
    const code = info.object.code ?? info.object.properties?.t;
    return byCode.has(code) && shown(byCode.get(code)) ? code : null;
  };
  const paragraph = (text, name) => {
    const made = document.createElement("p");
    made.textContent = text;
    made.dir = "auto";
    if (name) made.className = name;
    return made;
  };
  const tell = (code, x, y) => {
    const mark = byCode.get(code);
    tip.hidden = !mark;
    if (!mark) return;
    const facts = mark.facts.map(([label, value]) => paragraph(`${label}: ${value}`));
    tip.replaceChildren(paragraph(mark.name, "name"), ...facts);
    const left = Math.max(4, Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 4));
    const over = y + 14 + tip.offsetHeight > stage.clientHeight;
    tip.style.left = `${left}px`;
    tip.style.top = `${Math.max(4, over ? y - tip.offsetHeight - 10 : y + 14)}px`;
  };
  const draw = () => deck.setProps({ layers: layers() });
  const rows = () => document.querySelectorAll("tr[data-code]");

  const hover = (code) => {
    if (code === hovered) return;
    hovered = code;
    mark();
    draw();
  };
  const mark = () => {
    const chosen = selected ?? hovered;
    for (const row of rows()) row.classList.toggle("chosen", row.dataset.code === chosen);
    for (const button of partners.querySelectorAll("button.on-map"))
      button.setAttribute("aria-pressed", String(button.closest("tr").dataset.code === selected));
  };
  const select = (code) => {
    selected = code === selected ? null : code;
    mark();
    draw();
    const found = byCode.get(selected);
    said.textContent = found ? [found.name, ...found.facts.map(([label, value]) => `${label}: ${value}`)].join(" · ") : map.hint;
    const row = [...partners.querySelectorAll("tr[data-code]")].find((one) => one.dataset.code === selected);
    if (row) partners.scrollTop = row.offsetTop - partners.clientHeight / 2;
  };
  const look = (next) => {
    view = next;
    level = levelOf(view.zoom);
    deck.setProps({ initialViewState: { ...view }, layers: layers() });
  };
  const zoomBy = (step) =>
    look({ ...view, zoom: Math.max(map.zooms[0], Math.min(map.zooms[1], view.zoom + step)) });

  /* The picture gives way to the map, which must have its size before it starts. */
  live.hidden = false;
  document.body.classList.add("is-live");
  view = opening();
  level = levelOf(view.zoom);
  const failed = () => {
    live.hidden = true;
    document.body.classList.remove("is-live");
  };
  deck = createDeck({
    container: document.getElementById("deck"),
    tooltip: false,
    jsonInput: { initialViewState: view, views, layers: templates, mapProvider: null, pickingRadius: 5 },
  });
  const base = deck.props.layers;
  const onHover = (info) => {
    const code = codeOf(info);
    tell(code, info.x, info.y);
    hover(code);
  };
  const onViewStateChange = ({ viewState }) => {
    view = viewState;
    tip.hidden = true;
    if (levelOf(view.zoom) === level) return;
    level = levelOf(view.zoom);
    draw();
  };
  deck.setProps({
    onHover,
    onViewStateChange,
    onError: failed,
    getCursor: ({ isHovering, isDragging }) => (isDragging ? "grabbing" : isHovering ? "pointer" : "grab"),
    layers: layers(),
  });
  const canvas = stage.querySelector("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", stage.dataset.alt);

  /* The wheel belongs to the page until the map was clicked or reached by the keyboard. */
  const wheel = (event) => document.activeElement === canvas || event.stopPropagation();
  stage.addEventListener("wheel", wheel, { capture: true, passive: true });

  /* deck.gl takes no slow press for a click, and where it draws without a graphics card every press is slow. */
  let pressed = null;
  canvas.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
    canvas.focus({ preventScroll: true });
  });
  canvas.addEventListener("click", (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 5) return;
    const box = canvas.getBoundingClientRect();
    const code = codeOf(deck.pickObject({ x: event.clientX - box.left, y: event.clientY - box.top, radius: 5 }));
    if (code || selected) select(code ?? selected);
  });
  canvas.addEventListener("pointerleave", () => onHover({}));

  for (const box of live.querySelectorAll("input"))
    box.addEventListener("change", () => {
      for (const row of partners.querySelectorAll("tr[data-code]")) row.hidden = !shown(byCode.get(row.dataset.code));
      if (selected && !shown(byCode.get(selected))) select(selected);
      draw();
    });
  document.getElementById("closer").addEventListener("click", () => zoomBy(0.5));
  document.getElementById("farther").addEventListener("click", () => zoomBy(-0.5));
  document.getElementById("reset").addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    if (advisoryBox) advisoryBox.checked = false;
    for (const row of partners.querySelectorAll("tr[data-code]")) row.hidden = false;
    if (selected) select(selected);
    look(opening());
  });

  for (const row of rows()) {
    const cell = row.querySelector("th");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "on-map";
    button.append(...cell.childNodes);
    cell.append(button);
    const inList = partners.contains(row);
    button.addEventListener("click", () => {
      if (inList || selected !== row.dataset.code) select(row.dataset.code);
      if (!inList) live.scrollIntoView({ block: "start" });
    });
    row.addEventListener("pointerenter", () => hover(row.dataset.code));
    row.addEventListener("pointerleave", () => hover(null));
    button.addEventListener("focus", () => hover(row.dataset.code));
    button.addEventListener("blur", () => hover(null));
  }
  said.textContent = map.hint;
  mark();
  dark.addEventListener("change", draw);
  window.addEventListener("resize", () => {
    if (view.zoom < opening().zoom) look(opening());
  });
  live.dataset.ready = "";
})();
