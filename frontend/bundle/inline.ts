// The bundle stands inside a <script> element: nothing in it may end the element or open a comment.

import type { Plugin } from "vite";

/** Return a plugin that writes "</script" and "<!--" in strings so that HTML does not see them. */
export function inline(): Plugin {
  return {
    name: "inline",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        file.code = file.code.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "<\\!--");
        if (file.dynamicImports.length || file.imports.length) {
          this.error("The report is one script: it can import nothing when it runs.");
        }
      }
    },
  };
}
