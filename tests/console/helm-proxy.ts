import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy that shows the service under a path, as Helm does, and whose connections can be broken. */
export interface HelmProxy extends AsyncDisposable {
  /** Where the console is, with a slash at the end. */
  at: string;
  /**
   * The next stream falls silent behind its `count`th frame of this name, and no other connection comes through, until `mend`.
   * With a count of 0, no frame comes through.
   */
  stallAfter(event: string, count: number): void;
  /** Breaks every connection, those that there are and those to come. */
  cut(): void;
  mend(): void;
}

const PREFIX = '/proxy/copilot';

/** With `headers`, it says more of the caller than the browser does, as a gateway may. */
export async function startHelmProxy(
  service: string,
  headers: Record<string, string> = {},
): Promise<HelmProxy> {
  const target = new URL(service);
  const fault: Fault = { armed: undefined, down: false };
  const server = createServer((incoming, outgoing) => {
    Object.assign(incoming.headers, headers);
    forward({ incoming, outgoing, target, fault });
  });
  server.on('upgrade', (incoming, socket: Duplex) => upgrade(incoming, socket, target, fault));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    at: `http://127.0.0.1:${port}${PREFIX}/`,
    stallAfter: (event, count) => (fault.armed = { mark: `event: ${event}\n`, count }),
    cut: () => {
      fault.down = true;
      server.closeAllConnections();
    },
    mend: () => Object.assign(fault, { armed: undefined, down: false }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Fault {
  armed: { mark: string; count: number } | undefined;
  /** Nobody gets through. */
  down: boolean;
}

interface Forwarded {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  target: URL;
  fault: Fault;
}

function forward({ incoming, outgoing, target, fault }: Forwarded): void {
  if (fault.down || incoming.url?.startsWith(`${PREFIX}/`) !== true) return void outgoing.destroy();
  const onward = request(optionsFor(incoming, target), (answer) => {
    const isStream = answer.headers['content-type']?.startsWith('text/event-stream') ?? false;
    if (isStream && fault.armed !== undefined) return void passFrames(answer, outgoing, fault);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function optionsFor({ url = '', method, headers }: IncomingMessage, { hostname, port }: URL) {
  const forwarded = { 'x-forwarded-prefix': PREFIX, 'x-forwarded-host': headers.host };
  return { hostname, port, method, path: url.slice(PREFIX.length), headers: { ...headers, ...forwarded } };
}

/** Hands frames on one by one, up to the one behind which nothing comes. */
function passFrames(answer: IncomingMessage, outgoing: ServerResponse, fault: Fault): void {
  const { mark, count } = fault.armed ?? { mark: '', count: 0 };
  let seen = 0;
  let rest = '';
  fault.down = count === 0;
  if (fault.down) return;
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.setEncoding('utf8');
  answer.on('data', (piece: string) => {
    const frames = (rest + piece).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      if (fault.down) return;
      if (frame.includes(mark)) seen += 1;
      outgoing.write(`${frame}\n\n`);
      fault.down = seen === count;
    }
  });
  answer.on('end', () => fault.down || outgoing.end());
}

function upgrade(incoming: IncomingMessage, socket: Duplex, target: URL, fault: Fault): void {
  if (fault.down) return void socket.destroy();
  const onward = request(optionsFor(incoming, target));
  onward.on('upgrade', (answer, other: Duplex) => {
    const lines = answer.rawHeaders.flatMap((name, at, all) =>
      at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
    );
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    other.pipe(socket).pipe(other);
    socket.on('error', () => other.destroy());
    other.on('error', () => socket.destroy());
  });
  onward.on('error', () => socket.destroy());
  onward.end();
}
