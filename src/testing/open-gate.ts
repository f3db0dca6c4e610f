import type { ToolGate } from '../policy/tool-gate.js';

/** Lets every call through that fits its schema: for tools and messages that mean nothing. */
export const OPEN_GATE: ToolGate = {
  checkScope: () => undefined,
  checkRequest: () => undefined,
  checkLast: () => Promise.resolve([]),
};
