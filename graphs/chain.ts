import { END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { ServiceName } from '../src/contracts/mode.js';
import type { ModeDefinition } from './mode-definition.js';
import { createApprovalNode } from './nodes/approval.js';
import { createNode, type GraphNode, type Work } from './nodes/node.js';
import { createPolicyNode } from './nodes/policy.js';
import { createRouter } from './nodes/router.js';
import { createSpecialist } from './nodes/specialist.js';
import { createToolNode } from './nodes/tools.js';
import { contextOf, type NodeConfig, type RunContext } from './run-context.js';
import { ChatState } from './state.js';
import { freeSteps } from './turn.js';

export interface ChainOptions {
  /** Which service each tool belongs to: a mode gets a node for every service it has a tool of. */
  serviceOf: (tool: string) => ServiceName;
  checkpointer?: BaseCheckpointSaver;
  /** Where a node finds the run it works for; by default in `{ context: { run } }`. */
  contextOf?: (config: NodeConfig) => RunContext;
}

/**
 * The one shape of all modes:
 *
 *     START -> router -> specialist <-> tool nodes, one per service
 *                          |     ^
 *                        policy  |
 *                          |  approval (waits for the person)
 *                         END
 */
export function createChain(definition: ModeDefinition, options: ChainOptions) {
  const services = servicesOf(definition, options);
  const runOf = options.contextOf ?? contextOf;
  const node = (name: string, work: Work): GraphNode => createNode(name, work, runOf);
  const graph = new StateGraph(ChatState)
    .addNode('router', node('router', createRouter(definition)))
    .addNode('specialist', node('specialist', createSpecialist(definition)))
    .addNode('policy', node('policy', createPolicyNode()))
    .addNode('approval', node('approval', createApprovalNode()))
    .addNode(Object.fromEntries(services.map((name) => [name, node(name, createToolNode(name))])))
    .addEdge(START, 'router')
    .addEdge('router', 'specialist')
    .addConditionalEdges('specialist', afterSpecialist(runOf), [...services, 'policy', 'specialist'])
    .addConditionalEdges('policy', afterPolicy, ['approval', END])
    .addEdge('approval', 'specialist');
  for (const service of services) graph.addEdge(service, 'specialist');
  const { checkpointer } = options;
  return graph.compile({ name: definition.mode, ...(checkpointer === undefined ? {} : { checkpointer }) });
}

export type Chain = ReturnType<typeof createChain>;

function servicesOf(definition: ModeDefinition, options: ChainOptions): ServiceName[] {
  const used = new Set(definition.tools.map(options.serviceOf));
  return ServiceName.options.filter((name) => used.has(name));
}

/** A reply that asks something is followed by the wait for its answer. */
function afterPolicy(state: ChatState): 'approval' | typeof END {
  return state.asked.length > 0 ? 'approval' : END;
}

/** To the services with something to do, all at once; to policy when there is a reply. */
function afterSpecialist(runOf: (config: NodeConfig) => RunContext) {
  return (state: ChatState, config: NodeConfig): (ServiceName | 'policy' | 'specialist')[] => {
    if (state.outcome !== null) return ['policy'];
    const run = runOf(config);
    const services = freeSteps(state, run).flatMap((step) => run.tools.get(step.tool)?.service ?? []);
    // Steps that were refused while asking leave nothing to run: the specialist looks at the plan again.
    return services.length === 0 ? ['specialist'] : [...new Set(services)];
  };
}
