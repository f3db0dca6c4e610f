import type { Approval } from '../contracts/approval.js';
import type { JsonObject } from '../contracts/json.js';
import type { PlanStep } from '../contracts/plan.js';
import { ToolError } from '../core/errors.js';
import { hashOf, uuidv7 } from '../core/ids.js';
import { describeWrite, toolVersion } from '../policy/approval-policy.js';
import { resultsIn, type CallFacts } from '../policy/provenance/facts.js';
import { RefusedError } from '../policy/refused-error.js';
import type { ServiceTool } from '../services/service-tool.js';
import type { ApprovalRow, NewApproval } from '../store/approvals.js';
import { FencedError } from './commit-queue.js';

export interface ApprovalDeps {
  /** Names of the tools whose calls wait for a yes. */
  ask: ReadonlySet<string>;
  ttlMs: number;
  rebind: (again: { id: string; runId: string; argsHash: string }) => Promise<Approval | undefined>;
  insert: (approval: NewApproval) => Promise<Approval | undefined>;
  find: (id: string) => Promise<ApprovalRow | undefined>;
  use: (id: string, key: string) => Promise<boolean>;
}

export interface ApprovalRun {
  runId: string;
  sessionId: string;
  userId: string;
  attempt: number;
}

export interface AskedStep {
  step: PlanStep;
  tool: ServiceTool;
  /** As the gate has read them. */
  args: JsonObject;
  facts: CallFacts;
  /** The question that was asked about this step before and is still open. */
  open: string | undefined;
}

/** Questions to a person before a write, and the proof of their answer when it is done. */
export interface Approvals {
  needed(tool: string): boolean;
  /** Puts a question on record. */
  request(run: ApprovalRun, asked: AskedStep): Promise<Approval>;
  /**
   * Uses the person's yes up for the write with this key. Throws `ToolError` (`forbidden`, `price_changed`) unless it was given
   * by this user, in this session, for this tool as it is now, for exactly these arguments and this amount, and was not used
   * for another write.
   */
  use(run: ApprovalRun, write: ApprovedWrite): Promise<void>;
}

export interface ApprovedWrite {
  approvalId: string | undefined;
  tool: ServiceTool;
  args: JsonObject;
  key: string;
  /** What it comes to by what is known now. */
  amount: Approval['amount'];
}

export function createApprovals(deps: ApprovalDeps): Approvals {
  return {
    needed: (tool) => deps.ask.has(tool),
    async request(run, { step, tool, args, facts, open }) {
      const argsHash = hashOf(args);
      const again =
        open === undefined ? undefined : await deps.rebind({ id: open, runId: run.runId, argsHash });
      if (again !== undefined) return again;
      const approval = await deps.insert({
        id: uuidv7(),
        runId: run.runId,
        sessionId: run.sessionId,
        userId: run.userId,
        attempt: run.attempt,
        stepId: step.id,
        tool: tool.name,
        toolVersion: toolVersion(tool),
        args,
        argsHash,
        ttlMs: deps.ttlMs,
        ...describeWrite(tool.name, args, resultsIn(facts)),
      });
      if (approval === undefined) throw new FencedError(`Run ${run.runId} was taken over by another attempt`);
      return approval;
    },
    async use(run, { approvalId, tool, args, key, amount }) {
      const approval = approvalId === undefined ? undefined : await deps.find(approvalId);
      const problem = problemWith(approval, { run, tool, args });
      if (problem !== undefined) throw new ToolError('forbidden', problem, { service: tool.service });
      // What rests on it already has been compared, and may have changed what there is to compare.
      const isNew = approval !== undefined && approval.usedKey !== key;
      if (isNew && !isSameAmount(approval.amount, amount)) {
        const message = 'It does not cost what you were asked about any more, so I did nothing.';
        throw new RefusedError(['price_changed'], message, { code: 'price_changed', service: tool.service });
      }
      if (approval === undefined || !(await deps.use(approval.approval_id, key))) {
        throw new ToolError('forbidden', 'This approval was already used.', { service: tool.service });
      }
    },
  };
}

/** A question that named no amount holds nobody to one. */
function isSameAmount(asked: Approval['amount'], now: Approval['amount']): boolean {
  if (asked === null) return true;
  return now?.total === asked.total && now.currency === asked.currency;
}

function problemWith(
  approval: ApprovalRow | undefined,
  { run, tool, args }: { run: ApprovalRun; tool: ServiceTool; args: JsonObject },
): string | undefined {
  if (approval === undefined) return 'This needs your approval first.';
  if (approval.userId !== run.userId || approval.session_id !== run.sessionId)
    return 'This approval is not yours.';
  if (approval.status !== 'approved') return 'This was not approved.';
  if (approval.tool !== tool.name || approval.toolVersion !== toolVersion(tool))
    return 'This approval was for something else.';
  if (approval.argsHash !== hashOf(args)) return 'What was approved is not what would be done.';
  return undefined;
}
