// What Python hands to a page, as JSON: report/html.py writes it, the components read it.

import type { Topology } from "topojson-specification";

/** TopoJSON of land. */
export type Outline = Topology;

export interface Report {
  format: 1;
  product: { name: string; version: string };
  audience: string;
  study: StudyFacts;
  run: RunFacts;
  front: Front;
  sections: Section[];
  /** Evidence of the numbers in sentences, headlines and tables, by id. */
  figures: Record<string, Figure>;
  /** Every figure of the study that a chart row, a table row or a figure rests on, by path. */
  inputs: Record<string, Input>;
  sources: Record<string, Source>;
  /** Grade to its meaning: {"A": "official", ...}. */
  grades: Record<string, string>;
  palette: Palette;
  /** Vega configuration. */
  theme: Record<string, unknown>;
  /** Land of the map, or null where the report has no map. */
  outline: Outline | null;
}

export interface StudyFacts {
  name: string;
  title: string;
  /** ISO code, such as GBP. */
  currency: string;
  /** Sign or code before an amount. */
  sign: string;
  price_year: number;
  first_year: number;
  last_year: number;
  /** Whether figures are invented: the page then says so. */
  illustrative: boolean;
}

export interface RunFacts {
  id: string;
  /** When the run was recorded, in words. */
  recorded: string;
  status: string;
  method: string;
  solver: string;
  gap_words: string;
  digest: string;
}

/** A part with a figure opens the evidence of that figure. */
export interface Part {
  text: string;
  figure?: string | null;
}

export type Sentence = Part[];

export interface Headline {
  label: string;
  value: string;
  /** Low and high of the value, or what it is measured against; may be empty. */
  range: string;
  figure: string | null;
}

export interface GradeShare {
  grade: string;
  label: string;
  figures: number;
  /** Between 0 and 1. */
  share: number;
}

export interface Front {
  question: string;
  answer: Sentence[];
  headlines: Headline[];
  /** What limits the result, one sentence. */
  limit: string;
  evidence: { sentence: string; unsourced_share: number; grades: GradeShare[] };
}

export interface Section {
  id: string;
  title: string;
  lead: string;
  charts: Chart[];
  tables: Table[];
}

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

export interface Field {
  name: string;
  label: string;
  unit: string;
  kind: "text" | "number" | "share" | "year" | "flag";
  digits: number;
}

/** Rows under named columns; `behind` is as long as `rows`, or empty. */
export interface Table {
  title: string;
  note: string;
  fields: Field[];
  rows: Row[];
  behind: string[][];
}

export type Component = "vega-lite" | "vega" | "map" | "board";

export interface Chart<Content = unknown> {
  name: string;
  title: string;
  subtitle: string;
  description: string;
  component: Component;
  fields: Field[];
  rows: Row[];
  /** Vega-Lite, or Vega for the component "vega"; reads the data set named ROWS. */
  spec: Record<string, unknown>;
  content: Content;
  formula: string;
  reads: string[];
  behind: string[][];
  grade: string;
}

/** Name under which a specification finds the rows of its chart. */
export const ROWS = "rows";

/** Name under which a specification finds the outline of the map (TopoJSON), where it asks for it. */
export const OUTLINE = "outline";

export interface Figure {
  title: string;
  value: string;
  formula: string;
  steps: string[];
  /** Paths into Report.inputs. */
  inputs: string[];
}

export interface Input {
  label: string;
  value: string;
  unit: string;
  grade: string;
  /** How the figure was had, in words. */
  words: string;
  /** Key of Report.sources, or null. */
  source: string | null;
}

export interface Source {
  title: string;
  publisher: string;
  published: string;
  url: string | null;
  licence: string;
}

export interface UtilisationClass {
  /** The class holds low and what is below high; null has no upper end. Shares, rounded to whole per cent. */
  low: number;
  high: number | null;
  label: string;
  fill: string;
  /** Colour of text on the fill. */
  ink: string;
}

/** Colours of report/palette.py, under the same names in lower case. */
export interface Palette {
  utilisation: UtilisationClass[];
  ink: string;
  muted: string;
  line: string;
  page: string;
  white: string;
  accent: string;
  loss: string;
  control: string;
  land: string;
  sea: string;
  host: string;
  guest: string;
  brands: string[];
  other: string;
}

// The map: component "map".

export interface MapContent {
  years: number[];
  year: number;
  plants: MapPlant[];
  markets: MapMarket[];
  flows: MapFlow[];
  /** What the buttons show: home, continents with plants, the world last. */
  regions: MapRegion[];
  /** Which outline of report/outline.py fits. */
  outline: "europe" | "world";
  credits: string;
}

/** Longitude and latitude are null where the study gives none. */
export interface MapPlant {
  plant: string;
  name: string;
  company: string;
  country: string;
  longitude: number | null;
  latitude: number | null;
  is_home: boolean;
  by_year: Record<string, PlantYear>;
}

/** Reference cars a year; vehicles a year for what is built. Null where the plant has no shops. */
export interface PlantYear {
  utilisation: number | null;
  load: number | null;
  capacity: number | null;
  spare: number | null;
  built: number | null;
}

/** Longitude and latitude are null where the countries are strewn over the world. */
export interface MapMarket {
  market: string;
  name: string;
  longitude: number | null;
  latitude: number | null;
}

export interface MapFlow {
  plant: string;
  market: string;
  guest: boolean;
  /** Vehicles a year. */
  by_year: Record<string, number>;
}

export interface MapRegion {
  name: string;
  /** West and south, then east and north, in degrees. */
  bounds: [[number, number], [number, number]];
}

// The plan board: component "board", written by report/charts/plan_board.py.

export interface BoardContent {
  years: number[];
  rows: BoardRow[];
}

/** One line: shops of a plant that share a shift calendar. */
export interface BoardRow {
  /** Empty for a plant without shops, which has neither load nor patterns. */
  group: string;
  plant: string;
  /** What tells the line from the others of its plant; empty where it is the only one. */
  label: string;
  is_home: boolean;
  lanes: number;
  /** Year from which the line is closed. */
  closed: number | null;
  bars: BoardBar[];
  retooling: BoardWork[];
  load: BoardLoad[];
  /** Shift pattern in two or three words, by year. */
  patterns: Record<string, string>;
  /** The same with the share of each pattern, for the years that have several. */
  patterns_full: Record<string, string>;
}

export interface BoardBar {
  /** Place in the rows of the chart. */
  row: number;
  vehicle: string;
  brand: string;
  kind: "host" | "guest" | "transfer";
  /** Whether the brand is a partner of the plant's owner; such a vehicle is no guest. */
  partner: boolean;
  /** Line that a transfer leaves. */
  moved_from: string;
  first: number;
  last: number;
  /** Vehicles a year, by year; years without output are left out. */
  volumes: Record<string, number>;
  peak: number;
  mode: string;
  /** Whether production starts within the plan, in `first`. */
  launch: boolean;
  /** Whether production ends before the last year of the plan, in `last`. */
  runout: boolean;
  /** Why it ends: early end, run-out, end of life, output stops. */
  end: string;
  /** Counted from 0; nothing else in the lane of a line shares a year with it. */
  lane: number;
  /** Last year up to which nothing follows in the lane. */
  free_until: number;
}

/** Retooling before a launch, a platform set up, or an expansion. */
export interface BoardWork {
  kind: "retooling" | "platform" | "expansion";
  first: number;
  last: number;
  lane: number;
  label: string;
  words: string;
}

/** How full the fullest kind of shop is on the shifts run. */
export interface BoardLoad {
  year: number;
  /** Reference cars a year. */
  load: number;
  capacity: number;
  utilisation: number | null;
  /** Kind of shop that is fullest. */
  shops: string;
  /** Place in `Palette.utilisation`. */
  class: number | null;
}
