import { describe, expect, it } from 'vitest';
import { ServiceName } from '../../contracts/mode.js';
import { Order, OrderStatus, Product } from '../../services/commerce/commerce.schema.js';
import { createSandbox } from '../app.js';
import { createFixedClock } from '../../core/clock.js';
import { NOW } from '../sandbox.fixture.js';
import { sentencesOf } from '../rag/parse-documents.js';
import { gamesBetween, scoreAt } from '../sports/schedule.js';
import { BOSSES, phaseAt } from './bosses.js';
import { SEEDED_CARTS } from './carts.js';
import { KNOWLEDGE_DOCUMENTS } from './knowledge/documents.js';
import { SEEDED_MATCHES } from './matches.js';
import { seededOrders } from './orders.js';
import { seededPosts } from './posts.js';
import { PRODUCTS } from './products.js';
import { LEAGUES } from './teams.js';
import { USERS } from './users.js';

const DAY_MS = 86_400_000;
const orders = seededOrders(new Date(NOW), PRODUCTS);

function expectUnique(values: readonly (string | number)[]): void {
  expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
}

describe('the seeds', () => {
  it('products have unique ids and names, and some are out of stock', () => {
    Product.array().parse(PRODUCTS);
    expectUnique(PRODUCTS.map(({ id }) => id));
    expectUnique(PRODUCTS.map(({ name }) => name));
    expect(PRODUCTS.filter(({ stock }) => stock === 0).length).toBeGreaterThan(2);
  });

  it('orders and carts hold products and users that exist', () => {
    Order.array().parse(orders);
    expectUnique(orders.map(({ id }) => id));
    const products = new Set(PRODUCTS.map(({ id }) => id));
    const users = new Set(USERS.map(({ id }) => id));
    const bought = [
      ...orders.flatMap(({ items }) => items.map(({ product_id }) => product_id)),
      ...SEEDED_CARTS.flatMap(({ items }) => items.map(([id]) => id)),
    ];
    expect(bought.filter((id) => !products.has(id))).toEqual([]);
    expect([...orders, ...SEEDED_CARTS].filter(({ user }) => !users.has(user))).toEqual([]);
  });

  it('user 1 has an order in every state, and the shipped ones are on their way', () => {
    expect(new Set(orders.filter(({ user }) => user === '1').map(({ status }) => status))).toEqual(
      new Set(OrderStatus.options),
    );
    for (const { tracking } of orders.filter(({ status }) => status === 'shipped'))
      expect(tracking?.eta.localeCompare(NOW)).toBe(1);
  });

  it('documents have unique ids and sections of prose', () => {
    expect(KNOWLEDGE_DOCUMENTS.length).toBeGreaterThanOrEqual(64);
    expectUnique(KNOWLEDGE_DOCUMENTS.map(({ id }) => id));
    expectUnique(KNOWLEDGE_DOCUMENTS.map(({ title }) => title));
    for (const { id, title, sections } of KNOWLEDGE_DOCUMENTS) {
      expect(id).toMatch(/^kb-[a-z-]+$/);
      expect(title).not.toBe('');
      expect(sections.length, id).toBeGreaterThanOrEqual(2);
      for (const { heading, text } of sections) {
        expect(heading).not.toBe('');
        expect(sentencesOf(text).length, `${id}: ${heading}`).toBeGreaterThanOrEqual(2);
        expect(text).toMatch(/[.]$/);
      }
    }
  });

  it('every boss has phases in order and a guide of its own', () => {
    const guides = new Set(KNOWLEDGE_DOCUMENTS.map(({ id }) => id));
    expect(BOSSES.length).toBeGreaterThanOrEqual(6);
    for (const boss of BOSSES) {
      const starts = boss.phases.map(({ at_hp_percent }) => at_hp_percent);
      expect(starts[0]).toBe(100);
      expect(starts).toEqual(starts.toSorted((a, b) => b - a));
      expect(boss.phases.map(({ phase }) => phase)).toEqual(starts.map((_, index) => index + 1));
      expect(guides).toContain(`kb-boss-${boss.name.toLowerCase()}`);
      expect(phaseAt(boss, 1).phase).toBe(boss.phases.length);
    }
    expect(
      SEEDED_MATCHES.map(({ boss }) => boss).filter((name) => !BOSSES.some((boss) => boss.name === name)),
    ).toEqual([]);
  });

  it('at least 40 posts and 16 teams in two leagues', () => {
    const posts = seededPosts(new Date(NOW), 1);
    expect(posts.length).toBeGreaterThanOrEqual(40);
    expectUnique(posts.map(({ id }) => id));
    expect(LEAGUES.length).toBeGreaterThanOrEqual(2);
    expectUnique(LEAGUES.flatMap(({ teams }) => teams));
  });

  it('at any moment of a week a game is live, nobody plays twice a day or against itself, and live scores only grow', () => {
    const start = Date.parse(NOW);
    for (let at = start; at < start + 7 * DAY_MS; at += DAY_MS / 16) {
      const games = gamesBetween(at - DAY_MS, at).map((game) => scoreAt(game, at, 3));
      expect(games.some(({ status }) => status === 'live')).toBe(true);
      for (const game of games) {
        const later = scoreAt(game, at + DAY_MS / 48, 3).score;
        expect(later.home).toBeGreaterThanOrEqual(game.score.home);
        expect(game.home).not.toBe(game.away);
      }
    }
    const midnight = Math.floor(start / DAY_MS) * DAY_MS;
    expectUnique(gamesBetween(midnight, midnight + DAY_MS - 1).flatMap(({ home, away }) => [home, away]));
  });

  it('two sandboxes with the same clock and seed are the same, and their snapshot is JSON', () => {
    const create = (seed: number): unknown =>
      createSandbox({ clock: createFixedClock(NOW), seed }).snapshot();
    expect(create(5)).toEqual(create(5));
    expect(create(5)).not.toEqual(create(6));
    expect(JSON.parse(JSON.stringify(create(5)))).toEqual(create(5));
    expect(Object.keys(createSandbox().urls('http://x/')).toSorted()).toEqual(ServiceName.options.toSorted());
  });
});
