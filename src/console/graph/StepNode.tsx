import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { StepAt } from '../run-view/plan-at.js';
import { duration } from '../time.js';

/** Steps go to the right where there is room, else downwards. */
export const STEP_LOOKS = {
  LR: {
    size: { width: 230, height: 76 },
    between: 96,
    handles: handlesOn(Position.Left, Position.Right),
  },
  TB: {
    size: { width: 168, height: 92 },
    between: 44,
    handles: handlesOn(Position.Top, Position.Bottom),
  },
};
export type PlanDirection = keyof typeof STEP_LOOKS;

function handlesOn(before: Position, behind: Position) {
  return [
    { id: 'in', type: 'target', position: before, top: 0.5 },
    { id: 'out', type: 'source', position: behind, top: 0.5 },
  ] as const;
}

export type StepNodeData = StepAt & { direction: PlanDirection } & Record<string, unknown>;

/** One step of a plan, and how it fares. */
export function StepNode({ data }: NodeProps<Node<StepNodeData>>): ReactNode {
  const {
    id,
    tool,
    label,
    state,
    error,
    attempts,
    duration_ms: took,
    waits_for: waitsFor,
    asks,
    since,
  } = data;
  const facts = [
    state,
    ...(took === null ? [] : [duration(took)]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(asks ? ['waits for a yes'] : []),
    ...(waitsFor.length > 0 ? [`waits for ${waitsFor.join(', ')}`] : []),
    ...(since > 0 ? [`plan ${since + 1}`] : []),
  ];
  return (
    <div className={`step-node ${state}${asks ? ' asks' : ''}`} title={error?.message ?? label}>
      {STEP_LOOKS[data.direction].handles.map(({ id: name, type, position }) => (
        <Handle key={name} id={name} type={type} position={position} />
      ))}
      <strong>
        {id}. {label}
      </strong>
      <code>{tool}</code>
      <span className="facts">{facts.join(' · ')}</span>
    </div>
  );
}
