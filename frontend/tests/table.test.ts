import { expect, test } from "vitest";

import { sorted, toClipboard, toCsv } from "../src/lib/table";
import type { Field, Row } from "../src/lib/types";

const FIELDS: Field[] = [
  { name: "plant", label: "Plant", unit: "", kind: "text", digits: 0 },
  { name: "load", label: "Load", unit: "cars a year", kind: "number", digits: 0 },
  { name: "fits", label: "Fits", unit: "", kind: "flag", digits: 0 },
];
const ROWS: Row[] = [
  { plant: "Plant 10", load: 5, fits: true },
  { plant: "Plant 9", load: null, fits: false },
  { plant: 'The "old", plant', load: 1234.5, fits: true },
];

function order(field: string, descending: boolean): number[] {
  return sorted(ROWS, { field, descending }).map((each) => each.place);
}

test("missing cells stand last in both directions", () => {
  expect(order("load", false)).toEqual([0, 2, 1]);
  expect(order("load", true)).toEqual([2, 0, 1]);
});

test("words are sorted as people count: 9 before 10", () => {
  expect(order("plant", false).slice(0, 2)).toEqual([1, 0]);
});

test("without an order the rows stay as they were given", () => {
  expect(sorted(ROWS, null).map((each) => each.place)).toEqual([0, 1, 2]);
});

test("a CSV file has units in its headings, plain numbers and quoted commas", () => {
  expect(toCsv(FIELDS, ROWS)).toBe(
    'Plant,"Load, cars a year",Fits\nPlant 10,5,True\nPlant 9,,False\n"The ""old"", plant",1234.5,True\n',
  );
});

test("the clipboard has one cell between two tabs", () => {
  const lines = toClipboard(FIELDS, ROWS).split("\n");
  expect(lines[0]).toBe("Plant\tLoad, cars a year\tFits");
  expect(lines[3]).toBe('The "old", plant\t1234.5\tTrue');
});
