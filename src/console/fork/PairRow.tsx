import type { ReactNode } from 'react';
import type { Pair } from '../run-view/align-runs.js';
import { ChangeList } from '../graph/ChangeList.js';

interface PairRowProps {
  pair: Pair;
  /** The person changed it: it is where the fork begins to differ. */
  edited: boolean;
  onShow: () => void;
}

/** One moment of both runs; what differs is open. */
export function PairRow({ pair, edited, onShow }: PairRowProps): ReactNode {
  const { title, parent, fork, same, changes } = pair;
  return (
    <li className={same ? 'same' : 'differs'}>
      <button type="button" className="pair-title" title="Show both at this moment" onClick={onShow}>
        <strong>{title}</strong>
        <span className={`tag ${same ? '' : 'write'}`}>{verdictOf(pair)}</span>
        {edited && <span className="tag">edited</span>}
        {fork?.replayed === true && !edited && <span className="tag">from the record</span>}
        <span className="quiet small">{placesOf(pair)}</span>
      </button>
      {changes.length > 0 && <ChangeList changes={changes} />}
      {parent === undefined && fork !== undefined && (
        <pre tabIndex={0}>{JSON.stringify(fork.value, null, 2)}</pre>
      )}
      {fork === undefined && parent !== undefined && (
        <pre tabIndex={0} className="gone">
          {JSON.stringify(parent.value, null, 2)}
        </pre>
      )}
    </li>
  );
}

function verdictOf({ same, parent, fork }: Pair): string {
  if (same) return 'same';
  if (parent === undefined) return 'only in the fork';
  return fork === undefined ? 'only in the parent' : 'differs';
}

function placesOf({ parent, fork }: Pair): string {
  const places = [parent && `parent ${parent.seq}`, fork && `fork ${fork.seq}`];
  return places.filter((place) => place !== undefined).join(' · ');
}
