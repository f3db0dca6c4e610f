import type { RunContext } from '../../graphs/run-context.js';
import type { Approval } from '../contracts/approval.js';
import { readYesOrNo, readYesOrNoTo } from '../policy/yes-or-no.js';
import { listApprovals } from '../store/approvals.js';
import type { Database } from '../store/database.js';
import { findLastReply } from '../store/sessions.js';
import type { AnswerRequest } from './answer-approval.js';
import type { AcceptRequest } from './runs.js';

/**
 * Reads a message that is nothing but a yes or a no as the answer to the session's one open question, or to that of several which
 * it names. Undefined for any other message, and where something else was asked since: what the person says yes to is what they
 * were asked last.
 */
export async function readAnswerInWords(
  db: Database,
  { sessionId, userId, message, scopes, dryRun }: AcceptRequest,
): Promise<AnswerRequest | undefined> {
  const read = readYesOrNoTo(message) ?? plainly(readYesOrNo(message));
  // A rehearsed yes is none.
  if (read === undefined || sessionId === undefined || dryRun === true) return undefined;
  // Who may not write may not say yes to a write.
  if (scopes !== undefined && !scopes.includes('copilot.exec')) return undefined;
  const open = await listApprovals(db, { sessionId, pendingOnly: true });
  const meant = meantOf(open, read.to);
  if (meant === undefined) return undefined;
  const last = await findLastReply(db, sessionId);
  if (last !== undefined && asksOther(last, open)) return undefined;
  const { decision } = read;
  return { approvalId: meant.approval_id, sessionId, userId, answer: { decision }, said: message.trim() };
}

type InWords = NonNullable<ReturnType<typeof readYesOrNoTo>>;

function plainly(decision: InWords['decision'] | undefined): InWords | undefined {
  return decision === undefined ? undefined : { decision, to: [] };
}

function asksOther(
  { content, runId }: { content: string; runId: string },
  open: readonly Approval[],
): boolean {
  const isOurs = open.some(({ run_id: asker, title }) => asker === runId || content.includes(title));
  return content.includes('?') && !isOurs;
}

/** The question that some words name: all of them stand in its title, and in no other's; or its place among them. */
function meantOf(open: readonly Approval[], words: readonly string[]): Approval | undefined {
  const [word = '', ...more] = words;
  const place = more.length === 0 ? PLACES.indexOf(word) : -1;
  if (place >= 0) return open.at(word === 'last' ? -1 : place);
  const named = open.filter(({ title }) => {
    const own = new Set(title.toLowerCase().split(/[^a-z0-9]+/));
    return words.every((one) => own.has(one));
  });
  // A number of pieces names nothing.
  const isNamed = words.length === 0 || words.some((one) => one.length >= 3);
  return isNamed && named.length === 1 ? named[0] : undefined;
}

const PLACES: readonly string[] = ['first', 'second', 'third', 'last'];

/** Begins like an answer: "yes?", "ok but only one", "no wait yes". */
const LIKE_AN_ANSWER =
  /^[^\p{L}]{0,8}(?:yes|yep|yeah|yup|y|ok|okay|sure|go ahead|do it|confirm|approve|no|nope|nah|n|cancel|stop|wait)(?![\p{L}\p{N}])/iu;

/** True where a message may be meant as an answer to an open question. */
export function mayAnswer(message: string): boolean {
  return LIKE_AN_ANSWER.test(message);
}

/**
 * What is said of the questions that are open to a message that answered none of them: in place of a plan, where a plain yes or no
 * could be for any of several, else beside the reply.
 */
export function askAgain(
  message: string,
  open: readonly Approval[],
): { which?: NonNullable<RunContext['which']>; reminders: string[] } {
  const decision = readYesOrNo(message);
  const word = decision === 'approve' ? 'Yes' : 'No';
  if (decision === undefined || open.length < 2 || open.length >= PLACES.length)
    return { reminders: remind(open) };
  const choices = open.map(({ title }, index) => ({
    label: title,
    value: `${word} to the ${PLACES[index]}`,
  }));
  const list = open.map(({ title }, index) => `${index + 1}. ${title}`).join('\n');
  const text = `${word} to which of these?\n\n${list}\n\nSay "${word.toLowerCase()} to the first", for example.`;
  return { which: { text, choices }, reminders: [] };
}

function remind(open: readonly Approval[]): string[] {
  const titles = open.map(({ title }) => `"${title}"`);
  if (titles.length === 0) return [];
  return titles.length === 1
    ? [`I still need a plain yes or no to ${titles.join('')}.`]
    : [`I still need a yes or no to each of these: ${titles.join(', ')}.`];
}
