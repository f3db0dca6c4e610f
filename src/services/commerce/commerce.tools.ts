import type { ServiceTool } from '../service-tool.js';
import type { CommerceClient } from './commerce.client.js';
import { createOrderTools } from './commerce.order-tools.js';
import { createShopTools } from './commerce.shop-tools.js';

export function createCommerceTools(client: CommerceClient): ServiceTool[] {
  return [...createShopTools(client), ...createOrderTools(client)];
}
