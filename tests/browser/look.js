// What a critic would point at in a drawing, as lists of sentences. Each function is run in the page.

const shown = (element) => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return (
    element.textContent.trim() !== "" &&
    style.display !== "none" &&
    style.visibility !== "hidden" &&
    Number(style.opacity) > 0.05 &&
    Number(style.fillOpacity) > 0.05 &&
    box.width > 0 &&
    box.height > 0
  );
};

const drawings = () =>
  [...document.querySelectorAll("main svg")].filter(
    (svg) => !svg.ownerSVGElement && svg.getBoundingClientRect().height > 0,
  );

const sameText = (one, two) => {
  if (!one || !two || one.textContent !== two.textContent) return false;
  const [a, b] = [one, two].map((each) => each.getBoundingClientRect());
  return Math.abs(a.left - b.left) < 4 && Math.abs(a.top - b.top) < 4;
};

// A text drawn twice in its place is a pale edge under its letters and the letters.
const labelsWithEdges = (svg) => {
  const all = [...svg.querySelectorAll("text")].filter(shown);
  const edges = new Map();
  all.forEach((text, index) => {
    const above = all.slice(index + 1).find((other) => sameText(text, other));
    if (above) edges.set(above, text);
  });
  const beneath = new Set(edges.values());
  return all.filter((text) => !beneath.has(text)).map((text) => [text, edges.get(text)]);
};

const labels = (svg) => labelsWithEdges(svg).map(([text]) => text);

// What can be seen of a drawing: a board scrolls inside its card.
const windowOf = (svg) => {
  const frame = svg.getBoundingClientRect();
  let { left, right, top, bottom } = frame;
  for (let each = svg.parentElement; each; each = each.parentElement) {
    if (getComputedStyle(each).overflowX === "visible") continue;
    const box = each.getBoundingClientRect();
    [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
  }
  return { left, right, top, bottom };
};

const place = (svg) => {
  const card = svg.closest("[data-chart]");
  return card ? card.dataset.chart : "a drawing";
};

const isTurned = (text) => {
  const matrix = text.getScreenCTM();
  return Math.abs(matrix.b) > 0.01;
};

function overlaps() {
  const found = [];
  for (const svg of drawings()) {
    const boxes = labels(svg)
      .filter((text) => !isTurned(text))
      .map((text) => [text.textContent.trim(), text.getBoundingClientRect()]);
    boxes.forEach(([one, a], index) => {
      for (const [two, b] of boxes.slice(index + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Line boxes are taller than letters: a third of a line may be shared.
        if (across > 1 && down > Math.min(a.height, b.height) / 3) {
          found.push(`${place(svg)}: '${one}' lies over '${two}'`);
        }
      }
    });
  }
  return found;
}

function cut() {
  const found = [];
  for (const svg of drawings()) {
    const frame = svg.getBoundingClientRect();
    if (windowOf(svg).right < frame.right - 1) continue;
    for (const text of labels(svg)) {
      const box = text.getBoundingClientRect();
      // A map or a board may hold labels outside its window, clipped whole; half a label is a fault.
      const visible = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
      if (visible > 0 && visible < box.width - 2) {
        found.push(`${place(svg)}: '${text.textContent.trim()}' is cut`);
      }
    }
  }
  return found;
}

function wide() {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => !element.ownerSVGElement)
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${place(element)}: ${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
}

function small() {
  const found = [];
  for (const svg of drawings()) {
    for (const text of labels(svg)) {
      const scale = text.getScreenCTM().a;
      const size = parseFloat(getComputedStyle(text).fontSize) * (scale || 1);
      if (!isTurned(text) && size < 10.9) {
        found.push(`${place(svg)}: '${text.textContent.trim()}' is ${size.toFixed(1)} px`);
      }
    }
  }
  return found;
}

function labelBoxes() {
  return drawings().flatMap((svg) =>
    labelsWithEdges(svg)
      .filter(([text]) => !isTurned(text))
      .map(([text, edge]) => {
        const style = getComputedStyle(text);
        const beneath = edge ? getComputedStyle(edge) : style;
        const box = text.getBoundingClientRect();
        const frame = windowOf(svg);
        return {
          chart: place(svg),
          text: text.textContent.trim(),
          fill: style.fill,
          halo:
            beneath.stroke !== "none" && parseFloat(beneath.strokeWidth) >= 2 ? beneath.stroke : null,
          size: parseFloat(style.fontSize),
          weight: Number(style.fontWeight),
          x: box.left + scrollX,
          y: box.top + scrollY,
          width: box.width,
          height: box.height,
          inside:
            box.left >= frame.left - 1 &&
            box.right <= frame.right + 1 &&
            box.top >= frame.top - 1 &&
            box.bottom <= frame.bottom + 1,
        };
      }),
  );
}

function hideLabels() {
  for (const text of document.querySelectorAll("main svg text")) {
    text.style.visibility = "hidden";
  }
}
