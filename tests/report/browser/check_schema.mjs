// Checks each result against the published JSON Schema: node check_schema.mjs SCHEMA PAGES
import { readFileSync, readdirSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const [schema, pages] = process.argv.slice(2);
const valid = new Ajv2020.default({ allErrors: true, strict: true }).compile(JSON.parse(readFileSync(schema, "utf8")));
let failed = 0;
for (const name of readdirSync(pages).filter((file) => file.endsWith(".json"))) {
  const result = JSON.parse(readFileSync(`${pages}/${name}`, "utf8"));
  const good = valid(result);
  console.log(`${good ? "ok" : "FAILED"}: ${name}`);
  if (!good) failed += 1, console.log(valid.errors);
  // A schema that lets everything through would pass too: it must miss what is taken away.
  for (const key of ["schema", "measures", "curves", "replicas", "partial"]) {
    const { [key]: _, ...rest } = result;
    if (valid(rest)) failed += 1, console.log(`FAILED: ${name} without ${key} is let through`);
  }
  if (valid({ ...result, host: "a" })) failed += 1, console.log(`FAILED: ${name} with a field of its own is let through`);
}
process.exit(failed === 0 ? 0 : 1);
