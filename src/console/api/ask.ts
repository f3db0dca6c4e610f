import type { z } from 'zod';
import { Problem } from '../../contracts/problem.js';
import { addressOf } from '../navigation.js';

/** The copilot said no, or could not be asked; `message` is a sentence to show. */
export class AskError extends Error {
  override name = 'AskError';
  readonly code: string;
  readonly status: number;

  constructor(message: string, { code, status }: { code: string; status: number }) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** True where nobody knows whether the copilot was asked: it did not answer, or something between answered in its place. */
export function isUnheard(error: unknown): boolean {
  return (
    error instanceof AskError && (error.status === 0 || (error.status >= 500 && error.code === 'unknown'))
  );
}

/** What the copilot answers at `path`, read with the contract it keeps. Throws `AskError`. */
export async function ask<T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const response = await send(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  return schema.parse(await response.json());
}

/** The same with a JSON body. */
export function tell<T>(path: string, schema: z.ZodType<T>, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return ask(path, schema, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The response itself, for streams. Throws `AskError` where it is no success. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(addressOf(path), init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new AskError('The copilot cannot be reached.', { code: 'unreachable', status: 0 });
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<AskError> {
  const { status } = response;
  const problem = Problem.safeParse(await response.json().catch(() => null));
  if (problem.success) return new AskError(problem.data.detail, { code: problem.data.code, status });
  return new AskError(`The copilot answered ${status}.`, { code: 'unknown', status });
}
