// Numbers and cells as people read them: the rules of report/words.py and of Field.shown in report/chart.py.

import type { Cell, Field } from "./types";

export const MINUS = "\u2212";
export const MISSING = "\u2013";

/** Return a number with commas and a real minus sign; a dash where it is missing. */
export function number(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const written = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: Math.max(digits, 0),
    maximumFractionDigits: Math.max(digits, 0),
    // Python rounds halves to the even digit; both sides must write the same number.
    roundingMode: "halfEven",
  } as Intl.NumberFormatOptions).format(toTens(value, digits));
  return /[1-9]/.test(written) ? written.replace("-", MINUS) : written.replace("-", "");
}

/** Return a value rounded to tens, hundreds and so on, for negative digits. */
function toTens(value: number, digits: number): number {
  if (digits >= 0) return value;
  const unit = 10 ** -digits;
  return Math.round(value / unit) * unit;
}

/** Return a share in per cent. */
export function percent(share: number | null | undefined, digits = 0): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return MISSING;
  return `${number(100 * share, digits)}%`;
}

/** Return vehicles as thousand vehicles with one digit. */
export function thousands(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : number(value / 1000, 1);
}

/** Return a number of vehicles as a reader says it: thousands in digits, millions in words. */
export function vehicles(units: number): string {
  if (Math.abs(units) >= 999_500) {
    return `${number(units / 1e6, 2)
      .replace(/0+$/, "")
      .replace(/\.$/, "")} million`;
  }
  return number(units, Math.abs(units) >= 10_000 ? -2 : 0);
}

/** Return a count with its word. */
export function plural(count: number, word: string): string {
  return `${number(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Return words as a list in a sentence. */
export function listed(words: string[]): string {
  const last = words.at(-1);
  if (last === undefined) return "";
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Return the heading of a column with its unit. */
export function heading(field: Field): string {
  return field.unit ? `${field.label}, ${field.unit}` : field.label;
}

/** Return a cell as a reader sees it. */
export function shown(field: Field, cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return MISSING;
  if (field.kind === "flag") return cell ? "yes" : "no";
  if (typeof cell === "number" && field.kind === "number") return number(cell, field.digits);
  if (typeof cell === "number" && field.kind === "share") return percent(cell, field.digits);
  return String(cell);
}
