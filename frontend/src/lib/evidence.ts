// What the evidence drawer shows: a figure of the text, a row of a chart or table, or a whole chart.

import { shown } from "./format";
import { facts } from "./table";
import type { Chart, Input, Report, Source, Table } from "./types";

export interface Rest {
  path: string;
  input: Input;
  source: Source | null;
}

export interface Subject {
  title: string;
  value: string;
  facts: { label: string; value: string }[];
  formula: string;
  steps: string[];
  /** How well the figures behind a chart are sourced, as a sentence; may be empty. */
  grade: string;
  rests: Rest[];
}

type Known = Pick<Report, "inputs" | "sources">;

/** Return the figures of the study behind some paths, each once; paths that the report lacks are left out. */
export function restsOf(report: Known, paths: Iterable<string>): Rest[] {
  return [...new Set(paths)].flatMap((path) => {
    const input = report.inputs[path];
    if (!input) return [];
    const source = input.source === null ? null : (report.sources[input.source] ?? null);
    return [{ path, input, source }];
  });
}

/** Return the evidence of a figure of the text; null where the report has none under this id. */
export function ofFigure(report: Report, id: string): Subject | null {
  const figure = report.figures[id];
  if (!figure) return null;
  const { title, value, formula, steps, inputs } = figure;
  return { title, value, facts: [], formula, steps, grade: "", rests: restsOf(report, inputs) };
}

/** Return the evidence of one row of a chart or a table. */
export function ofRow(report: Report, shownIn: Chart | Table, place: number): Subject | null {
  const [row, first] = [shownIn.rows[place], shownIn.fields[0]];
  if (!row || !first) return null;
  return {
    title: shown(first, row[first.name]),
    value: "",
    facts: facts(shownIn.fields.slice(1), row),
    formula: "formula" in shownIn ? shownIn.formula : "",
    steps: [],
    grade: "",
    rests: restsOf(report, shownIn.behind[place] ?? []),
  };
}

/** Return the evidence of a whole chart: the figures behind all its rows. */
export function ofChart(report: Report, chart: Chart): Subject {
  const tables = chart.reads.map((name) => name.replaceAll("_", " "));
  return {
    title: chart.title,
    value: "",
    facts: tables.length ? [{ label: "Tables of the study", value: tables.join(", ") }] : [],
    formula: chart.formula,
    steps: [],
    grade: chart.grade,
    rests: restsOf(report, chart.behind.flat()),
  };
}
