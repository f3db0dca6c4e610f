import type { HeldOwner } from './held-owner.js';

/** The owners whose vectors are in this process, bounded by bytes. */
export interface HeldOwners {
  get(owner: string): HeldOwner | undefined;
  put(owner: string, held: HeldOwner): void;
  /** After it has grown. */
  makeRoom(kept: string): void;
  drop(owner: string): void;
}

/** The longest unused go first; the one just used stays, however large it is. */
export function createHeldOwners(maxBytes: number): HeldOwners {
  const owners = new Map<string, HeldOwner>();
  const drop = (owner: string): void => {
    owners.get(owner)?.release();
    owners.delete(owner);
  };
  const makeRoom = (kept: string): void => {
    let bytes = 0;
    for (const held of owners.values()) bytes += held.bytes();
    for (const [owner, held] of owners) {
      if (bytes <= maxBytes || owner === kept) return;
      bytes -= held.bytes();
      drop(owner);
    }
  };
  return {
    get(owner) {
      const held = owners.get(owner);
      if (held === undefined) return undefined;
      owners.delete(owner);
      owners.set(owner, held);
      return held;
    },
    put(owner, held) {
      drop(owner);
      owners.set(owner, held);
      makeRoom(owner);
    },
    makeRoom,
    drop,
  };
}
