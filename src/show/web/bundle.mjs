// Makes report.js from report.ts, and report.js.sha256 with the hash that the page's security policy names.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

await build({
  entryPoints: ["report.ts"],
  outfile: "report.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
});
const script = readFileSync("report.js");
if (script.includes("</script")) throw new Error("the bundle would end the page's script element");
writeFileSync("report.js.sha256", createHash("sha256").update(script).digest("base64"));
