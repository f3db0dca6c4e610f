import { useEffect, useState } from 'react';
import { messageOf } from './api/use-asked.js';

export interface Polled<T> {
  value: T | undefined;
  /** Why the last question came to nothing; what was known before stands. */
  problem: string | undefined;
  /** Asks at once. */
  again(): void;
}

/** Asks again and again while the page is looked at: `everyMs` after each answer, until it is 0. */
export function usePolled<T>(key: string, question: () => Promise<T>, everyMs: number): Polled<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: string }>({ key });
  const [asking, setAsking] = useState(0);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      if (!document.hidden) {
        const next = await question().then(
          (value) => ({ key, value }),
          (error: unknown) => ({ key, problem: messageOf(error) }),
        );
        if (!wanted) return;
        setState((old) => (old.key === key ? { ...old, problem: undefined, ...next } : next) as typeof old);
      }
      if (everyMs > 0) timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // The question is a new function each time it is drawn; the key says whether it is another question.
  }, [key, everyMs, asking]);
  const isOf = state.key === key;
  return {
    value: isOf ? state.value : undefined,
    problem: isOf ? state.problem : undefined,
    again: () => setAsking(asking + 1),
  };
}
