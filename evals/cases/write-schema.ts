import { writeFileSync } from 'node:fs';
import { caseSchemaText, SCHEMA_FILE } from './case-schema.js';

// npx tsx evals/cases/write-schema.ts: publishes the format of cases anew. A test compares the two.
writeFileSync(SCHEMA_FILE, caseSchemaText());
