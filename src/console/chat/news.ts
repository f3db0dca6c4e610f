import { ServerFrame } from '../../contracts/socket.js';
import { addressOf } from '../navigation.js';

const RETRY = { firstMs: 2_000, mostMs: 60_000 };

/**
 * Calls `onNews` when something may have happened in a conversation that was not done from here: it was asked or answered
 * somewhere else, the connection came back, or the person did. Returns how to stop.
 */
export function hearNews(sessionId: string, onNews: () => void): () => void {
  let stopped = false;
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY.firstMs;
  const listen = (isFirst: boolean): void => {
    if (stopped) return;
    socket = new WebSocket(socketAddress());
    socket.addEventListener('open', () => {
      wait = RETRY.firstMs;
      if (!isFirst) onNews();
    });
    socket.addEventListener('message', ({ data }) => {
      if (isAbout(sessionId, data)) onNews();
    });
    socket.addEventListener('close', () => {
      retry = setTimeout(() => listen(false), wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, RETRY.mostMs);
    });
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') onNews();
  };
  listen(true);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    stopped = true;
    clearTimeout(retry);
    socket?.close();
    document.removeEventListener('visibilitychange', onVisible);
  };
}

function socketAddress(): string {
  return addressOf('ws').replace(/^http/, 'ws');
}

function isAbout(sessionId: string, data: unknown): boolean {
  const frame = ServerFrame.safeParse(JSON.parse(String(data)));
  if (!frame.success) return false;
  const { op } = frame.data;
  return (op === 'approval.requested' || op === 'approval.answered') && frame.data.session_id === sessionId;
}
