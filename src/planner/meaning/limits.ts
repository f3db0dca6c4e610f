/** What the vote is weighed with; chosen on evals/routing/calibration.jsonl, never on what it is measured with. */
export const LIMITS = {
  /** From this confidence on the rules are not asked twice. */
  sure: 0.98,
  /** The rules' share of the vote is this times their confidence. */
  rulesVote: 0.2,
  /** Their share where only a turn of phrase matched. */
  vagueVote: 0.05,
  /** How much nearness to an example counts beside the share of the vote. */
  cosineWeight: 1,
  /** Share and weighted nearness together must reach this, else the message is about something else. */
  inScope: 0.8,
  candidates: 3,
  /** Embedding takes some milliseconds. Where it takes this long something is wrong, and the rules decide. */
  patienceMs: 3000,
} as const;
