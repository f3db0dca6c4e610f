import { z } from 'zod';
import { ToolError } from '../../core/errors.js';
import { createServiceTool, type ServiceTool, type ToolContext } from '../service-tool.js';
import type { CommerceClient } from './commerce.client.js';
import { rehearsedOrder, rehearseRefund } from './commerce.rehearse.js';
import { Order, OrderList, OrderStatus, Refund } from './commerce.schema.js';

const orderId = z.int().min(1).describe('The number of the order.');

/** What comes after buying: look at orders, get the money back. */
export function createOrderTools(client: CommerceClient): ServiceTool[] {
  return [ordersGet(client), ordersList(client), ordersRefund(client)];
}

function ordersGet(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'orders.get',
    service: 'commerce',
    effect: 'read',
    description: 'One order of the user by its number: status, items, total, tracking, refund.',
    example: 'Where is order 123?',
    args: z.object({ order_id: orderId }),
    result: Order,
    run: ({ order_id }, context) => ownOrder(client, order_id, context),
    rehearse: async ({ order_id }, rehearsal) => rehearsedOrder(order_id, rehearsal),
  });
}

async function ownOrder(client: CommerceClient, id: number, context: ToolContext): Promise<Order> {
  const order = await findOrder(client, id, context);
  if (order?.user === context.userId) return order;
  throw new ToolError('not_found', `There is no order ${id}.`, { service: 'commerce' });
}

/** Undefined where there is none or it may not be seen: the two must look the same to who asks. */
async function findOrder(
  client: CommerceClient,
  id: number,
  context: ToolContext,
): Promise<Order | undefined> {
  try {
    return await client.order(id, context);
  } catch (error) {
    if (error instanceof ToolError && (error.code === 'not_found' || error.code === 'forbidden'))
      return undefined;
    throw error;
  }
}

function ordersList(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'orders.list',
    service: 'commerce',
    effect: 'read',
    description: "The user's own orders, newest first. Use it when no order number is known.",
    example: 'Show my orders',
    args: z.object({ status: OrderStatus.optional().describe('Only orders in this state.') }),
    result: OrderList,
    run: async ({ status }, context) => {
      const { orders } = await client.orders(context);
      const own = orders.filter(({ user }) => user === context.userId);
      return { orders: status === undefined ? own : own.filter((order) => order.status === status) };
    },
  });
}

function ordersRefund(client: CommerceClient): ServiceTool {
  return createServiceTool({
    name: 'orders.refund',
    service: 'commerce',
    effect: 'write',
    description: 'Refund an order of the user: the whole amount goes back.',
    example: 'Refund order 123',
    args: z.object({
      order_id: orderId,
      reason: z.string().trim().min(1).max(500).optional().describe("Why, in the user's words."),
    }),
    result: Refund,
    run: ({ order_id, reason }, context) => client.refund(order_id, reason, context),
    rehearse: async ({ order_id }, rehearsal) => {
      const known = rehearsedOrder(order_id, rehearsal);
      return rehearseRefund(known ?? (await ownOrder(client, order_id, rehearsal)), rehearsal);
    },
  });
}
