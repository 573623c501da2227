import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import PlanBoard from "../src/lib/components/PlanBoard.svelte";
import type { BoardBar, BoardContent, BoardLoad, BoardRow, Chart, Palette } from "../src/lib/types";

const YEARS = [2027, 2028, 2029];

const PALETTE: Palette = {
  utilisation: [
    { low: 0, high: 0.6, label: "under 60%", fill: "#9C3F0E", ink: "#FFFFFF" },
    { low: 0.6, high: null, label: "60% and over", fill: "#CFCBBD", ink: "#1B2733" },
  ],
  ...{ ink: "#1B2733", muted: "#55626F", line: "#DFE5EA", page: "#F4F6F7", white: "#FFFFFF" },
  ...{ accent: "#1D4F8C", loss: "#9C3F0E", control: "#8A96A1", land: "#E9EDF0", sea: "#F8FAFB" },
  ...{ host: "#C5D0DA", guest: "#1D4F8C", brands: [], other: "#B4BEC7" },
};

function bar(row: number, vehicle: string, changes: Partial<BoardBar>): BoardBar {
  return {
    ...{ row, vehicle, brand: vehicle, kind: "host", partner: false, moved_from: "", mode: "full" },
    ...{ first: 2027, last: 2029, volumes: { 2027: 100, 2028: 100, 2029: 100 }, peak: 62_000 },
    ...{ launch: false, runout: false, end: "", lane: 0, free_until: 2029, ...changes },
  } as BoardBar;
}

const LOAD: BoardLoad[] = [
  { year: 2027, load: 62_000, capacity: 62_040, utilisation: 0.999, shops: "assembly", class: 1 },
  { year: 2028, load: 30_000, capacity: 62_040, utilisation: 0.484, shops: "assembly", class: 0 },
  { year: 2029, load: 0, capacity: 0, utilisation: null, shops: "assembly", class: null },
];

function line(plant: string, changes: Partial<BoardRow>): BoardRow {
  return {
    ...{ group: plant, plant, label: "", is_home: true, lanes: 1, closed: null, bars: [], retooling: [] },
    ...{ load: [], patterns: {}, patterns_full: {}, ...changes },
  };
}

const ROWS = [
  line("Northgate", {
    lanes: 2,
    bars: [
      bar(0, "Moor", {}),
      bar(1, "Dawn", {
        kind: "guest",
        first: 2028,
        lane: 1,
        launch: true,
        volumes: { 2028: 18_000, 2029: 45_000 },
      }),
    ],
    retooling: [
      {
        kind: "retooling",
        first: 2027,
        last: 2027,
        lane: 1,
        label: "Retooling",
        words: "Retooling for Dawn",
      },
    ],
    load: LOAD,
    patterns: { 2027: "one shift", 2028: "one shift", 2029: "mothballed" },
  }),
  line("Halle", { lanes: 0, is_home: true }),
  line("Eastport", { is_home: false, bars: [bar(2, "Dusk", { runout: true, last: 2028, end: "run-out" })] }),
];

const CHART = { content: { years: YEARS, rows: ROWS } as BoardContent } as Chart<BoardContent>;

let place: HTMLElement;
let board: object;
let onselect: ReturnType<typeof vi.fn<(row: number) => void>>;

beforeEach(() => {
  place = document.body.appendChild(document.createElement("main"));
  onselect = vi.fn<(row: number) => void>();
  board = mount(PlanBoard, { target: place, props: { chart: CHART, palette: PALETTE, onselect } });
  flushSync();
});

afterEach(async () => {
  await unmount(board);
  place.remove();
});

const stops = () => [...place.querySelectorAll<SVGElement>("[data-stop]")];
const reachable = () => stops().filter((stop) => stop.getAttribute("tabindex") === "0");
const named = (start: string) => stops().find((stop) => stop.getAttribute("aria-label")?.startsWith(start))!;
const texts = () => [...place.querySelectorAll("text")].map((text) => text.textContent);

function press(key: string): void {
  const from = document.activeElement as Element;
  from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  flushSync();
}

describe("what is drawn", () => {
  test("every line, also one that builds nothing, and a heading before those elsewhere", () => {
    expect([...place.querySelectorAll(".plant")].map((name) => name.textContent)).toEqual([
      "Northgate",
      "Halle",
      "Eastport",
    ]);
    expect(texts()).toContain("nothing is built here");
    expect(place.querySelector(".elsewhere")?.textContent).toBe("Plants elsewhere");
  });

  test("bars with name and number, loads with their per cent, shifts once for years that do not change", () => {
    expect(texts()).toEqual(expect.arrayContaining(["Moor", "62", "Dawn", "100%", "48%", "one shift"]));
    expect(texts().filter((text) => text === "one shift")).toHaveLength(1);
  });

  test("a guest differs by its sign, a start and an end by their marks", () => {
    expect(place.querySelectorAll(".line .guest .sign")).toHaveLength(1);
    expect(place.querySelectorAll(".line .host .sign")).toHaveLength(0);
    expect(named("Dawn").querySelectorAll(".mark")).toHaveLength(1);
    expect(named("Dusk").querySelectorAll(".mark")).toHaveLength(1);
    expect(named("Moor").querySelectorAll(".mark")).toHaveLength(0);
  });

  test("a load takes the colours of its class, and a line that stands still is hatched", () => {
    const fills = [...place.querySelectorAll(".load")].map((cell) => cell.getAttribute("fill"));

    expect(fills.slice(0, 2)).toEqual(["#CFCBBD", "#9C3F0E"]);
    expect(fills[2]).toMatch(/^url\(#.*-idle\)$/);
  });

  test("no element comes with a style attribute of its own", () => {
    // The board alone carries one property, which the script sets.
    const styled = [...place.querySelectorAll("[style]")].map((element) => element.getAttribute("style"));
    expect(styled).toEqual([expect.stringMatching(/^--board-names: \d+px;?$/)]);
  });

  test("every bar has its numbers with units for those who do not see it", () => {
    expect(named("Moor").getAttribute("aria-label")).toContain("62 thousand vehicles a year");
    expect(named("Load of Northgate in 2027").getAttribute("aria-label")).toContain("reference cars a year");
    expect(named("Dawn").getAttribute("aria-colindex")).toBe("3");
    expect(named("Dawn").getAttribute("aria-colspan")).toBe("2");
  });
});

describe("the keyboard", () => {
  test("one stop is in the order of tabs, and it follows the focus", () => {
    expect(reachable()).toEqual([named("Moor")]);
    reachable()[0]!.focus();
    press("ArrowDown");
    press("ArrowRight");

    expect(document.activeElement).toBe(named("Dawn"));
    expect(reachable()).toEqual([named("Dawn")]);
  });

  test("Enter opens the evidence of the bar, and that of its bar on retooling, but none on a load", () => {
    reachable()[0]!.focus();
    press("Enter");
    press("ArrowDown");
    press("Enter");
    press("ArrowDown");
    press("Enter");

    expect(document.activeElement).toBe(named("Load of Northgate in 2027"));
    expect(onselect.mock.calls).toEqual([[0], [1]]);
  });

  test("a click opens the evidence and moves the stop of the tab order", () => {
    named("Dusk").dispatchEvent(new MouseEvent("click", { bubbles: true }));
    flushSync();

    expect(onselect).toHaveBeenCalledExactlyOnceWith(2);
    expect(reachable()).toEqual([named("Dusk")]);
  });
});

describe("the tooltip", () => {
  const point = (target: Element) => {
    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: 10 }));
    flushSync();
  };

  test("shows every year with its number, and goes with Escape or with the pointer", () => {
    point(named("Dawn"));
    const tip = place.querySelector(".tip");
    expect(tip?.textContent?.replace(/\s+/g, " ")).toContain("Vehicles a year: 2028 18,000 2029 45,000");

    reachable()[0]!.focus();
    press("Escape");
    expect(place.querySelector(".tip")).toBe(null);
    point(named("Dawn"));
    point(place.querySelector(".years")!);
    expect(place.querySelector(".tip")).toBe(null);
  });
});
