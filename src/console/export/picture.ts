import type { GraphView } from '../../contracts/graph-view.js';
import { edgeId, type GraphAt, type NodeAt } from '../run-view/graph-at.js';
import { layOut } from '../run-view/lay-out.js';

/** A drawing made of nothing but shapes, so that SVG and a canvas show the same. */
export interface Picture {
  width: number;
  height: number;
  boxes: {
    x: number;
    y: number;
    width: number;
    height: number;
    round: number;
    stroke: string;
    lines: string[];
  }[];
  /** SVG paths. */
  edges: {
    path: string;
    stroke: string;
    width: number;
    dashed: boolean;
    label: { text: string; x: number; y: number } | null;
  }[];
}

export const COLOURS = { ground: '#0d1117', box: '#111827', text: '#e6edf3', quiet: '#8b98a9' };
const STROKES: Record<NodeAt['status'], string> = {
  idle: '#3d4756',
  done: '#3fb950',
  running: '#58a6ff',
  failed: '#f85149',
  waiting: '#d29922',
};
const [WORK, END, MARGIN] = [{ width: 172, height: 60 }, { width: 72, height: 36 }, 16];

/** The state graph at a step, as it is drawn in the visualizer. */
export function pictureOf(graph: GraphView, at: GraphAt): Picture {
  const sized = graph.nodes.map(({ id, kind }) => ({ id, kind, ...(kind === 'work' ? WORK : END) }));
  const places = layOut({ nodes: sized, edges: graph.edges, direction: 'LR' });
  const boxes = sized.map(({ id, kind, width, height }) => {
    const { x = 0, y = 0 } = places.get(id) ?? {};
    const { status, duration_ms: took, visits, calls } = at.nodes[id] ?? IDLE;
    const facts = [
      `${Math.round(took)} ms`,
      ...(visits > 1 ? [`${visits} visits`] : []),
      ...(calls > 0 ? [`${calls} calls`] : []),
    ];
    const lines = kind === 'work' ? [id, ...(visits > 0 ? [facts.join(' · ')] : [])] : [kind];
    const round = kind === 'work' ? 10 : height / 2;
    return { id, x: x + MARGIN, y: y + MARGIN, width, height, round, stroke: STROKES[status], lines };
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const edges = graph.edges.flatMap(({ source, target, conditional }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (from === undefined || to === undefined || source === target) return [];
    const count = at.taken[edgeId(source, target)] ?? 0;
    const stroke = count > 0 ? STROKES.running : STROKES.idle;
    return [
      { ...curve(from, to, count), stroke, width: count > 0 ? 2.5 : 1, dashed: conditional && count === 0 },
    ];
  });
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN,
    boxes: boxes.map(({ id: _id, ...box }) => box),
    edges,
  };
}

const IDLE: NodeAt = { status: 'idle', visits: 0, duration_ms: 0, calls: 0, failed_calls: 0, tokens: 0 };

type Box = { x: number; y: number; width: number; height: number };

/** From side to side, ahead above and back below, as in the visualizer. */
function curve(from: Box, to: Box, count: number): Pick<Picture['edges'][number], 'path' | 'label'> {
  const back = to.x < from.x;
  const share = back ? 0.7 : 0.35;
  const [x1, y1] = [back ? from.x : from.x + from.width, from.y + from.height * share];
  const [x2, y2] = [back ? to.x + to.width : to.x, to.y + to.height * share];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2) * (back ? -1 : 1);
  const label = count > 1 ? { text: `${count}×`, x: (x1 + x2) / 2, y: (y1 + y2) / 2 } : null;
  return { path: `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`, label };
}
