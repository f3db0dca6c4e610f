import { z } from 'zod';
import { Approval } from '../contracts/approval.js';
import { ChatRequest, ChatResponse, Reply } from '../contracts/chat.js';
import { EffectView } from '../contracts/effect.js';
import { JsonObject, JsonValue } from '../contracts/json.js';
import { Plan } from '../contracts/plan.js';
import { Problem } from '../contracts/problem.js';
import { RunEvent } from '../contracts/run-event.js';
import { GraphView } from '../contracts/graph-view.js';
import { MessageView, RunView, SessionView } from '../contracts/run.js';
import { ClientFrame, ServerFrame } from '../contracts/socket.js';
import { ERROR_STATUS, type ErrorCode } from '../core/errors.js';
import type { Answer, Route } from './route.js';
import { createSchemaBook, type SchemaBook } from './schema-book.js';

/** Schemas that have a name of their own in the document; the others are written where they are used. */
const NAMED = {
  Approval,
  ChatRequest,
  ChatResponse,
  ClientFrame,
  EffectView,
  GraphView,
  JsonObject,
  JsonValue,
  MessageView,
  Plan,
  Problem,
  Reply,
  RunEvent,
  RunView,
  ServerFrame,
  SessionView,
};

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of the routes, made from the same schemas that read the requests. */
export function buildOpenApi(routes: readonly Route[]): Json {
  const book = createSchemaBook(NAMED, routes.flatMap(schemasOf));
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, book) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'VEZE Copilot',
      version: '0.1.0',
      description:
        'The copilot of the VEZE UniQVerse. GET /ws upgrades to a WebSocket: ClientFrame in, ServerFrame out.',
    },
    paths,
    components: { schemas: book.named },
  };
}

function schemasOf({ params, query, body, answers }: Route): z.ZodType[] {
  const answered = answers.map((answer) => ('schema' in answer ? answer.schema : undefined));
  return [params, query, body, ...answered].filter((schema) => schema !== undefined);
}

function describeRoute(route: Route, book: SchemaBook): Json {
  return {
    summary: route.summary,
    parameters: [...parametersIn('path', route.params, book), ...parametersIn('query', route.query, book)],
    ...(route.body === undefined ? {} : { requestBody: { content: json(book.of(route.body)) } }),
    responses: {
      200: {
        description: 'Success',
        content: Object.assign({}, ...route.answers.map((answer) => contentOf(answer, book))),
      },
      ...problemResponses(route),
    },
  };
}

function contentOf(answer: Answer, book: SchemaBook): Json {
  return 'schema' in answer ? json(book.of(answer.schema)) : { [answer.mediaType]: {} };
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function parametersIn(place: 'path' | 'query', schema: z.ZodObject | undefined, book: SchemaBook): Json[] {
  if (schema === undefined) return [];
  const { properties, required = [] } = ObjectSchema.parse(book.of(schema));
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: inner,
  }));
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).optional(),
});

/** One entry per status; the codes a client may test for are named in it. */
function problemResponses(route: Route): Json {
  const codes = new Set<ErrorCode>(['invalid_field', 'internal_error', ...(route.problems ?? [])]);
  if (route.scope !== undefined) codes.add('forbidden');
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const statuses = new Set([...codes].map((code) => ERROR_STATUS[code]));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const description = [...codes].filter((code) => ERROR_STATUS[code] === status).join(', ');
      return [status, { description, content }];
    }),
  );
}
