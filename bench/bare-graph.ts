import { NO_TELEMETRY } from '../src/core/telemetry.js';
import { createChain } from '../graphs/chain.js';
import { MODES } from '../graphs/modes.js';
import type { RunContext } from '../graphs/run-context.js';
import { turnInput } from '../graphs/state.js';
import type { Reply } from '../src/contracts/chat.js';
import type { Mode } from '../src/contracts/mode.js';
import { createRulesPlanner } from '../src/planner/rules/rules-planner.js';
import { serviceLookup } from '../src/runs/tool-lists.js';
import type { ServiceTool } from '../src/services/service-tool.js';
import { USER_ID } from './messages.js';

type Tools = ReadonlyMap<string, ServiceTool>;

/** Carries one message through the graph of its mode: no checkpoint, no store, no log, no gate. */
export type BareGraph = (mode: Mode, message: string) => Promise<Reply>;

export function createBareGraph(tools: Tools, callTool: RunContext['callTool']): BareGraph {
  const planner = createRulesPlanner();
  const chain = (mode: Mode) => createChain(MODES[mode], { serviceOf: serviceLookup(tools) });
  const chains = { helm: chain('helm'), support: chain('support'), player: chain('player') };
  const allowed = {
    helm: toolsOf(tools, 'helm'),
    support: toolsOf(tools, 'support'),
    player: toolsOf(tools, 'player'),
  };
  return async (mode, message) => {
    const run: RunContext = {
      userId: USER_ID,
      now: new Date(),
      history: [],
      planner,
      tools: allowed[mode],
      signal: new AbortController().signal,
      notices: [],
      refusal: undefined,
      linkHosts: new Set<string>(),
      voice: { say: () => undefined, end: () => undefined },
      emit: () => undefined,
      trace: NO_TELEMETRY.span,
      callTool,
      needsApproval: () => false,
      requestApproval: () => Promise.reject(new Error('Nothing is asked here')),
      limits: { maxSteps: 16, maxReplans: 2 },
    };
    const state = await chains[mode].invoke(turnInput(message), { context: { run }, recursionLimit: 64 });
    if (state.outcome === null) throw new Error('The graph ended without a reply');
    return state.outcome.reply;
  };
}

function toolsOf(tools: Tools, mode: Mode): Tools {
  const allowed = new Set(MODES[mode].tools);
  return new Map([...tools].filter(([name]) => allowed.has(name)));
}
