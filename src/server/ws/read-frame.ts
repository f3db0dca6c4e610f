import { z } from 'zod';
import { ChatRequest } from '../../contracts/chat.js';
import { ClientFrame } from '../../contracts/socket.js';
import { AppError } from '../../core/errors.js';
import { isDeeperThan } from '../json-body.js';
import { MAX_JSON_DEPTH } from '../limits.js';
import { parse } from '../validate.js';

/** A frame of the fuller protocol, or a message in the seed's dialect, which has no `op`. */
export type ReadFrame = ClientFrame | (ChatRequest & { op: null });

/** A frame the socket could not make sense of; the socket stays open. */
export class FrameError extends Error {
  override name = 'FrameError';
  readonly code: 'invalid_json' | 'unknown_op';

  constructor(code: FrameError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const OPS: readonly string[] = ClientFrame.options.map((option) => option.shape.op.value);

export function readFrame(frame: unknown): ReadFrame {
  if (!isObject(frame) || !('op' in frame)) return { ...parse(ChatRequest, frame), op: null };
  if (!OPS.includes(String(frame.op)))
    throw new FrameError('unknown_op', `The op must be one of: ${OPS.join(', ')}.`);
  return parse(ClientFrame, frame);
}

export function readJson(text: string): unknown {
  const value = tryParse(text);
  if (isDeeperThan(value, MAX_JSON_DEPTH)) {
    throw new AppError('invalid_body', `The frame is nested more than ${MAX_JSON_DEPTH} levels deep.`);
  }
  return value;
}

/** The id to echo on what answers a frame, however broken the rest of it is. */
export function idOf(frame: unknown): { id?: string | number } {
  const parsed = z.object({ id: ClientFrame.options[0].shape.id }).safeParse(frame);
  return parsed.data?.id === undefined ? {} : { id: parsed.data.id };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FrameError('invalid_json', 'The frame is not valid JSON.');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
