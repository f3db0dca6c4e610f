import { Approval } from '../../src/contracts/approval.js';
import type { Mode } from '../../src/contracts/mode.js';
import type { Route } from '../../src/contracts/run-event.js';
import { eventsOf, type TurnTrace } from '../replay/trace.js';
import { observedNodes } from '../scorers/graph-path.js';
import { observedCalls } from '../scorers/observed-calls.js';

/** What a turn reaches of what there is: `tools: support/orders.get`. */
export function reachedBy(turn: TurnTrace, mode: Mode): string[] {
  const { reply } = turn;
  return [
    ...ofGraph(turn, mode),
    ...ofRoute(turn, mode),
    ...ofTools(turn, mode),
    ...ofPolicy(turn),
    ...ofApprovals(turn, mode),
    ...(reply === undefined ? [] : [`reply kinds: ${reply.kind}`]),
  ];
}

function ofGraph(turn: TurnTrace, mode: Mode): string[] {
  const groups = observedNodes(turn);
  const steps = [['__start__'], ...groups, ['__end__']];
  const edges = steps.flatMap((from, index) =>
    (steps[index + 1] ?? []).flatMap((to) => from.map((one) => `edges: ${mode}/${one}>${to}`)),
  );
  return [...groups.flat().map((node) => `nodes: ${mode}/${node}`), ...edges];
}

function ofRoute(turn: TurnTrace, mode: Mode): string[] {
  return eventsOf(turn, 'route.chosen').flatMap(({ route }) => [
    `specialists: ${mode}/${route.specialist}`,
    `rules: ${mode}/${heardByRules(route)}`,
  ]);
}

/** What a model calls a wish is no rule of ours, whatever the name. */
function heardByRules({ intent, shadow: [own] = [] }: Route): string {
  return own?.intent ?? intent;
}

function ofTools(turn: TurnTrace, mode: Mode): string[] {
  const writes = eventsOf(turn, 'tool.started').filter(({ effect }) => effect === 'write');
  const made = observedCalls(turn).filter(({ status }) => !status.startsWith('refused'));
  return [
    ...made.map(({ tool }) => `tools: ${mode}/${tool}`),
    ...writes.map(({ tool }) => `write rules: ${tool}`),
  ];
}

function ofPolicy(turn: TurnTrace): string[] {
  return eventsOf(turn, 'policy.decision').flatMap(({ stage, decision, findings = [] }) => [
    `policy decisions: ${stage} ${decision}`,
    ...findings.map((finding) => `policy classes: ${finding.class}`),
  ]);
}

function ofApprovals(turn: TurnTrace, mode: Mode): string[] {
  const asked = eventsOf(turn, 'approval.requested').map(({ request }) => Approval.parse(request).tool);
  const decision = eventsOf(turn, 'approval.answered')[0]?.decision;
  const answered = decision === 'approve' ? 'approved' : 'declined';
  const tool = turn.answered;
  return [
    ...asked.map((name) => `approvals: ${mode}/${name} asked`),
    ...(decision === undefined || tool === undefined ? [] : [`approvals: ${mode}/${tool} ${answered}`]),
  ];
}
