import { Graph, layout } from '@dagrejs/dagre';

type Link = { source: string; target: string };
type Sized = { id: string; width: number; height: number };
export type Places = Map<string, { x: number; y: number }>;

export interface Drawing {
  nodes: readonly Sized[];
  edges: readonly Link[];
  direction: 'TB' | 'LR';
  /** The room between layers, for what is written on edges. */
  between?: number;
  /** The room between what lies side by side in a layer. */
  beside?: number;
}

const GAP = 28;

/**
 * The upper left corner of each node, in layers along the direction. An edge that leads back moves nothing: what only comes
 * after a node would else be torn from it. The same drawing is always laid out the same.
 */
export function layOut({ nodes, edges, direction, between = 56, beside = GAP }: Drawing): Places {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: beside, ranksep: between, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { source, target } of withoutBackEdges(nodes, edges)) graph.setEdge(source, target);
  layout(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}

/**
 * The same downwards, on a page that has no room for a wide layer: what lies side by side and leads nowhere further is one
 * block of `columns`, and what its neighbours lead to stands below it.
 */
export function layOutNarrow(
  { nodes, edges, between = 36 }: Omit<Drawing, 'direction'>,
  columns: number,
): Places {
  const block = widestLeaves(nodes, edges);
  if (block.length <= columns) return layOut({ nodes, edges, between, direction: 'TB' });
  const inner = inRows(block, columns);
  const name = `block of ${block.map(({ id }) => id).join()}`;
  const members = new Set(block.map(({ id }) => id));
  const outside = edges.filter(({ source, target }) => !members.has(source) && !members.has(target));
  const into = edges.filter(({ target }) => members.has(target)).map(({ source }) => source);
  const siblings = outside.filter(({ source, target }) => into.includes(source) && source !== target);
  const places = layOut({
    nodes: [...nodes.filter(({ id }) => !members.has(id)), { id: name, ...inner.size }],
    edges: [
      ...outside.filter((edge) => !siblings.includes(edge)),
      ...into.slice(0, 1).map((source) => ({ source, target: name })),
      ...siblings.map(({ target }) => ({ source: name, target })),
    ],
    between,
    direction: 'TB',
  });
  const corner = places.get(name) ?? { x: 0, y: 0 };
  for (const [id, { x, y }] of inner.places) places.set(id, { x: corner.x + x, y: corner.y + y });
  places.delete(name);
  return places;
}

function inRows(block: readonly Sized[], columns: number): { size: Omit<Sized, 'id'>; places: Places } {
  const width = Math.max(...block.map((node) => node.width));
  const height = Math.max(...block.map((node) => node.height));
  const rows = Math.ceil(block.length / columns);
  const step = { x: width + GAP, y: height + GAP };
  const places: Places = new Map(
    block.map(({ id }, at) => [id, { x: (at % columns) * step.x, y: Math.floor(at / columns) * step.y }]),
  );
  return { size: { width: columns * step.x - GAP, height: rows * step.y - GAP }, places };
}

/** The largest group of nodes that one node leads to and that lead nowhere but back. */
function widestLeaves(nodes: readonly Sized[], edges: readonly Link[]): Sized[] {
  const ahead = withoutBackEdges(nodes, edges);
  const leading = new Set(ahead.map(({ source }) => source));
  const groups = [...bySource(ahead).values()].map((group) => {
    const leaves = new Set(group.map(({ target }) => target).filter((id) => !leading.has(id)));
    return nodes.filter(({ id }) => leaves.has(id));
  });
  return groups.reduce((widest, group) => (group.length > widest.length ? group : widest), []);
}

/** The edges that lead to no node they come from. */
function withoutBackEdges(nodes: readonly Sized[], edges: readonly Link[]): Link[] {
  const from = bySource(edges);
  const [open, done] = [new Set<string>(), new Set<string>()];
  const ahead: Link[] = [];
  const walk = (id: string): void => {
    if (done.has(id)) return;
    open.add(id);
    for (const edge of from.get(id) ?? []) {
      if (open.has(edge.target)) continue;
      ahead.push(edge);
      walk(edge.target);
    }
    open.delete(id);
    done.add(id);
  };
  for (const { id } of nodes) walk(id);
  return ahead;
}

function bySource(edges: readonly Link[]): Map<string, Link[]> {
  const groups = new Map<string, Link[]>();
  for (const edge of edges) groups.set(edge.source, [...(groups.get(edge.source) ?? []), edge]);
  return groups;
}
