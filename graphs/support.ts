import { SPECIALISTS } from '../src/planner/rules/specialists.js';
import type { ModeDefinition } from './mode-definition.js';

/** A person with a problem: find out what it is, then put it right with tools. */
export const support: ModeDefinition = {
  mode: 'support',
  specialists: SPECIALISTS.support,
  tools: [
    'orders.get',
    'orders.list',
    'orders.refund',
    'catalog.list',
    'email.compose',
    'email.send',
    'email.list',
    'rag.ask',
    'rag.search',
    'summarize',
    'sports.scores',
    'sports.fixtures',
    'social.trending',
    'social.search',
    'xengine.trends',
  ],
};
