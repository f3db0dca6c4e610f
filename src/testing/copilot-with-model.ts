import { startApp, type App, type Overrides } from '../app.js';
import type { Approval } from '../contracts/approval.js';
import { ChatResponse } from '../contracts/chat.js';
import type { Mode } from '../contracts/mode.js';
import { RunEvent } from '../contracts/run-event.js';
import { readConfig } from '../core/config.js';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/app.js';
import { startModelServer, type ModelServer } from './model-server/model-server.js';
import { createTestSchema, databaseTargets } from './servers.js';
import { readSseFrames } from './sse-frames.js';

export interface Said extends ChatResponse {
  /** Everything on the run's log. */
  events: RunEvent[];
}

export interface Sentence {
  mode: Mode;
  message: string;
  session_id: string;
  user_id?: string;
  dry_run?: boolean;
}

/** The whole service over HTTP, with a scripted model above it and the sandbox below it. */
export interface CopilotWithModel {
  app: App;
  model: ModelServer;
  sandbox: Sandbox;
  say(sentence: Sentence): Promise<Said>;
  /** Answers a question with yes. */
  approve(approval: Pick<Approval, 'approval_id' | 'session_id'>, userId?: string): Promise<Said>;
  /** Everything on the log of a run that has ended or will. */
  eventsOf(runId: string, userId: string): Promise<RunEvent[]>;
  close(): Promise<void>;
}

export async function startCopilotWithModel(
  env: Record<string, string> = {},
  { alter, ...overrides }: Overrides & Pick<SandboxOptions, 'alter'> = {},
): Promise<CopilotWithModel> {
  const model = await startModelServer();
  const { clock } = overrides;
  const sandbox = createSandbox({
    seed: 7,
    ...(alter === undefined ? {} : { alter }),
    ...(clock === undefined ? {} : { clock }),
  });
  const services = await sandbox.listen(0);
  const schema = await createTestSchema(databaseTargets()[0]?.url ?? '');
  const addresses = Object.entries(sandbox.urls(services.url)).map(([name, url]) => [
    `SVC_${name.toUpperCase()}`,
    url,
  ]);
  const app = await startApp(
    readConfig({
      ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: schema.url,
      DRAIN_MS: '500',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'scripted',
      OPENAI_EMBEDDING_MODEL: 'offline',
      // Else every turn would ask the scripted model once more.
      MEMORY_EXTRACTION: 'rules',
      ...Object.fromEntries(addresses),
      ...env,
    }),
    overrides,
  );
  const post = async (path: string, body: object): Promise<Said> => {
    const response = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${text}`);
    const answer = ChatResponse.parse(JSON.parse(text));
    return {
      ...answer,
      events: await eventsOf(answer.run_id, 'user_id' in body ? String(body.user_id) : '1'),
    };
  };
  const eventsOf = async (runId: string, userId: string): Promise<RunEvent[]> => {
    const response = await fetch(`${app.url}/runs/${runId}/events?user_id=${userId}`);
    return readSseFrames(await response.text()).map(({ data }) => RunEvent.parse(JSON.parse(data)));
  };
  return {
    app,
    model,
    sandbox,
    say: ({ user_id = '1', ...sentence }) => post('/chat', { user_id, ...sentence }),
    approve: ({ approval_id, session_id }, user_id = '1') =>
      post(`/sessions/${session_id}/approvals/${approval_id}`, { decision: 'approve', user_id }),
    eventsOf,
    async close() {
      await app.stop();
      await Promise.all([model.close(), services.close(), schema.drop()]);
    },
  };
}
