// What is written on a bar, and where: inside it, or beside it where it is short and there is room.

import { number } from "../format";
import type { BoardBar } from "../types";
import { box, left, type Frame } from "./layout";

/** Width of a text in pixels. */
export type Measure = (text: string) => number;

export const PAD = 7;
/** Room for the sign of a guest or of a moved vehicle. */
export const SIGN = 15;
/** A name is not cut to less than this many pixels. */
const LEAST_NAME = 22;
const ELLIPSIS = "\u2026";

export interface Label {
  text: string;
  x: number;
  isBeside: boolean;
  /** The number at the right end of the bar; empty where it stands with the name or has no room. */
  short: string;
  shortX: number;
}

/** Return vehicles a year as the number on a bar: thousands, with a digit below ten. */
export function shortThousands(units: number): string {
  return number(units / 1000, units >= 9950 || units === 0 ? 0 : 1);
}

/** Return a text that fits, its end cut and marked by an ellipsis; nothing where not even that fits. */
export function cut(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cutTo(text, middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? cutTo(text, low) : "";
}

function cutTo(text: string, letters: number): string {
  return text.slice(0, letters).trimEnd() + ELLIPSIS;
}

/**
 * Return the label of a bar.
 *
 * @param scrolled pixels of the years that are scrolled out of sight at the left: a long bar keeps its name in view
 */
export function labelOf(bar: BoardBar, frame: Frame, scrolled: number, measure: Measure): Label {
  const place = box(frame, bar.first, bar.last);
  const short = shortThousands(bar.peak);
  const end = place.x + place.width;
  const sign = bar.kind === "host" ? 0 : SIGN;
  const number = measure(short) + PAD;
  const wanted = measure(bar.vehicle);
  const inside = place.width - sign - number - 2 * PAD;
  const beside = left(frame, bar.free_until + 1) - end - 2 * PAD;
  const both = `${bar.vehicle}, ${short}`;
  if (inside < wanted && beside > inside && beside >= Math.min(measure(both), 60)) {
    const text = cut(both, beside, measure);
    return { text, x: end + PAD + 2, isBeside: true, short: "", shortX: end };
  }
  const most = Math.max(place.x, end - number - LEAST_NAME - sign - 2 * PAD);
  const start = Math.min(Math.max(place.x, scrolled), most);
  const room = end - start - sign - number - 2 * PAD;
  return {
    text: room >= LEAST_NAME ? cut(bar.vehicle, room, measure) : "",
    x: start + sign + PAD,
    isBeside: false,
    // A number half out of sight would read as another.
    short: place.width >= number + PAD && end - number >= scrolled ? short : "",
    shortX: end - PAD,
  };
}

/** Return what measures texts as a canvas draws them, each text once; a guess where there is no canvas. */
export function measureIn(font: string): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map<string, number>();
  if (context) context.font = font;
  return (text) => {
    const found = known.get(text) ?? (context ? context.measureText(text).width : guessed(text));
    known.set(text, found);
    return found;
  };
}

/** Return about how wide a text of 12 pixels is. */
export function guessed(text: string): number {
  return 6.6 * text.length;
}
