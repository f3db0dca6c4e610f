import { Background, MarkerType, type Edge, type Node } from '@xyflow/react';
import { useMemo, type ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import { edgeId, type GraphAt, type NodeAt } from '../run-view/graph-at.js';
import { layOut, layOutNarrow, type Places } from '../run-view/lay-out.js';
import { useNarrow } from '../use-narrow.js';
import { Canvas } from './Canvas.js';
import { fixedHandles } from './fixed-handles.js';
import { STATE_HANDLES, StateNode, type Direction, type StateNodeData } from './StateNode.js';

const SIZE = { width: 172, height: 60 };
const END_SIZE = { width: 72, height: 36 };
const NODE_TYPES = { state: StateNode };
const IDLE: NodeAt = { status: 'idle', visits: 0, duration_ms: 0, calls: 0, failed_calls: 0, tokens: 0 };

interface StateGraphProps {
  graph: GraphView;
  at: GraphAt;
}

/** The state graph of a mode, with what ran lit up and the edges that were taken marked. */
export function StateGraph({ graph, at }: StateGraphProps): ReactNode {
  const direction: Direction = useNarrow() ? 'TB' : 'LR';
  const places = useMemo(() => placesOf(graph, direction), [graph, direction]);
  const nodes = graph.nodes.map(({ id, kind }): Node<StateNodeData> => {
    const loops = at.taken[edgeId(id, id)] ?? 0;
    const data = { name: kind === 'work' ? id : kind, kind, at: at.nodes[id] ?? IDLE, loops, direction };
    const size = sizeOf(kind);
    const handles = fixedHandles(STATE_HANDLES[direction], size);
    return { id, type: 'state', position: places.get(id) ?? { x: 0, y: 0 }, data, handles, ...size };
  });
  const along = direction === 'TB' ? 'y' : 'x';
  const isBack = (source: string, target: string): boolean =>
    (places.get(target)?.[along] ?? 0) < (places.get(source)?.[along] ?? 0);
  const edges = graph.edges.flatMap((edge) =>
    edge.source === edge.target ? [] : [toEdge(edge, at, isBack(edge.source, edge.target))],
  );
  return (
    <div className="canvas state-graph" data-testid="state-graph">
      <Canvas
        key={direction}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitViewOptions={{ padding: 0.04 }}
        minZoom={0.2}
      >
        <Background gap={22} />
      </Canvas>
    </div>
  );
}

/** From left to right where there is room, else downwards with two services side by side. */
function placesOf({ nodes, edges }: GraphView, direction: Direction): Places {
  const sized = nodes.map(({ id, kind }) => ({ id, ...sizeOf(kind) }));
  return direction === 'LR'
    ? layOut({ nodes: sized, edges, direction, beside: 12 })
    : layOutNarrow({ nodes: sized, edges }, 2);
}

function sizeOf(kind: GraphView['nodes'][number]['kind']): { width: number; height: number } {
  return kind === 'work' ? SIZE : END_SIZE;
}

/** Edges back run below those forward, from and to handles of their own. */
function toEdge(
  { source, target, conditional }: GraphView['edges'][number],
  at: GraphAt,
  back: boolean,
): Edge {
  const count = at.taken[edgeId(source, target)] ?? 0;
  const leadsToWork = at.nodes[target]?.status === 'running' && count > 0;
  const colour = count > 0 ? '#58a6ff' : '#3d4756';
  return {
    id: edgeId(source, target),
    source,
    target,
    sourceHandle: back ? 'back-out' : 'out',
    targetHandle: back ? 'back-in' : 'in',
    animated: leadsToWork,
    className: count > 0 ? 'taken' : '',
    style: {
      stroke: colour,
      strokeWidth: count > 0 ? 2.5 : 1,
      ...(conditional && count === 0 && { strokeDasharray: '4 4' }),
    },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
    zIndex: count > 0 ? 1 : 0,
    ...(count > 1 && { label: `${count}×` }),
  };
}
