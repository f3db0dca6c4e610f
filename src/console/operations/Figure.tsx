import type { ReactNode } from 'react';

interface FigureProps {
  name: string;
  value: number | string;
  note?: string;
  /** Somebody should look. */
  warns?: boolean;
}

/** One number with its name. */
export function Figure({ name, value, note = '', warns = false }: FigureProps): ReactNode {
  return (
    <dl className={`figure card${warns ? ' warns' : ''}`}>
      <dt className="quiet small">{name}</dt>
      <dd>{typeof value === 'number' ? value.toLocaleString() : value}</dd>
      <dd className="quiet small">{note}</dd>
    </dl>
  );
}
