/** The reason a run is cancelled with when the message that follows it asked to undo it. */
export const ROLLBACK = 'rollback';

/** Why a run that is under way stops before its end; the reason its signal aborts with. */
export class RunAbort extends Error {
  override name = 'RunAbort';
  /** `cancelled`: someone asked. `timeout`: it took too long. `handover`: this process stops, another carries on. */
  readonly kind: 'cancelled' | 'timeout' | 'handover';
  readonly reason: string;

  constructor(kind: RunAbort['kind'], reason: string) {
    super(`The run was stopped: ${reason}`);
    this.kind = kind;
    this.reason = reason;
  }
}

/** The running runs of this process, so that they can be stopped from outside. */
export interface RunControls {
  open(runId: string): AbortController;
  close(runId: string): void;
  /** False where the run is not running here. */
  abort(runId: string, reason: RunAbort): boolean;
  abortAll(reason: RunAbort): void;
}

export function createRunControls(): RunControls {
  const controllers = new Map<string, AbortController>();
  return {
    open(runId) {
      const controller = new AbortController();
      controllers.set(runId, controller);
      return controller;
    },
    close(runId) {
      controllers.delete(runId);
    },
    abort(runId, reason) {
      controllers.get(runId)?.abort(reason);
      return controllers.has(runId);
    },
    abortAll(reason) {
      for (const controller of controllers.values()) controller.abort(reason);
    },
  };
}
