import type { Citation } from '../../contracts/chat.js';
import type { JsonValue } from '../../contracts/json.js';
import type { PlanStep } from '../../contracts/plan.js';
import { Passage } from '../../services/rag/rag.schema.js';
import type { Progress } from '../planner.js';
import { boundedJson, dataBlock } from './data-block.js';
import { charactersIn } from '../../core/tokens.js';

const MIN_RESULT = 400;

/** The record of a plan for a prompt: a line for each step in our words, its result or error as data. */
export function recordBlock({ plan, results }: Progress, budget: number): string {
  const share = Math.max(MIN_RESULT, Math.floor(charactersIn(budget) / Math.max(1, results.size)));
  return plan.steps
    .map((step) => {
      const head = `Step ${step.id}, ${step.tool}: ${stateOf(step)}.`;
      const args = dataBlock(
        `arguments of step ${step.id}`,
        boundedJson(step.args, MIN_RESULT),
        MIN_RESULT * 2,
      );
      const result = results.get(step.id);
      const about = `step ${step.id} (${step.tool})`;
      if (step.error !== undefined)
        return [head, args, dataBlock(`error of ${about}`, JSON.stringify(step.error), MIN_RESULT * 2)].join(
          '\n',
        );
      if (result === undefined) return head;
      return [head, args, dataBlock(`result of ${about}`, boundedJson(result, share), share * 2)].join('\n');
    })
    .join('\n\n');
}

function stateOf({ state, error }: PlanStep): string {
  if (error?.code === 'unknown_outcome') return 'unknown (it was sent, nobody knows whether it was done)';
  if (state === 'done') return 'done';
  if (error?.code === 'declined') return 'skipped (the person said no)';
  return state === 'failed' ? `failed (${error?.code ?? 'no reason known'})` : 'skipped (not tried)';
}

/** The passages that the results hold, each once, in order: what a reply can cite. */
export function sourcesIn({ plan, results }: Progress): Citation[] {
  const found = new Map<string, Citation>();
  for (const step of plan.steps) {
    for (const passage of passagesIn(results.get(step.id) ?? null)) {
      const key = JSON.stringify([passage.id, passage.section, passage.quote]);
      if (!found.has(key)) found.set(key, passage);
    }
  }
  return [...found.values()];
}

function passagesIn(value: JsonValue): Citation[] {
  if (value === null || typeof value !== 'object') return [];
  const own = Array.isArray(value) ? undefined : Passage.safeParse(value);
  if (own?.success === true) return [own.data];
  return Object.values(value).flatMap(passagesIn);
}

const MAX_SOURCES = 12;
const SOURCE_LENGTH = 600;

/** The sources, numbered from 1, for a prompt. */
export function sourcesBlock(sources: readonly Citation[]): string {
  if (sources.length === 0) return '(none)';
  return sources
    .slice(0, MAX_SOURCES)
    .map(({ title, section, quote }, index) => {
      const label = `[${index + 1}] ${[title, section].filter((part) => part !== undefined).join(', ')}`;
      return dataBlock(label, quote ?? '', SOURCE_LENGTH);
    })
    .join('\n');
}
