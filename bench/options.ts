import { parseArgs } from 'node:util';

export interface Options {
  quick: boolean;
  only: string[];
}

export const USAGE = 'npm run bench -- [--quick] [--only chat,guards,first-event,start,model,memory]';

/** Throws with the usage where an argument is not known. */
export function readOptions(args: string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const only = values.only?.split(',').map((name) => name.trim()) ?? [...names];
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. ${USAGE}`);
  return { quick: values.quick, only };
}
