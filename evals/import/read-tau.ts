import { z } from 'zod';
import type { Imported } from './imported.js';
import { readPythonLiteral } from './python-literals.js';

const Action = z.looseObject({ name: z.string() });

/** tau-bench, in JSON or in Python as it is published: an instruction for whoever plays the user, and the actions that solve it. */
const Task = z.looseObject({ instruction: z.string(), actions: z.array(Action) });

/** tau2-bench: the same with the scenario in parts. */
const Task2 = z.looseObject({
  id: z.union([z.string(), z.int()]),
  user_scenario: z.looseObject({
    instructions: z.union([
      z.string(),
      z.looseObject({ reason_for_call: z.string(), known_info: z.string().nullish() }),
    ]),
  }),
  evaluation_criteria: z.looseObject({ actions: z.array(Action).nullish() }).nullish(),
});

const Tasks = z.array(z.union([Task2, Task]));

/** A task is one message: what the user is told to want, put in their mouth. Its actions are the tools it wants called. */
export function readTau(content: string): Imported[] {
  const parsed: unknown = /^\s*[[{]/.test(content)
    ? JSON.parse(content)
    : readPythonLiteral(content, /\w*tasks\w*/i);
  return Tasks.parse(parsed).map((task, index) => {
    if ('instruction' in task && typeof task.instruction === 'string') {
      const { instruction, actions } = z.object(Task.shape).parse(task);
      return toImported(String(index + 1), inFirstPerson(instruction), actions);
    }
    const { id, user_scenario: scenario, evaluation_criteria: criteria } = Task2.parse(task);
    const { instructions } = scenario;
    const words =
      typeof instructions === 'string'
        ? instructions
        : `${instructions.known_info ?? ''} ${instructions.reason_for_call}`;
    return toImported(String(id), inFirstPerson(words), criteria?.actions ?? []);
  });
}

function toImported(id: string, words: string, actions: readonly { name: string }[]): Imported {
  return { id, says: [words.trim()], label: undefined, tools: actions.map(({ name }) => name) };
}

/** "You are Ada and you want to return your mug" is said as "I am Ada and I want to return my mug". */
function inFirstPerson(text: string): string {
  return text
    .replaceAll(/\byou are\b/gi, 'I am')
    .replaceAll(/\byour\b/gi, 'my')
    .replaceAll(/\byou\b/gi, 'I');
}
