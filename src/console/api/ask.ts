import type { z } from 'zod';
import { Problem } from '../../contracts/problem.js';
import { addressOf } from '../navigation.js';

/** The copilot said no, or could not be asked; `message` is a sentence to show. */
export class AskError extends Error {
  override name = 'AskError';
  readonly code: string;
  readonly status: number;
  /** What is wrong with which argument, by its name, where that was said. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, { code, status, fields = {} }: AskFailure) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

interface AskFailure {
  code: string;
  status: number;
  fields?: Readonly<Record<string, string>>;
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

/** What stands between may answer in words of its own. */
const BY_GATEWAY: Readonly<Record<number, string>> = {
  401: 'You are signed out. Please sign in again, then reload this page.',
  403: 'You are not allowed to do this.',
  502: 'The copilot cannot be reached at the moment.',
  503: 'The copilot cannot be reached at the moment.',
  504: 'The copilot does not answer at the moment.',
};

async function problemOf(response: Response): Promise<AskError> {
  const { status } = response;
  const problem = Problem.safeParse(await response.json().catch(() => null));
  if (problem.success) {
    const { code, detail, errors = [] } = problem.data;
    const fields = errors.map(({ path, message }) => [path.replace(/^args\./, ''), message] as const);
    return new AskError(detail, { code, status, fields: Object.fromEntries(fields) });
  }
  return new AskError(BY_GATEWAY[status] ?? `The copilot answered ${status}.`, { code: 'unknown', status });
}
