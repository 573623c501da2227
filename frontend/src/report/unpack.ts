// The data of the page come compressed: in full they would be larger than the script.

import { DATA } from "./data";

/** Attribute of the data element that names how the data are packed. */
const PACKING = "data-packing";

/** Put the data of the page, where they are compressed, back as the JSON that they are. */
export async function unpack(page: Document): Promise<void> {
  const element = page.getElementById(DATA);
  if (element?.getAttribute(PACKING) !== "deflate") return;
  element.textContent = await inflated(element.textContent ?? "");
  element.removeAttribute(PACKING);
}

/** Return the text of base64 data in zlib's format. */
async function inflated(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0));
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return await new Response(stream).text();
  } catch (fault) {
    const message = "The data of this report cannot be read: the file may be damaged.";
    throw new Error(message, { cause: fault });
  }
}
