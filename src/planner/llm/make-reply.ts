import type { Route } from '../../contracts/run-event.js';
import type { Outcome, Progress, Turn } from '../planner.js';
import { frame } from '../rules/replies/frame.js';
import { tellForeignPlan } from '../rules/replies/foreign-plan.js';
import { createCheckedSpeech, type CheckedSpeech } from './checked-speech.js';
import { degraded } from './outcomes.js';
import { recordBlock, sourcesBlock, sourcesIn } from './record-block.js';
import type { RunDesk } from './run-desk.js';

export interface Reporting {
  route: Route;
  progress: Progress;
  onText: (piece: string) => void;
}

/** The reply over a plan that has ended: the model's words, checked; the record's where the model fails or stays silent. */
export async function makeReply(desk: RunDesk, turn: Turn, reporting: Reporting): Promise<Outcome> {
  const { progress, onText } = reporting;
  if (desk.said !== '') return goOnSaying(desk, turn, reporting);
  if (desk.model.fallen !== undefined) return byRules(desk, turn, reporting);
  const speech = createCheckedSpeech(turn, progress, { onText });
  const prompt = await promptOf(desk, turn, reporting);
  const whole = await desk.model.ask((model) =>
    model.text({ purpose: 'respond', prompt, signal: turn.signal, onText: speech.push }),
  );
  speech.end(whole !== undefined);
  if (whole === undefined && speech.text() === '') return byRules(desk, turn, reporting);
  if (whole === undefined) speech.addRest();
  return finish(desk, turn, { reporting, speech });
}

function promptOf(desk: RunDesk, turn: Turn, { route, progress }: Reporting) {
  return desk.prompt(
    turn,
    {
      system: ['shared/conduct.md', `${turn.mode}/${route.specialist}.md`, 'shared/respond.md'],
      user: ['shared/request.md', 'shared/record.md', 'shared/sources.md'],
    },
    {
      record: recordBlock(progress, desk.limits.resultTokens),
      sources: sourcesBlock(sourcesIn(progress)),
    },
  );
}

async function byRules(desk: RunDesk, turn: Turn, { route, progress, onText }: Reporting): Promise<Outcome> {
  return degraded(desk, await desk.rules.respond(turn, route, progress, onText));
}

/** An earlier attempt has begun to speak: its words stand, and the record completes them. No model is asked again. */
async function goOnSaying(desk: RunDesk, turn: Turn, reporting: Reporting): Promise<Outcome> {
  const { route, progress, onText } = reporting;
  const rules = await desk.rules.respond(turn, route, progress, () => undefined);
  if (rules.reply.text.startsWith(desk.said)) {
    onText(rules.reply.text);
    return degraded(desk, rules);
  }
  const speech = createCheckedSpeech(turn, progress, { onText, said: desk.said });
  speech.addRest();
  return finish(desk, turn, { reporting, speech });
}

function finish(
  desk: RunDesk,
  turn: Turn,
  { reporting, speech }: { reporting: Reporting; speech: CheckedSpeech },
): Outcome {
  const { route, progress } = reporting;
  speech.addUnsaid();
  const part = tellForeignPlan(turn, progress);
  // Nothing came through the checks: the record has the word.
  if (speech.text().trim() === '') speech.add(part.text);
  const text = speech.text();
  const cited = speech.citations();
  const citations = cited.length > 0 ? cited : (part.citations ?? []);
  const { degraded: away } = part;
  const reply = frame(
    turn.mode,
    route.specialist,
    { ...part, text },
    {
      text,
      planner: 'llm',
      ...(citations.length === 0 ? {} : { citations }),
      ...(speech.memories().length === 0 ? {} : { memories: speech.memories() }),
      ...(away === undefined ? {} : { degraded: away }),
    },
  );
  const dialog = { pending: null, focus: { ...turn.dialog.focus, ...part.focus } };
  return degraded(desk, { reply, dialog });
}
