import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";

import { unpack } from "../src/report/unpack";

function pageWith(text: string, packing: string | null): Document {
  const page = document.implementation.createHTMLDocument();
  const element = page.createElement("script");
  element.type = "application/json";
  element.id = "report-data";
  if (packing) element.setAttribute("data-packing", packing);
  element.textContent = text;
  page.body.append(element);
  return page;
}

const DATA = JSON.stringify({ title: "Wer baut was? £ − ’" });

test("compressed data come back as they were", async () => {
  const page = pageWith(deflateSync(DATA).toString("base64"), "deflate");
  await unpack(page);
  expect(page.getElementById("report-data")?.textContent).toBe(DATA);
});

test("plain data stay as they are", async () => {
  const page = pageWith(DATA, null);
  await unpack(page);
  expect(page.getElementById("report-data")?.textContent).toBe(DATA);
});

test("damaged data are told in a sentence", async () => {
  const page = pageWith(deflateSync(DATA).toString("base64").slice(0, 20), "deflate");
  await expect(unpack(page)).rejects.toThrow("may be damaged");
});

test("a page without data is left alone", async () => {
  await expect(unpack(document.implementation.createHTMLDocument())).resolves.toBeUndefined();
});
