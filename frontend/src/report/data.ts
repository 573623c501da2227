// The data of the page stand in a JSON element: a page from disk can load nothing.

import type { Report } from "../lib/types";

export const FORMAT = 1;

/** Id of the element that holds the data. */
export const DATA = "report-data";

/** Return the report in the page; throws with a sentence for the reader where there is none that we can show. */
export function reportIn(page: Document): Report {
  const text = page.getElementById(DATA)?.textContent;
  if (!text) throw new Error("This file holds no report: it may have been cut short on its way.");
  const report = parsed(text);
  if (report.format !== FORMAT) {
    throw new Error(`This page shows reports of format ${FORMAT}, not ${report.format}.`);
  }
  return report;
}

function parsed(text: string): Report {
  try {
    return JSON.parse(text) as Report;
  } catch (fault) {
    const message = "The data of this report cannot be read: the file may be damaged.";
    throw new Error(message, { cause: fault });
  }
}
