import { describe, expect, test } from "vitest";

import { listed, number, percent, plural, shown, thousands, vehicles } from "../src/lib/format";
import type { Field } from "../src/lib/types";

// The same cases as the examples of report/words.py and of Field.shown in report/chart.py.

describe("numbers", () => {
  test.each([
    [1234.5, 1, "1,234.5"],
    [-0.04, 0, "0"],
    [-2, 0, "\u22122"],
    [-1234567.891, 2, "\u22121,234,567.89"],
    [NaN, 0, "\u2013"],
    [null, 0, "\u2013"],
    [0.5, 0, "0"],
    [1.5, 0, "2"],
    [861000.4, -2, "861,000"],
    [-12345, -2, "\u221212,300"],
  ])("%s with %s digits", (value, digits, wanted) => {
    expect(number(value, digits)).toBe(wanted);
  });

  test("shares are written in per cent", () => {
    expect(percent(0.58123)).toBe("58%");
    expect(percent(0.001, 2)).toBe("0.10%");
    expect(percent(-0.2)).toBe("\u221220%");
    expect(percent(undefined)).toBe("\u2013");
  });

  test("vehicles are written in thousands in digits, millions in words", () => {
    const written = [861_000.4, 1_300_000, -1_234_567, 850].map(vehicles);
    expect(written).toEqual(["861,000", "1.3 million", "\u22121.23 million", "850"]);
    expect(thousands(60_000)).toBe("60.0");
  });
});

test("counts and lists read as words", () => {
  expect([plural(1, "fault"), plural(1200, "fault")]).toEqual(["1 fault", "1,200 faults"]);
  expect(listed([])).toBe("");
  expect(listed(["Oxford"])).toBe("Oxford");
  expect(listed(["Oxford", "Halewood", "Nitra"])).toBe("Oxford, Halewood and Nitra");
});

describe("cells", () => {
  const field: Field = { name: "x", label: "X", unit: "", kind: "text", digits: 0 };

  test.each([
    ["share", 0.581, "58%"],
    ["number", -12500, "\u221212,500"],
    ["year", 2030, "2030"],
    ["flag", true, "yes"],
    ["flag", false, "no"],
    ["text", "Oxford", "Oxford"],
    ["number", "not shared with you", "not shared with you"],
    ["number", null, "\u2013"],
  ] as const)("%s %s", (kind, cell, wanted) => {
    expect(shown({ ...field, kind }, cell)).toBe(wanted);
  });
});
