import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run evals -- [--suite support,helm] [--only PART] [--repeat 1] [--bail] [--print] [--judge]
    [--baseline FILE] [--gates evals/gates.yaml] [--out evals/out] [--database URL] [--processes 2] [--stages 2]
  --only      cases whose id holds PART, or that are tagged with it
  --cases     a folder of cases in place of ours, as evals:import makes it
  --repeat    plays each case so often; it passes where all of its plays do
  --print     what each turn did, in the words of a case; nothing is judged by it
  --judge     asks the model that OPENAI_API_KEY or OPENAI_BASE_URL (and OPENAI_MODEL) name for the verdicts that are not beside the
              cases yet, and keeps them there; no case passes or fails by them
  --baseline  results.json of an earlier run: what is fixed, what is broken, what takes longer
  --database  a PostgreSQL server in place of the embedded one; databases of our own are made on it and dropped
Exit code: 0 all gates passed, 1 something does not behave as it should, 2 it could not be seen whether it does.`;

const count = z.coerce.number().int().min(1);

const Options = z.object({
  suites: z
    .string()
    .transform((list) => list.split(','))
    .optional(),
  only: z.string().optional(),
  cases: z.string().optional(),
  repeat: count,
  bail: z.boolean(),
  print: z.boolean(),
  judge: z.boolean(),
  baseline: z.string().optional(),
  gates: z.string(),
  out: z.string(),
  database: z.string().optional(),
  processes: count,
  stages: count,
});
export type Options = z.infer<typeof Options>;

/** What `npm run evals` was asked for; undefined where it was asked what can be asked. */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      suite: { type: 'string' },
      only: { type: 'string' },
      cases: { type: 'string' },
      repeat: { type: 'string', default: '1' },
      bail: { type: 'boolean', default: false },
      judge: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      baseline: { type: 'string' },
      gates: { type: 'string', default: 'evals/gates.yaml' },
      out: { type: 'string', default: 'evals/out' },
      database: { type: 'string' },
      processes: { type: 'string', default: String(availableParallelism()) },
      stages: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  return values.help ? undefined : Options.parse({ ...values, suites: values.suite });
}
