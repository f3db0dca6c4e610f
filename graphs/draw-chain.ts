import { END, START } from '@langchain/langgraph';
import type { GraphView } from '../src/contracts/graph-view.js';
import type { Mode } from '../src/contracts/mode.js';
import type { Chain } from './chain.js';

/** The nodes and edges of a compiled graph, in the order in which they were added. */
export async function drawChain(mode: Mode, chain: Chain): Promise<GraphView> {
  const graph = await chain.getGraphAsync();
  const nodes = Object.keys(graph.nodes).map((id) => ({ id, kind: kindOf(id) }));
  const edges = graph.edges.map(({ source, target, conditional }) => ({
    source,
    target,
    conditional: conditional === true,
  }));
  return { mode, nodes, edges };
}

function kindOf(id: string): GraphView['nodes'][number]['kind'] {
  if (id === START) return 'start';
  return id === END ? 'end' : 'work';
}
