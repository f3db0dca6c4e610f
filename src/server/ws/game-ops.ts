import type { ClientFrame } from '../../contracts/socket.js';
import { assertAccepting } from '../accept-request.js';
import { echo, whileFollowing } from './follow.js';
import type { Connection } from './turns.js';

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;

/** Under which a match is among what a socket follows; no run has such an id. */
export function matchKey(matchId: string): string {
  return `match ${matchId}`;
}

export async function takeGameEvents(frame: FrameOf<'game.events'>, connection: Connection): Promise<void> {
  assertAccepting(connection.door);
  const answer = await connection.door.game.submit(frame.events);
  await connection.send({ op: 'game.accepted', ...answer, ...echo(frame) });
}

/** Sends the caller's actions in a match, from a number on, until the client unsubscribes. */
export async function followMatch(frame: FrameOf<'game.subscribe'>, connection: Connection): Promise<void> {
  const { match_id: matchId, after } = frame;
  const player = frame.user_id ?? connection.userId;
  await whileFollowing(connection, matchKey(matchId), async (signal) => {
    for await (const numbered of connection.door.game.follow({ matchId, player }, { after, signal }))
      await connection.send({ op: 'game.action', match_id: matchId, ...numbered, ...echo(frame) });
  });
}
