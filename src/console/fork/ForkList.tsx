import type { ReactNode } from 'react';
import { listForks } from '../api/forks.js';
import { useAsked } from '../api/use-asked.js';
import { linkTo } from '../navigation.js';
import { ago } from '../time.js';
import { describeEdit } from './describe-edit.js';

/** The forks of a run; nothing where there are none. */
export function ForkList({ runId }: { runId: string }): ReactNode {
  const asked = useAsked(runId, () => listForks(runId));
  if (asked.status === 'failed') return <p className="problem">{asked.message}</p>;
  if (asked.status === 'loading' || asked.value.length === 0) return null;
  return (
    <p className="row small">
      <span className="quiet">Forks:</span>
      {asked.value.map(({ run_id: id, at, edit, created_at: created }) => (
        <a key={id} {...linkTo(`graph/runs/${id}`)} title={ago(created)}>
          {describeEdit(edit)} at {at}
        </a>
      ))}
    </p>
  );
}
