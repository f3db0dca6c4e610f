import { Mode } from '../contracts/mode.js';
import type { Door } from './deps.js';

/** The modes that may use a tool. */
export function modesOf(tool: string, allowed: Door['allowedTools']): Mode[] {
  return Mode.options.filter((mode) => allowed[mode].includes(tool));
}
