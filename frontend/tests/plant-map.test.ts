import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import PlantMap from "../src/lib/components/PlantMap.svelte";
import {
  arcPath,
  classOf,
  drawnFlows,
  missing,
  plantInWords,
  radiusOf,
  roundSizes,
} from "../src/lib/map/scene";
import type { Chart, MapContent, MapPlant, Palette } from "../src/lib/types";

const PALETTE: Palette = {
  utilisation: [
    { low: 0, high: 0.6, label: "under 60%", fill: "#9C3F0E", ink: "#FFFFFF" },
    { low: 0.6, high: null, label: "60% and over", fill: "#1D4F8C", ink: "#FFFFFF" },
  ],
  ink: "#1B2733",
  muted: "#55626F",
  line: "#DFE5EA",
  page: "#F4F6F7",
  white: "#FFFFFF",
  accent: "#1D4F8C",
  loss: "#9C3F0E",
  control: "#8A96A1",
  land: "#E9EDF0",
  sea: "#F8FAFB",
  host: "#C5D0DA",
  guest: "#1D4F8C",
  brands: [],
  other: "#B4BEC7",
};

function plant(name: string, longitude: number | null, latitude: number | null, load: number): MapPlant {
  const capacity = 200_000;
  const now = { utilisation: load / capacity, load, capacity, spare: capacity - load, built: load };
  const full = { utilisation: 1, load: capacity, capacity, spare: 0, built: capacity };
  return {
    plant: name.toLowerCase(),
    name,
    company: "Acme",
    country: "United Kingdom",
    longitude,
    latitude,
    is_home: true,
    by_year: { "2030": now, "2031": full },
  };
}

const CONTENT: MapContent = {
  years: [2030, 2031],
  year: 2030,
  plants: [
    plant("Northton", -1.5, 54.9, 100_000),
    plant("Southton", -1.2, 51.7, 150_000),
    plant("Nowhere", null, null, 10_000),
  ],
  markets: [
    { market: "GB", name: "Britain", longitude: -2.5, latitude: 53.9 },
    { market: "REST", name: "Other markets", longitude: null, latitude: null },
  ],
  flows: [
    { plant: "northton", market: "GB", guest: false, by_year: { "2030": 100_000 } },
    { plant: "southton", market: "GB", guest: false, by_year: { "2030": 500 } },
    { plant: "southton", market: "GB", guest: true, by_year: { "2030": 400 } },
    { plant: "southton", market: "REST", guest: false, by_year: { "2030": 9_000, "2031": 12_000 } },
  ],
  regions: [
    {
      name: "United Kingdom",
      bounds: [
        [-5, 50],
        [1, 56],
      ],
    },
    {
      name: "World",
      bounds: [
        [-150, -50],
        [170, 72],
      ],
    },
  ],
  outline: "europe",
  credits: "Outline: Natural Earth",
};

const CHART = {
  name: "map",
  title: "Plants",
  subtitle: "",
  description: "Map",
  component: "map",
  fields: [],
  rows: [{ label: "southton" }, { label: "northton" }, { label: "nowhere" }],
  spec: {},
  content: CONTENT,
  formula: "",
  reads: [],
  behind: [],
  grade: "",
} satisfies Chart<MapContent>;

describe("the marks of a year", () => {
  it("draw guests first, and no hair", () => {
    // All flows are 109,900; a hundredth of that is more than 500, but guests are kept.
    expect(drawnFlows(CONTENT, 2030).map((flow) => [flow.plant, flow.guest])).toEqual([
      ["southton", true],
      ["northton", false],
    ]);
    expect(drawnFlows(CONTENT, 2031)).toEqual([]);
  });

  it("say what is not drawn", () => {
    expect(missing(CONTENT, 2030)).toEqual([
      "No place on the map for Other markets: 9,000 vehicles a year.",
      "Small flows, 500 vehicles a year in all, not drawn.",
    ]);
  });

  it("put a utilisation into the class that its whole per cent is in", () => {
    expect(classOf(PALETTE, 0.594)?.label).toBe("under 60%");
    expect(classOf(PALETTE, 0.596)?.label).toBe("60% and over");
    expect(classOf(PALETTE, 1.3)?.label).toBe("60% and over");
    expect(classOf(PALETTE, null)).toBeNull();
  });

  it("have areas in proportion to capacity", () => {
    expect(radiusOf(400, 400, 16)).toBe(16);
    expect(radiusOf(100, 400, 16)).toBe(8);
    expect(roundSizes(600_000)).toEqual([100_000, 300_000, 600_000]);
    expect(roundSizes(130_000)).toEqual([20_000, 50_000, 100_000]);
    expect(roundSizes(0)).toEqual([]);
  });

  it("bend arcs of guests to the other side", () => {
    expect(arcPath([0, 0], [100, 0], false)).toBe("M0.0,0.0Q50.0,-16.0 100.0,0.0");
    expect(arcPath([0, 0], [100, 0], true)).toBe("M0.0,0.0Q50.0,16.0 100.0,0.0");
  });

  it("are said in words with units", () => {
    expect(plantInWords(CONTENT.plants[0]!, 2030)).toBe(
      "Northton (Acme), 2030: 50% of capacity, 100,000 of 200,000 reference cars a year; 100,000 to spare; 100,000 vehicles built",
    );
  });
});

describe("the map", () => {
  let place: HTMLElement;
  let drawn: ReturnType<typeof mount>;
  const chosen = vi.fn();

  beforeEach(() => {
    place = document.createElement("div");
    document.body.append(place);
    drawn = mount(PlantMap, {
      target: place,
      props: { chart: CHART, palette: PALETTE, outline: null, onselect: chosen },
    });
    flushSync();
  });

  afterEach(() => {
    void unmount(drawn);
    place.remove();
    chosen.mockReset();
  });

  function plantButton(name: string): Element {
    const found = [...place.querySelectorAll(".plant")].find((each) =>
      each.getAttribute("aria-label")?.startsWith(name),
    );
    if (!found) throw new Error(`no plant ${name}`);
    return found;
  }

  function press(target: Element, key: string): void {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    flushSync();
  }

  function transform(): string {
    return place.querySelector("svg [transform*='scale']")!.getAttribute("transform")!;
  }

  it("has a button for each region and each plant", () => {
    const names = [...place.querySelectorAll(".bar .button")].map((each) => each.textContent?.trim());
    expect(names).toEqual(["United Kingdom", "World", "+", "−"]);
    expect(place.querySelectorAll(".plant[tabindex='0'][role='button']")).toHaveLength(2);
  });

  it("opens the evidence of a plant by Enter, space and click, and of one without coordinates", () => {
    press(plantButton("Northton"), "Enter");
    press(plantButton("Southton"), " ");
    plantButton("Northton").dispatchEvent(new MouseEvent("click", { bubbles: true }));
    place.querySelector<HTMLButtonElement>(".lost button")!.click();
    expect(chosen.mock.calls).toEqual([[1], [0], [1], [2]]);
  });

  it("moves by arrow keys and zooms by plus and minus", () => {
    const start = transform();
    const across = (words = transform()) => Number(/translate\(([-\d.e]+)/.exec(words)![1]);
    press(plantButton("Northton"), "ArrowLeft");
    const moved = transform();
    expect(across(moved) - across(start)).toBeCloseTo(60);
    press(plantButton("Northton"), "ArrowRight");
    expect(across()).toBeCloseTo(across(start), 6);
    const scale = () => Number(/scale\(([\d.]+)\)/.exec(transform())![1]);
    const before = scale();
    press(plantButton("Northton"), "+");
    expect(scale() / before).toBeCloseTo(1.5);
    press(plantButton("Northton"), "-");
    expect(scale()).toBeCloseTo(before);
  });

  it("colours the plants by the year of the slider", () => {
    const fill = () => plantButton("Northton").querySelector(".disc")!.getAttribute("fill");
    expect(fill()).toBe("#9C3F0E");
    const slider = place.querySelector<HTMLInputElement>("input[type=range]")!;
    slider.value = "2031";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    flushSync();
    expect(fill()).toBe("#1D4F8C");
    expect(place.querySelector("output")!.textContent).toBe("2031");
  });

  it("names the plants and writes no style into the page", () => {
    expect(place.querySelector("svg")!.textContent).toContain("Northton 50%");
    const styled = [...place.querySelectorAll("[style]")].filter(
      (each) => each.tagName.toLowerCase() !== "svg",
    );
    expect(styled).toEqual([]);
  });
});
