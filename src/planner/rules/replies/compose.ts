import type { Dialog, Outcome, Progress, Turn } from '../../planner.js';
import { planWishes, type PlannedWish } from '../plan-wishes.js';
import { stepsByWish, storyOf } from '../story.js';
import type { Part } from '../templates/template.js';
import { isSmallTalk } from '../understand/find-wishes.js';
import { focusOf, type Wish } from '../wish.js';
import { failedPart } from './failure.js';
import { tellForeignPlan } from './foreign-plan.js';
import { frame } from './frame.js';
import { capital } from './format.js';

const NOTHING_RAN: Progress = { plan: { goal: '', revision: 0, steps: [] }, results: new Map(), failed: [] };

/** Everything there is to say about a turn, wish by wish, as one reply, and what to remember of it. */
export function compose(
  turn: Turn,
  wishes: readonly [Wish, ...Wish[]],
  progress: Progress = NOTHING_RAN,
): Outcome {
  const planned = planWishes(turn, wishes);
  const parts = tell(turn, planned, progress);
  const [main = { text: 'I could not work that out.', data: null }] = parts;
  const text =
    parts
      .map((part) => part.text)
      .filter((part) => part !== '')
      .join('\n\n') || main.text;
  const data = parts.find((part) => part.data !== null)?.data ?? null;
  const whole = { ...parts.reduceRight<Part>((sum, part) => ({ ...sum, ...part }), main), data };
  const citations = parts.flatMap((part) => part.citations ?? []);
  const reply = frame(turn.mode, planned[0]?.specialist ?? '', whole, {
    text,
    planner: 'rules',
    ...(progress.plan.steps.length === 0 ? {} : { plan: stepsSaid(progress) }),
    ...(citations.length === 0 ? {} : { citations }),
    ...(whole.choices === undefined || whole.choices.length === 0 ? {} : { choices: whole.choices }),
    ...(whole.handoff === undefined ? {} : { handoff: whole.handoff }),
    ...(whole.degraded === undefined ? {} : { degraded: whole.degraded }),
  });
  return { reply, dialog: dialogAfter(turn, wishes, parts) };
}

function tell(turn: Turn, planned: readonly PlannedWish[], progress: Progress): Part[] {
  const steps = stepsByWish(planned, progress);
  if (steps === undefined) return [tellForeignPlan(turn, progress)];
  return planned.map((one) => tellOne(one, turn, { progress, steps: steps?.get(one) ?? [] }));
}

function tellOne(
  planned: PlannedWish,
  turn: Turn,
  { progress, steps }: { progress: Progress; steps: Progress['plan']['steps'] },
): Part {
  const story = storyOf(planned, turn, progress, steps);
  const answer = planned.answer ?? planned.template.reply(story);
  const part =
    answer ??
    (story.failure === undefined && story.doneWrites.length > 0
      ? { text: `Done: ${story.doneWrites.join('; ')}.`, data: null }
      : failedPart(story, planned.template, planned.intent.goal));
  return planned.handoff === undefined ? part : handedOff(planned, part, planned.handoff);
}

function handedOff({ intent }: PlannedWish, part: Part, mode: NonNullable<PlannedWish['handoff']>): Part {
  const line = `${capital(mode)} mode is the place to ${intent.goal}: switch to ${mode} and say that again.`;
  const gap = part.text.includes('\n') ? '\n' : ' ';
  return { ...part, text: `${part.text}${gap}${line}`.trim(), handoff: { mode } };
}

/** A question stays open through small talk; anything else closes it. */
function dialogAfter({ dialog }: Turn, wishes: readonly Wish[], parts: readonly Part[]): Dialog {
  const asked = parts.find(({ pending }) => pending !== undefined)?.pending;
  const chat = wishes.every(({ intent }) => isSmallTalk(intent) && intent !== 'chat.forget');
  // What we had to ask about is not known yet, whatever was said.
  const known = wishes.map(({ slots }) =>
    focusOf(asked === undefined ? slots : { ...slots, [asked.slot]: undefined }),
  );
  const heard = [...known, ...parts.map(({ focus }) => focus ?? {})];
  return {
    pending: asked ?? (chat ? dialog.pending : null),
    focus: heard.reduce((sum, focus) => ({ ...sum, ...focus }), dialog.focus),
  };
}

/** With the reply the turn is over: what still waits will not be done. */
function stepsSaid({ plan }: Progress): NonNullable<Outcome['reply']['plan']> {
  return plan.steps.map(({ id, tool, label, state }) => ({
    id,
    tool,
    label,
    state: state === 'pending' ? 'skipped' : state,
  }));
}
