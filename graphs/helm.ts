import { SPECIALISTS } from '../src/planner/rules/specialists.js';
import type { ModeDefinition } from './mode-definition.js';

/** A person in the Helm shell: find things, go places, get things done across services. */
export const helm: ModeDefinition = {
  mode: 'helm',
  specialists: SPECIALISTS.helm,
  tools: [
    'catalog.list',
    'cart.create',
    'cart.add',
    'cart.get',
    'checkout',
    'orders.get',
    'orders.list',
    'rag.ask',
    'rag.search',
    'summarize',
    'email.compose',
    'email.send',
    'email.list',
    'sports.scores',
    'sports.fixtures',
    'social.trending',
    'social.search',
    'social.post',
    'xengine.trends',
  ],
};
