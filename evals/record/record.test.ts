import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { databaseTargets } from '../../src/testing/servers.js';
import { EvalCase } from '../cases/eval-case.js';
import { loadCases, type LoadedCase } from '../cases/load-cases.js';
import { openCompany } from '../replay/company.js';
import { playCase } from '../replay/play-case.js';
import { playLoaded } from '../replay/play-loaded.js';
import { openStage, type Stage } from '../replay/stage.js';
import { readSession } from './recorded-session.js';
import { writeCase } from './write-case.js';

// Conversations are had, then recorded from what the stores hold of them.

// Whole conversations, played up to three times each.
vi.setConfig({ testTimeout: 90_000 });

let company: Awaited<ReturnType<typeof openCompany>>;
let stage: Stage;
beforeAll(async () => {
  const url = databaseTargets()[0]?.url ?? '';
  company = await openCompany(url);
  stage = await openStage(company, { url, name: `evals_${randomUUID().slice(0, 8)}` });
});
afterAll(async () => {
  await stage.close();
  await company.close();
});

/** Records what a conversation left behind; gives all that was written, and the folder. */
async function record(loaded: LoadedCase): Promise<{ folder: string; files: Record<string, string> }> {
  await playCase(stage, loaded);
  const session = await readSession(stage.pool, `${loaded.id.replaceAll('/', '.')}:main`);
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  mkdirSync(join(folder, 'recorded'));
  const file = join(folder, 'recorded', 'one.yaml');
  const { problems } = await writeCase(stage, session, { file, folder, title: 'A recorded case' });
  expect(problems).toEqual([]);
  const names = readdirSync(join(folder, 'recorded')).sort();
  const texts = names.map((name) => [name, readFileSync(join(folder, 'recorded', name), 'utf8')]);
  return { folder, files: Object.fromEntries(texts) as Record<string, string> };
}

test('a conversation is recorded without what is private, and goes again as it went', async () => {
  const { folder, files } = await record({
    kind: 'conversation',
    id: 'test/lived',
    suite: 'test',
    file: '',
    cassetteFile: undefined,
    toolsFile: undefined,
    spec: EvalCase.parse({
      title: 'Lived',
      mode: 'support',
      turns: [
        { say: 'Please call me Ermintrude.' },
        { say: 'email bob.kowalski@corp.example that I will be late', after: '90s' },
        { approve: 'email.send', edits: { subject: 'Practice' } },
        { say: 'refund order 123, my card is 4111 1111 1111 1111' },
        { say: 'no' },
        { say: 'what is my name?' },
        { say: 'where is order 500?' },
      ],
    }),
  });
  expect(Object.keys(files)).toEqual(['one.tools.json', 'one.yaml']);
  const all = Object.values(files).join('');
  expect(all).not.toMatch(/ermintrude|\bbob\b|kowalski|corp\.example|4111|private\.invalid/i);
  expect(files['one.yaml']).toMatch(
    /person-1@example\.com[^]*after: 90s[^]*subject: Practice[^]*say: "?no"?/,
  );
  const again = loadCases({}, folder)[0] ?? expect.fail('nothing was written');
  expect(await playLoaded(stage, again)).toMatchObject({ status: 'passed' });
});

test('what the service says by itself stays, and what it looks at beside the plan is answered again', async () => {
  const { folder, files } = await record({
    kind: 'conversation',
    id: 'test/bought',
    suite: 'test',
    file: '',
    cassetteFile: undefined,
    toolsFile: undefined,
    spec: EvalCase.parse({
      title: 'Bought',
      mode: 'helm',
      user: 'ermintrude-77',
      turns: [
        { say: 'send an invite to bartholomew.kowalski@corp.example' },
        { say: 'yes' },
        { say: 'buy me a pilot mug' },
        { say: 'yes please' },
        { say: 'help' },
      ],
    }),
  });
  const all = Object.values(files).join('');
  expect(all).not.toMatch(/ermintrude|bartholomew|kowalski|corp\.example/i);
  expect(files['one.yaml']).toContain('ada@veze.io');
  const again = loadCases({}, folder)[0] ?? expect.fail('nothing was written');
  expect(await playLoaded(stage, again)).toMatchObject({ status: 'passed' });
});

test('of a conversation that a model planned there is a cassette, made of what came of its words', async () => {
  const lived = loadCases({ only: 'support/model-plans-a-refund' })[0];
  if (lived?.kind !== 'conversation') expect.fail('the case of the model is gone');
  const { files } = await record(lived);
  expect(Object.keys(files)).toEqual(['one.cassette.json', 'one.tools.json', 'one.yaml']);
  expect(files['one.yaml']).toContain('planner: llm');
});

test('a conversation that does not go again as it went leaves nothing behind', async () => {
  const session = await readSession(stage.pool, 'support.model-plans-a-refund:main').catch(() => undefined);
  const lived = loadCases({ only: 'support/refund-declined' })[0];
  if (lived?.kind !== 'conversation') expect.fail('the case is gone');
  await playCase(stage, lived);
  const real = session ?? (await readSession(stage.pool, 'support.refund-declined:main'));
  const [first, ...rest] = real.runs;
  if (first === undefined) expect.fail('there is no turn');
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  mkdirSync(join(folder, 'recorded'));
  const other = { ...real, runs: [{ ...first, message: 'good morning' }, ...rest] };
  const file = join(folder, 'recorded', 'one.yaml');
  const { problems } = await writeCase(stage, other, { file, folder, title: 'Another' });
  expect(problems.join('\n')).toContain('FAILED recorded/one');
  expect(readdirSync(join(folder, 'recorded'))).toEqual([]);
});
