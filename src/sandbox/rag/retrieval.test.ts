import { describe, expect, it } from 'vitest';
import { Answer, SearchResults } from '../../services/rag/rag.schema.js';
import { KNOWLEDGE_DOCUMENTS } from '../data/knowledge/documents.js';
import { answerQuestion, searchPassages } from './answer-question.js';
import { createKnowledge } from './knowledge.js';

const QUESTIONS: readonly (readonly [question: string, documentId: string])[] = [
  ['what docs are available?', 'kb-documentation-index'],
  ['documentation index', 'kb-documentation-index'],
  ['How do I get a refund?', 'kb-refunds'],
  ['can I get my money back', 'kb-refunds'],
  ['what is your refund policy?', 'kb-refunds'],
  ['whats ur return policy for merch', 'kb-returns'],
  ['the game is so laggy since yesterday', 'kb-latency'],
  ['i got banned for nothing!!! unban me NOW', 'kb-moderation'],
  ['some guy kept insulting me in ranked, how do i report him', 'kb-reporting-players'],
  ['how long until the refund arrives on my card', 'kb-refunds'],
  ['I want to send the hoodie back', 'kb-returns'],
  ['can I swap the hoodie for another size', 'kb-exchanges'],
  ['how long does shipping take?', 'kb-shipping'],
  ["where's my package", 'kb-tracking'],
  ['my parcel is lost', 'kb-tracking'],
  ['cancel my order', 'kb-cancel-order'],
  ['how do I cancel my subscription?', 'kb-cancel-subscription'],
  ['cancelling VEZE Pass', 'kb-cancel-subscription'],
  ['what does VEZE Pass include', 'kb-subscriptions'],
  ['which payment methods do you accept', 'kb-payments'],
  ['my payment was declined', 'kb-payment-failed'],
  ['where can I find my receipt', 'kb-receipts'],
  ['I need an invoice for my company', 'kb-invoices'],
  ['my account was hacked', 'kb-account-recovery'],
  ['I forgot my password', 'kb-forgot-password'],
  ['how do I turn on 2FA', 'kb-two-factor'],
  ['how do I invite a friend by e-mail', 'kb-email-invites'],
  ['what personal data do you store', 'kb-privacy'],
  ['export my data', 'kb-data-export'],
  ['delete my account', 'kb-delete-account'],
  ['report a player for cheating', 'kb-reporting-players'],
  ['appeal a ban', 'kb-moderation'],
  ['how do I beat DinoBoss', 'kb-boss-dinoboss'],
  ['dino boss phases', 'kb-boss-dinoboss'],
  ['weakness of the void hydra', 'kb-boss-voidhydra'],
  ['ember queen braziers', 'kb-boss-emberqueen'],
  ['which roles do allies have', 'kb-allies'],
  ['what classes are there', 'kb-classes'],
  ['how does ranked rating work', 'kb-ranked'],
  ['are the servers down', 'kb-server-status'],
  ['the game is so laggy', 'kb-latency'],
  ['what is XEngine', 'kb-xengine'],
  ['what are the hardware requirements', 'kb-hardware'],
  ['does the game support crossplay', 'kb-crossplay'],
  ['promo code does not work', 'kb-promo-codes'],
  ['how do I redeem a gift card', 'kb-gift-cards'],
  ['why are prices different in my region', 'kb-regional-pricing'],
  ['is VAT included in the price', 'kb-taxes'],
  ['how do I create an API key', 'kb-developer-keys'],
  ['verify webhook signature', 'kb-webhooks'],
  ['parental controls for my daughter', 'kb-parental-controls'],
  ['subtitles and colour-blind mode', 'kb-accessibility'],
  ['how do hashtags become trending', 'kb-hashtags'],
  ['when is the Solar Festival', 'kb-events-calendar'],
  ['what can the copilot do', 'kb-copilot'],
  ['how do I move helm tiles', 'kb-helm-tiles'],
  ['which sports leagues are there', 'kb-leagues'],
  ['join an esports tournament', 'kb-esports'],
  ['can I use mods in ranked', 'kb-mods'],
  ['how much is shipping', 'kb-shipping'],
  ['somebody stole my account', 'kb-account-recovery'],
  ['can I play with friends on playstation', 'kb-crossplay'],
  ['my game keeps crashing', 'kb-crashes'],
];

const OFF_TOPIC: readonly string[] = [
  'what is the capital of France?',
  'how do I bake sourdough bread',
  'who won the 1998 world cup',
  'write a poem about autumn leaves',
  'what is the stock price of Tesla',
  'integrate x squared from zero to one',
  'will it rain in Paris tomorrow',
  'recommend a good pizza restaurant in Naples',
  'who is the president of the United States',
  'is bitcoin going to rise',
  'asdf qwer zxcv',
  'how are you?',
];

const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
const texts = new Map(KNOWLEDGE_DOCUMENTS.map(({ id, sections }) => [id, sections.map(({ text }) => text)]));

describe('retrieval', () => {
  it.each(QUESTIONS)('"%s" finds %s among the first three', (question, documentId) => {
    const { results } = SearchResults.parse(searchPassages(knowledge, question, 5));
    expect(results.slice(0, 3).map(({ id }) => id)).toContain(documentId);
  });

  it.each(QUESTIONS)(
    '"%s" is answered in words copied from the documents, citing %s',
    (question, documentId) => {
      const { answer, citations, confidence } = Answer.parse(answerQuestion(knowledge, question));
      expect(citations.map(({ id }) => id)).toContain(documentId);
      expect(answer).toBe(citations.map(({ quote }) => quote).join(' '));
      for (const { id, quote } of citations)
        expect(texts.get(id)?.some((text) => text.includes(quote))).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0.4);
    },
  );

  it.each(OFF_TOPIC)('"%s" is not known', (question) => {
    expect(answerQuestion(knowledge, question)).toEqual({ answer: '', citations: [], confidence: 0 });
  });

  it('the question what docs exist is answered with the areas there are', () => {
    const { answer } = answerQuestion(knowledge, 'what docs are available?');
    expect(answer).toContain('orders and refunds');
    expect(answer).toContain('developers');
  });

  it('an answer takes well under two milliseconds', () => {
    const started = performance.now();
    for (const [question] of QUESTIONS) answerQuestion(knowledge, question);
    expect((performance.now() - started) / QUESTIONS.length).toBeLessThan(2);
  });
});
