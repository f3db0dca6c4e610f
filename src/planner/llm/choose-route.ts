import { z } from 'zod';
import type { Route } from '../../contracts/run-event.js';
import type { Turn } from '../planner.js';
import type { RunDesk } from './run-desk.js';
import { oneLine } from './plan-output.js';

interface Choice {
  specialist: string;
  confidence: number;
  reason: string;
  intent: string;
}

const schemas = new Map<string, z.ZodType<Choice>>();

function choiceOf(specialists: readonly string[]): z.ZodType<Choice> {
  const key = specialists.join(' ');
  const known = schemas.get(key);
  if (known !== undefined) return known;
  const made = z.object({
    specialist: z.enum(specialists),
    confidence: z.number().min(0).max(1),
    reason: z.string(),
    intent: z.string(),
  });
  schemas.set(key, made);
  return made;
}

/**
 * The rules' route where they are sure; else the model's. The rules are always heard, and `shadow` says what they said where
 * the model decided.
 */
export async function chooseRoute(desk: RunDesk, turn: Turn): Promise<Route> {
  const own = await desk.rules.route(turn);
  if (own.confidence >= desk.limits.sureRoute || desk.said !== '') return own;
  const prompt = desk.prompt(turn, { system: [], user: [`${turn.mode}/router.md`] }, {});
  const chosen = await desk.model.tryAsk((model) =>
    model.structured({
      purpose: 'route',
      name: 'route',
      prompt: { ...prompt, messages: prompt.messages.filter(({ content }) => content !== '') },
      schema: choiceOf(turn.specialists),
      signal: turn.signal,
    }),
  );
  if (chosen === undefined) return own;
  const { specialist, intent, confidence, by } = own;
  const agreed = chosen.specialist === specialist;
  return {
    specialist: chosen.specialist,
    // The words of the rules for the same thing are those that the rules can go on with.
    intent: agreed ? intent : oneLine(chosen.intent, 80),
    confidence: chosen.confidence,
    reason: oneLine(chosen.reason, 200),
    by: 'llm',
    shadow: [{ specialist, intent, confidence, by }],
    disagreed: !agreed,
  };
}
