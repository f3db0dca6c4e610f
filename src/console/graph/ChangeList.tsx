import type { ReactNode } from 'react';
import type { JsonValue } from '../../contracts/json.js';
import type { Change } from '../run-view/diff.js';
import './state-panel.css';

/** What is different between two values, a line for each place. */
export function ChangeList({ changes }: { changes: readonly Change[] }): ReactNode {
  return (
    <ul className="changes" tabIndex={0} aria-label="What is different">
      {changes.map((change) => (
        <ChangeLine key={change.path} change={change} />
      ))}
    </ul>
  );
}

const SIGNS: Record<Change['kind'], string> = { added: '+', removed: '−', changed: '~' };

function ChangeLine({ change }: { change: Change }): ReactNode {
  const { path, kind, before, after } = change;
  return (
    <li className={kind}>
      <b aria-label={kind}>{SIGNS[kind]}</b> <code>{path}</code>
      {before !== undefined && <del>{textOf(before)}</del>}
      {after !== undefined && <ins>{textOf(after)}</ins>}
    </li>
  );
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
