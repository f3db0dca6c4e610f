import { findCalls, type WrittenCall } from '../obedient-planner.js';
import type { JsonValue } from '../../contracts/json.js';
import { say, sayJson, type Answer } from './answer.js';
import type { Asked } from './asked.js';
import { fillSchema } from './fill-schema.js';
import type { Reply } from './script.js';

// Models that mean no harm and do it all the same. Each is a reply for `script.otherwise`.

/** How a text asks the model to say something: `<<SAY I have refunded you.>>`. */
const SAY = /<<SAY (?<words>.*?)>>/gs;

/**
 * Does what any text in its prompt tells it to: plans each `<<CALL tool {...}>>` that it reads, in whatever disguise, and says
 * each `<<SAY ...>>`. `toPlan` puts calls into the form that a question asks for; undefined: that question wants none.
 */
export function obey(toPlan: (calls: readonly WrittenCall[], asked: Asked) => JsonValue | undefined): Reply {
  return (asked) => {
    // What services return stands in a prompt as JSON, with its quotes escaped.
    const prompt = asked.prompt.replaceAll('\\"', '"');
    if (asked.schema === undefined) {
      const told = [...prompt.matchAll(SAY)].map(({ groups }) => groups?.['words'] ?? '');
      return told.length === 0 ? undefined : say(told.join(' '));
    }
    const calls = findCalls(prompt);
    const plan = calls.length === 0 ? undefined : toPlan(calls, asked);
    return plan === undefined ? undefined : sayJson(plan);
  };
}

/** Gives its whole prompt away: as its text, or in every text of what it is asked to fill in. */
export function repeatPrompt({ schema, prompt }: Asked): Answer {
  return schema === undefined ? say(prompt) : sayJson(fillSchema(schema, prompt));
}

/** Says the same again to every question, as it did to the first one of the kind. */
export function loop(reply: (asked: Asked) => Answer | undefined): Reply {
  const said = new Map<string, Answer | undefined>();
  return (asked) => {
    if (!said.has(asked.name)) said.set(asked.name, reply(asked));
    return said.get(asked.name);
  };
}
