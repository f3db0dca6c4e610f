import { MarkerType, type Edge, type Node } from '@xyflow/react';
import { useMemo, type ReactNode } from 'react';
import type { PlanAt, StepAt } from '../run-view/plan-at.js';
import { layOut, type Places } from '../run-view/lay-out.js';
import { useNarrow } from '../use-narrow.js';
import { Canvas } from './Canvas.js';
import { fixedHandles } from './fixed-handles.js';
import { STEP_LOOKS, StepNode, type PlanDirection, type StepNodeData } from './StepNode.js';

const NODE_TYPES = { step: StepNode };

/** No smaller than this is a plan drawn on a phone; what is wider is scrolled. */
const SMALLEST = 0.85;
const MARGIN = 12;

/** The steps of a plan by what they wait for; dotted is from what failed to what was planned instead. */
export function PlanGraph({ plan }: { plan: PlanAt }): ReactNode {
  const narrow = useNarrow();
  const direction = narrow ? 'TB' : 'LR';
  const { size, handles } = STEP_LOOKS[direction];
  // Only another plan has another layout: nothing jumps while its steps go on.
  const shape = plan.steps.map(({ id, after }) => `${id}<${after.join()}`).join(' ');
  const places = useMemo(() => placesOf(plan, direction), [shape, direction]);
  const extent = extentOf(places, size);
  const nodes = plan.steps.map((step): Node<StepNodeData> => {
    const position = places.get(String(step.id)) ?? { x: 0, y: 0 };
    return {
      id: String(step.id),
      type: 'step',
      position,
      data: { ...step, direction },
      handles: fixedHandles(handles, size),
      ...size,
    };
  });
  const causes = [...new Set(plan.replans.map(({ cause }) => cause))];
  return (
    <>
      <div className="canvas plan-graph" data-testid="plan-graph">
        <div style={narrow ? onPhone(extent) : { height: Math.min(420, Math.max(150, extent.height + 40)) }}>
          <Canvas
            key={`${direction} ${shape}`}
            nodes={nodes}
            edges={[...plan.steps.flatMap(waits), ...plan.replans.map(toReplanEdge)]}
            nodeTypes={NODE_TYPES}
            fitViewOptions={narrow ? { padding: 0, maxZoom: 1 } : { padding: 0.05, maxZoom: 1 }}
            minZoom={0.1}
          />
        </div>
      </div>
      {causes.map((cause) => (
        <p key={cause} className="cause">
          Replanned, because of “{cause}”
        </p>
      ))}
    </>
  );
}

function placesOf({ steps, replans }: PlanAt, direction: PlanDirection): Places {
  const { size, between } = STEP_LOOKS[direction];
  const waits = steps.flatMap(({ id, after }) =>
    after.map((source) => ({ source: `${source}`, target: `${id}` })),
  );
  const again = replans.map(({ source, target }) => ({ source: `${source}`, target: `${target}` }));
  const nodes = steps.map(({ id }) => ({ id: `${id}`, ...size }));
  return layOut({ nodes, edges: [...waits, ...again], direction, between });
}

interface Extent {
  width: number;
  height: number;
}

function extentOf(places: Places, size: Extent): Extent {
  const corners = [...places.values()];
  return {
    width: Math.max(0, ...corners.map(({ x }) => x)) + size.width,
    height: Math.max(0, ...corners.map(({ y }) => y)) + size.height,
  };
}

/** As wide as it has to be to be read, and as high as that makes it. */
function onPhone({ width, height }: Extent): { minWidth: number; height: number } {
  return { minWidth: width * SMALLEST + MARGIN, height: height + MARGIN };
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
