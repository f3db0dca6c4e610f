import { useEffect, useReducer, useState } from 'react';
import type { Mode } from '../../contracts/mode.js';
import { messageOf } from '../api/use-asked.js';
import { changed, NOTHING_SAID, type Conversation } from './conversation.js';
import { hearNews } from './news.js';
import { createTalk, type Talk } from './talk.js';

export interface UsedTalk {
  conversation: Conversation;
  talk: Talk;
  /** `new`: nothing is on record yet. */
  status: 'new' | 'reading' | 'read' | 'failed';
  problem: string | null;
}

interface TalkOptions {
  sessionId: string;
  mode: Mode;
  /** Nothing was said in it yet. */
  isNew: boolean;
  onRun: () => void;
}

/** One conversation, from what is on record to what is said in it here and elsewhere; another id needs another component. */
export function useTalk({ sessionId, mode, isNew, onRun }: TalkOptions): UsedTalk {
  const [conversation, tell] = useReducer(changed, NOTHING_SAID);
  const [talk] = useState(() => createTalk({ sessionId, mode, isNew, tell, onRun }));
  const [reading, setReading] = useState<{ status: UsedTalk['status']; problem: string | null }>({
    status: isNew ? 'new' : 'reading',
    problem: null,
  });
  useEffect(() => {
    talk.read().then(
      () => setReading(({ status }) => ({ status: status === 'new' ? 'new' : 'read', problem: null })),
      (error: unknown) => setReading({ status: 'failed', problem: messageOf(error) }),
    );
    const stopNews = hearNews(sessionId, () => void talk.read().catch(() => undefined));
    return () => {
      stopNews();
      talk.close();
    };
  }, [talk, sessionId]);
  return { conversation, talk, ...reading };
}
