import type { ForkEdit } from '../../contracts/fork.js';
import type { Pair } from '../run-view/align-runs.js';

/** What was edited, in a few words. */
export function describeEdit({ message, tool_result: call, state, prompt }: ForkEdit): string {
  const parts = [
    ...(message === undefined ? [] : ['another message']),
    ...(call === undefined ? [] : [`another answer of step ${call.step_id}`]),
    ...(state?.route === undefined ? [] : ['another route']),
    ...(state?.plan === undefined ? [] : ['another plan']),
    ...(state?.dialog === undefined ? [] : ['other earlier turns']),
    ...(prompt === undefined ? [] : [`another ${prompt.file}`]),
  ];
  return parts.join(', ');
}

/** Whether what differs is the edit itself. */
export function isEdited({ same, parent, fork }: Pair, { tool_result: call, state }: ForkEdit): boolean {
  if (same || parent === undefined || fork === undefined) return false;
  if (fork.kind === 'call') return fork.replayed && fork.key === `call ${call?.step_id}`;
  if (fork.kind === 'route') return state?.route !== undefined || state?.dialog !== undefined;
  return fork.kind === 'plan' && state?.plan !== undefined;
}
