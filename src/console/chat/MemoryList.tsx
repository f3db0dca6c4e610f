import { useState, type ReactNode } from 'react';
import type { MemoryView } from '../../contracts/memory.js';
import { forgetMemory, listMemories } from '../api/memories.js';
import { messageOf, useAsked } from '../api/use-asked.js';
import { Ago } from '../ui/Ago.js';

/** Memories by their ids: the record of a run has those alone, the words are the person's to erase. */
export function MemoryList({ ids }: { ids: readonly string[] }): ReactNode {
  const asked = useAsked(ids.join(' '), listMemories);
  if (asked.status === 'loading') return <p className="quiet">Asking what is remembered …</p>;
  if (asked.status === 'failed') return <p className="problem">{asked.message}</p>;
  return (
    <ul className="memories">
      {ids.map((id) => (
        <Memory key={id} id={id} memory={asked.value.find((one) => one.id === id)} />
      ))}
    </ul>
  );
}

function Memory({ id, memory }: { id: string; memory: MemoryView | undefined }): ReactNode {
  const [state, setState] = useState<'kept' | 'going' | 'gone'>('kept');
  const [problem, setProblem] = useState<string | null>(null);
  if (memory === undefined || state === 'gone') return <li className="quiet">Forgotten since.</li>;
  const forget = (): void => {
    setState('going');
    forgetMemory(id).then(
      () => setState('gone'),
      (error: unknown) => {
        setState('kept');
        setProblem(messageOf(error));
      },
    );
  };
  return (
    <li>
      {memory.text}{' '}
      <span className="quiet">
        ({memory.kind}, <Ago at={memory.created_at} />)
      </span>{' '}
      <button type="button" className="small" disabled={state === 'going'} onClick={forget}>
        Forget this
      </button>
      {problem !== null && <span className="problem"> {problem}</span>}
    </li>
  );
}
