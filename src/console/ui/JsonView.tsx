import type { ReactNode } from 'react';
import type { JsonValue } from '../../contracts/json.js';

/** A value as it is, for reading. */
export function JsonView({ label, value }: { label: string; value: JsonValue }): ReactNode {
  return (
    <figure className="json">
      <figcaption className="quiet small">{label}</figcaption>
      {/* It scrolls, so the keyboard must be able to reach it. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}
