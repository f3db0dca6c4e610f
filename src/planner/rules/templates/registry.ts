import { browse } from './browse.js';
import { inbox, message, receipt, ticket } from './email.js';
import { match, strategy } from './game.js';
import { ask, search } from './knowledge.js';
import { orderElsewhere, ordersList, track } from './orders.js';
import { change, newsletter } from './by-person.js';
import { invoice } from './invoice.js';
import { cancel, problem, refundOffer, subscription } from './order-problems.js';
import { refund } from './refund.js';
import { recap } from './recap.js';
import { cartShow, checkout } from './cart.js';
import { buy } from './shop.js';
import { elsewhere, gameElsewhere, language, npc, openTile, say, sayWithHelp, tiles } from './talk.js';
import type { Template } from './template.js';
import { fixtures, post, scores, socialSearch, trending, trends } from './world.js';

/** The templates by the names the intent table uses. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map(
  Object.entries({
    buy,
    browse,
    cartShow,
    checkout,
    refund,
    cancel,
    problem,
    subscription,
    change,
    invoice,
    newsletter,
    'refund-offer': refundOffer,
    track,
    'orders-list': ordersList,
    'order-elsewhere': orderElsewhere,
    ask,
    search,
    message,
    receipt,
    ticket,
    inbox,
    scores,
    fixtures,
    trending,
    trends,
    'social-search': socialSearch,
    post,
    strategy,
    match,
    npc,
    recap,
    tiles,
    'open-tile': openTile,
    elsewhere,
    'game-elsewhere': gameElsewhere,
    language,
    greeting: sayWithHelp('greeting'),
    identity: sayWithHelp('identity'),
    help: sayWithHelp('help'),
    nonsense: sayWithHelp('nonsense'),
    offtopic: sayWithHelp('offtopic'),
    thanks: say('thanks'),
    goodbye: say('goodbye'),
    frustration: say('frustration'),
    forget: say('forget'),
    acknowledge: say('acknowledge'),
  }),
);
