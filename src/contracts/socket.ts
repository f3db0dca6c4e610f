import { z } from 'zod';
import { Approval, ApprovalAnswer } from './approval.js';
import { CallerId, ChatRequest, Reply } from './chat.js';
import { GameEventsAnswer, GameEventsRequest, NumberedAction } from './game-door.js';
import { RunEvent } from './run-event.js';

/** The last event a reader holds; 0 where it holds none. */
export const EventNumber = z.int().min(0).max(999_999_999);

/** Chosen by the client, echoed on what answers the frame. */
const FrameId = z.union([z.int(), z.string().max(64)]);
const MatchRef = { match_id: z.string().max(64), id: FrameId.optional(), user_id: CallerId.nullish() };
const RunRef = { run_id: z.string().max(64), id: FrameId.optional(), user_id: CallerId.nullish() };

/** What a client may send with an `op`. A frame without one is a `ChatRequest` in the seed's dialect. */
export const ClientFrame = z.discriminatedUnion('op', [
  ChatRequest.extend({ op: z.literal('chat'), id: FrameId.optional(), stream: z.boolean().default(false) }),
  ApprovalAnswer.extend({
    op: z.literal('approve'),
    session_id: CallerId,
    approval_id: z.string().max(64),
    id: FrameId.optional(),
    user_id: CallerId.nullish(),
  }),
  z.object({ op: z.literal('subscribe'), ...RunRef, after: EventNumber.default(0) }),
  z.object({ op: z.literal('unsubscribe'), ...RunRef }),
  z.object({ op: z.literal('cancel'), ...RunRef }),
  GameEventsRequest.extend({ op: z.literal('game.events'), id: FrameId.optional() }),
  z.object({ op: z.literal('game.subscribe'), ...MatchRef, after: EventNumber.default(0) }),
  z.object({ op: z.literal('game.unsubscribe'), ...MatchRef }),
  z.object({ op: z.literal('ping'), id: FrameId.optional() }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

const Turn = { run_id: z.string(), session_id: z.string() };
const Echo = { id: FrameId.optional() };

/** What the server answers frames with an `op`, and the two it sends unasked. */
export const ServerFrame = z.discriminatedUnion('op', [
  /** The run is a committed row; from here on it is finished even if the socket is lost. */
  z.object({ op: z.literal('accepted'), ...Echo, ...Turn }),
  z.object({ op: z.literal('event'), ...Echo, event: RunEvent }),
  z.object({ op: z.literal('reply'), ...Echo, ...Turn, reply: Reply }),
  /** To every socket opened in the name of the person who is asked. */
  z.object({ op: z.literal('approval.requested'), session_id: z.string(), approval: Approval }),
  /** To every socket of the person who answered, however they did. */
  z.object({
    op: z.literal('approval.answered'),
    ...Turn,
    approval_id: z.string(),
    decision: ApprovalAnswer.shape.decision,
  }),
  z.object({ op: z.literal('unsubscribed'), ...Echo, run_id: z.string() }),
  z.object({ op: z.literal('cancelled'), ...Echo, run_id: z.string(), cancelled: z.boolean() }),
  /** What became of the events of a frame; `credits` says how many more may be sent now. */
  GameEventsAnswer.extend({ op: z.literal('game.accepted'), ...Echo }),
  NumberedAction.extend({ op: z.literal('game.action'), ...Echo, match_id: z.string() }),
  z.object({ op: z.literal('game.unsubscribed'), ...Echo, match_id: z.string() }),
  z.object({ op: z.literal('pong'), ...Echo }),
  z.object({ op: z.literal('error'), ...Echo, code: z.string(), message: z.string() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
