import type { Route } from '../../contracts/run-event.js';
import type { Decision, Progress, Turn } from '../planner.js';
import { askForSteps } from './ask-for-steps.js';
import { oneLine, ReplanOutput } from './plan-output.js';
import { recordBlock } from './record-block.js';
import type { RunDesk } from './run-desk.js';
import { degradedBy } from './outcomes.js';
import { toolCards } from './tool-cards.js';

/** Failures that no other plan can get round: the person said no, or nobody knows whether it was done. */
const FINAL: ReadonlySet<string> = new Set(['declined', 'unknown_outcome', 'cancelled']);

/** New steps after a failure; none where the reply should say how things stand. What is done stays done. */
export async function makeReplan(
  desk: RunDesk,
  turn: Turn,
  { route, progress }: { route: Route; progress: Progress },
): Promise<Decision> {
  const { plan, failed } = progress;
  const nothing: Decision = { do: 'run', goal: plan.goal, steps: [] };
  if (desk.said !== '' || failed.every(({ error }) => FINAL.has(error.code))) return nothing;
  const firstId = Math.max(0, ...plan.steps.map(({ id }) => id)) + 1;
  const room = desk.limits.maxSteps - plan.steps.filter(({ state }) => state === 'done').length;
  if (room <= 0) return nothing;
  const replanned = await askForSteps(desk, turn, {
    purpose: 'replan',
    schema: ReplanOutput,
    prompt: desk.prompt(
      turn,
      {
        system: ['shared/conduct.md', `${turn.mode}/${route.specialist}.md`, 'shared/replan.md'],
        user: ['shared/request.md', 'shared/record.md'],
      },
      {
        tools: toolCards(turn.tools),
        max_steps: String(room),
        first_id: String(firstId),
        record: recordBlock(progress, desk.limits.resultTokens),
      },
    ),
    ground: { tools: turn.tools, before: plan.steps, maxSteps: desk.limits.maxSteps },
  });
  if (replanned === undefined) return degradedBy(desk, await desk.rules.replan(turn, route, progress));
  const { output, steps } = replanned;
  if (output.do === 'stop') return nothing;
  const cause = oneLine(output.cause, 200);
  return { do: 'run', goal: cause === '' ? plan.goal : `${plan.goal} (again, because: ${cause})`, steps };
}
