import { z } from 'zod';
import { JsonObject } from './json.js';

export const ApprovalStatus = z.enum(['pending', 'approved', 'declined', 'expired']);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

/** What a person is asked before a write is done: what will happen, to whom, for how much, and until when it can be answered. */
export const Approval = z.object({
  approval_id: z.string(),
  session_id: z.string(),
  run_id: z.string(),
  step_id: z.int(),
  tool: z.string(),
  /** "Buy 1 x Nebula Skin for 19.99 USD" */
  title: z.string(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What it costs, or gives back, in whole currency units. */
  amount: z.object({ total: z.number(), currency: z.string() }).nullable(),
  /** Exactly what will be sent; edits are made to these. */
  args: JsonObject,
  status: ApprovalStatus,
  /** ISO 8601. */
  expires_at: z.string(),
});
export type Approval = z.infer<typeof Approval>;

/** `POST /sessions/:id/approvals/:id` */
export const ApprovalAnswer = z.object({
  decision: z.enum(['approve', 'decline']),
  /** Arguments to be changed before it is done. */
  edits: JsonObject.optional(),
});
export type ApprovalAnswer = z.infer<typeof ApprovalAnswer>;
