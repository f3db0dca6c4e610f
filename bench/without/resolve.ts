import type { ResolveHook } from 'node:module';
import { Guard, GUARDS } from './guards.js';

const BUILD = new URL('../../', import.meta.url).href;
const STAND_INS = new URL('./', import.meta.url).href;
/** What a guard's own modules and the stand-ins import is the real thing. */
const INSIDE = [STAND_INS, new URL('src/policy/', BUILD).href];

let without: Guard[] = [];

export function initialize(names: string): void {
  without = names.split(',').map((name) => Guard.parse(name));
}

/** Gives the stand-in for a module of a guard that is left out, to whoever uses the guard. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const found = await next(specifier, context);
  const isInside = INSIDE.some((folder) => context.parentURL?.startsWith(folder) === true);
  if (isInside || !found.url.startsWith(BUILD)) return found;
  const module = found.url.slice(BUILD.length);
  const guard = without.find((name) => GUARDS[name].some((one) => one === module));
  return guard === undefined ? found : { ...found, url: `${STAND_INS}${guard}.js` };
};
