// SPDX-License-Identifier: Apache-2.0
// Fails when what the first page loads is over the budget: the entry, what it imports at once, and the wall.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const kBudget = 400_000;
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const assets = readdirSync(join(dist, "assets"));

function imports(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(dist, "assets", file), "utf8");
  for (const match of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) imports(match[1] ?? "", seen);
  return seen;
}

const html = readFileSync(join(dist, "index.html"), "utf8");
const files = new Set<string>();
for (const match of html.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)) {
  const file = match[1] ?? "";
  if (file.endsWith(".js")) imports(file, files);
  else files.add(file);
}
for (const file of assets) if (/^WallPage-.*\.(js|css)$/.test(file)) imports(file, files);

const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, "assets", file))).length, 0);
console.log(`first page: ${Math.round(size / 1000)} kB gzip of ${kBudget / 1000} kB`);
if (size > kBudget) {
  console.error("too large: load later what the first page does not show");
  process.exit(1);
}
