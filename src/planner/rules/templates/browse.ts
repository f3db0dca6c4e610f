import { Catalog } from '../../../services/commerce/commerce.schema.js';
import { literal } from '../../resolve-references.js';
import { bullets, money } from '../replies/format.js';
import { optional, step, type Part, type Story, type Template } from './template.js';

/** Shows what the store has; also what support shows to somebody who wants to buy. */
export const browse: Template = {
  steps: ({ slots }, _turn, first) => [
    step(
      first,
      'catalog.list',
      slots.product === undefined ? 'Look through the store' : `Look for "${slots.product}" in the store`,
      {
        ...optional('query', slots.product === undefined ? undefined : literal(slots.product)),
        ...optional('max_price', slots.max_price),
      },
    ),
  ],
  reply: (story) => {
    const catalog = story.result('catalog.list', Catalog);
    return catalog === undefined ? undefined : shelf(story, catalog);
  },
};

function shelf({ wish, turn }: Story, catalog: Catalog): Part {
  const { product, max_price } = wish.slots;
  const wanted = `${product === undefined ? '' : ` for "${product}"`}${max_price === undefined ? '' : ` up to ${max_price}`}`;
  const [first] = catalog.products;
  if (first === undefined) {
    return {
      text: `I found nothing in the store${wanted}. Say "store" to see everything.`,
      data: catalog,
      choices: [{ label: 'See the whole store', value: 'store' }],
    };
  }
  const lines = catalog.products.map(
    (item) => `${item.name}, ${money(item.price, item.currency)}${item.stock === 0 ? ' (out of stock)' : ''}`,
  );
  const count = catalog.products.length;
  const found = count === 1 ? 'There is 1 product' : `There are ${count} products`;
  const invite = turn.mode === 'helm' ? `\nSay "buy ${first.name}" to get one.` : '';
  return {
    text: `${found} in the store${wanted}:\n${bullets(lines)}${invite}`,
    data: catalog,
    ...(turn.mode === 'helm'
      ? {
          choices: catalog.products
            .slice(0, 5)
            .map(({ name }) => ({ label: `Buy ${name}`, value: `buy ${name}` })),
        }
      : {}),
    ...(count === 1 ? { focus: { product: first.name } } : {}),
  };
}
