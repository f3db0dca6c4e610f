import { z } from 'zod';

/** Anything that survives `JSON.parse(JSON.stringify(x))` unchanged. */
export const JsonValue = z.json();
export type JsonValue = z.infer<typeof JsonValue>;

export const JsonObject = z.record(z.string(), JsonValue);
export type JsonObject = z.infer<typeof JsonObject>;
