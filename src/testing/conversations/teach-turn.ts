import type { JsonObject } from '../../contracts/json.js';
import { say, sayJson, type Answer } from '../model-server/answer.js';
import type { Asked } from '../model-server/asked.js';
import { fillSchema } from '../model-server/fill-schema.js';
import type { Script } from '../model-server/script.js';
import type { ScriptedStep, ScriptedTurn } from './conversation.js';

type Taught = Pick<ScriptedTurn, 'plan' | 'replan' | 'reply'>;

/** What a model that plans well says in a turn, where it is asked for a route, a plan, a new plan and words. */
export function teachTurn(script: Script, { plan, replan = [], reply }: Taught): void {
  script.on('route', ({ schema }) => sayJson(fillSchema(schema ?? {}, 'It fits.')));
  script.on(
    'plan',
    seeing(sayJson({ do: 'run', goal: 'Do what was asked', text: '', steps: toJson(plan, 1) })),
  );
  const again = { do: 'run', goal: 'Do it', cause: 'A step failed.', steps: toJson(replan, plan.length + 1) };
  script.on('replan', sayJson(again));
  script.on('text', seeing(say(reply)));
}

/** An address reaches the model as a token, so that is what it writes. */
function seeing(answer: Answer): (asked: Asked) => Answer {
  return ({ user }) => {
    const token = /e-[0-9a-f]{12}@private\.invalid/.exec(user)?.[0] ?? '';
    if (answer.do !== 'complete') return answer;
    return { ...answer, text: (answer.text ?? '').replaceAll('ada@veze.io', token) };
  };
}

function toJson(steps: readonly ScriptedStep[], first: number): JsonObject[] {
  return steps.map(({ tool, args, after }, at) => ({
    id: first + at,
    tool,
    label: `Use ${tool}`,
    args,
    after,
  }));
}
