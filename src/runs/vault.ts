import type { JsonValue } from '../contracts/json.js';
import { hideDeep, mayHoldToken, revealDeep } from '../policy/private-values.js';

/** Turns a session's tokens into what they stand for and back; asks the record only where there is something to turn. */
export interface Vault {
  /** For a service that must have the real address, and for the session's owner. */
  reveal<T extends JsonValue>(sessionId: string, value: T): Promise<T>;
  /** `reveal` for a row of values of one session: what the record has said once is not asked again. */
  revealer(sessionId: string): <T extends JsonValue>(value: T) => Promise<T>;
  /** For everything else: planner, events, record, bus. */
  hide<T extends JsonValue>(sessionId: string, value: T): Promise<T>;
}

export function createVault(load: (sessionId: string) => Promise<ReadonlyMap<string, string>>): Vault {
  const revealer: Vault['revealer'] = (sessionId) => {
    let known: ReadonlyMap<string, string> = new Map();
    return async (value) => {
      if (!mayHoldToken(JSON.stringify(value))) return value;
      const revealed = revealDeep(value, known) as typeof value;
      if (!mayHoldToken(JSON.stringify(revealed))) return revealed;
      known = await load(sessionId);
      return revealDeep(value, known) as typeof value;
    };
  };
  return {
    reveal: (sessionId, value) => revealer(sessionId)(value),
    revealer,
    async hide(sessionId, value) {
      if (!JSON.stringify(value).includes('@')) return value;
      return hideDeep(value, await load(sessionId)) as typeof value;
    },
  };
}
