import type { Mode } from '../src/contracts/mode.js';
import { helm } from './helm.js';
import type { ModeDefinition } from './mode-definition.js';
import { player } from './player.js';
import { support } from './support.js';

export const MODES: Record<Mode, ModeDefinition> = { helm, support, player };
