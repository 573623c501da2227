// What part of the world is in view, and how: projections that keep areas, and moves that keep the middle.

import { geoAzimuthalEqualArea, geoEqualEarth, type GeoProjection } from "d3-geo";

import type { MapRegion } from "../types";

/** Pixels of a point: view.x + view.k * right, view.y + view.k * down, on a map of scale `UNIT`. */
export interface View {
  k: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Bounds = MapRegion["bounds"];

export const UNIT = 1000;

/** A region wider than this, in degrees, is shown on Equal Earth. */
const WIDE = 100;
const STEPS = 24;
/** Further from the middle than this, in degrees, a region's map shows no land. */
const HORIZON = 75;

/** Return whether a region is as wide as the world. */
export function isWorld(bounds: Bounds): boolean {
  return bounds[1][0] - bounds[0][0] > WIDE;
}

/**
 * Return the region whose projection a region takes: a country takes that of the continent about it, so
 * that one can zoom from the one to the other.
 */
export function frameOf(region: MapRegion, regions: MapRegion[]): MapRegion {
  const around = regions.filter((each) => !isWorld(each.bounds) && isWithin(region.bounds, each.bounds));
  return around.at(-1) ?? region;
}

function isWithin(inner: Bounds, outer: Bounds): boolean {
  return (
    outer[0][0] <= inner[0][0] &&
    outer[0][1] <= inner[0][1] &&
    inner[1][0] <= outer[1][0] &&
    inner[1][1] <= outer[1][1]
  );
}

/** Return the projection about the middle of a region, at scale `UNIT` with the middle at 0, 0. */
export function projectionOf(bounds: Bounds): GeoProjection {
  const [[west, south], [east, north]] = bounds;
  const middle = (west + east) / 2;
  const plain = isWorld(bounds)
    ? geoEqualEarth().rotate([-middle, 0])
    : geoAzimuthalEqualArea()
        .rotate([-middle, -(south + north) / 2])
        .clipAngle(HORIZON);
  return plain.scale(UNIT).translate([0, 0]);
}

/** Return left, top, right and bottom of bounds on the map of scale `UNIT`; their sides bend. */
export function extentOf(projection: GeoProjection, bounds: Bounds): [number, number, number, number] {
  const [[west, south], [east, north]] = bounds;
  const sides: [number, number][] = [];
  for (let step = 0; step <= STEPS; step++) {
    const x = west + ((east - west) * step) / STEPS;
    const y = south + ((north - south) * step) / STEPS;
    sides.push([x, south], [x, north], [west, y], [east, y]);
  }
  const points = sides.flatMap((side) => {
    const point = projection(side);
    return point ? [point] : [];
  });
  const across = points.map((point) => point[0]);
  const down = points.map((point) => point[1]);
  return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
}

/** Return the view that just holds bounds. */
export function fitted(projection: GeoProjection, bounds: Bounds, size: Size, margin = 6): View {
  const [left, top, right, bottom] = extentOf(projection, bounds);
  const k = Math.min(
    Math.max(size.width - 2 * margin, 1) / (right - left),
    Math.max(size.height - 2 * margin, 1) / (bottom - top),
  );
  return {
    k,
    x: size.width / 2 - (k * (left + right)) / 2,
    y: size.height / 2 - (k * (top + bottom)) / 2,
  };
}

/** Return the view in a place of another size: the same middle, as much of the world across. */
export function resized(view: View, from: Size, to: Size): View {
  const k = (view.k * to.width) / from.width;
  return {
    k,
    x: to.width / 2 - (k * (from.width / 2 - view.x)) / view.k,
    y: to.height / 2 - (k * (from.height / 2 - view.y)) / view.k,
  };
}

/** Return where a longitude and latitude lie, pixels. */
export function pixels(projection: GeoProjection, view: View, place: [number, number]): [number, number] {
  const point = projection(place) ?? [Number.NaN, Number.NaN];
  return [view.x + view.k * point[0], view.y + view.k * point[1]];
}

/** Return whether a point is in the picture. */
export function isInView([x, y]: [number, number], size: Size): boolean {
  return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
}
