import type { WebSocket } from 'ws';
import type { ServerFrame } from '../../contracts/socket.js';
import type { ChatResponse } from '../../contracts/chat.js';
import type { StreamLimits } from '../limits.js';

const TRY_AGAIN_LATER = 1013;

/** Sends a frame; resolves when there is room for the next one. */
export type Send = (frame: ServerFrame | ChatResponse) => Promise<void>;

/** A reader that is slow makes its turns wait; one that lets too much pile up is closed, and can resume by number. */
export function createSend(socket: WebSocket, limits: StreamLimits): Send {
  return async (frame) => {
    if (socket.readyState !== socket.OPEN) return;
    const text = JSON.stringify(frame);
    if (socket.bufferedAmount > limits.socketCut) {
      socket.close(TRY_AGAIN_LATER, 'too slow');
      return;
    }
    if (socket.bufferedAmount < limits.socketPause) socket.send(text);
    else await new Promise<void>((resolve) => socket.send(text, () => resolve()));
  };
}
