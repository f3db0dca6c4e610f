import { loadCase } from '../cases/load-cases.js';
import { openCompany } from './company.js';
import { playLoaded } from './play-loaded.js';
import type { FromWorker, ToWorker } from './worker-messages.js';
import { openStage, type Stage } from './stage.js';

// One process of several that play cases side by side: told by its parent what to play, one case a stage at a time.

type Company = Awaited<ReturnType<typeof openCompany>>;

let company: Promise<Company> | undefined;
const stages = new Map<string, Promise<Stage>>();

function say(message: FromWorker): void {
  process.send?.(message);
}

async function handle(message: ToWorker): Promise<void> {
  if (message.type === 'close') return close();
  const { databaseUrl, stage: name, file, folder, play } = message;
  company ??= openCompany(databaseUrl);
  const opened = await company;
  const stage = stages.get(name) ?? openStage(opened, { url: databaseUrl, name });
  stages.set(name, stage);
  const result = await playLoaded(await stage, loadCase(file, folder), play);
  say({ type: 'played', stage: name, result });
}

async function close(): Promise<void> {
  for (const stage of stages.values()) await (await stage).close();
  await (await company)?.close();
  process.disconnect();
}

process.on('message', (message: ToWorker) => {
  handle(message).catch((error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say({ type: 'broken', error: text });
  });
});
// A parent that is gone has no more cases.
process.on('disconnect', () => process.exit());
