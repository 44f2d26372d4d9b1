// Times csaf-validator-lib's schema test and mandatory tests of CSAF 2.0: node time_tests.mjs LIST, where LIST is a file of paths. Prints four
// numbers: seconds to parse all documents, to check them against schema and tests, against the tests alone; how many did not pass.
import { csaf_2_0 as schema } from "@secvisogram/csaf-validator-lib/schemaTests.js";
import * as mandatory from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
import validate from "@secvisogram/csaf-validator-lib/validate.js";
import { readFileSync } from "node:fs";

const texts = readFileSync(process.argv[2], "utf8").trim().split("\n").map((path) => readFileSync(path, "utf8"));
const mandatoryTests = Object.values(mandatory).filter((test) => typeof test === "function");

const parse = performance.now();
const documents = texts.map((text) => JSON.parse(text));
const check = performance.now();
let failing = 0;
for (const document of documents) {
  const { isValid } = await validate([schema, ...mandatoryTests], document);
  if (!isValid) failing += 1;
}
const alone = performance.now();
for (const document of documents) await validate(mandatoryTests, document);
console.log((check - parse) / 1000, (alone - check) / 1000, (performance.now() - alone) / 1000, failing);
