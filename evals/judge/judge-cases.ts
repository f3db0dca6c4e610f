import type { Loaded } from '../cases/load-cases.js';
import type { CaseResult } from '../replay/result.js';
import type { Judge } from './ask-judge.js';
import { keyOf, readVerdicts, writeVerdicts, type JudgeQuestion, type Verdicts } from './verdicts.js';

/** What was found of one statement; without a verdict where none is kept and nobody was asked. */
export interface Judged {
  turn: number;
  statement: string;
  holds?: boolean;
  why?: string;
}

type Asked = JudgeQuestion & { turn: number };

export interface Judging {
  /** Who is asked for what is not beside the cases; nobody where it is left out. */
  judge?: Judge | undefined;
  signal: AbortSignal;
  onError?: (id: string, error: unknown) => void;
}

/**
 * The results with what a model finds of the statements that their cases ask it about. It says nothing of whether a case passes:
 * that is for a gate of its own.
 */
export async function judgeCases(
  cases: readonly Loaded[],
  results: readonly CaseResult[],
  judging: Judging,
): Promise<CaseResult[]> {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const judged: CaseResult[] = [];
  for (const result of results) {
    const loaded = byId.get(result.id);
    const asked = loaded === undefined ? [] : questionsOf(loaded, result);
    if (loaded === undefined || asked.length === 0) judged.push(result);
    else judged.push({ ...result, judged: await judgeCase(loaded, asked, judging) });
  }
  return judged;
}

/** What was said and answered is in the trace; a case that could not be played has none. */
function questionsOf(loaded: Loaded, { trace }: CaseResult): Asked[] {
  if (loaded.kind === 'match') return [];
  return loaded.spec.turns.flatMap(({ expect }, index) => {
    const played = trace?.turns[index];
    const statements = played === undefined ? [] : (expect.judge ?? []);
    return statements.map((statement) => ({
      turn: index + 1,
      said: played?.input ?? '',
      answered: played?.reply?.text ?? '',
      statement,
    }));
  });
}

async function judgeCase({ id, file }: Loaded, asked: readonly Asked[], judging: Judging): Promise<Judged[]> {
  const kept = readVerdicts(file);
  const found = await askMissing(asked, kept, { ...judging, id });
  // What nobody asks any more is not kept.
  if (Object.keys(found).length > 0) writeVerdicts(file, pickKeys({ ...kept, ...found }, asked.map(keyOf)));
  return asked.map(({ turn, statement, ...rest }) => {
    const verdict = { ...kept, ...found }[keyOf({ statement, ...rest })];
    return {
      turn,
      statement,
      ...(verdict === undefined ? {} : { holds: verdict.holds, why: verdict.why }),
    };
  });
}

async function askMissing(
  asked: readonly Asked[],
  kept: Verdicts,
  { judge, signal, onError, id }: Judging & { id: string },
): Promise<Verdicts> {
  const found: Verdicts = {};
  for (const question of judge === undefined ? [] : asked) {
    const key = keyOf(question);
    if (judge === undefined || kept[key] !== undefined || found[key] !== undefined) continue;
    const { statement, answered } = question;
    try {
      found[key] = { statement, answered, ...(await judge.ask(question, signal)), by: judge.name };
    } catch (error) {
      onError?.(id, error);
    }
  }
  return found;
}

function pickKeys(verdicts: Verdicts, keys: readonly string[]): Verdicts {
  return Object.fromEntries(Object.entries(verdicts).filter(([key]) => keys.includes(key)));
}
