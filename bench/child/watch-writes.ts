import { ServerResponse } from 'node:http';

/**
 * Tells of the first event that leaves on each stream, with the run it is of. Noted on this side: a reader that a busy
 * machine kept waiting says nothing of the service. Gives how to stop.
 */
export function watchWrites(onFirstEvent: (runId: string) => void): () => void {
  const prototype: { write: (...args: never[]) => boolean } = ServerResponse.prototype;
  const { write } = prototype;
  const seen = new WeakSet<ServerResponse>();
  prototype.write = function (this: ServerResponse, ...args: never[]) {
    const chunk: unknown = args[0];
    if (!seen.has(this) && typeof chunk === 'string' && chunk.includes('event: ')) {
      seen.add(this);
      onFirstEvent(String(this.getHeader('x-run-id')));
    }
    return write.apply(this, args);
  };
  return () => {
    prototype.write = write;
  };
}
