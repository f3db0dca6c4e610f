import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES_FOLDER } from '../cases/load-cases.js';
import { Recording } from '../../src/contracts/recording.js';
import { openStore } from '../../src/store/database.js';
import { inFile, runCommand } from '../command.js';
import { onStage } from '../replay/on-stage.js';
import { fetchSession, readSession, type RecordedSession } from './recorded-session.js';
import { writeCase } from './write-case.js';

const USAGE = `npm run evals:record -- --session ID | --file recording.json [--name recorded/what-it-shows] [--title TEXT]
    [--from DATABASE_URL | --url http://127.0.0.1:8016 --user 1] [--database URL]
Writes a conversation as a case: what it says without what is anybody's, what the tools answered, what is expected (as it was), and,
where a model planned, its cassette. It is played at once, and kept only where it passes.
  --file      what "Save as eval case" in the visualizer has saved
  --from      the database of the service; else the service at --url is asked, as the conversation's owner --user
  --database  a PostgreSQL server to play it on, in place of the embedded one`;

const OPTIONS = {
  session: { type: 'string' },
  file: { type: 'string' },
  name: { type: 'string' },
  title: { type: 'string' },
  from: { type: 'string' },
  url: { type: 'string', default: 'http://127.0.0.1:8016' },
  user: { type: 'string', default: '1' },
  database: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await runCommand(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const session = values.help ? undefined : await read(values);
  return session === undefined ? void print(USAGE) : write(session, values);
});

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function write(session: RecordedSession, values: Values): Promise<number> {
  const name = values.name ?? `recorded/${session.session_id.replaceAll(/[^\w-]+/g, '-').toLowerCase()}`;
  const file = join(CASES_FOLDER, `${name}.yaml`);
  if (existsSync(file)) {
    print(`There is a case ${name} already.`);
    return 2;
  }
  mkdirSync(dirname(file), { recursive: true });
  const title = values.title ?? `A recorded conversation in ${session.mode} mode goes as it went`;
  const { problems } = await onStage(values.database, (stage) => writeCase(stage, session, { file, title }));
  if (problems.length === 0)
    print(`Written: ${file}; it passes. Give it a title, and keep of its expectations what matters.`);
  else print(`Not kept, for it does not go again as it went:\n${problems.join('\n')}`);
  return problems.length === 0 ? 0 : 1;
}

async function read(values: Values): Promise<RecordedSession | undefined> {
  const { session: sessionId, file, from, url, user: userId } = values;
  if (file !== undefined) return inFile(file, () => Recording.parse(JSON.parse(readFileSync(file, 'utf8'))));
  if (sessionId === undefined) return undefined;
  if (from === undefined) return fetchSession(url, { sessionId, userId });
  const store = await openStore({ url: from });
  try {
    return await readSession(store.pool, sessionId);
  } finally {
    await store.close();
  }
}
