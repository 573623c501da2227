// What is said of a bar, a work or the load of a year: in the tooltip and to a screen reader.

import { listed, number, percent, plural, vehicles } from "../format";
import type { BoardBar, BoardLoad, BoardRow, BoardWork } from "../types";
import { idleRuns } from "./layout";

/** A heading and lines below it; the last may hold pairs of a year and its number. */
export interface Words {
  heading: string;
  lines: string[];
  pairs: [string, string][];
}

export const KINDS = {
  host: "own vehicle",
  partner: "vehicle of a partner of the plant",
  guest: "guest",
  transfer: "own vehicle, moved here",
};

/** Return the name of a line with that of its plant. */
export function lineName(row: BoardRow): string {
  return row.label ? `${row.plant}, ${row.label}` : row.plant;
}

/** Return vehicles a year in a sentence: "86 thousand vehicles a year". */
export function perYear(units: number): string {
  if (units >= 1000 && units < 999_500) {
    return `${number(units / 1000, units >= 9950 ? 0 : 1)} thousand vehicles a year`;
  }
  return `${vehicles(units)} ${units === 1 ? "vehicle" : "vehicles"} a year`;
}

export function kindWords(bar: BoardBar): string {
  const kind = bar.kind === "host" && bar.partner ? KINDS.partner : KINDS[bar.kind];
  return bar.moved_from ? `${kind} from ${bar.moved_from}` : kind;
}

/** Return the years of a bar: when production starts and ends, and how it ends. */
export function yearsWords(bar: BoardBar): string {
  const start = bar.launch ? `starts in ${bar.first} (SOP)` : "built today";
  const end = bar.runout ? `ends in ${bar.last} (EOP), ${bar.end}` : "runs to the end of the plan";
  const idle = idleRuns(bar).map((run) => span(run.first, run.last));
  return `${start}, ${end}${idle.length ? `; no output in ${listed(idle)}` : ""}`;
}

export function span(first: number, last: number): string {
  return first === last ? String(first) : `${first}\u2013${last}`;
}

export function barWords(bar: BoardBar, row: BoardRow): Words {
  const mode = bar.mode === "full" ? "full build" : bar.mode;
  return {
    heading: bar.vehicle.startsWith(bar.brand) ? bar.vehicle : `${bar.vehicle} (${bar.brand})`,
    lines: [
      `${capital(kindWords(bar))}, ${mode}, at ${lineName(row)}`,
      capital(yearsWords(bar)),
      `Largest year: ${perYear(bar.peak)}`,
    ],
    pairs: Object.entries(bar.volumes).map(([year, units]) => [year, number(units)]),
  };
}

export function workWords(work: BoardWork, row: BoardRow): Words {
  return { heading: work.words, lines: [`${span(work.first, work.last)}, ${lineName(row)}`], pairs: [] };
}

export function loadWords(cell: BoardLoad, row: BoardRow): Words {
  const shifts = row.patterns_full[cell.year] ?? row.patterns[cell.year];
  const words =
    cell.utilisation === null
      ? "No capacity in this year"
      : `${number(cell.load)} of ${number(cell.capacity)} reference cars a year: ${percent(cell.utilisation)} of the shifts run`;
  const shops = cell.shops === "line" ? "line" : `${cell.shops} shops`;
  return {
    heading: `Load of ${lineName(row)} in ${cell.year}`,
    lines: [
      words,
      ...(shifts ? [capital(shifts)] : []),
      ...(cell.utilisation === null ? [] : [`Fullest: ${shops}`]),
    ],
    pairs: [],
  };
}

/** Return the words as one text for a screen reader. */
export function spoken(words: Words): string {
  return [words.heading, ...words.lines].join(". ");
}

/** Return what a line holds, for its row heading. */
export function lineWords(row: BoardRow): string {
  const bars = row.bars.length ? plural(row.bars.length, "vehicle") : "nothing is built here";
  return `${lineName(row)}: ${bars}${row.closed === null ? "" : `, closed from ${row.closed}`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
