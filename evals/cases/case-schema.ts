import { z } from 'zod';
import { EvalCase } from './eval-case.js';
import { MatchCase } from './match-case.js';

export const SCHEMA_FILE = new URL('./case.schema.json', import.meta.url);

/** The JSON Schema of a case's file, for editors and for whoever writes cases with another program. */
export function caseSchemaText(): string {
  const schema = z.toJSONSchema(z.union([EvalCase, MatchCase]), { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ ...schema, title: 'A case of the evals of VEZE Copilot' }, null, 2)}\n`;
}
