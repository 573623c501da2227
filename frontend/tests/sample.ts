// The sample report, a fresh copy for each test.

import text from "../fixtures/sample.json?raw";

import type { Chart, Report } from "../src/lib/types";

export function sample(): Report {
  return JSON.parse(text) as Report;
}

export function chartOf(report: Report, name: string): Chart {
  const found = report.sections.flatMap((section) => section.charts).find((chart) => chart.name === name);
  if (!found) throw new Error(`The sample has no chart ${name}.`);
  return found;
}
