// Licences of the packages in the bundle: their terms ask that they travel with it, in every page.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Plugin } from "vite";

interface Package {
  name: string;
  version: string;
  licence: string;
  copyright: string;
  text: string;
}

const COPYRIGHT = /^\s*copyright (?:\(c\)|©|\d).*$/gim;

/** Return a plugin that writes the licences at the head of the script and beside it, from the packages in it. */
export function licences(): Plugin {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const folders = new Set(chunks.flatMap((chunk) => Object.keys(chunk.modules)).flatMap(folderOf));
      const packages = [...folders].map(packageIn).sort((one, two) => (one.name < two.name ? -1 : 1));
      const text = written(packages);
      this.emitFile({ type: "asset", fileName: "licences.txt", source: text });
      for (const chunk of chunks) chunk.code = `/*\n${text.replaceAll("*/", "* /")}*/\n${chunk.code}`;
    },
  };
}

/** Return the folder of the package that a module belongs to; none for our own files. */
function folderOf(module: string): string[] {
  const path = module.replace(/^\0/, "").replace(/\?.*$/, "");
  if (!path.includes(`${sep}node_modules${sep}`)) return [];
  let folder = dirname(path);
  while (!isPackage(folder)) folder = dirname(folder);
  return [folder];
}

/** Return whether a folder is that of a package: some packages keep a bare package.json in inner folders. */
function isPackage(folder: string): boolean {
  const file = join(folder, "package.json");
  return existsSync(file) && "version" in (JSON.parse(readFileSync(file, "utf8")) as object);
}

function packageIn(folder: string): Package {
  const facts = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const name = facts["name"] ?? "";
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence file: add its terms before it is shipped.`);
  const whole = readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim();
  return {
    name,
    version: facts["version"] ?? "",
    licence: facts["license"] ?? "",
    copyright: (whole.match(COPYRIGHT) ?? []).map((line) => line.trim()).join("; "),
    text: whole.replace(COPYRIGHT, "").replace(/\s+/g, " ").trim(),
  };
}

/** Return the packages with their copyright, those under the same words together. */
function written(packages: Package[]): string {
  const texts = new Map<string, Package[]>();
  for (const each of packages) texts.set(each.text, [...(texts.get(each.text) ?? []), each]);
  const parts = [...texts].map(([text, members]) => {
    const names = members.map((each) => `${each.name} ${each.version} (${each.licence}). ${each.copyright}`);
    return `${names.join("\n")}\n\n${wrapped(text)}\n`;
  });
  return `This page holds code of the following packages.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

function wrapped(text: string): string {
  return text.replace(/(.{1,96})(?: |$)/g, "$1\n").trimEnd();
}
