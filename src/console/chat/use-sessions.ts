import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../contracts/run.js';
import { listSessions } from '../api/runs.js';
import { messageOf, type Asked } from '../api/use-asked.js';

export interface UsedSessions {
  asked: Asked<SessionView[]>;
  /** Asks again; what is shown stays until the answer is there. */
  refresh(): void;
}

/** The caller's conversations. */
export function useSessions(): UsedSessions {
  const [asked, setAsked] = useState<Asked<SessionView[]>>({ status: 'loading' });
  const refresh = useCallback(() => {
    listSessions().then(
      (value) => setAsked({ status: 'ready', value }),
      (error: unknown) =>
        setAsked((old) => (old.status === 'ready' ? old : { status: 'failed', message: messageOf(error) })),
    );
  }, []);
  useEffect(refresh, [refresh]);
  return { asked, refresh };
}
