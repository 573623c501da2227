import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

import { inline } from "./bundle/inline.ts";
import { licences } from "./bundle/licences.ts";

const PAGE = fileURLToPath(new URL("../src/plantshare/report/page", import.meta.url));

// One classic script and one style sheet: a page opened from disk can load nothing else.
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), licences(), inline()],
  // Svelte's browser half, for components under test.
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  publicDir: false as const,
  build: {
    outDir: PAGE,
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    modulePreload: false as const,
    cssCodeSplit: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: {
      input: fileURLToPath(new URL("src/report/main.ts", import.meta.url)),
      output: {
        format: "iife" as const,
        codeSplitting: false,
        entryFileNames: "report.js",
        assetFileNames: "report.[ext]",
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
  },
}));
