// The table behind a picture: sorted, and as text that leaves the page.

import { heading, shown } from "./format";
import type { Cell, Field, Row } from "./types";

/** A row with its place in the table as it was given, by which its evidence is found. */
export interface Placed {
  row: Row;
  place: number;
}

export interface Order {
  field: string;
  descending: boolean;
}

/** Return the rows in an order; missing cells come last in both directions, ties keep their place. */
export function sorted(rows: Row[], order: Order | null): Placed[] {
  const placed = rows.map((row, place) => ({ row, place }));
  if (!order) return placed;
  const sign = order.descending ? -1 : 1;
  return placed.sort((one, two) => {
    const [left, right] = [one.row[order.field] ?? null, two.row[order.field] ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compared(left, right);
  });
}

function compared(left: Cell, right: Cell): number {
  if (typeof left === "string" || typeof right === "string") {
    return String(left).localeCompare(String(right), "en", { numeric: true });
  }
  return Number(left) - Number(right);
}

/** Return the table as comma separated values: headings with units, numbers as they are. */
export function toCsv(fields: Field[], rows: Row[]): string {
  const lines = [
    fields.map(heading),
    ...rows.map((row) => fields.map((field) => plain(row[field.name] ?? null))),
  ];
  return lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

/** Return the table as a spreadsheet takes it from the clipboard: cells parted by tabs. */
export function toClipboard(fields: Field[], rows: Row[]): string {
  const lines = [
    fields.map(heading),
    ...rows.map((row) => fields.map((field) => plain(row[field.name] ?? null))),
  ];
  return lines.map((cells) => `${cells.map((cell) => cell.replace(/\s+/g, " ")).join("\t")}\n`).join("");
}

function plain(cell: Cell): string {
  if (typeof cell === "boolean") return cell ? "True" : "False";
  return cell === null ? "" : String(cell);
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

/** Return whether the cells of a column are written under each other digit by digit. */
export function isNumeric(field: Field): boolean {
  return field.kind === "number" || field.kind === "share";
}

/** Return the cells of a row as label and words, for a place without columns. */
export function facts(fields: Field[], row: Row): { label: string; value: string }[] {
  return fields.map((field) => ({ label: heading(field), value: shown(field, row[field.name]) }));
}
