import type { Reply } from '../contracts/chat.js';
import type { JsonValue } from '../contracts/json.js';
import type { RunEvent } from '../contracts/run-event.js';
import type { RunsService } from './create-runs.js';
import { awaitReply } from './follow-run.js';
import type { Vault } from './vault.js';

/** The same runs, with private values shown to their owner in the place of the tokens that the record holds. */
export function revealToOwner(runs: RunsService, vault: Vault): RunsService {
  const reveal = <T>(sessionId: string, value: T): Promise<T> =>
    vault.reveal(sessionId, value as JsonValue) as Promise<T>;
  const revealAll = <T extends { session_id: string }>(values: T[]): Promise<T[]> =>
    Promise.all(values.map((value) => reveal(value.session_id, value)));

  async function* follow(...args: Parameters<RunsService['follow']>): AsyncGenerator<RunEvent> {
    let revealNext: ((event: JsonValue) => Promise<JsonValue>) | undefined;
    for await (const event of runs.follow(...args)) {
      revealNext ??= vault.revealer(event.session_id);
      yield (await revealNext(event as JsonValue)) as RunEvent;
    }
  }

  /** Only the answer is turned back, not every event that led to it. */
  async function result(runId: string, signal: AbortSignal): Promise<Reply> {
    let sessionId = '';
    async function* noted(): AsyncGenerator<RunEvent> {
      for await (const event of runs.follow(runId, { after: 0, signal })) {
        sessionId = event.session_id;
        yield event;
      }
    }
    const reply = await awaitReply(noted());
    return reveal(sessionId, reply);
  }

  return {
    ...runs,
    follow,
    result,
    get: async (...args) => {
      const run = await runs.get(...args);
      return reveal(run.session_id, run);
    },
    listSessions: async (...args) => revealAll(await runs.listSessions(...args)),
    listMessages: async (sessionId, ...args) =>
      reveal(sessionId, await runs.listMessages(sessionId, ...args)),
    listApprovals: async (...args) => revealAll(await runs.listApprovals(...args)),
    listEffects: async (...args) => revealAll(await runs.listEffects(...args)),
  };
}
