// Vega and Vega-Lite without eval: expressions are parsed to trees and interpreted.

import { logger, parse, View, Warn, type Config, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { Handler } from "vega-tooltip";

import { OUTLINE, ROWS, type Chart, type Outline } from "./types";

export type Theme = Record<string, unknown>;

/** Field in which every drawn row carries its place in the table, so that a click finds its evidence. */
export const PLACE = "row_place";

/** Width of a picture that leaves the page, in pixels. */
const EXPORT_WIDTH = 760;
const PADDING = 8;

type Json = Record<string, unknown>;

/** Return the Vega specification of a chart with its data, as wide as its place. */
export function specificationOf(chart: Chart, theme: Theme, outline: Outline | null, width: number): Spec {
  const spec = withRows(chart, outline);
  const sized = { ...spec, width, autosize: { type: "fit-x", contains: "padding" } };
  return toVega(chart, sized, theme);
}

/** Return the Vega specification of a chart that stands alone: with title, subtitle and grade. */
export function standaloneOf(chart: Chart, theme: Theme, outline: Outline | null): Spec {
  const below = [chart.subtitle, chart.grade].filter(Boolean).flatMap((text) => lines(text, 115));
  const title = { text: lines(chart.title, 90), subtitle: below };
  const sized = { autosize: { type: "pad" }, ...withRows(chart, outline), width: EXPORT_WIDTH, title };
  return toVega(chart, sized, theme);
}

/** Vega-Lite remarks that rows of fixed height cannot be fitted to a height, which nobody asked for. */
const heard = logger(Warn, "warn", (method, _level, said) => {
  if (!String(said[0]).startsWith('Dropping "fit-y"')) console[method as "warn"](...(said as unknown[]));
});

function toVega(chart: Chart, spec: Json, theme: Theme): Spec {
  if (isVega(chart)) return { ...spec, config: theme } as unknown as Spec;
  const lite = { ...spec, config: theme } as unknown as TopLevelSpec;
  return compile(lite, { logger: heard }).spec as unknown as Spec;
}

/** A map and a board carry a Vega-Lite or a Vega specification: its schema says which. */
function isVega(chart: Chart): boolean {
  const schema = String(chart.spec["$schema"] ?? "");
  return schema ? !schema.includes("vega-lite") : chart.component === "vega";
}

/** Return the specification with the rows of the chart and, where it asks for it, the outline of the map. */
function withRows(chart: Chart, outline: Outline | null): Json {
  const rows = chart.rows.map((row, place) => ({ ...row, [PLACE]: place }));
  const land = chart.component === "map" ? outline : null;
  const given: Json = land ? { [ROWS]: rows, [OUTLINE]: land } : { [ROWS]: rows };
  if (isVega(chart)) {
    const sources = (chart.spec["data"] ?? []) as Json[];
    const filled = sources.map((each) => filledIn(each, given));
    const known = sources.some((each) => each["name"] === ROWS);
    return { ...chart.spec, data: known ? filled : [{ name: ROWS, values: rows }, ...filled] };
  }
  return { ...chart.spec, datasets: { ...(chart.spec["datasets"] as Json | undefined), ...given } };
}

/** Return a data set of Vega with its values, unless it has some. */
function filledIn(source: Json, given: Json): Json {
  const values = given[String(source["name"])];
  const isOpen = !("values" in source) && !("url" in source) && !("source" in source);
  return values !== undefined && isOpen ? { ...source, values } : source;
}

export interface Drawing {
  /** Draw again at another width, in pixels. */
  resize(width: number): void;
  remove(): void;
}

/**
 * Draw a chart into an element.
 *
 * @param onselect called with the place of the row whose mark was clicked
 * @throws where the specification is wrong
 */
export async function draw(
  element: HTMLElement,
  chart: Chart,
  theme: Theme,
  outline: Outline | null,
  width: number,
  onselect: (row: number) => void,
): Promise<Drawing> {
  const view = new View(parsed(specificationOf(chart, theme, outline, width - PADDING)), {
    renderer: "svg",
    hover: false,
    expr: expressionInterpreter,
    tooltip: tooltip().call,
  });
  view.description(chart.description);
  view.addEventListener("click", (_event, item) => {
    const datum = (item as { datum?: Json } | null | undefined)?.datum;
    const place = datum?.[PLACE];
    if (typeof place === "number") onselect(place);
  });
  try {
    view.initialize(element);
    await view.runAsync();
  } catch (fault) {
    view.finalize();
    throw fault;
  }
  return {
    resize: (to) =>
      void view
        .width(to - PADDING)
        .resize()
        .run(),
    remove: () => view.finalize(),
  };
}

function parsed(spec: Spec) {
  return parse(spec, spec.config as Config, { ast: true });
}

let shared: Handler | null = null;

/** Return the one tooltip of the page. */
function tooltip(): Handler {
  shared ??= new Handler({ disableDefaultStyle: true, id: "tooltip", theme: "plantshare" });
  return shared;
}

/** Return a chart that stands alone as the text of an SVG file. */
export async function toSvg(chart: Chart, theme: Theme, outline: Outline | null): Promise<Blob> {
  const view = alone(chart, theme, outline);
  try {
    return new Blob([await view.toSVG()], { type: "image/svg+xml" });
  } finally {
    view.finalize();
  }
}

/** Return a chart that stands alone as a PNG file, at two pixels for one. */
export async function toPng(chart: Chart, theme: Theme, outline: Outline | null): Promise<Blob> {
  const view = alone(chart, theme, outline);
  try {
    const canvas = await view.toCanvas(2);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The picture has no pixels."))));
    });
  } finally {
    view.finalize();
  }
}

function alone(chart: Chart, theme: Theme, outline: Outline | null): View {
  const spec = parsed(standaloneOf(chart, theme, outline));
  return new View(spec, { renderer: "none", expr: expressionInterpreter });
}

/** Return a text in lines of at most so many characters. */
export function lines(text: string, length: number): string[] {
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < length) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}
