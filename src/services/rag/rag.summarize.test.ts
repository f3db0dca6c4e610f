import { describe, expect, it } from 'vitest';
import type { Passage } from './rag.schema.js';
import { summarize } from './rag.summarize.js';

const passage = (id: string, quote: string): Passage => ({ id, title: id, section: 's', quote });

const REFUNDS = passage(
  'refunds',
  '# Refunds\nA refund takes three to five days to reach your card.\nAsk for it within 14 days. Digital goods that were used\nare not refunded.',
);
const SHIPPING = passage('shipping', 'Parcels leave the dock every morning. Tracking starts within a day.');

describe('summarize', () => {
  it('picks the sentence that answers and cites only its passage', () => {
    expect(summarize('How long does a refund take?', [SHIPPING, REFUNDS])).toEqual({
      summary: 'A refund takes three to five days to reach your card.',
      citations: [REFUNDS],
    });
  });

  it('joins wrapped lines, keeps every word as it was, and says what came right before', () => {
    const { summary } = summarize('Are used digital goods refunded?', [REFUNDS]);
    expect(summary).toBe('Ask for it within 14 days. Digital goods that were used are not refunded.');
  });

  it('adds sentences of other passages where they are about as good, best passage first', () => {
    const a = passage('a', 'The void hydra fears plasma. It lives in caves.');
    const b = passage('b', 'The void hydra grows heads.');
    const { summary, citations } = summarize('What about the void hydra?', [a, b]);
    expect(summary).toBe('The void hydra fears plasma. The void hydra grows heads.');
    expect(citations).toEqual([a, b]);
  });

  it('says nothing twice, and never more than three sentences', () => {
    const same = [1, 2].map((i) => passage(`p${i}`, 'Guild boosters last one day.'));
    expect(summarize('guild boosters', same)).toEqual({
      summary: 'Guild boosters last one day.',
      citations: [same[0]],
    });
    const many = passage(
      'm',
      ['red', 'blue', 'green', 'black', 'white'].map((c) => `Guild ${c} ${c}ness.`).join(' '),
    );
    expect(summarize('guild', [many]).summary.match(/\./g)).toHaveLength(3);
  });

  it('lets the best passage speak where no word is shared', () => {
    expect(summarize('money back?', [REFUNDS, SHIPPING])).toEqual({
      summary: 'A refund takes three to five days to reach your card.',
      citations: [REFUNDS],
    });
  });

  it('has nothing to say of nothing', () => {
    expect(summarize('refunds?', [])).toEqual({ summary: '', citations: [] });
    expect(summarize('refunds?', [passage('x', ' \n ')])).toEqual({ summary: '', citations: [] });
  });
});
