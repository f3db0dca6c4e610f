import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { openEmbeddings } from '../llm/embeddings/open-embeddings.js';
import { readExamples } from '../planner/meaning/examples.js';
import { openClassifier } from '../planner/meaning/open-classifier.js';
import { startEmbeddedPostgres } from '../store/embedded-postgres.js';
import { findChromium } from './find-chromium.js';
import { ROOT } from './source-files.js';

declare module 'vitest' {
  export interface ProvidedContext {
    embeddedDatabaseUrl: string;
    realDatabaseUrl: string;
    realRedisUrl: string;
  }
}

/** Starts one embedded Postgres for the whole test run and tells the test files where their servers are. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  requireServersInCi();
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/bootstrap.mjs'), 'console']);
  await trainRouting();
  const dataDir = await mkdtemp(join(tmpdir(), 'veze-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir, settings: FOR_TESTS });
  project.provide('embeddedDatabaseUrl', postgres.url);
  project.provide('realDatabaseUrl', process.env['TEST_DATABASE_URL'] ?? '');
  project.provide('realRedisUrl', process.env['TEST_REDIS_URL'] ?? '');
  const tearDown = async (): Promise<void> => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  // Vitest tears nothing down when it is terminated, and the server would stay.
  process.once('SIGTERM', () => void tearDown().finally(() => process.exit(143)));
  return tearDown;
}

/** The data need not survive a power cut, and each test file has a pool of its own. */
const FOR_TESTS = { fsync: 'off', full_page_writes: 'off', max_connections: '200' };

/** Once, before test files that run side by side would each do it; after that it is read from a cache. */
async function trainRouting(): Promise<void> {
  const { embeddings } = openEmbeddings({ remote: undefined });
  await openClassifier(readExamples(), embeddings);
  await embeddings.close();
}

/** On a developer's machine the embedded stores will do; CI must not pass because a server or the browser was missing. */
function requireServersInCi(): void {
  if (!process.env['CI'] || process.env['CI'] === 'false') return;
  if (findChromium() === undefined)
    throw new Error('CI looks at the console in a browser: install Chromium, or set CHROMIUM_PATH to it.');
  const missing = ['TEST_DATABASE_URL', 'TEST_REDIS_URL'].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  throw new Error(`CI runs the tests on real servers too: set ${missing.join(' and ')}, as .ci/run does.`);
}
