/** Node's and Koa's own limits are far too loose for a service that answers chats. */
export const HTTP_LIMITS = {
  /** The seed's `GET /chat/stream` carries a message of up to 4,000 characters, percent-encoded, in its address. */
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
  noDelay: true,
  highWaterMark: 16_384,
} as const;

export const MAX_CONNECTIONS = 2_000;
export const MAX_REQUESTS_PER_SOCKET = 1_000;
export const MAX_HEADERS = 100;
/** A socket on which nothing moves; streams and waiting answers lift it for themselves. */
export const IDLE_SOCKET_MS = 120_000;

export const MAX_BODY = '64kb';
export const MAX_JSON_DEPTH = 32;

export const SOCKET_LIMITS = {
  maxPayload: 65_536,
  maxFragments: 256,
  maxBufferedChunks: 4_096,
  perMessageDeflate: false,
  clientTracking: true,
  closeTimeout: 5_000,
  skipUTF8Validation: false,
} as const;

/** Timings and sizes of long answers. */
export interface StreamLimits {
  /** Between two signs of life on an SSE stream. */
  heartbeatMs: number;
  /** How long an SSE reader may leave its buffer full before it is cut; it comes back by event id. */
  stallMs: number;
  /** A reader that reconnects waits between this and five times this. */
  retryMs: number;
  pingMs: number;
  /** Bytes waiting in a WebSocket: above `pause` its turns wait, above `cut` it is closed. */
  socketPause: number;
  socketCut: number;
  /** Frames a WebSocket may send in one go, and per second after that. */
  socketBurst: number;
  socketPerSecond: number;
  /** Turns and subscriptions at once on one WebSocket. */
  socketTurns: number;
  /** How long `close()` waits for answers that are under way. */
  closeMs: number;
}

export const STREAM_LIMITS: StreamLimits = {
  heartbeatMs: 10_000,
  stallMs: 30_000,
  retryMs: 1_000,
  pingMs: 20_000,
  socketPause: 65_536,
  socketCut: 1_048_576,
  socketBurst: 60,
  socketPerSecond: 20,
  socketTurns: 32,
  closeMs: 2_000,
};
