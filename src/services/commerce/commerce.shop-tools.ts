import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import { listProducts } from './commerce.catalog.js';
import type { CommerceClient } from './commerce.client.js';
import { cartBefore, rehearseAdd, rehearseCart, rehearseCheckout } from './commerce.rehearse.js';
import { Cart, Order, Product } from './commerce.schema.js';

const cartId = z.int().min(1).describe('The id of the cart, as cart.create gave it.');

/** From looking to buying: catalogue, cart, checkout. */
export function createShopTools(client: CommerceClient): ServiceTool[] {
  return [catalogList(client), cartCreate(client), cartAdd(client), cartGet(client), checkout(client)];
}

function catalogList(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'catalog.list',
    service: 'commerce',
    effect: 'read',
    description:
      'Find products in the store by name, category or price; slips and plurals are forgiven. Set pick to get the one product ' +
      'that is meant as `product`, or a failure with the choices where it is not clear.',
    example: 'Show me skins under 20',
    args: z.object({
      query: z
        .string()
        .trim()
        .max(500)
        .optional()
        .describe('The name or kind of product, without "buy" or a quantity.'),
      category: z.string().trim().max(100).optional().describe('Only products of this category.'),
      max_price: z.number().nonnegative().optional().describe('Only products that cost at most this much.'),
      pick: z.boolean().optional().describe('True when exactly one product is meant, as for buying.'),
    }),
    result: z.object({ products: z.array(Product), product: Product.optional() }),
    run: async (args, context) => {
      const { products } = await client.catalog({ max_price: args.max_price }, context);
      return listProducts(products, args);
    },
  });
}

function cartCreate(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'cart.create',
    service: 'commerce',
    effect: 'write',
    description: 'Open an empty cart for the user. Needed before cart.add.',
    example: 'Open a new cart',
    args: z.object({}),
    result: Cart,
    run: (_args, context) => client.createCart(context),
    rehearse: async (_args, rehearsal) => rehearseCart(rehearsal),
  });
}

function cartAdd(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'cart.add',
    service: 'commerce',
    effect: 'write',
    description: 'Put a product into a cart of the user. Nothing is bought until checkout.',
    example: 'Add two nebula skins to my cart',
    args: z.object({
      cart_id: cartId,
      product_id: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .describe('The id of the product, as catalog.list gave it.'),
      quantity: z.int().min(1).max(99).describe('How many.'),
    }),
    result: Cart,
    run: ({ cart_id, ...item }, context) => client.addToCart(cart_id, item, context),
    rehearse: (args, rehearsal) => rehearseAdd(client, args, rehearsal),
  });
}

function cartGet(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'cart.get',
    service: 'commerce',
    effect: 'read',
    description:
      'Look into a cart of the user: what is in it and what it costs now. Use it before checkout of a cart they name.',
    example: 'What is in cart 42?',
    args: z.object({ cart_id: cartId }),
    result: Cart,
    run: ({ cart_id }, context) => client.cart(cart_id, context),
    rehearse: async ({ cart_id }, rehearsal) => cartBefore(cart_id, rehearsal),
  });
}

function checkout(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'checkout',
    service: 'commerce',
    effect: 'write',
    description: 'Buy what is in the cart: places and charges the order.',
    example: 'Buy nebula skin',
    args: z.object({ cart_id: cartId }),
    result: Order,
    run: ({ cart_id }, context) => client.checkout(cart_id, context),
    rehearse: ({ cart_id }, rehearsal) => rehearseCheckout(client, cart_id, rehearsal),
  });
}
