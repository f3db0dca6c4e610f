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
}

/** One node of the state graph, with what it has cost so far. */
export function StateNode({ data }: NodeProps<Node<StateNodeData>>): ReactNode {
  const { name, kind, at, loops } = data;
  return (
    <div className={`state-node ${kind} ${at.status}`} data-status={at.status}>
      <Handle type="target" id="in" position={Position.Left} style={{ top: '35%' }} />
      <Handle type="target" id="back-in" position={Position.Right} style={{ top: '70%' }} />
      <Handle type="source" id="out" position={Position.Right} style={{ top: '35%' }} />
      <Handle type="source" id="back-out" position={Position.Left} style={{ top: '70%' }} />
      <strong>{name}</strong>
      {kind === 'work' && <span className="facts">{factsOf(at, loops).join(' · ')}</span>}
    </div>
  );
}

function factsOf(at: NodeAt, loops: number): string[] {
  if (at.visits === 0) return [];
  return [
    ...(at.status === 'waiting' ? ['waits for a person'] : [duration(at.duration_ms)]),
    ...(at.visits > 1 ? [`${at.visits} visits`] : []),
    ...(at.calls > 0 ? [`${at.calls} call${at.calls === 1 ? '' : 's'}`] : []),
    ...(at.failed_calls > 0 ? [`${at.failed_calls} failed`] : []),
    ...(at.tokens > 0 ? [`${at.tokens} tokens`] : []),
    ...(loops > 0 ? [`${loops}× again`] : []),
  ];
}
