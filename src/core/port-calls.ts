import { z } from 'zod';
import { startDeadline } from './deadline.js';
import { AppError, ERROR_STATUS, type ErrorCode } from './errors.js';

/** One end of a channel between threads: a `Worker`, or what a worker has as its parent. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', take: (message: unknown) => void): unknown;
}

/** What one end does for the other: functions of one argument. What goes in and comes out is cloned. */
// oxlint-disable-next-line typescript/no-explicit-any -- the parameters of functions of all kinds
export type Service = Record<string, (argument: any, signal: AbortSignal) => unknown>;

interface CallOptions {
  timeoutMs: number;
  signal?: AbortSignal;
}

type Answer<Theirs extends Service, Name extends keyof Theirs> = Awaited<ReturnType<Theirs[Name]>>;

export interface PortCalls<Theirs extends Service> {
  /** Rejects with what the other end threw (an `AppError` stays one), with the reason of `signal`, or where no answer comes in time. */
  call<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
    options: CallOptions,
  ): Promise<Answer<Theirs, Name>>;
  /** The other end is gone: all calls reject with `error`, those to come as well, and its own calls are aborted with `reason`. */
  end(error: Error, reason: unknown): void;
}

const Id = z.int();
const Failure = z.object({ code: z.string().optional(), message: z.string() });
const Answered = z.union([
  z.object({ answer: Id, value: z.unknown() }),
  z.object({ failure: Id, error: Failure }),
]);
type Answered = z.infer<typeof Answered>;
const Message = z.union([
  z.object({ call: Id, name: z.string(), argument: z.unknown() }),
  // As text: not every reason can leave its thread.
  z.object({ abort: Id, reason: z.string() }),
  Answered,
]);
type Message = z.infer<typeof Message>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Calls over a port in both directions, each with a deadline and an abort that reaches the other end. */
export function createPortCalls<Theirs extends Service>(port: Port, ours: Service): PortCalls<Theirs> {
  const asked = createAsked(port);
  const served = createServed(port, ours);
  port.on('message', (message) => {
    const read = Message.parse(message);
    if ('call' in read) void served.serve(read);
    else if ('abort' in read) served.abort(read.abort, read.reason);
    else asked.settle(read);
  });
  return {
    async call<Name extends keyof Theirs & string>(
      name: Name,
      argument: Parameters<Theirs[Name]>[0],
      { timeoutMs, signal = new AbortController().signal }: CallOptions,
    ): Promise<Answer<Theirs, Name>> {
      signal.throwIfAborted();
      const deadline = startDeadline(signal, timeoutMs);
      try {
        return await asked.ask<Answer<Theirs, Name>>(name, argument, (end) => {
          const late = new Error(`${name} was not answered in ${timeoutMs} ms`);
          deadline.signal.addEventListener('abort', () => end(signal.aborted ? signal.reason : late));
        });
      } finally {
        deadline.clear();
      }
    },
    end(error, reason) {
      asked.rejectAll(error);
      served.abortAll(reason);
    },
  };
}

/** Our calls that wait for their answers. */
function createAsked(port: Port) {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let gone: Error | undefined;
  return {
    /** Says through `onEnd` how to give the call up. */
    async ask<Result>(
      name: string,
      argument: unknown,
      onEnd: (end: (reason: unknown) => void) => void,
    ): Promise<Result> {
      if (gone !== undefined) throw gone;
      const call = (last += 1);
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(call, { resolve, reject }));
      onEnd((reason) => {
        port.postMessage({ abort: call, reason: String(reason) } satisfies Message);
        waiting.get(call)?.reject(reason);
      });
      try {
        port.postMessage({ call, name, argument } satisfies Message);
        // Both ends are of one build, and a clone has the type of what was cloned.
        return (await answer) as Result;
      } finally {
        waiting.delete(call);
      }
    },
    settle(message: Answered) {
      if ('answer' in message) waiting.get(message.answer)?.resolve(message.value);
      else waiting.get(message.failure)?.reject(toError(message.error));
    },
    rejectAll(error: Error) {
      gone = error;
      for (const { reject } of waiting.values()) reject(error);
    },
  };
}

/** The calls of the other end that are under way here. */
function createServed(port: Port, ours: Service) {
  const running = new Map<number, AbortController>();
  return {
    abort: (call: number, reason: unknown) => running.get(call)?.abort(reason),
    abortAll(reason: unknown) {
      for (const controller of running.values()) controller.abort(reason);
    },
    async serve({ call, name, argument }: { call: number; name: string; argument: unknown }): Promise<void> {
      const controller = new AbortController();
      running.set(call, controller);
      try {
        const work = ours[name];
        if (work === undefined) throw new Error(`there is no ${name} at this end`);
        const value: unknown = await work(argument, controller.signal);
        port.postMessage({ answer: call, value } satisfies Message);
      } catch (error) {
        port.postMessage({ failure: call, error: toFailure(error) } satisfies Message);
      } finally {
        running.delete(call);
      }
    },
  };
}

function toFailure(error: unknown): z.infer<typeof Failure> {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { message: error instanceof Error ? error.message : String(error) };
}

function toError({ code, message }: z.infer<typeof Failure>): Error {
  return isCode(code) ? new AppError(code, message) : new Error(message);
}

function isCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(ERROR_STATUS, code);
}
