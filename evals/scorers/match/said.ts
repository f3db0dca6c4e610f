import type { MatchScorer } from './match-scorer.js';

/** What must not stand in anything that leaves for a game server. */
export const said: MatchScorer = {
  name: 'never said',
  judge: ({ never_says: forbidden }, { actions }) =>
    forbidden?.flatMap((text) => {
      const holds = (words: string): boolean => words.toLowerCase().includes(text.toLowerCase());
      const found = actions.find(({ text: words = '', reason }) => holds(words) || holds(reason));
      if (found === undefined) return [];
      const got = `${found.t_game} ${found.actor} ${found.action}: ${found.text ?? found.reason}`;
      return [{ what: `"${text}" is never said`, expected: null, got }];
    }),
};
