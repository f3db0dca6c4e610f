/** A map that forgets its oldest entry when it holds more than `limit`: a sandbox that runs for weeks stays small. */
export function createBoundedMap<Key, Value>(
  limit: number,
): Map<Key, Value> & { put(key: Key, value: Value): void } {
  const map = new Map<Key, Value>();
  const put = (key: Key, value: Value): void => {
    map.set(key, value);
    const oldest = map.keys().next();
    if (map.size > limit && oldest.done !== true) map.delete(oldest.value);
  };
  return Object.assign(map, { put });
}
