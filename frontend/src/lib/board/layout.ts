// Where everything of a plan board stands, in pixels.

import type { BoardBar, BoardRow } from "../types";

export const LANE = 28;
export const BAR = 21;
export const STRIP = 19;
export const WORDS = 17;
export const ABOVE = 9;
export const BELOW = 7;

/** A year is never narrower, so that its load and its shifts can be read. */
const LEAST_YEAR = 70;
const LEAST_YEAR_IN_PRINT = 34;
/** Below this width the names of the lines take less. */
const NARROW = 560;

export interface Frame {
  /** Years across, the first at 0. */
  first: number;
  last: number;
  /** Width of the names at the left, of a year, and of all years. */
  names: number;
  year: number;
  width: number;
}

/** Return the frame of a board for a place so wide; it is wider than its place where years would be too narrow. */
export function frameOf(years: number[], place: number, isPrinted = false): Frame {
  const first = years[0] ?? 0;
  const last = years.at(-1) ?? first;
  const count = Math.max(years.length, 1);
  const names = place < NARROW && !isPrinted ? 112 : isPrinted ? 124 : 164;
  const least = isPrinted ? LEAST_YEAR_IN_PRINT : LEAST_YEAR;
  const year = Math.max(least, Math.floor((place - names - 1) / count));
  return { first, last, names, year, width: year * count };
}

/** Return the left edge of a year. */
export function left(frame: Frame, year: number): number {
  return (year - frame.first) * frame.year;
}

/** Return left edge and width of some years, a pixel free on both sides. */
export function box(frame: Frame, first: number, last: number): { x: number; width: number } {
  return { x: left(frame, first) + 1, width: (last + 1 - first) * frame.year - 2 };
}

/** Return the number of lanes that a line shows: one at least, for the words that nothing is built. */
export function lanesOf(row: BoardRow): number {
  return Math.max(row.lanes, 1);
}

export function laneTop(lane: number): number {
  return ABOVE + lane * LANE;
}

export function stripTop(row: BoardRow): number {
  return laneTop(lanesOf(row));
}

/** Return the height of a line: lanes, and load and shifts where it has any. */
export function heightOf(row: BoardRow): number {
  return stripTop(row) + (hasStrip(row) ? STRIP + WORDS : 0) + BELOW;
}

export function hasStrip(row: BoardRow): boolean {
  return row.load.length > 0;
}

export interface Run {
  first: number;
  last: number;
  words: string;
}

/** Return words by year as runs of years in which they stay the same. */
export function runsOf(words: Record<string, string>): Run[] {
  const runs: Run[] = [];
  for (const year of Object.keys(words)
    .map(Number)
    .sort((one, two) => one - two)) {
    const before = runs.at(-1);
    const here = words[year] ?? "";
    if (before && before.last === year - 1 && before.words === here) before.last = year;
    else runs.push({ first: year, last: year, words: here });
  }
  return runs;
}

/** Return the runs of years inside a bar without output. */
export function idleRuns(bar: BoardBar): Run[] {
  const idle: Record<string, string> = {};
  for (let year = bar.first; year <= bar.last; year++) {
    if (!(year in bar.volumes)) idle[year] = "no output";
  }
  return runsOf(idle);
}
