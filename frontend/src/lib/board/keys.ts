// The keyboard on a plan board: one stop is in the order of tabs, arrow keys move between the stops.

import type { BoardRow } from "../types";

/** Something that can be reached: a bar, a work before it, or the load of a year. */
export interface Stop {
  id: string;
  /** Lanes and strips of all lines, counted from the top. */
  band: number;
  line: number;
  first: number;
  last: number;
  /** Place in the rows of the chart; none for what has no evidence of its own. */
  row: number | null;
}

/** Where the keyboard is: up and down keep to the year. */
export interface Place {
  id: string;
  year: number;
}

export const barId = (line: number, place: number) => `bar-${line}-${place}`;
export const workId = (line: number, place: number) => `work-${line}-${place}`;
export const loadId = (line: number, place: number) => `load-${line}-${place}`;

/** Return every stop, band by band, each band from left to right. */
export function stopsOf(rows: BoardRow[]): Stop[] {
  const stops: Stop[] = [];
  let band = 0;
  rows.forEach((row, line) => {
    const lanes: Stop[] = [
      ...row.bars.map((bar, place) => ({
        ...{ id: barId(line, place), band: band + bar.lane, line },
        ...{ first: bar.first, last: bar.last, row: bar.row },
      })),
      ...row.retooling.map((work, place) => ({
        ...{ id: workId(line, place), band: band + work.lane, line },
        ...{ first: work.first, last: work.last, row: rowAfter(row, work.lane, work.last) },
      })),
    ];
    const strip = row.load.map((cell, place) => ({
      ...{ id: loadId(line, place), band: band + row.lanes, line },
      ...{ first: cell.year, last: cell.year, row: null },
    }));
    stops.push(...lanes, ...strip);
    band += row.lanes + 1;
  });
  return stops.sort((one, two) => one.band - two.band || one.first - two.first);
}

/** Return the row of the bar that follows a work in its lane. */
function rowAfter(row: BoardRow, lane: number, last: number): number | null {
  return row.bars.find((bar) => bar.lane === lane && bar.first === last + 1)?.row ?? null;
}

/** Return where a key leads, the same place where it leads nowhere, and null for a key that does not move. */
export function moved(stops: Stop[], from: Place, key: string, isControl = false): Place | null {
  const current = stops.find((stop) => stop.id === from.id);
  if (!current) return null;
  const band = stops.filter((stop) => stop.band === current.band);
  const place = band.indexOf(current);
  switch (key) {
    case "ArrowRight":
      return at(band[place + 1] ?? current);
    case "ArrowLeft":
      return at(band[place - 1] ?? current);
    case "Home":
      return at((isControl ? stops : band)[0] ?? current);
    case "End":
      return at((isControl ? stops : band).at(-1) ?? current);
    case "ArrowDown":
      return inBand(stops, nextBand(stops, current.band, 1), from);
    case "ArrowUp":
      return inBand(stops, nextBand(stops, current.band, -1), from);
    case "PageDown":
      return inBand(stops, firstBand(stops, current.line + 1, 1), from);
    case "PageUp":
      return inBand(stops, firstBand(stops, current.line - 1, -1), from);
    default:
      return null;
  }
}

function at(stop: Stop): Place {
  return { id: stop.id, year: stop.first };
}

/** Return the nearest band below (step 1) or above (step -1) that holds a stop. */
function nextBand(stops: Stop[], band: number, step: 1 | -1): number | undefined {
  const beyond = stops.map((stop) => stop.band).filter((each) => (each - band) * step > 0);
  return beyond.length ? (step > 0 ? Math.min(...beyond) : Math.max(...beyond)) : undefined;
}

/** Return the first band of the nearest line from one on, in a direction, that holds a stop. */
function firstBand(stops: Stop[], line: number, step: 1 | -1): number | undefined {
  const lines = stops.map((stop) => stop.line).filter((each) => (each - line) * step >= 0);
  if (!lines.length) return undefined;
  const nearest = step > 0 ? Math.min(...lines) : Math.max(...lines);
  return stops.find((stop) => stop.line === nearest)?.band;
}

/** Return the stop of a band that holds the year, or lies nearest to it. */
function inBand(stops: Stop[], band: number | undefined, from: Place): Place {
  const found = stops.filter((stop) => stop.band === band);
  const away = (stop: Stop) => Math.max(stop.first - from.year, from.year - stop.last, 0);
  const nearest = found.reduce<Stop | null>(
    (best, stop) => (best === null || away(stop) < away(best) ? stop : best),
    null,
  );
  return nearest ? { id: nearest.id, year: from.year } : from;
}
