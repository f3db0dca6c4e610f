import { Mode } from '../contracts/mode.js';

/** What each mode is called, in the order they are offered. */
export const MODE_NAMES: Readonly<Record<Mode, string>> = {
  support: 'Support',
  helm: 'Helm',
  player: 'Player ASI',
};

export const MODES = Object.keys(MODE_NAMES).map((name) => Mode.parse(name));
