import { Handle, MarkerType, Position, type Edge, type Node, type NodeProps } from '@xyflow/react';
import { useMemo, type ReactNode } from 'react';
import type { PlanAt, StepAt } from '../run-view/plan-at.js';
import { layOut, type Places } from '../run-view/lay-out.js';
import { Canvas } from './Canvas.js';
import { fixedHandles } from './fixed-handles.js';
import { duration } from '../time.js';

const SIZE = { width: 230, height: 76 };
const NODE_TYPES = { step: StepNode };

const HANDLES = [
  { id: 'in', type: 'target', position: Position.Left, top: 0.5 },
  { id: 'out', type: 'source', position: Position.Right, top: 0.5 },
] as const;

type StepNodeData = StepAt & Record<string, unknown>;

/** The steps of a plan by what they wait for; dotted is from what failed to what was planned instead. */
export function PlanGraph({ plan }: { plan: PlanAt }): ReactNode {
  // Only another plan has another layout: nothing jumps while its steps go on.
  const shape = plan.steps.map(({ id, after }) => `${id}<${after.join()}`).join(' ');
  const places = useMemo(() => placesOf(plan), [shape]);
  const nodes = plan.steps.map((step): Node<StepNodeData> => {
    const position = places.get(String(step.id)) ?? { x: 0, y: 0 };
    return {
      id: String(step.id),
      type: 'step',
      position,
      data: { ...step },
      handles: fixedHandles(HANDLES, SIZE),
      ...SIZE,
    };
  });
  const causes = [...new Set(plan.replans.map(({ cause }) => cause))];
  return (
    <>
      <div className="canvas plan-graph" data-testid="plan-graph" style={{ height: heightOf(places) }}>
        <Canvas
          key={shape}
          nodes={nodes}
          edges={[...plan.steps.flatMap(waits), ...plan.replans.map(toReplanEdge)]}
          nodeTypes={NODE_TYPES}
          fitViewOptions={{ padding: 0.05, maxZoom: 1 }}
          minZoom={0.1}
        />
      </div>
      {causes.map((cause) => (
        <p key={cause} className="cause">
          Replanned, because of “{cause}”
        </p>
      ))}
    </>
  );
}

function placesOf({ steps, replans }: PlanAt): Places {
  const waits = steps.flatMap(({ id, after }) =>
    after.map((source) => ({ source: `${source}`, target: `${id}` })),
  );
  const again = replans.map(({ source, target }) => ({ source: `${source}`, target: `${target}` }));
  const nodes = steps.map(({ id }) => ({ id: `${id}`, ...SIZE }));
  return layOut({ nodes, edges: [...waits, ...again], direction: 'LR', between: 96 });
}

function heightOf(places: Places): number {
  const lowest = Math.max(0, ...[...places.values()].map(({ y }) => y));
  return Math.min(420, Math.max(150, lowest + SIZE.height + 40));
}

function waits({ id, after, state }: StepAt): Edge[] {
  const colour = state === 'done' || state === 'running' ? '#58a6ff' : '#3d4756';
  return after.map((source) => ({
    id: `${source}->${id}`,
    source: `${source}`,
    target: `${id}`,
    style: { stroke: colour, strokeWidth: 1.5 },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
  }));
}

function toReplanEdge({ source, target, cause }: PlanAt['replans'][number]): Edge {
  return {
    id: `again ${source}->${target}`,
    source: `${source}`,
    target: `${target}`,
    label: 'replanned',
    data: { cause },
    style: { stroke: '#d29922', strokeWidth: 1.5, strokeDasharray: '5 4' },
    markerEnd: { type: MarkerType.ArrowClosed, color: '#d29922' },
    className: 'replan',
  };
}

function StepNode({ data }: NodeProps<Node<StepNodeData>>): ReactNode {
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
      {HANDLES.map(({ id: name, type, position }) => (
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
