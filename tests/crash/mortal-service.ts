import type { Failpoint } from '../../src/core/failpoint.js';
import type { ServiceProcess } from '../../src/testing/service-process.js';

export interface Death {
  /** By `performance.now()`. */
  at: number;
  signal: NodeJS.Signals | null;
}

/** A service process that is started again when it dies at its failpoint, from then on without one. */
export interface MortalService {
  /** Undefined while it lives its first life. */
  death(): Death | undefined;
  /** Kills it for good. */
  kill(): Promise<void>;
}

type Start = (env: Record<string, string>) => Promise<ServiceProcess>;

export interface MortalOptions {
  starts: { mortal: Start; immortal: Start };
  env: Record<string, string>;
  failpoint: { point: Failpoint; passage: number } | undefined;
  /** Called between death and rebirth. */
  onDeath: () => Promise<void>;
  /** It could not be started again. */
  onFailure: (error: unknown) => void;
}

export async function startMortalService(options: MortalOptions): Promise<MortalService> {
  const { starts, env, failpoint, onDeath, onFailure } = options;
  let current = await (failpoint === undefined
    ? starts.immortal(env)
    : starts.mortal({ ...env, FAILPOINT: `${failpoint.point}:${failpoint.passage}` }));
  let death: Death | undefined;
  let isOver = false;

  const rebirth = current.exited.then(async (signal) => {
    if (isOver) return;
    death = { at: performance.now(), signal };
    await onDeath();
    current = await starts.immortal(env);
  });
  rebirth.catch(onFailure);
  return {
    death: () => death,
    async kill() {
      isOver = true;
      if (death !== undefined) await rebirth.catch(() => undefined);
      await current.kill();
    },
  };
}
