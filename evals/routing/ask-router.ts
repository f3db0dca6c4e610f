import type { Mode } from '../../src/contracts/mode.js';
import type { Meaning } from '../../src/planner/meaning/meaning.js';
import { chooseRoute } from '../../src/planner/rules/choose-route.js';
import { DEFAULT_INTENT } from '../../src/planner/rules/data/intents.js';
import { fakeTurn } from '../../src/planner/rules/testing/fake-turn.js';

/** Where a message was routed to. */
export interface Routed {
  specialist: string;
  intent: string;
  by: string;
  /** How much it is a matter of this service, on a scale of the router's own. */
  inScope: number;
  /** True where the router turned it away, or found nothing and fell back. */
  refused: boolean;
}

export type AskRouter = (text: string, mode: Mode) => Promise<Routed>;

/** Sure rules are above everything the vote can say. */
const SURE = 10;

/** Asks the service's own router, with or without meaning. */
export function createAskRouter(meaning?: Meaning): AskRouter {
  return async (text, mode) => {
    let inScope: number | undefined;
    let failure: { error: unknown } | undefined;
    const heard: Meaning | undefined = meaning && {
      judge: async (...asked) => {
        try {
          const opinion = await meaning.judge(...asked);
          inScope = opinion.inScope;
          return opinion;
        } catch (error) {
          failure = { error };
          throw error;
        }
      },
    };
    const { specialist, intent, by, confidence } = await chooseRoute(fakeTurn(mode, text), heard);
    // The router goes on without meaning; figures of it without meaning would be wrong figures.
    if (failure !== undefined) throw failure.error;
    const fallback = by === 'rules' && confidence <= DEFAULT_INTENT[mode].confidence;
    return {
      specialist,
      intent,
      by,
      inScope: inScope ?? (by === 'rules' && meaning ? SURE : 0) + confidence,
      refused: intent === 'chat.offtopic' || intent === 'chat.nonsense' || fallback,
    };
  };
}
