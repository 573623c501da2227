import { describe, expect, it } from "vitest";

import {
  areaOf,
  linesOf,
  overlap,
  placeLabels,
  square,
  textWidth,
  type Anchor,
  type Label,
  type Rectangle,
} from "../src/lib/map/labels";

const FRAME: Rectangle = [0, 0, 400, 300];

function anchor(name: string, x: number, y: number, radius = 8): Anchor {
  const lines = linesOf(name);
  return { key: name, lines, width: Math.max(...lines.map((line) => textWidth(line))), x, y, radius };
}

/** Return a number that looks like chance, between 0 and 1, from a seed. */
function* chances(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

/** Expect that no label covers another, nor a mark, nor leaves the frame. */
function expectFree(labels: Label[], anchors: Anchor[], frame: Rectangle): void {
  const areas = labels.map(areaOf);
  areas.forEach((area, at) => {
    expect(area[0]).toBeGreaterThanOrEqual(frame[0]);
    expect(area[1]).toBeGreaterThanOrEqual(frame[1]);
    expect(area[2]).toBeLessThanOrEqual(frame[2]);
    expect(area[3]).toBeLessThanOrEqual(frame[3]);
    for (const other of areas.slice(at + 1)) expect(overlap(area, other)).toBe(false);
    for (const mark of anchors) expect(overlap(area, square(mark))).toBe(false);
  });
}

describe("names", () => {
  it("break into two lines of about equal length where they are long", () => {
    expect(linesOf("Nissan Sunderland")).toEqual(["Nissan Sunderland"]);
    expect(linesOf("Stellantis Ellesmere Port")).toEqual(["Stellantis", "Ellesmere Port"]);
    expect(linesOf("Donaudampfschifffahrt")).toEqual(["Donaudampfschifffahrt"]);
  });

  it("are wider the more they say", () => {
    expect(textWidth("ill")).toBeCloseTo(3 * 3.9);
    expect(textWidth("Oxford", true)).toBeGreaterThan(textWidth("Oxford"));
  });
});

describe("placing", () => {
  it("puts a lonely label at the right of its mark, three pixels off", () => {
    const [label] = placeLabels([anchor("Oxford", 100, 100)], FRAME);
    expect(label).toMatchObject({ x: 111, top: 93, align: "start", leader: null });
  });

  it("turns to the left at the right edge", () => {
    const [label] = placeLabels([anchor("Oxford", 390, 100)], FRAME);
    expect(label).toMatchObject({ x: 379, align: "end" });
  });

  it("keeps clear of what is in the way", () => {
    const wall: Rectangle = [105, 0, 400, 300];
    const [label] = placeLabels([anchor("Oxford", 100, 100)], FRAME, [wall]);
    expect(label?.align).toBe("end");
  });

  it("leaves out a label that finds no place", () => {
    expect(placeLabels([anchor("Oxford", 20, 10)], [0, 0, 40, 20])).toEqual([]);
  });

  it("moves off with a thin line where marks are crowded", () => {
    const names = ["Halewood", "Burnaston", "Solihull", "Oxford", "Crewe"];
    const anchors = names.map((name, at) => anchor(name, 200 + 2 * at, 140 + 2 * at, 14));
    const labels = placeLabels(anchors, FRAME);
    expect(labels).toHaveLength(names.length);
    expect(labels.some((label) => label.leader !== null)).toBe(true);
    expectFree(labels, anchors, FRAME);
  });

  it("never lets two labels overlap, however the marks lie", () => {
    const chance = chances(7);
    const next = () => chance.next().value as number;
    for (let round = 0; round < 60; round++) {
      const spread = 20 + 280 * next();
      const anchors = Array.from({ length: 12 }, (_, at) =>
        anchor(`Plant number ${at}`, 60 + spread * next(), 10 + spread * next(), 3 + 12 * next()),
      );
      expectFree(placeLabels(anchors, FRAME), anchors, FRAME);
    }
  });
});
