// Marks on a plan board as paths, each around its origin.

import { BAR } from "./layout";

/** Start of production: a flag on the left edge of a bar, whose top left corner is the origin. */
export const START = `M0 ${BAR + 1}V-5L6 -2L0 1`;
/** End of production: a block on the right edge, whose top is the origin. */
export const END = `M0 ${BAR + 1}V-5M-2.6 -5.6h5.2v5.2h-5.2Z`;
/** An early end: a cross in place of the block. */
export const EARLY = `M0 ${BAR + 1}V-2M-3 -6L3 0M3 -6L-3 0`;

/** A guest: a diamond, its left corner at x. */
export function guestSign(x: number, y: number): string {
  return `M${x} ${y}l4.5 -4.5l4.5 4.5l-4.5 4.5Z`;
}

/** A vehicle that moved here: an arrow to the right, from x. */
export function movedSign(x: number, y: number): string {
  return `M${x} ${y}h9m-3.6 -3.6l3.8 3.6l-3.8 3.6`;
}
