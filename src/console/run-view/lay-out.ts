import { Graph, layout } from '@dagrejs/dagre';

export interface Drawing {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { source: string; target: string }[];
  direction: 'TB' | 'LR';
  /** The room between layers, for what is written on edges. */
  between?: number;
}

/** The upper left corner of each node, in layers along the direction. The same drawing is always laid out the same. */
export function layOut({
  nodes,
  edges,
  direction,
  between = 56,
}: Drawing): Map<string, { x: number; y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: 28, ranksep: between, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { source, target } of edges) if (source !== target) graph.setEdge(source, target);
  layout(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
