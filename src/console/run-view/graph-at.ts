import type { GraphView } from '../../contracts/graph-view.js';
import type { RunEvent } from '../../contracts/run-event.js';

export interface NodeAt {
  /** `waiting`: it ended its run with a question. */
  status: 'idle' | 'running' | 'done' | 'failed' | 'waiting';
  visits: number;
  /** Of its finished visits, together. */
  duration_ms: number;
  calls: number;
  failed_calls: number;
  tokens: number;
}

export interface GraphAt {
  nodes: Record<string, NodeAt>;
  /** How often each edge was taken, by `source->target`. */
  taken: Record<string, number>;
}

export function edgeId(source: string, target: string): string {
  return `${source}->${target}`;
}

/**
 * The graph behind the first `step` events. Events name nodes and not edges, so an edge is taken where a node begins that
 * it leads to from one that has just ended; where two begin side by side, both come from what ended before them.
 */
export function graphAt(graph: GraphView, events: readonly RunEvent[], step: number): GraphAt {
  const walk = new Walk(graph);
  for (const event of events.slice(0, step)) walk.hear(event);
  return { nodes: walk.nodes, taken: walk.taken };
}

const CALLS = new Set(['tool.started', 'tool.failed', 'model.finished']);

/** Holds where a run is in its graph while its events are read. */
class Walk {
  readonly nodes: Record<string, NodeAt> = {};
  readonly taken: Record<string, number> = {};
  readonly #edges: ReadonlySet<string>;
  readonly #start: string;
  readonly #end: string;
  readonly #running = new Set<string>();
  /** What ended since a node began last, and what had ended before that one. */
  #ended: string[] = [];
  #before: string[] = [];

  constructor({ nodes, edges }: GraphView) {
    this.#edges = new Set(edges.map(({ source, target }) => edgeId(source, target)));
    this.#start = nodes.find(({ kind }) => kind === 'start')?.id ?? '';
    this.#end = nodes.find(({ kind }) => kind === 'end')?.id ?? '';
    for (const { id } of nodes) this.nodes[id] = idle();
    this.#ended = [this.#start];
  }

  hear(event: RunEvent): void {
    if (event.type === 'run.started') this.#mark(this.#start, 'done');
    else if (event.type === 'node.started') this.#enter(event.node);
    else if (event.type === 'node.finished') this.#leave(event.node, event.duration_ms);
    else if (CALLS.has(event.type)) this.#count(event);
    else if (event.type === 'run.finished') this.#finish();
    else if (event.type === 'run.failed' || event.type === 'run.cancelled') this.#stop();
  }

  #enter(name: string): void {
    const node = this.#at(name);
    node.status = 'running';
    node.visits += 1;
    const from = this.#leadingTo(name, this.#ended);
    if (from.length > 0) {
      this.#before = this.#ended;
      this.#ended = [];
    }
    for (const source of from.length > 0 ? from : this.#leadingTo(name, this.#before))
      this.#take(source, name);
    this.#running.add(name);
  }

  #leave(name: string, durationMs: number): void {
    const node = this.#at(name);
    node.status = 'done';
    node.duration_ms += durationMs;
    this.#running.delete(name);
    this.#ended.push(name);
  }

  #count(event: RunEvent): void {
    if (event.type === 'tool.started') this.#at(event.service).calls += 1;
    if (event.type === 'tool.failed') this.#at(event.service).failed_calls += 1;
    if (event.type !== 'model.finished') return;
    const [only] = this.#running;
    const caller = this.#running.size === 1 && only !== undefined ? only : 'specialist';
    this.#at(caller).tokens += event.input_tokens + event.output_tokens;
  }

  #finish(): void {
    for (const name of this.#running) this.#mark(name, 'waiting');
    for (const source of this.#leadingTo(this.#end, this.#ended)) this.#take(source, this.#end);
    if (this.#running.size === 0) this.#mark(this.#end, 'done');
  }

  #stop(): void {
    for (const name of this.#running) this.#mark(name, 'failed');
  }

  #mark(name: string, status: NodeAt['status']): void {
    this.#at(name).status = status;
  }

  #leadingTo(target: string, sources: readonly string[]): string[] {
    return sources.filter((source) => this.#edges.has(edgeId(source, target)));
  }

  #take(source: string, target: string): void {
    const id = edgeId(source, target);
    this.taken[id] = (this.taken[id] ?? 0) + 1;
  }

  /** A run of an older version may name a node that the graph has no more. */
  #at(name: string): NodeAt {
    return (this.nodes[name] ??= idle());
  }
}

function idle(): NodeAt {
  return { status: 'idle', visits: 0, duration_ms: 0, calls: 0, failed_calls: 0, tokens: 0 };
}
