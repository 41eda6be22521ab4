// Runs a ViewDefinition over resources with Medplum's engine, as often as asked, and says in one line of JSON how long each run took
// and what it gave: { "milliseconds": [...], "rows": [...] }. Input: a file with { "view": ..., "resources": [...] }.
import { readFileSync } from 'node:fs';
import { evalSqlOnFhir } from '@medplum/core';

const [file, runs] = process.argv.slice(2);
const { view, resources } = JSON.parse(readFileSync(file, 'utf8'));
const milliseconds = [];
let rows = [];
for (let run = 0; run < Number(runs); run++) {
  const start = process.hrtime.bigint();
  rows = evalSqlOnFhir(view, resources);
  milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
}
console.log(JSON.stringify({ milliseconds, rows }));
