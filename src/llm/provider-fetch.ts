/** The connection could not be made, or was lost on the way. */
export class ConnectionLostError extends Error {
  override name = 'ConnectionLostError';
}

export class AnswerTooLargeError extends Error {
  override name = 'AnswerTooLargeError';
}

export interface AnswerLimits {
  bytes: number;
  /** Without an empty line, which ends an event of a stream: the SDK searches what it has for one with every piece. */
  eventBytes: number;
}

/**
 * The `fetch` that the provider's SDK works with. It follows no redirect, for the key would go along, reads an
 * answer only so far, and tells what the network did from what the server said.
 */
export function createProviderFetch(limits: AnswerLimits, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, { ...init, redirect: 'manual' }).catch(lost);
    const { status, statusText, headers, body } = response;
    return body === null ? response : new Response(bounded(body, limits), { status, statusText, headers });
  };
}

function lost(cause: unknown): never {
  throw new ConnectionLostError('The connection to the model was lost', { cause });
}

function bounded(body: ReadableStream<Uint8Array>, limits: AnswerLimits): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  let eventBytes = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch(lost);
      if (done) return controller.close();
      bytes += value.byteLength;
      eventBytes = bytesAfterEvent(value) ?? eventBytes + value.byteLength;
      if (bytes <= limits.bytes && eventBytes <= limits.eventBytes) return controller.enqueue(value);
      controller.error(new AnswerTooLargeError('The model answers without end'));
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** How much comes after the last empty line; undefined where there is none. */
function bytesAfterEvent(piece: Uint8Array): number | undefined {
  const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  const end = Math.max(buffer.lastIndexOf('\n\n'), buffer.lastIndexOf('\n\r\n'), buffer.lastIndexOf('\r\r'));
  return end < 0 ? undefined : buffer.byteLength - end;
}
