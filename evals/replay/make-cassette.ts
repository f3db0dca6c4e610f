import { writeFile } from 'node:fs/promises';
import { loadCassette, saveCassette } from '../../src/llm/cassette/cassette.js';
import { answerWith, say, sayJson, type Answer } from '../../src/testing/model-server/answer.js';
import type { Asked } from '../../src/testing/model-server/asked.js';
import { startModelServer, type ModelServer } from '../../src/testing/model-server/model-server.js';
import type { EvalTurn, ModelAnswer } from '../cases/eval-case.js';
import type { LoadedCase } from '../cases/load-cases.js';
import { playCase } from './play-case.js';
import type { Stage } from './stage.js';

/**
 * Plays a case with a model that says what its turns have under `model`, and writes what was asked and answered to the case's
 * cassette. Rejects where the model was asked for more or less than that.
 */
export async function makeCassette(stage: Stage, loaded: LoadedCase): Promise<void> {
  const { cassetteFile: file, id } = loaded;
  if (file === undefined) throw new Error(`${id}: its planner asks no model`);
  await using server = await startModelServer();
  stage.company.guards.allow(Number(new URL(server.url).port));
  // A model that is never asked leaves an empty cassette, not none.
  await writeFile(file, JSON.stringify({ recorded_by: 'hand', recorded_on: '2026-01-01', exchanges: [] }));
  const model = { OPENAI_BASE_URL: server.url, OPENAI_CASSETTE: `record:${file}` };
  let left: string[] = [];
  const trace = await playCase(stage, loaded, {
    model,
    onTurn: (turn) => {
      left = [...left, ...notAsked(server)];
      teach(server, turn);
    },
  });
  const wrong = [
    ...server.script.unscripted.map((name) => `nothing to say to a question for "${name}"`),
    ...left,
    ...notAsked(server),
    ...trace.violations,
  ];
  if (wrong.length > 0) throw new Error(`${id}: ${wrong.join('; ')}`);
  await saveCassette(file, { ...(await loadCassette(file)), recorded_by: 'hand' });
}

const waiting = new WeakMap<ModelServer, ModelAnswer[]>();

function teach(server: ModelServer, { model }: EvalTurn): void {
  const answers = [...model];
  waiting.set(server, answers);
  server.script.otherwise((asked) => {
    const answer = answers.shift();
    return answer === undefined ? undefined : toAnswer(answer, asked);
  });
}

function notAsked(server: ModelServer): string[] {
  return (waiting.get(server) ?? []).map(
    (answer) => `nobody asked for ${JSON.stringify(answer).slice(0, 80)}`,
  );
}

/** An address reaches the model as a token, and that is what it can write. */
function toAnswer(answer: ModelAnswer, { prompt }: Asked): Answer {
  const token = /e-[0-9a-f]{12}@private\.invalid/.exec(prompt)?.[0] ?? '';
  const filled = JSON.parse(JSON.stringify(answer).replaceAll('{{address}}', token)) as ModelAnswer;
  if ('fail' in filled) return answerWith(filled.fail, { error: { message: 'failed', code: 'failed' } });
  return 'text' in filled ? say(filled.text) : sayJson(filled.json);
}
