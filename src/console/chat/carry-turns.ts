import { isUnheard } from '../api/ask.js';
import { readTurn, type OpenTurn } from '../api/chat.js';
import { followRun } from '../api/runs.js';
import { messageOf } from '../api/use-asked.js';
import type { Change } from './conversation.js';
import { findBegun } from './find-begun.js';

export interface CarrierDeps {
  sessionId: string;
  /** There is nothing on record before something is said. */
  isNew: boolean;
  signal: AbortSignal;
  /** Is told everything that is learned of the conversation. */
  tell(change: Change): void;
  /** A run has begun or ended: a list of conversations is not as it was. */
  onRun(): void;
}

export interface Carrier {
  /** False as long as nobody but this page knows of the conversation. */
  isOnRecord(): boolean;
  /** Has all events of a run told, those that are there and those that come. */
  follow(runId: string): void;
  /** Says something and has its run told to the end. Throws `AskError` where it did not begin. */
  carry(turn: CarriedTurn): Promise<void>;
}

export interface CarriedTurn {
  said: string;
  open: OpenTurn;
  /** What becomes of what was said where it is not taken. */
  ifRefused: 'unsent' | 'dropped';
}

/** Brings turns from the copilot into a conversation, each once, whatever happens to the connection. */
export function createCarrier(deps: CarrierDeps): Carrier {
  const { signal, tell, onRun } = deps;
  /** The runs whose events come in here, or have come. */
  const followed = new Set<string>();
  let isOnRecord = !deps.isNew;
  let count = 0;

  const follow = (runId: string): void => {
    if (followed.has(runId)) return;
    followed.add(runId);
    followRun(runId, {
      signal,
      onEvents: (events) => tell({ type: 'heard', runId, events }),
      onLost: (lost) => tell({ type: 'lost', key: runId, lost }),
    }).then(onRun, () => followed.delete(runId));
  };
  const begin = (key: string, runId: string): void => {
    isOnRecord = true;
    tell({ type: 'begun', key, runId });
    onRun();
  };
  return {
    isOnRecord: () => isOnRecord,
    follow,
    async carry({ said, open, ifRefused }) {
      count += 1;
      const key = `said-${count}`;
      tell({ type: 'said', key, said, at: new Date().toISOString() });
      try {
        await listen({ ...deps, open, key, onBegun: (runId) => (followed.add(runId), begin(key, runId)) });
      } catch (error) {
        const runId = await findLost(error, { ...deps, key, said, followed });
        if (runId === undefined) return refuse(error, { tell, key, ifRefused });
        begin(key, runId);
        follow(runId);
      }
    },
  };
}

function refuse(
  error: unknown,
  { tell, key, ifRefused }: Pick<CarrierDeps, 'tell'> & Pick<CarriedTurn, 'ifRefused'> & { key: string },
): never {
  tell(
    ifRefused === 'dropped' ? { type: 'dropped', key } : { type: 'unsent', key, problem: messageOf(error) },
  );
  throw error;
}

interface Listening extends CarrierDeps {
  key: string;
  open: OpenTurn;
  onBegun: (runId: string) => void;
}

async function listen({ key, open, signal, tell, onBegun, onRun }: Listening): Promise<void> {
  await readTurn({
    open,
    signal,
    onBegun,
    onEvents: (runId, events) => tell({ type: 'heard', runId, events }),
    onLost: (lost) => tell({ type: 'lost', key, lost }),
  });
  onRun();
}

interface LostTurn extends CarrierDeps {
  key: string;
  said: string;
  followed: ReadonlySet<string>;
}

/** The run that was begun although nothing was heard of it; undefined where there is none. */
async function findLost(error: unknown, { key, tell, ...sought }: LostTurn): Promise<string | undefined> {
  if (!isUnheard(error)) return undefined;
  tell({ type: 'lost', key, lost: true });
  return findBegun(sought);
}
