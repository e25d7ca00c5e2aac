// Builds the tracked style sheet and scripts. Each starts with a digest of everything it was made
// from, so that a test can tell, without Node, that they are up to date.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "belong", "web", "ui", "static", "belong");

// The same list, in the same order, as in tests/repository/test_front_end.py.
const sources = [
  "app.scss",
  "build.mjs",
  "init.mjs",
  "package-lock.json",
  ...readdirSync(join(here, "ours")).sort().map((name) => `ours/${name}`),
];

const digest = createHash("sha256");
for (const name of sources) {
  digest.update(name + "\n");
  digest.update(readFileSync(join(here, name), "utf8").replaceAll("\r\n", "\n"));
}
const madeFrom = `/* Made by make assets from sha256 ${digest.digest("hex")} */\n`;

const css = compile(join(here, "app.scss"), {
  loadPaths: [join(here, "node_modules")],
  style: "compressed",
  charset: false,
  fatalDeprecations: ["import"],
});
const frontend = join(here, "node_modules", "govuk-frontend", "dist", "govuk");

mkdirSync(out, { recursive: true });
writeFileSync(join(out, "app.css"), madeFrom + css.css + "\n");
writeFileSync(join(out, "init.js"), madeFrom + readFileSync(join(here, "init.mjs"), "utf8"));
writeFileSync(
  join(out, "govuk-frontend.min.js"),
  madeFrom +
    readFileSync(join(frontend, "govuk-frontend.min.js"), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n"),
);
console.log(`Built ${out}`);
