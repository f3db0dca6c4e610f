import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { NodeAt } from '../run-view/graph-at.js';
import { duration } from '../time.js';

export interface StateNodeData extends Record<string, unknown> {
  name: string;
  kind: GraphView['nodes'][number]['kind'];
  at: NodeAt;
  /** How often it went from itself to itself. */
  loops: number;
  direction: Direction;
}

/** Where edges end; `top` is a share of the side. Those that lead back have places of their own. */
export const STATE_HANDLES = {
  LR: handlesOn(Position.Left, Position.Right),
  TB: handlesOn(Position.Top, Position.Bottom),
};

export type Direction = keyof typeof STATE_HANDLES;

function handlesOn(before: Position, behind: Position) {
  return [
    { id: 'in', type: 'target', position: before, top: 0.35 },
    { id: 'back-in', type: 'target', position: behind, top: 0.7 },
    { id: 'out', type: 'source', position: behind, top: 0.35 },
    { id: 'back-out', type: 'source', position: before, top: 0.7 },
  ] as const;
}

/** One node of the state graph, with what it has cost so far. */
export function StateNode({ data }: NodeProps<Node<StateNodeData>>): ReactNode {
  const { name, kind, at, loops, direction } = data;
  return (
    <div className={`state-node ${kind} ${at.status}`} data-status={at.status}>
      {STATE_HANDLES[direction].map(({ id, type, position }) => (
        <Handle key={id} id={id} type={type} position={position} />
      ))}
      <strong>{name}</strong>
      {kind === 'work' && <span className="facts">{factsOf(at, loops).join(' · ')}</span>}
    </div>
  );
}

/** What says more than how long it took so far. */
const TELLING: Partial<Record<NodeAt['status'], string>> = {
  running: 'running',
  waiting: 'waits for a person',
};

function factsOf(at: NodeAt, loops: number): string[] {
  if (at.visits === 0) return [];
  return [
    TELLING[at.status] ?? duration(at.duration_ms),
    ...(at.visits > 1 ? [`${at.visits} visits`] : []),
    ...(at.calls > 0 ? [`${at.calls} call${at.calls === 1 ? '' : 's'}`] : []),
    ...(at.failed_calls > 0 ? [`${at.failed_calls} failed`] : []),
    ...(at.tokens > 0 ? [`${at.tokens} tokens`] : []),
    ...(loops > 0 ? [`${loops}× again`] : []),
  ];
}
