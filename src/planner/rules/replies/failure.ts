import type { FailedStep } from '../../planner.js';
import { SERVICE_NAMES, STILL_POSSIBLE, WHERE_TO_LOOK } from '../data/failures.js';
import { ask, type Part, type Story, type Template } from '../templates/template.js';
import { capital, enumerate, sentence } from './format.js';

/** What is said when a wish did not come out: what failed, what was and was not done, what can be done now. */
export function failedPart(story: Story, template: Template, goal: string): Part {
  const failure = story.failure;
  if (failure === undefined)
    return { text: `I did not ${goal}. ${rest(story, template)}`.trim(), data: null };
  const special = template.failed?.(story, failure);
  if (special !== undefined) return { ...special, ...degraded(failure) };
  const choices = failure.error.choices ?? [];
  const slot = template.choiceSlot;
  if (slot !== undefined && choices.length > 0) {
    const before = sentence(failure.error.message);
    const question = ask(story.wish, slot, {
      before,
      choices,
      question: `Did you mean ${enumerate(choices.map(({ label }) => label).slice(0, 5), 'or')}?`,
    });
    return question;
  }
  return { text: explain(story, failure, { template, goal }), data: null, ...degraded(failure) };
}

function explain(
  story: Story,
  { error, label, tool }: FailedStep,
  { template, goal }: { template: Template; goal: string },
): string {
  const service = error.service ?? story.turn.tools.get(tool)?.service ?? '';
  const name = SERVICE_NAMES[service] ?? 'the service';
  const after = rest(story, template);
  switch (error.code) {
    case 'unavailable':
    case 'timeout':
      return [
        `${capital(name)} is not answering right now, so I could not ${goal}.`,
        after,
        STILL_POSSIBLE[service] ?? 'Please try again in a minute.',
      ]
        .filter(isSaid)
        .join(' ');
    case 'unknown_outcome':
      return [
        `I sent the request (${label}) to ${name} but got no answer, so I cannot tell whether it went through.`,
        `Please do not repeat it before you have checked ${WHERE_TO_LOOK[service] ?? 'whether it was done'}.`,
        doneSoFar(story),
      ]
        .filter(isSaid)
        .join(' ');
    case 'cancelled':
      return ['That was stopped before it was finished.', after].filter(isSaid).join(' ');
    case 'bad_answer':
    case 'internal':
      return [`Something went wrong with ${name}, so I could not ${goal}.`, after].filter(isSaid).join(' ');
    default:
      return [sentence(error.message), after].filter(isSaid).join(' ');
  }
}

/** What stands all the same; where nothing was changed, that. */
function rest(story: Story, { safe }: Template): string {
  return story.doneWrites.length === 0 ? (safe ?? '') : doneSoFar(story);
}

function doneSoFar({ doneWrites }: Story): string {
  return doneWrites.length === 0 ? '' : `Done so far: ${doneWrites.join('; ')}. The rest was not done.`;
}

function degraded({ error }: FailedStep): Pick<Part, 'degraded'> {
  const away = ['unavailable', 'timeout', 'bad_answer', 'unknown_outcome', 'internal'].includes(error.code);
  return away ? { degraded: `${error.service ?? 'service'}: ${error.code}` } : {};
}

function isSaid(text: string): boolean {
  return text !== '';
}
