import { useState, type ReactNode } from 'react';
import type { DeadLetter } from '../../contracts/operations.js';
import { replayDeadLetter } from '../api/operations.js';
import { messageOf } from '../api/use-asked.js';
import { ago } from '../time.js';

interface DeadLettersProps {
  letters: readonly DeadLetter[];
  onReplayed: () => void;
}

/** Game events that nobody could act on, to be played again once the cause is mended. */
export function DeadLetters({ letters, onReplayed }: DeadLettersProps): ReactNode {
  return (
    <section className="card" aria-label="Dead letters">
      <h2>Dead letters of matches</h2>
      {letters.length === 0 && <p className="quiet">None: every game event was acted on.</p>}
      <ul className="letters">
        {letters.map((letter) => (
          <Letter key={letter.id} letter={letter} onReplayed={onReplayed} />
        ))}
      </ul>
    </section>
  );
}

function Letter({ letter, onReplayed }: { letter: DeadLetter; onReplayed: () => void }): ReactNode {
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });
  const replay = async (): Promise<void> => {
    setState({ busy: true });
    try {
      await replayDeadLetter(letter.id);
      onReplayed();
    } catch (error) {
      setState({ busy: false, problem: messageOf(error) });
    }
  };
  return (
    <li>
      <details>
        <summary>
          <code>{letter.match_id ?? 'no match'}</code> {letter.reason}{' '}
          <span className="quiet small" title={letter.at}>
            {ago(letter.at)}
          </span>
        </summary>
        <pre tabIndex={0}>{letter.event}</pre>
      </details>
      <button type="button" className="small" disabled={state.busy} onClick={() => void replay()}>
        {state.busy ? 'Sending …' : 'Replay'}
      </button>
      {state.problem !== undefined && (
        <p className="problem" role="alert">
          {state.problem}
        </p>
      )}
    </li>
  );
}
