import { MatchDetails } from '../contracts/game-door.js';
import type { KnownGameEventType } from '../contracts/game-event.js';
import { RunView } from '../contracts/run.js';
import { startCopilotWithModel, type CopilotWithModel } from './copilot-with-model.js';
import { rosterOf } from './game-log.js';
import type { RunEvent } from '../contracts/run-event.js';

/** The whole service with a scripted model, and a match that ada fights in it; over HTTP. */
export interface Fight extends Pick<CopilotWithModel, 'app' | 'model' | 'close'> {
  matchId: string;
  /** The match starts, a boss comes, and game time goes on until it is asked about. */
  begin(of?: { matchId: string }): Promise<void>;
  send(
    type: KnownGameEventType,
    payload: object,
    tGame: number,
    of?: { matchId: string; seq: number },
  ): Promise<void>;
  details(matchId?: string): Promise<MatchDetails>;
  run(runId: string): Promise<RunView>;
  eventsOf(runId: string): Promise<RunEvent[]>;
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(path: string, body: object): Promise<{ status: number; body: unknown }>;
  /** A sample of `/metrics`, 0 where there is none. */
  metric(sample: string): Promise<number>;
  /** Closes what is left of a copilot whose service was stopped. */
  release(): Promise<void>;
}

const PLAYER = 'ada';
const BOSS = {
  boss: 'boss',
  name: 'DinoBoss',
  hp: 5_000,
  max_hp: 5_000,
  position: { x: 40, y: 20 },
  phase: 1,
  phases: 3,
  range: 4,
};

let matches = 0;

export async function startFight(env: Record<string, string> = {}): Promise<Fight> {
  const copilot = await startCopilotWithModel({ GAME_ANSWER_MS: '20000', ...env });
  const { app, model } = copilot;
  const matchId = `match-${(matches += 1)}`;
  let last = 0;
  const request = async (path: string, init?: RequestInit): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(app.url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const post: Fight['post'] = (path, body) =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const send: Fight['send'] = async (type, payload, tGame, of) => {
    const seq = of?.seq ?? (last += 1);
    const event = {
      source: 'server',
      seq,
      match_id: of?.matchId ?? matchId,
      player: PLAYER,
      type,
      t_game: tGame,
      payload,
    };
    const { status, body } = await post('/game/events', { events: [event] });
    if (status !== 200) throw new Error(`An event was answered with ${status}: ${JSON.stringify(body)}`);
  };
  return {
    app,
    model,
    matchId,
    close: copilot.close,
    async begin(of) {
      const id = of?.matchId ?? matchId;
      const roster = rosterOf(3).map((one) =>
        'id' in one && one.id === 'hero' ? { ...one, id: PLAYER } : one,
      );
      const say = (type: KnownGameEventType, payload: object, tGame: number): Promise<void> =>
        send(type, payload, tGame, { matchId: id, seq: (last += 1) });
      await say('match.started', { width: 60, height: 40, obstacles: [], roster, ends_at: 180_000 }, 0);
      await say('boss.spawned', BOSS, 10);
      await say('boss.moved', { boss: 'boss', position: { x: 39, y: 20 } }, 300);
    },
    send,
    details: async (id = matchId) =>
      MatchDetails.parse((await request(`/matches/${id}?user_id=${PLAYER}`)).body),
    run: async (runId) => RunView.parse((await request(`/runs/${runId}?user_id=${PLAYER}`)).body),
    eventsOf: (runId) => copilot.eventsOf(runId, PLAYER),
    get: (path) => request(path),
    post,
    async metric(sample) {
      const { body } = await request('/metrics');
      const line = String(body)
        .split('\n')
        .find((one) => one.startsWith(`${sample} `));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    release: () => model.close(),
  };
}
