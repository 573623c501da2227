import { View, parse, type Config } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { expect, test } from "vitest";

import { lines, PLACE, specificationOf, standaloneOf, toSvg } from "../src/lib/vega";
import { chartOf, sample } from "./sample";

const report = sample();

async function drawn(name: string): Promise<View> {
  const spec = specificationOf(chartOf(report, name), report.theme, null, 600);
  const view = new View(parse(spec, spec.config as Config, { ast: true }), { expr: expressionInterpreter });
  return view.runAsync();
}

test.each(["utilisation", "output", "bridge"])(
  "%s reads the rows of its chart without eval",
  async (name) => {
    const view = await drawn(name);
    const rows = view.data("rows") as Record<string, unknown>[];
    const chart = chartOf(report, name);
    expect(rows.map((row) => row[PLACE])).toEqual(chart.rows.map((_, place) => place));
    expect(view.width()).toBeGreaterThan(400);
    expect(view.width()).toBeLessThan(600);
    view.finalize();
  },
);

test("a wrong specification is refused", () => {
  expect(() => specificationOf(chartOf(report, "broken"), report.theme, null, 600)).toThrow();
});

test("a picture that leaves the page carries its title and how well it is sourced", async () => {
  const chart = chartOf(report, "utilisation");
  const title = standaloneOf(chart, report.theme, null).title as { text: string[]; subtitle: string[] };
  expect(title.text.join(" ")).toBe(chart.title);
  expect(title.subtitle.join(" ")).toBe(`${chart.subtitle} ${chart.grade}`);

  const svg = await (await toSvg(chart, report.theme, null)).text();
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("Westmere");
});

test("a long title is cut into lines between words", () => {
  expect(lines("one two three four", 8)).toEqual(["one two", "three", "four"]);
});
