import { describe, expect, it } from "vitest";

import { fitted, frameOf, isInView, pixels, projectionOf, resized, type Bounds } from "../src/lib/map/view";

const EUROPE: Bounds = [
  [-11, 36],
  [31, 61],
];
const BRITAIN: Bounds = [
  [-5, 50.6],
  [1, 56],
];
const WORLD: Bounds = [
  [-150, -50],
  [170, 72],
];
const SIZE = { width: 600, height: 400 };

describe("a region", () => {
  it("just fits into the picture", () => {
    const projection = projectionOf(EUROPE);
    const view = fitted(projection, EUROPE, SIZE, 6);
    const corners = [
      [-11, 36],
      [31, 36],
      [-11, 61],
      [31, 61],
      [10, 61],
    ] as [number, number][];
    for (const corner of corners) expect(isInView(pixels(projection, view, corner), SIZE)).toBe(true);
    // The north side of the box bows, so that its corners lie higher than its middle.
    const top = pixels(projection, view, [-11, 61])[1];
    const bottom = pixels(projection, view, [10, 36])[1];
    expect(top).toBeCloseTo(6, 0);
    expect(bottom).toBeCloseTo(394, 0);
  });

  it("takes the projection of the continent about it", () => {
    const regions = [
      { name: "United Kingdom", bounds: BRITAIN },
      { name: "Europe", bounds: EUROPE },
      { name: "World", bounds: WORLD },
    ];
    expect(regions.map((region) => frameOf(region, regions).name)).toEqual(["Europe", "Europe", "World"]);
  });
});

describe("projections keep areas", () => {
  // A box of one degree at 60 degrees north covers half as much as one at the equator.
  function area(bounds: Bounds, longitude: number, latitude: number): number {
    const projection = projectionOf(bounds);
    const [west, south] = projection([longitude, latitude])!;
    const [east] = projection([longitude + 0.1, latitude])!;
    const [, north] = projection([longitude, latitude + 0.1])!;
    return (east! - west!) * (south! - north!);
  }

  it("on the map of a region and on that of the world", () => {
    const tall: Bounds = [
      [-20, -5],
      [20, 65],
    ];
    for (const bounds of [WORLD, tall]) {
      const middle = (bounds[0][0] + bounds[1][0]) / 2;
      expect(area(bounds, middle, 60) / area(bounds, middle, 0)).toBeCloseTo(0.5, 2);
    }
  });
});

describe("a new size", () => {
  it("keeps the middle of the map and what it shows across", () => {
    const projection = projectionOf(EUROPE);
    const view = fitted(projection, BRITAIN, SIZE);
    const middle = projection.invert!([(300 - view.x) / view.k, (200 - view.y) / view.k])!;
    const narrow = { width: 340, height: 340 };
    const next = resized(view, SIZE, narrow);
    const [x, y] = pixels(projection, next, middle);
    expect(x).toBeCloseTo(170);
    expect(y).toBeCloseTo(170);
    expect(next.k / view.k).toBeCloseTo(340 / 600);
  });
});
