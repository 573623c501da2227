import { expect, test } from "vitest";

import { ofChart, ofFigure, ofRow, restsOf } from "../src/lib/evidence";
import { chartOf, sample } from "./sample";

test("a figure shows its value, its steps and the figures of the study behind it", () => {
  const subject = ofFigure(sample(), "surplus");
  expect(subject?.value).toBe("£68.0 million");
  expect(subject?.steps).toHaveLength(3);
  expect(subject?.rests.map((rest) => rest.input.grade)).toEqual(["E", "A"]);
  expect(subject?.rests.map((rest) => rest.source?.publisher)).toEqual([undefined, "Trade body statistics"]);
});

test("an unknown figure has no evidence", () => {
  expect(ofFigure(sample(), "no such figure")).toBeNull();
});

test("a row shows its cells as written in the table and the formula of its chart", () => {
  const report = sample();
  const subject = ofRow(report, chartOf(report, "utilisation"), 4);
  expect(subject?.title).toBe("Westmere");
  expect(subject?.facts[0]).toEqual({ label: "Utilisation, % of capacity", value: "22%" });
  expect(subject?.formula).toContain("load[p,t]");
  expect(subject?.rests.map((rest) => rest.path)).toEqual(["plants.westmere.capacity"]);
});

test("a chart rests on the figures behind all its rows, each named once", () => {
  const report = sample();
  // Rows 1, 2 and 5 of the bridge name the same fee.
  expect(ofChart(report, chartOf(report, "bridge")).rests.map((rest) => rest.path)).toEqual([
    "deal_terms.first.fee",
  ]);
});

test("a path without an input is left out", () => {
  expect(restsOf(sample(), ["plants.nowhere.capacity"])).toEqual([]);
});
