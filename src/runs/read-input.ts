import type { RunEventBody } from '../contracts/run-event.js';
import { InputFindings } from '../policy/input-policy.js';
import { describeRemoved } from '../policy/text/describe-removed.js';
import { unservedRequest } from '../policy/unserved-request.js';
import type { ClaimedRun } from '../store/runs.js';

export interface ReadInput {
  /** The decision of policy on the message; undefined where it passed as it was. */
  event: RunEventBody | undefined;
  /** What the reply must tell the person about it. */
  notices: string[];
  /** What the reply says instead of anything that was asked for; undefined for a message that is served. */
  refusal: string | undefined;
}

/** What policy did to a run's message when it was accepted. */
export function readInput(
  run: Pick<ClaimedRun, 'message' | 'answer' | 'truncated' | 'findings' | 'dryRun' | 'fork'>,
): ReadInput {
  const parsed = InputFindings.safeParse(run.findings);
  const found = parsed.success ? parsed.data : undefined;
  // What an answer repeats of its question is not the person's.
  const refused = run.answer === null ? unservedRequest(run.message) : undefined;
  const removed = Object.keys(found?.removed ?? {});
  const reasons = [
    ...removed,
    ...(run.truncated ? ['truncated'] : []),
    ...(found?.failed ? ['policy_failed'] : []),
    ...(refused === undefined ? [] : [refused.reason]),
  ];
  // A fork is read beside its parent, by whoever made it.
  const dry = run.dryRun && run.fork === null ? [DRY] : [];
  if (found === undefined && reasons.length === 0)
    return { event: undefined, notices: dry, refusal: undefined };
  const event: RunEventBody = {
    type: 'policy.decision',
    stage: 'input',
    decision: refused !== undefined ? 'refused' : reasons.length === 0 ? 'pass' : 'changed',
    reasons,
    ...(found === undefined ? {} : { findings: found.findings, policy_version: found.policy_version }),
  };
  const notice = removed.length === 0 || found === undefined ? [] : [describeRemoved(found.removed)];
  return {
    event,
    notices: [...notice, ...(found?.failed ? [FAILED] : []), ...dry],
    refusal: refused?.message,
  };
}

const DRY = 'This was a dry run: nothing was done.';

const FAILED =
  'I could not check your message for secrets, so I removed what might be one and will not change anything now.';
