import { Send } from '@langchain/langgraph';
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';

const MARK = '$veze';

/**
 * Graph state as plain JSON, read back as plain JSON. LangGraph's own serialiser revives objects that look like
 * `{"lc": 1, "type": "constructor", ...}`, wherever they came from, so that a tool's answer can make a thread unloadable
 * or forge a message (langgraphjs#2346). This one knows no classes but `Send` and `Uint8Array`, and escapes its own mark.
 */
export const plainJsonSerde: SerializerProtocol = {
  dumpsTyped: (data: unknown) =>
    Promise.resolve(['json', Buffer.from(JSON.stringify(toPlain(data) ?? null))]),
  loadsTyped: (_type: string, data: Uint8Array | string) => Promise.resolve(parse(data)),
};

function toPlain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Send) return { [MARK]: 'send', node: value.node, args: toPlain(value.args) };
  if (value instanceof Uint8Array) return { [MARK]: 'bytes', base64: Buffer.from(value).toString('base64') };
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return toPlain((value.toJSON as () => unknown)());
  const entries = Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]);
  if (MARK in value) return { [MARK]: 'object', entries };
  return Object.fromEntries(entries) as unknown;
}

function parse(data: Uint8Array | string): unknown {
  const text = typeof data === 'string' ? data : Buffer.from(data).toString();
  // Nearly always there is nothing to revive, and a reviver makes parsing many times as slow.
  return JSON.parse(text, text.includes(MARK) ? revive : undefined);
}

function revive(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !(MARK in value)) return value;
  if (value[MARK] === 'send' && 'node' in value && 'args' in value)
    return new Send(String(value.node), value.args);
  if (value[MARK] === 'bytes' && 'base64' in value)
    return new Uint8Array(Buffer.from(String(value.base64), 'base64'));
  if ('entries' in value && Array.isArray(value.entries))
    return Object.fromEntries(value.entries as [string, unknown][]);
  return value;
}
