import { JsonObject } from '../../src/contracts/json.js';
import type { TurnTrace } from '../replay/trace.js';
import { differences, plainJson } from './compare.js';
import { NOTHING, type Finding, type Scorer } from './scorer.js';

/** The kind of the reply and its fields, or the code with which the turn was turned away. */
export const replyKind: Scorer = {
  name: 'reply kind',
  judge({ kind, reply, rejected }, turn) {
    if (kind === undefined && reply === undefined && rejected === undefined) return undefined;
    return [...judgeRejection(rejected, turn), ...judgeReply({ kind, reply }, turn)];
  },
};

function judgeRejection(expected: string | undefined, { rejected }: TurnTrace): Finding[] {
  if (expected === rejected) return [];
  return [{ what: 'being turned away', expected: expected ?? NOTHING, got: rejected ?? NOTHING }];
}

function judgeReply(
  { kind, reply }: Pick<Parameters<Scorer['judge']>[0], 'kind' | 'reply'>,
  turn: TurnTrace,
): Finding[] {
  const got = turn.reply === undefined ? {} : plainJson(turn.reply);
  const wanted = { ...(kind === undefined ? {} : { kind }), ...JsonObject.safeParse(reply).data };
  return differences(wanted, got, 'subset').map((one) => ({
    what: `the reply's ${one.path}`,
    expected: one.expected,
    got: one.got ?? NOTHING,
  }));
}
