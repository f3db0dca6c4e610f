import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Mode } from '../../contracts/mode.js';
import { createRulesPlanner } from '../../planner/rules/rules-planner.js';
import { fakeTools, fakeTurn } from '../../planner/rules/testing/fake-turn.js';
import { askedFor } from './asked-for.js';
import { WRITE_RULES } from './write-rules.js';

const planner = createRulesPlanner();
const effects = fakeTools();

/** Every text in the tests of the rules planner but those of its replies. */
function plannerTexts(): string[] {
  const folder = new URL('../../planner/rules/', import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && !/repl/.test(name));
  const source = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const literals = source.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g) ?? [];
  const texts = literals.map((one) => one.slice(1, -1).replaceAll(/\\(['"\\])/g, '$1'));
  // Not the names of tools, files and fields.
  return [...new Set(texts)].filter((text) => text.length < 200 && !/^\S*[._/@$]\S*$/.test(text));
}

async function plannedWrites(mode: Mode, text: string): Promise<string[]> {
  const turn = fakeTurn(mode, text);
  const decision = await planner.plan(turn, await planner.route(turn));
  const steps = decision.do === 'run' ? decision.steps : [];
  return steps.map(({ tool }) => tool).filter((tool) => effects.get(tool)?.effect === 'write');
}

test('nearly everything that the rules planner acts on was asked for', async () => {
  const misses: string[] = [];
  let count = 0;
  for (const text of plannerTexts()) {
    for (const mode of Mode.options) {
      const writes = text.trim() === '' ? [] : await plannedWrites(mode, text);
      if (writes.length === 0) continue;
      count += 1;
      const kinds = askedFor(text);
      const missed = writes.filter((tool) => !WRITE_RULES[tool]?.kinds.some((kind) => kinds.has(kind)));
      if (missed.length > 0)
        misses.push(`${mode} ${JSON.stringify(text)}: ${[...new Set(missed)].join(', ')}`);
    }
  }
  expect(count).toBeGreaterThan(100);
  expect(misses.length / count, misses.join('\n')).toBeLessThanOrEqual(0.02);
});
