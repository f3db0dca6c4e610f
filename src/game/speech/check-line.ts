import { checkReply } from '../../policy/reply-policy.js';

const MAX_CHARACTERS = 300;
const NO_HOSTS: ReadonlySet<string> = new Set();

/** Somebody else's words as an NPC may say them: what a reply may not hold, it may not either. Undefined where nothing is left. */
export function checkLine(written: string): string | undefined {
  const { reply, reasons } = checkReply(
    { kind: 'npc', data: null, text: written, planner: 'rules' },
    NO_HOSTS,
  );
  const line = reply.text.replaceAll(/\s+/g, ' ').trim();
  if (line === '' || reasons.includes('empty')) return undefined;
  return line.length <= MAX_CHARACTERS ? line : `${line.slice(0, MAX_CHARACTERS - 1).toWellFormed()}…`;
}
