import { existsSync, readFileSync } from 'node:fs';
import { createChain } from '../../graphs/chain.js';
import { drawChain } from '../../graphs/draw-chain.js';
import { MODES } from '../../graphs/modes.js';
import type { GraphView } from '../../src/contracts/graph-view.js';
import { Mode } from '../../src/contracts/mode.js';
import type { RunView } from '../../src/contracts/run.js';
import { serviceOfTool } from '../replay/service-of-tool.js';
import type { TurnTrace } from '../replay/trace.js';
import { observedCost } from '../scorers/budget.js';

/** What the report needs to open any of its runs in the visualizer, by itself and offline. */
export interface Visualizer {
  /** The visualizer as one page with a place for a run, as the build makes it. */
  template: string;
  graphs: Record<Mode, GraphView>;
}

const TEMPLATE = new URL('../../dist/console/run-file.html', import.meta.url);

/** Undefined where the console was not built. */
export async function readVisualizer(): Promise<Visualizer | undefined> {
  if (!existsSync(TEMPLATE)) return undefined;
  const draw = async (mode: Mode): Promise<[Mode, GraphView]> => [
    mode,
    await drawChain(mode, createChain(MODES[mode], { serviceOf: serviceOfTool })),
  ];
  const graphs = Object.fromEntries(await Promise.all(Mode.options.map(draw))) as Visualizer['graphs'];
  return { template: readFileSync(TEMPLATE, 'utf8'), graphs };
}

/** The run of a turn as the service would tell of it; undefined for a turn that was turned away. */
export function runViewOf(turn: TurnTrace): RunView | undefined {
  const [first] = turn.events;
  const last = turn.events.at(-1);
  if (first?.type !== 'run.started' || last === undefined) return undefined;
  const calls = turn.events.filter((event) => event.type === 'model.finished');
  const { model_calls, cost_usd } = observedCost(turn);
  return {
    run_id: first.run_id,
    session_id: first.session_id,
    user_id: first.user_id,
    mode: first.mode,
    status: last.type === 'run.finished' ? 'done' : last.type === 'run.cancelled' ? 'cancelled' : 'failed',
    message: turn.input,
    dry_run: first.dry_run === true,
    source: 'chat',
    fork: null,
    attempt: 1,
    // The reply is among the events.
    reply: null,
    error: null,
    model_usage: {
      calls: model_calls,
      input_tokens: calls.reduce((sum, call) => sum + call.input_tokens, 0),
      output_tokens: calls.reduce((sum, call) => sum + call.output_tokens, 0),
      cost_usd,
    },
    created_at: first.at,
    started_at: first.at,
    finished_at: last.at,
  };
}
