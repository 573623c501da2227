// Entry of the report page: reads the data out of the page and shows it.

import { mount } from "svelte";

import "../lib/theme.css";
import "./report.css";
import { reportIn } from "./data";
import Report from "./Report.svelte";
import { unpack } from "./unpack";

/** Id of the element that the report fills. */
const PLACE = "report";

async function start(): Promise<void> {
  const place = document.getElementById(PLACE) ?? document.body;
  try {
    await unpack(document);
    const report = reportIn(document);
    place.replaceChildren();
    mount(Report, { target: place, props: { report } });
  } catch (fault) {
    const words = document.createElement("p");
    words.className = "page-failure";
    words.setAttribute("role", "alert");
    words.textContent = fault instanceof Error ? fault.message : String(fault);
    place.replaceChildren(words);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void start());
else void start();
