/** The moments in the life of a run at which `npm run test:crash` kills the process, in the order a run passes them. */
export const FAILPOINTS = [
  'after_accept',
  'after_claim',
  'after_plan',
  'before_intent',
  'intent_to_call',
  'call_to_result',
  'result_to_checkpoint',
  'checkpoint_to_event',
  'event_to_bus',
  'bus_to_mark',
] as const;

/** The same in the life of a batch of game events. */
export const GAME_FAILPOINTS = [
  'game_read_to_effect',
  'game_effect_to_send',
  'game_send_to_commit',
  'game_commit_to_ack',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number] | (typeof GAME_FAILPOINTS)[number];

const KNOWN: readonly Failpoint[] = [...FAILPOINTS, ...GAME_FAILPOINTS];

interface Armed {
  name: Failpoint;
  /** How many passages are left until the process dies. */
  left: number;
  kill: () => void;
}

// One for the process, since it ends the process: the code on the way must not have to carry it along.
let armed: Armed | undefined;

const SETTING = /^([a-z_]+)(?::([1-9]\d{0,3}))?$/;

/**
 * Reads `FAILPOINT=name`, or `name:n` for the n-th passage, once at the start; does nothing in production. Throws where it
 * names no failpoint.
 */
export function armFailpoint(env: NodeJS.ProcessEnv, kill: () => void = killThisProcess): void {
  armed = undefined;
  const setting = env['FAILPOINT']?.trim() ?? '';
  if (setting === '' || env['ENV']?.trim() === 'prod') return;
  const [, given, passage = '1'] = SETTING.exec(setting) ?? [];
  const name = KNOWN.find((known) => known === given);
  if (name === undefined) throw new Error(`FAILPOINT=${setting} names none of: ${KNOWN.join(', ')}`);
  armed = { name, left: Number(passage), kill };
}

/** Kills the process here where this failpoint is armed; a passage counts only where `when` holds. */
export function failpoint(name: Failpoint, when?: () => boolean): void {
  if (armed === undefined || armed.name !== name || when?.() === false) return;
  armed.left -= 1;
  if (armed.left === 0) armed.kill();
}

/** As `kill -9` and a power cut do: no handler runs and nothing is flushed. */
function killThisProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}
