import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Mode } from '../../contracts/mode.js';
import { messageOf } from '../api/use-asked.js';
import { Composer, type ComposerHandle } from './Composer.js';
import type { Turn } from './conversation.js';
import { EXAMPLES } from './examples.js';
import { TurnCard, type TurnActions } from './TurnCard.js';
import { viewOf } from './turn-view.js';
import { useKeys } from './use-keys.js';
import { useStickToEnd } from './use-stick-to-end.js';
import { useTalk } from './use-talk.js';

interface ConversationProps {
  sessionId: string;
  mode: Mode;
  isNew: boolean;
  /** What is written already. */
  first: string;
  onRun: () => void;
  /** Something was said in a new conversation. */
  onBegun: () => void;
  onHandOver: (mode: Mode, said: string) => void;
}

/** What was said in a conversation, and where to say more. */
export function Conversation(props: ConversationProps): ReactNode {
  const { mode, first, onBegun, onHandOver } = props;
  const { conversation, talk, status, problem } = useTalk(props);
  const { turns, pending, oldest } = conversation;
  const [text, setText] = useState(first);
  const composer = useRef<ComposerHandle>(null);
  const { ref: log, stick } = useStickToEnd(conversation);
  const open = useMemo(() => new Set(pending.map(({ approval_id: id }) => id)), [pending]);
  const running = turns.findLast(({ phase }) => phase === 'running')?.runId ?? undefined;

  const say = (said: string): void => {
    if (said.trim() === '') return;
    stick();
    void talk.say(said);
    onBegun();
  };
  const stop = (): void => {
    if (running !== undefined) void talk.stop(running).catch(() => undefined);
  };
  const actions: TurnActions = {
    say,
    sayAgain: (key, said) => {
      talk.drop(key);
      say(said);
    },
    handOver: onHandOver,
    look: talk.look,
    rate: talk.rate,
    answer: (approval, answer) => {
      stick();
      composer.current?.focus();
      return talk.answer(approval, answer);
    },
  };
  useKeys({ onEscape: stop, onSlash: () => composer.current?.focus() });
  useEffect(() => composer.current?.focus(), []);

  return (
    <>
      <div className="log" ref={log}>
        {status === 'reading' && <p className="quiet">Asking for the conversation …</p>}
        {status === 'failed' && turns.length === 0 && <p className="problem">{problem}</p>}
        {status !== 'reading' && status !== 'failed' && turns.length === 0 && (
          <Empty mode={mode} onSay={say} />
        )}
        {typeof oldest === 'string' && <Earlier key={oldest} onRead={() => talk.readEarlier(oldest)} />}
        <ol className="turns" aria-label="Conversation">
          {turns.map((turn) => (
            <TurnCard
              key={turn.key}
              turn={turn}
              open={open}
              isLast={turn === turns.at(-1)}
              actions={actions}
            />
          ))}
        </ol>
      </div>
      <p className="hidden" role="status">
        {spoken(turns.at(-1))}
      </p>
      <Composer
        ref={composer}
        text={text}
        onText={setText}
        onSend={() => {
          if (text.trim() === '') return;
          say(text);
          setText('');
        }}
        onStop={running === undefined ? undefined : stop}
      />
    </>
  );
}

function Earlier({ onRead }: { onRead: () => Promise<void> }): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <p className="row">
      <button
        type="button"
        className="small"
        onClick={() => void onRead().catch((error: unknown) => setProblem(messageOf(error)))}
      >
        Earlier messages
      </button>
      {problem !== null && <span className="problem small">{problem}</span>}
    </p>
  );
}

/** For those who hear the page: not every word as it comes, but that it works, and then what it said. */
function spoken(turn: Turn | undefined): string {
  if (turn === undefined) return '';
  if (turn.phase === 'unsent') return turn.problem ?? '';
  return turn.phase === 'ended' ? viewOf(turn).text : 'The copilot is working on it.';
}

function Empty({ mode, onSay }: { mode: Mode; onSay: (text: string) => void }): ReactNode {
  const { about, examples } = EXAMPLES[mode];
  return (
    <div className="empty">
      <h1>{about}</h1>
      <p className="choices">
        {examples.map((example) => (
          <button key={example} type="button" className="chip" onClick={() => onSay(example)}>
            {example}
          </button>
        ))}
      </p>
    </div>
  );
}
