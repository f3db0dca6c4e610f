/** Adds something to a list, in place; the oldest go where there are more than `most`. */
export function keepLast<Item>(list: Item[], latest: Item, most: number): void {
  list.push(latest);
  while (list.length > most) list.shift();
}
