import type { Context } from 'koa';
import type { z } from 'zod';
import type { ErrorCode } from '../core/errors.js';
import type { Scope } from './identity.js';

/** What a route answers on success: JSON of a schema, or another media type. */
export type Answer = { schema: z.ZodType } | { mediaType: string };

/** One endpoint: how it is reached, what it takes and gives (also the source of `/openapi.json`), and what it does. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** In the router's notation: `/runs/:id`. */
  path: string;
  summary: string;
  /** What the caller must be allowed; left out where anybody may ask. */
  scope?: Scope;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The first is what is answered where the caller does not ask for another. */
  answers: readonly [Answer, ...Answer[]];
  /** The codes a caller should expect besides those every route may answer. */
  problems?: readonly ErrorCode[];
  handle(ctx: Context): Promise<void> | void;
}
