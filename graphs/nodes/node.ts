import { isGraphBubbleUp } from '@langchain/langgraph';
import type { NodeConfig, RunContext } from '../run-context.js';
import type { ChatState, ChatUpdate } from '../state.js';

export type Work = (state: ChatState, context: RunContext) => Promise<ChatUpdate>;
export type GraphNode = (state: ChatState, config: NodeConfig) => Promise<ChatUpdate>;

/** How often each node of a run has been entered. Weak: it goes with the run's context. */
const visits = new WeakMap<RunContext, Map<string, number>>();

/** A graph node whose visits are on the run's log. */
export function createNode(name: string, work: Work, runOf: (config: NodeConfig) => RunContext): GraphNode {
  return async (state, config) => {
    const context = runOf(config);
    const visit = countVisit(context, name);
    const attributes = { 'veze.graph.node': name, 'veze.graph.visit': visit };
    return context.trace({ name: `node ${name}`, attributes, isOrdinary: isGraphBubbleUp }, async () => {
      const started = performance.now();
      context.emit({ type: 'node.started', node: name, visit });
      const update = await work(state, context);
      context.emit({ type: 'node.finished', node: name, visit, duration_ms: elapsed(started) });
      return update;
    });
  };
}

function countVisit(context: RunContext, name: string): number {
  const counts = visits.get(context) ?? new Map<string, number>();
  visits.set(context, counts);
  const visit = (counts.get(name) ?? 0) + 1;
  counts.set(name, visit);
  return visit;
}

/** Milliseconds since `started`, to a hundredth. */
export function elapsed(started: number): number {
  return Math.round((performance.now() - started) * 100) / 100;
}
