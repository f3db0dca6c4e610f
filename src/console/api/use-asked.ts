import { useEffect, useState } from 'react';

/** What was asked for, while it is asked for and where it came to nothing. */
export type Asked<T> =
  { status: 'loading' } | { status: 'failed'; message: string } | { status: 'ready'; value: T };

/**
 * Asks when `key` changes; an answer that comes after that is not taken. With `keeps`, what was known stays until the next
 * answer is there.
 */
export function useAsked<T>(key: string, question: () => Promise<T>, { keeps = false } = {}): Asked<T> {
  const [answer, setAnswer] = useState<{ key: string; asked: Asked<T> }>();
  useEffect(() => {
    let wanted = true;
    const settle = (asked: Asked<T>): void => {
      if (wanted) setAnswer({ key, asked });
    };
    question().then(
      (value) => settle({ status: 'ready', value }),
      (error: unknown) => settle({ status: 'failed', message: messageOf(error) }),
    );
    return () => {
      wanted = false;
    };
    // The question is a new function each time it is drawn; the key says whether it is another question.
  }, [key]);
  const isCurrent = answer?.key === key || (keeps && answer?.asked.status === 'ready');
  return answer !== undefined && isCurrent ? answer.asked : { status: 'loading' };
}

/** A sentence for a person. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.name === 'AskError'
    ? error.message
    : 'Something went wrong here; please reload the page.';
}
