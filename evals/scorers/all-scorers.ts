import { approvals } from './approvals.js';
import { budget } from './budget.js';
import { citations } from './citations.js';
import { endState } from './end-state.js';
import { graphPath } from './graph-path.js';
import { invariants } from './invariants.js';
import { memory } from './memory.js';
import { plan } from './plan.js';
import { policy } from './policy.js';
import { replyKind } from './reply-kind.js';
import { route } from './route.js';
import { said } from './said.js';
import type { Scorer } from './scorer.js';
import { toolCalls } from './tool-calls.js';
import { toolStatus } from './tool-status.js';

/** Everything a turn is judged by, in the order in which a failure is best understood. */
export const SCORERS: readonly Scorer[] = [
  invariants,
  route,
  graphPath,
  plan,
  toolCalls,
  toolStatus,
  approvals,
  policy,
  replyKind,
  said,
  citations,
  memory,
  endState,
  budget,
];
