import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { detectVectorBackend } from './vector-backend.js';

const PROOF = { backend: 'faiss', how: 'published prebuild', binary: 'addon.node', size: 3 };

async function installWith(proof: string | undefined, addon: string | undefined): Promise<string> {
  const modules = await mkdtemp(join(tmpdir(), 'veze-vector-'));
  onTestFinished(() => rm(modules, { recursive: true }));
  const directory = join(modules, 'faiss-node');
  await mkdir(directory);
  if (proof !== undefined) await writeFile(join(modules, '.veze-faiss.json'), proof);
  if (addon !== undefined) await writeFile(join(directory, 'addon.node'), addon);
  return directory;
}

test('a proven addon is used', async () => {
  expect(detectVectorBackend(await installWith(JSON.stringify(PROOF), 'abc'))).toBe('faiss');
});

test.each([
  ['nothing was recorded', undefined, 'abc'],
  ['the record is no JSON', '{', 'abc'],
  ['the record says exact', JSON.stringify({ backend: 'exact', reason: 'no compiler' }), 'abc'],
  ['the addon was replaced after the proof', JSON.stringify(PROOF), 'abcd'],
  ['the addon was removed after the proof', JSON.stringify(PROOF), undefined],
])('the exact index is used where %s', async (_why, proof, addon) => {
  expect(detectVectorBackend(await installWith(proof, addon))).toBe('exact');
});

test('this installation gets an answer without loading the addon', () => {
  expect(['faiss', 'exact']).toContain(detectVectorBackend());
});
