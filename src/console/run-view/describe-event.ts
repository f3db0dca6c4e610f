import type { RunEvent } from '../../contracts/run-event.js';

/** An event in a line, for a person. */
export function describeEvent(event: RunEvent): string {
  switch (event.type) {
    case 'node.started':
      return `${event.node} begins${event.visit > 1 ? ` (visit ${event.visit})` : ''}`;
    case 'node.finished':
      return `${event.node} ends`;
    case 'route.chosen':
      return `goes to ${event.route.specialist}: ${event.route.intent} (${event.route.by})`;
    case 'plan.created':
      return `plan of ${event.plan.steps.length} steps: ${event.plan.goal}`;
    case 'plan.replanned':
      return `another plan, because of "${event.cause}"`;
    case 'plan.step':
      return `step ${event.step_id} is ${event.state}: ${event.label}`;
    case 'tool.started':
      return `${event.tool} is called`;
    case 'tool.finished':
      return `${event.tool} answers`;
    case 'tool.failed':
      return `${event.tool} fails: ${event.error.message}`;
    default:
      return describeTalk(event);
  }
}

/** What is not about nodes, plans and tools. */
function describeTalk(event: RunEvent): string {
  switch (event.type) {
    case 'memory.recalled':
      return `${event.memories.length} memories fit`;
    case 'policy.decision':
      return `policy (${event.stage}): ${[event.decision, ...event.reasons].join(', ')}`;
    case 'approval.requested':
      return 'the person is asked';
    case 'approval.answered':
      return `the person says ${event.decision}`;
    case 'text.delta':
      return `says "${event.text.trim()}"`;
    case 'model.finished':
      return `${event.model} (${event.purpose}): ${event.outcome}, ${event.input_tokens + event.output_tokens} tokens`;
    case 'budget.downgraded':
      return `${event.from} becomes ${event.to}: ${event.reason}`;
    case 'run.failed':
      return `the run fails: ${event.message}`;
    case 'run.cancelled':
      return `the run is cancelled: ${event.reason}`;
    default:
      return event.type;
  }
}
