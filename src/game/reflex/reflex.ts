import type { GamePayloads, KnownGameEvent, KnownGameEventType } from '../../contracts/game-event.js';
import type { Proposal } from '../give-action.js';
import type { MindContext } from '../mind-context.js';

/** What a reflex wants, and how firmly: one of more weight takes a fighter from one of less. */
export interface Reaction extends Proposal {
  weight: number;
  /** Tactics leaves the fighter alone until then. */
  until: number;
  /** The strike it answers. */
  strike?: string | undefined;
  /** What it reserves, so that nobody else does the same. */
  claims?: string;
}

/** One row of the table: what is done at once when events of these types come. Reads only. */
export interface Reflex<Type extends KnownGameEventType = KnownGameEventType> {
  name: string;
  on: readonly Type[];
  react(context: MindContext, event: EventOf<Type>): Reaction[];
}

export type EventOf<Type extends KnownGameEventType> = KnownGameEvent & {
  type: Type;
  payload: GamePayloads[Type];
};

/** A row of the table, whatever types it is for. */
export interface AnyReflex {
  name: string;
  on: readonly KnownGameEventType[];
  react(context: MindContext, event: KnownGameEvent): Reaction[];
}

/** Keeps the events a reflex is not for away from it. */
export function reflex<Type extends KnownGameEventType>(row: Reflex<Type>): AnyReflex {
  const types: ReadonlySet<string> = new Set(row.on);
  const isForIt = (event: KnownGameEvent): event is EventOf<Type> => types.has(event.type);
  return {
    name: row.name,
    on: row.on,
    react: (context, event) => (isForIt(event) ? row.react(context, event) : []),
  };
}

export const WEIGHT = { interrupt: 4, dodge: 3, brace: 3, revive: 2, heal: 2, guard: 1, speak: 0 } as const;
