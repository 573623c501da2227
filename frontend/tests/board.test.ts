import { describe, expect, test } from "vitest";

import { barId, loadId, moved, stopsOf, workId, type Place } from "../src/lib/board/keys";
import { cut, guessed, labelOf, shortThousands } from "../src/lib/board/labels";
import { box, frameOf, heightOf, idleRuns, lanesOf, left, runsOf, stripTop } from "../src/lib/board/layout";
import { barWords, lineWords, loadWords, perYear, spoken, workWords } from "../src/lib/board/words";
import type { BoardBar, BoardRow } from "../src/lib/types";

const YEARS = [2026, 2027, 2028, 2029, 2030];

function bar(changes: Partial<BoardBar> = {}): BoardBar {
  return {
    ...{ row: 0, vehicle: "Moor", brand: "Fell", kind: "host", partner: false, moved_from: "" },
    ...{ first: 2026, last: 2030, volumes: {}, peak: 62_000, mode: "full", launch: false, runout: false },
    ...{ end: "", lane: 0, free_until: 2030, ...changes },
  } as BoardBar;
}

function line(changes: Partial<BoardRow> = {}): BoardRow {
  return {
    ...{ group: "L", plant: "Northgate", label: "", is_home: true, lanes: 1, closed: null },
    ...{ bars: [], retooling: [], load: [], patterns: {}, patterns_full: {}, ...changes },
  };
}

function load(year: number, utilisation: number | null = 0.5) {
  return { year, load: 60_000, capacity: 120_000, utilisation, shops: "assembly", class: 1 };
}

describe("the scale of years", () => {
  test("years share the place beside the names", () => {
    // (1000 - 164 - 1) / 5 = 167
    const frame = frameOf(YEARS, 1000);

    expect([frame.names, frame.year, frame.width]).toEqual([164, 167, 835]);
    expect([left(frame, 2026), left(frame, 2028)]).toEqual([0, 334]);
    expect(box(frame, 2027, 2028)).toEqual({ x: 168, width: 332 });
  });

  test("on a telephone years keep their width and the board is wider than its place", () => {
    const frame = frameOf(YEARS, 340);

    expect([frame.names, frame.year, frame.width]).toEqual([112, 70, 350]);
    expect(frame.names + frame.width).toBeGreaterThan(340);
  });

  test("on paper twelve years fit the page", () => {
    const frame = frameOf(
      Array.from({ length: 12 }, (_, place) => 2026 + place),
      660,
      true,
    );

    expect(frame.names + frame.width).toBeLessThanOrEqual(660);
  });

  test("a place of no width yet and a study of no years do not break it", () => {
    expect(frameOf([], 0).width).toBe(70);
  });
});

describe("heights", () => {
  test("lanes, then the strip and the words of shifts where there is load", () => {
    expect(heightOf(line({ lanes: 3, load: [load(2026)] }))).toBe(9 + 3 * 28 + 19 + 17 + 7);
    expect(heightOf(line({ lanes: 3 }))).toBe(9 + 3 * 28 + 7);
  });

  test("an empty line has the height of one lane", () => {
    const empty = line({ lanes: 0, load: [load(2026, null)] });

    expect(lanesOf(empty)).toBe(1);
    expect(stripTop(empty)).toBe(9 + 28);
  });
});

describe("runs", () => {
  test("years with the same words are one run", () => {
    expect(runsOf({ 2026: "one shift", 2027: "one shift", 2028: "two shifts", 2030: "two shifts" })).toEqual([
      { first: 2026, last: 2027, words: "one shift" },
      { first: 2028, last: 2028, words: "two shifts" },
      { first: 2030, last: 2030, words: "two shifts" },
    ]);
  });

  test("years without output inside a bar", () => {
    const runs = idleRuns(bar({ volumes: { 2026: 10, 2029: 10, 2030: 10 } }));

    expect(runs.map((run) => [run.first, run.last])).toEqual([[2027, 2028]]);
  });
});

describe("labels", () => {
  const wide = frameOf(YEARS, 1000);

  test("numbers are those that Python writes", () => {
    expect([86_400, 9_960, 9_940, 900, 0].map(shortThousands)).toEqual(["86", "10", "9.9", "0.9", "0"]);
  });

  test("a name is cut to its room with an ellipsis, and not at a blank", () => {
    // 6.6 pixels a letter: 50 hold seven signs.
    expect(cut("Range Rover", 50, guessed)).toBe("Range\u2026");
    expect(cut("Moor", 50, guessed)).toBe("Moor");
    expect(cut("Moor", 5, guessed)).toBe("");
  });

  test("a long bar holds its name and number inside", () => {
    const label = labelOf(bar(), wide, 0, guessed);

    expect(label).toMatchObject({ text: "Moor", x: 8, isBeside: false, short: "62" });
    expect(label.shortX).toBe(835 - 1 - 7);
  });

  test("a guest has room for its sign before the name", () => {
    expect(labelOf(bar({ kind: "guest" }), wide, 0, guessed).x).toBe(8 + 15);
  });

  test("a long bar keeps its name in view when the years are scrolled", () => {
    expect(labelOf(bar(), wide, 300, guessed).x).toBe(300 + 7);
    // Never past its end: the number and 22 pixels of the name stay inside.
    const label = labelOf(bar({ last: 2026, free_until: 2026 }), wide, 300, guessed);
    expect(label.x).toBeLessThan(167 - 2 * 6.6 - 7 - 22);
    // Its number ends at 167 - 1 - 7 and begins 13.2 before: half out of sight at 150, it is left out.
    expect(labelOf(bar({ last: 2026, free_until: 2026 }), wide, 140, guessed).short).toBe("62");
    expect(labelOf(bar({ last: 2026, free_until: 2026 }), wide, 150, guessed).short).toBe("");
  });

  test("a short bar carries name and number beside it where there is room", () => {
    const narrow = frameOf(YEARS, 340);
    const label = labelOf(bar({ last: 2026, vehicle: "Range Rover Sport" }), narrow, 0, guessed);

    expect(label).toMatchObject({ text: "Range Rover Sport, 62", isBeside: true, short: "" });
    expect(label.x).toBeGreaterThan(70);
  });

  test("and cuts its name where another bar follows", () => {
    const narrow = frameOf(YEARS, 340);
    const label = labelOf(bar({ last: 2026, free_until: 2026, vehicle: "Range Rover" }), narrow, 0, guessed);

    expect(label.isBeside).toBe(false);
    expect(label.text.endsWith("\u2026")).toBe(true);
    expect(guessed(label.text) + guessed(label.short) + 21).toBeLessThanOrEqual(68);
  });
});

describe("the keyboard", () => {
  // Northgate: lane 0 Moor 2026-2030, lane 1 retooling 2026-2027 and Dawn 2028-2030, then the load; Eastport: Dusk.
  const rows = [
    line({
      lanes: 2,
      bars: [bar(), bar({ row: 1, first: 2028, lane: 1, launch: true })],
      retooling: [{ kind: "retooling", first: 2026, last: 2027, lane: 1, label: "Retooling", words: "" }],
      load: YEARS.map((year) => load(year)),
    }),
    line({ lanes: 0 }),
    line({ plant: "Eastport", bars: [bar({ row: 2 })] }),
  ];
  const stops = stopsOf(rows);
  const walk = (start: Place, ...keys: string[]) =>
    keys.reduce<Place>((place, key) => moved(stops, place, key) ?? place, start);
  const start = { id: barId(0, 0), year: 2026 };

  test("every bar, work and load is one stop, none twice", () => {
    expect(new Set(stops.map((stop) => stop.id)).size).toBe(3 + 1 + 5);
    expect(stops.map((stop) => stop.id).slice(0, 3)).toEqual([barId(0, 0), workId(0, 0), barId(0, 1)]);
  });

  test("down keeps to the year, right and left stay in the lane", () => {
    expect(walk(start, "ArrowDown").id).toBe(workId(0, 0));
    expect(walk(start, "ArrowDown", "ArrowRight").id).toBe(barId(0, 1));
    expect(walk(start, "ArrowDown", "ArrowRight", "ArrowUp", "ArrowDown").id).toBe(barId(0, 1));
    expect(walk(start, "ArrowDown", "ArrowRight", "ArrowDown").id).toBe(loadId(0, 2));
    expect(walk(start, "ArrowDown", "ArrowLeft").id).toBe(workId(0, 0));
  });

  test("lines that hold nothing are passed over, and the edges hold", () => {
    expect(walk(start, "ArrowDown", "ArrowDown", "ArrowDown").id).toBe(barId(2, 0));
    expect(walk(start, "PageDown").id).toBe(barId(2, 0));
    expect(walk(start, "PageDown", "PageUp").id).toBe(barId(0, 0));
    expect(walk(start, "ArrowUp")).toEqual(start);
    expect(walk(start, "PageDown", "ArrowDown", "PageDown").id).toBe(barId(2, 0));
  });

  test("home and end go to the ends of the lane, with control to those of the board", () => {
    expect(walk(start, "ArrowDown", "End").id).toBe(barId(0, 1));
    expect(walk(start, "ArrowDown", "End", "Home").id).toBe(workId(0, 0));
    expect(moved(stops, start, "End", true)?.id).toBe(barId(2, 0));
  });

  test("every stop is reached from the first by arrow keys alone", () => {
    const seen = new Set([start.id]);
    const open: Place[] = [start];
    for (let place = open.pop(); place; place = open.pop()) {
      for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"]) {
        const next = moved(stops, place, key);
        if (next && !seen.has(next.id)) {
          seen.add(next.id);
          open.push(next);
        }
      }
    }
    expect(seen.size).toBe(stops.length);
  });

  test("retooling opens the evidence of its bar, a load opens none, other keys do nothing", () => {
    expect(stops.find((stop) => stop.id === workId(0, 0))?.row).toBe(1);
    expect(stops.find((stop) => stop.id === loadId(0, 0))?.row).toBe(null);
    expect(moved(stops, start, "a")).toBe(null);
    expect(moved([], start, "ArrowDown")).toBe(null);
  });
});

describe("words", () => {
  test("volumes carry their unit", () => {
    expect(perYear(86_400)).toBe("86 thousand vehicles a year");
    expect(perYear(4_000)).toBe("4.0 thousand vehicles a year");
    expect(perYear(850)).toBe("850 vehicles a year");
    expect(perYear(1_300_000)).toBe("1.3 million vehicles a year");
  });

  test("a guest that starts and ends", () => {
    const guest = bar({
      ...{ vehicle: "Dawn", brand: "Sunrise", kind: "guest", mode: "CKD", launch: true, runout: true },
      ...{
        first: 2027,
        last: 2029,
        end: "end of life",
        peak: 45_000,
        volumes: { 2027: 18_000, 2029: 45_000 },
      },
    });

    const words = barWords(guest, line({ label: "line 1" }));

    expect(spoken(words)).toBe(
      "Dawn (Sunrise). Guest, CKD, at Northgate, line 1. Starts in 2027 (SOP), ends in 2029 (EOP), end of life; " +
        "no output in 2028. Largest year: 45 thousand vehicles a year",
    );
    expect(words.pairs).toEqual([
      ["2027", "18,000"],
      ["2029", "45,000"],
    ]);
  });

  test("a moved vehicle names the line it leaves, a partner is no guest", () => {
    const transfer = bar({ kind: "transfer", moved_from: "Halle", vehicle: "Fell Moor" });

    expect(barWords(transfer, line()).heading).toBe("Fell Moor");
    expect(barWords(transfer, line()).lines[0]).toBe(
      "Own vehicle, moved here from Halle, full build, at Northgate",
    );
    expect(barWords(bar({ partner: true }), line()).lines[0]).toMatch(/^Vehicle of a partner/);
  });

  test("load, works and lines", () => {
    const row = line({ patterns_full: { 2026: "60% two shifts and 40% one shift" }, closed: 2029 });

    expect(loadWords(load(2026), row).lines).toEqual([
      "60,000 of 120,000 reference cars a year: 50% of the shifts run",
      "60% two shifts and 40% one shift",
      "Fullest: assembly shops",
    ]);
    expect(loadWords(load(2026), line({ patterns: { 2026: "one shift" } })).lines[1]).toBe("One shift");
    expect(loadWords(load(2027, null), row).lines).toEqual(["No capacity in this year"]);
    const work = {
      kind: "expansion",
      first: 2026,
      last: 2027,
      lane: 0,
      label: "Expansion",
      words: "Hall",
    } as const;
    expect(spoken(workWords(work, row))).toBe("Hall. 2026\u20132027, Northgate");
    expect(lineWords(row)).toBe("Northgate: nothing is built here, closed from 2029");
  });
});
