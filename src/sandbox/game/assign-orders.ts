import type { Execution } from '../../services/game/game.schema.js';

type Orders = Execution['orders'];

/** What each role does when nobody says otherwise. */
const BY_ROLE: Readonly<Record<string, string>> = {
  tank: 'hold the attention of the boss',
  healer: 'keep the squad above half health',
  damage: 'strike in the openings',
  engineer: 'build cover and bridges',
};

/**
 * Gives every order to an ally: to the one it names ("Mira: bait the charge"), else to the next in turn. Without orders
 * each ally does what its role does.
 */
export function assignOrders(
  allies: readonly { name: string; role: string }[],
  strategy: string,
  orders: readonly string[],
): Orders {
  if (orders.length === 0) {
    return allies.map(({ name, role }) => ({
      ally: name,
      order: `${strategy}: ${BY_ROLE[role] ?? 'follow the lead'}`,
    }));
  }
  return orders.map((order, index) => {
    const named = allies.find(({ name }) => order.toLowerCase().startsWith(name.toLowerCase()));
    const ally = named ?? allies[index % allies.length];
    return {
      ally: ally?.name ?? 'squad',
      order: named === undefined ? order : withoutName(order, named.name),
    };
  });
}

function withoutName(order: string, name: string): string {
  const rest = order.slice(name.length).replace(/^[\s:,-]+/, '');
  return rest === '' ? order : rest;
}
