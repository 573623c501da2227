// Labels placed so that none covers another, nor a mark: the rules of report/maps/labels.py.

export interface Anchor {
  key: string;
  lines: string[];
  /** Width of its longest line, pixels. */
  width: number;
  /** Middle and radius of the mark, pixels. */
  x: number;
  y: number;
  radius: number;
}

/** Left, top, right and bottom, pixels. */
export type Rectangle = [number, number, number, number];

export interface Label {
  key: string;
  lines: string[];
  width: number;
  /** Where its lines begin, end or have their middle, and the upper edge of the first, pixels. */
  x: number;
  top: number;
  align: "start" | "middle" | "end";
  /** End of the thin line that leads from the mark; null where the label stands beside it. */
  leader: [number, number] | null;
}

export const LINE_HEIGHT = 14;
export const FONT_SIZE = 11.5;

const NARROW = new Set("fijlrtI.,:;'|()[] ");
const WIDE = new Set("mwMW@%&");
const GAP = 3;
const DISTANCES = [0, 10, 22, 36, 52, 70, 90, 112];
const WITH_LEADER = 10;
const LONG = 17;
const LINE_POINTS = 14;

/** Right and down, of length one; the first are preferred. */
const DIRECTIONS: [number, number][] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.8, -0.6],
  [0.8, 0.6],
  [-0.8, -0.6],
  [-0.8, 0.6],
  [0.96, -0.28],
  [0.96, 0.28],
  [-0.96, -0.28],
  [-0.96, 0.28],
  [0.6, -0.8],
  [0.6, 0.8],
  [-0.6, -0.8],
  [-0.6, 0.8],
];

/** Return the width of a text of 11.5 pixels, on the safe side for the fonts in use. */
export function textWidth(text: string, isBold = false): number {
  const plain = [...text].reduce(
    (sum, each) => sum + (NARROW.has(each) ? 3.9 : WIDE.has(each) ? 10.2 : 7),
    0,
  );
  return isBold ? 1.12 * plain : plain;
}

/** Return what measures text as it is drawn in an element, or reckons it where nothing can be drawn. */
export function measureIn(element: Element): typeof textWidth {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return textWidth;
  const family = window.getComputedStyle(element).fontFamily || "sans-serif";
  return (text, isBold = false) => {
    context.font = `${isBold ? 600 : 400} ${FONT_SIZE}px ${family}`;
    return context.measureText(text).width + 1;
  };
}

/** Return a name on one line, or on two of about equal length if it is long. */
export function linesOf(name: string): string[] {
  const words = name.split(/\s+/).filter(Boolean);
  if (name.length <= LONG || words.length < 2) return [name];
  const cuts = words
    .slice(1)
    .map((_, at): [string, string] => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (cut: [string, string]) => Math.max(cut[0].length, cut[1].length);
  return cuts.reduce((best, cut) => (longest(cut) < longest(best) ? cut : best));
}

/**
 * Return a free place for the label of each anchor; one that has none is left out.
 * Anchors with the most neighbours come first, since they have the fewest places to choose from.
 */
export function placeLabels(anchors: Anchor[], frame: Rectangle, marks: Rectangle[] = []): Label[] {
  const areas = [...marks, ...anchors.map(square)];
  const points: [number, number][] = [];
  const placed = new Map<string, Label>();
  const crowds = new Map(anchors.map((each) => [each.key, crowding(each, anchors)]));
  const ordered = [...anchors].sort((one, two) => crowds.get(two.key)! - crowds.get(one.key)!);
  for (const anchor of ordered) {
    const own = square(anchor);
    const strangers = areas.filter((area) => !overlap(area, own));
    for (const label of candidates(anchor)) {
      const area = areaOf(label);
      const line = leaderPoints(label, anchor);
      const isFree =
        isInside(area, frame) &&
        !areas.some((other) => overlap(area, other)) &&
        !points.some((point) => holds(area, point)) &&
        !line.some((point) => strangers.some((other) => holds(other, point)));
      if (isFree) {
        placed.set(anchor.key, label);
        areas.push(area);
        points.push(...line);
        break;
      }
    }
  }
  return anchors.flatMap((each) => placed.get(each.key) ?? []);
}

/** Return how crowded it is about an anchor: the sum of the nearnesses of the others. */
function crowding(anchor: Anchor, anchors: Anchor[]): number {
  return anchors.reduce(
    (sum, other) =>
      other === anchor ? sum : sum + 1 / (1 + Math.hypot(anchor.x - other.x, anchor.y - other.y)),
    0,
  );
}

/** Yield places for a label, the best first: beside the mark, then ever further off. */
function* candidates(anchor: Anchor): Generator<Label> {
  const height = LINE_HEIGHT * anchor.lines.length;
  for (const distance of DISTANCES) {
    for (const [right, down] of DIRECTIONS) {
      const reach = anchor.radius + GAP + distance;
      const x = anchor.x + right * reach;
      const y = anchor.y + down * reach;
      const middle = right === 0 ? y + (Math.sign(down) * height) / 2 : y;
      yield {
        key: anchor.key,
        lines: anchor.lines,
        width: anchor.width,
        x,
        top: middle - height / 2,
        align: right > 0 ? "start" : right < 0 ? "end" : "middle",
        leader: distance >= WITH_LEADER ? [x, y] : null,
      };
    }
  }
}

/** Return the area that a label covers. */
export function areaOf(label: Label): Rectangle {
  const width = label.width;
  const left =
    label.align === "start" ? label.x : label.align === "end" ? label.x - width : label.x - width / 2;
  return [left, label.top, left + width, label.top + LINE_HEIGHT * label.lines.length];
}

/** Return points along the thin line from the edge of a mark to its label; none without a line. */
function leaderPoints(label: Label, anchor: Anchor): [number, number][] {
  if (!label.leader) return [];
  const [right, down] = [label.leader[0] - anchor.x, label.leader[1] - anchor.y];
  const first = anchor.radius / Math.hypot(right, down);
  return Array.from({ length: LINE_POINTS }, (_, step) => {
    const share = first + ((1 - first) * (step + 0.5)) / LINE_POINTS;
    return [anchor.x + share * right, anchor.y + share * down];
  });
}

/** Return the square about a round mark. */
export function square(anchor: Pick<Anchor, "x" | "y" | "radius">): Rectangle {
  return [
    anchor.x - anchor.radius,
    anchor.y - anchor.radius,
    anchor.x + anchor.radius,
    anchor.y + anchor.radius,
  ];
}

function isInside(area: Rectangle, frame: Rectangle): boolean {
  return frame[0] <= area[0] && frame[1] <= area[1] && area[2] <= frame[2] && area[3] <= frame[3];
}

export function overlap(one: Rectangle, other: Rectangle): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

function holds(area: Rectangle, [x, y]: [number, number]): boolean {
  return area[0] < x && x < area[2] && area[1] < y && y < area[3];
}
