// Checks each JSON file of a folder against its published JSON Schema: node check_schema.mjs SCHEMA FOLDER
import { readFileSync, readdirSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const [schema, pages] = process.argv.slice(2);
const published = JSON.parse(readFileSync(schema, "utf8"));
const valid = new Ajv2020.default({ allErrors: true, strict: true, strictRequired: false }).compile(published);
let failed = 0;
for (const name of readdirSync(pages).filter((file) => file.endsWith(".json"))) {
  const result = JSON.parse(readFileSync(`${pages}/${name}`, "utf8"));
  const good = valid(result);
  console.log(`${good ? "ok" : "FAILED"}: ${name}`);
  if (!good) failed += 1, console.log(valid.errors);
  // A schema that lets everything through would pass too: it must miss what is taken away.
  for (const key of published.required) {
    const { [key]: _, ...rest } = result;
    if (valid(rest)) failed += 1, console.log(`FAILED: ${name} without ${key} is let through`);
  }
  if (valid({ ...result, host: "a" })) failed += 1, console.log(`FAILED: ${name} with a field of its own is let through`);
}
if (failed === 0 && !readdirSync(pages).some((file) => file.endsWith(".json"))) failed = 1, console.log("FAILED: no file");
process.exit(failed === 0 ? 0 : 1);
