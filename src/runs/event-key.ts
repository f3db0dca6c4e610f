import type { RunEventBody } from '../contracts/run-event.js';

/**
 * The name of a fact within its run. A run that is taken up again after a crash says everything from the start; what is
 * already on the log under the same key is not said twice, so a reader sees one undisturbed run.
 */
export function eventKey(event: RunEventBody): string {
  switch (event.type) {
    case 'node.started':
    case 'node.finished':
      return `${event.type}:${event.node}:${event.visit}`;
    case 'plan.replanned':
      return `${event.type}:${event.plan.revision}`;
    case 'plan.step':
      return `${event.type}:${event.step_id}:${event.state}`;
    case 'tool.started':
      return `${event.type}:${event.step_id}`;
    // A call ends once, well or badly.
    case 'tool.finished':
    case 'tool.failed':
      return `tool.ended:${event.step_id}`;
    case 'policy.decision':
      return [event.type, event.stage, ...(event.step_id === undefined ? [] : [event.step_id])].join(':');
    case 'approval.requested':
    case 'approval.answered':
      return `${event.type}:${event.approval_id}`;
    case 'text.delta':
      return `${event.type}:${event.index}`;
    case 'model.finished':
      return `${event.type}:${event.call}`;
    case 'budget.downgraded':
      return `${event.type}:${event.from}:${event.to}`;
    case 'run.finished':
    case 'run.failed':
    case 'run.cancelled':
      return 'run.end';
    case 'run.started':
    case 'route.chosen':
    case 'plan.created':
    case 'memory.recalled':
    case 'reply':
      return event.type;
    default:
      return event satisfies never;
  }
}
