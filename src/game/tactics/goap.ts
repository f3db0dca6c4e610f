/** Where a search stands: what is so, as bits, and at which of the places the fighter is. */
export interface PlanState {
  bits: number;
  place: number;
}

/** What can be done: possible where all of `needs` is so, after which `adds` is so and `removes` is not. */
export interface PlanAction<Payload> {
  payload: Payload;
  needs: number;
  adds: number;
  removes: number;
  /** Where one is afterwards; where one was if left out. */
  place?: number;
  /** Seconds, and what danger is worth in seconds; never negative. */
  cost: (from: PlanState) => number;
}

export interface Problem<Payload> {
  start: PlanState;
  goal: number;
  actions: readonly PlanAction<Payload>[];
}

export interface FoundPlan<Payload> {
  steps: { payload: Payload; cost: number }[];
  cost: number;
  /** The search ended before the goal was reached: the steps lead as near to it as was found. */
  partial: boolean;
  nodes: number;
}

interface Node<Payload> extends PlanState {
  cost: number;
  estimate: number;
  depth: number;
  step: { payload: Payload; cost: number } | undefined;
  parent: Node<Payload> | undefined;
}

/**
 * A* over what can be done. Opens at most `maxNodes` nodes and makes at most `maxSteps` steps; where that is not enough it gives
 * the best beginning. Equals are taken in the order of the actions, so the same problem has the same answer.
 */
export function searchPlan<Payload>(
  problem: Problem<Payload>,
  { maxNodes, maxSteps }: { maxNodes: number; maxSteps: number },
): FoundPlan<Payload> {
  const first: Node<Payload> = {
    bits: problem.start.bits,
    place: problem.start.place,
    cost: 0,
    estimate: 0,
    depth: 0,
    step: undefined,
    parent: undefined,
  };
  const open = [first];
  const cheapest = new Map([[keyOf(first), 0]]);
  let best = first;
  let nodes = 0;
  while (open.length > 0 && nodes < maxNodes) {
    const node = takeCheapest(open);
    nodes += 1;
    if (missing(node.bits, problem.goal) === 0) return planTo(node, { partial: false, nodes });
    if (missing(node.bits, problem.goal) < missing(best.bits, problem.goal)) best = node;
    if (node.depth >= maxSteps) continue;
    for (const next of successors(node, problem)) {
      const known = cheapest.get(keyOf(next));
      if (known !== undefined && known <= next.cost) continue;
      cheapest.set(keyOf(next), next.cost);
      push(open, next);
    }
  }
  return planTo(best, { partial: true, nodes });
}

function successors<Payload>(node: Node<Payload>, { goal, actions }: Problem<Payload>): Node<Payload>[] {
  return actions.flatMap(({ payload, needs, adds, removes, place = node.place, cost }) => {
    if ((node.bits & needs) !== needs) return [];
    const bits = (node.bits & ~removes) | adds;
    if (bits === node.bits && place === node.place) return [];
    const own = cost(node);
    const total = node.cost + own;
    const estimate = total + missing(bits, goal) * LEAST_COST;
    return {
      bits,
      place,
      cost: total,
      estimate,
      depth: node.depth + 1,
      step: { payload, cost: own },
      parent: node,
    };
  });
}

/** Nothing costs less, so what is missing costs at least as much: the search finds the cheapest plan. */
export const LEAST_COST = 0.1;

function missing(bits: number, goal: number): number {
  let left = goal & ~bits;
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

const keyOf = ({ bits, place }: PlanState): number => place * 2 ** 31 + bits;

function planTo<Payload>(
  end: Node<Payload>,
  { partial, nodes }: { partial: boolean; nodes: number },
): FoundPlan<Payload> {
  const steps: FoundPlan<Payload>['steps'] = [];
  for (let node: Node<Payload> | undefined = end; node?.step !== undefined; node = node.parent) {
    steps.unshift(node.step);
  }
  return { steps, cost: end.cost, partial, nodes };
}

/** A binary heap by estimate. */
function push<Payload>(heap: Node<Payload>[], node: Node<Payload>): void {
  let at = heap.push(node) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || parent.estimate <= node.estimate) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = node;
}

function takeCheapest<Payload>(heap: Node<Payload>[]): Node<Payload> {
  const [top] = heap;
  const last = heap.pop();
  if (top === undefined || last === undefined) throw new Error('there is nothing to take');
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const child =
      (heap[left + 1]?.estimate ?? Infinity) < (heap[left]?.estimate ?? Infinity) ? left + 1 : left;
    const below = heap[child];
    if (below === undefined || below.estimate >= last.estimate) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return top;
}
