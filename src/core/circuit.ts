import {
  BrokenCircuitError,
  CircuitState as State,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';

export type CircuitState = 'closed' | 'open' | 'half_open';

/** What one attempt says about the health of the other side; `inconclusive` says nothing. */
export type Verdict = 'healthy' | 'failed' | 'inconclusive';

export interface CircuitOptions<T> {
  /** Failures in a row that open the circuit. */
  threshold: number;
  /** How long it stays open before one attempt is let through to try. */
  halfOpenAfterMs: number;
  judge(value: T): Verdict;
  /** What a call gets that is not let through. */
  refused: T;
}

export interface Circuit<T> {
  state(): CircuitState;
  run(attempt: () => Promise<T>): Promise<T>;
}

const NAMES: Record<State, CircuitState> = {
  [State.Closed]: 'closed',
  [State.Open]: 'open',
  [State.HalfOpen]: 'half_open',
  [State.Isolated]: 'open',
};

class Inconclusive<T> extends Error {
  override name = 'Inconclusive';
  readonly value: T;
  constructor(value: T) {
    super('the attempt proved nothing');
    this.value = value;
  }
}

/**
 * A circuit breaker over attempts that resolve to a value in any case. While the one attempt of a half-open circuit is
 * under way the others are refused: cockatiel would let them wait for it, deaf to their own deadlines.
 */
export function createCircuit<T>({
  threshold,
  halfOpenAfterMs,
  judge,
  refused,
}: CircuitOptions<T>): Circuit<T> {
  const policy = circuitBreaker(
    // An inconclusive attempt is not counted, but must not close a half-open circuit either.
    handleWhen((error) => error instanceof Inconclusive && policy.state === State.HalfOpen).orWhenResult(
      (value) => judge(value as T) === 'failed',
    ),
    { breaker: new ConsecutiveBreaker(threshold), halfOpenAfter: halfOpenAfterMs },
  );
  const run = async (attempt: () => Promise<T>): Promise<T> => {
    if (policy.state === State.HalfOpen) return refused;
    try {
      return await policy.execute(async () => {
        const value = await attempt();
        if (judge(value) === 'inconclusive') throw new Inconclusive(value);
        return value;
      });
    } catch (error) {
      if (error instanceof Inconclusive) return error.value as T;
      if (error instanceof BrokenCircuitError) return refused;
      throw error;
    }
  };
  return { state: () => NAMES[policy.state], run };
}
