import { mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { reportIn } from "../src/report/data";
import Report from "../src/report/Report.svelte";
import { sample } from "./sample";

const TEMPLATES = import.meta.glob<string>("../src/**/*.svelte", {
  query: "?raw",
  import: "default",
  eager: true,
});

let page: Record<string, unknown>;

beforeEach(() => {
  page = mount(Report, { target: document.body, props: { report: sample() } });
});

afterEach(async () => {
  await unmount(page);
});

function button(words: string, within: ParentNode = document): HTMLButtonElement {
  const found = [...within.querySelectorAll("button")].find((each) => each.textContent?.trim() === words);
  if (!found) throw new Error(`No button ${words}.`);
  return found;
}

test("the audience stands on the first line", () => {
  expect(document.body.innerText.trim().startsWith("For the clean team")).toBe(true);
});

test("a figure in the answer opens its evidence, Escape gives the focus back", async () => {
  const figure = button("£68.0 million");
  figure.focus();
  figure.click();
  await tick();
  await tick();
  const drawer = document.querySelector("dialog");
  expect(drawer?.open).toBe(true);
  expect(drawer?.textContent).toContain("Plan with deals: £852.4 million");
  expect(drawer?.textContent).toContain("Trade body statistics");
  expect(document.activeElement?.id).toBe("drawer-title");

  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  await tick();
  expect(drawer?.open).toBe(false);
  expect(document.activeElement).toBe(figure);
});

test("every chart shows its table with units, and rows with evidence open it", async () => {
  const cards = [...document.querySelectorAll("article.card")];
  expect(cards).toHaveLength(sample().sections.flatMap((section) => section.charts).length);
  const card = cards[0]!;
  button("Show as table", card).click();
  await tick();
  expect(card.querySelector("thead")?.textContent).toContain("reference cars a year");
  expect(card.querySelectorAll("tbody tr")).toHaveLength(5);
  button("Westmere", card).click();
  await tick();
  expect(document.querySelector("dialog")?.textContent).toContain("120,000");
});

test("a heading sorts the table: numbers from the largest", async () => {
  const card = document.querySelector("article.card")!;
  button("Show as table", card).click();
  await tick();
  const heading = card.querySelectorAll("thead th")[4]!;
  heading.querySelector("button")!.click();
  await tick();
  expect(heading.getAttribute("aria-sort")).toBe("descending");
  expect(card.querySelector("tbody th")?.textContent?.trim()).toBe("Westmere");
});

test.each(Object.keys(TEMPLATES))(
  "%s has no style attribute, which the policy of the page forbids",
  (path) => {
    const template = TEMPLATES[path]!.replace(/<(script|style)[\s\S]*?<\/\1>/g, "");
    expect(template).not.toMatch(/\sstyle[=:]/);
  },
);

test("a page without data says so", () => {
  expect(() => reportIn(document.implementation.createHTMLDocument())).toThrow("holds no report");
});
