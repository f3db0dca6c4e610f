import { MODES } from '../../graphs/modes.js';
import { Mode } from '../contracts/mode.js';
import type { ServiceTool } from '../services/service-tool.js';

/** The service of a tool; throws where a mode names a tool that no service has. */
export function serviceLookup(
  tools: ReadonlyMap<string, ServiceTool>,
): (tool: string) => ServiceTool['service'] {
  return (name) => {
    const tool = tools.get(name);
    if (tool === undefined) throw new Error(`No service has a tool ${name}`);
    return tool.service;
  };
}

/** The tools that each mode may use. */
export function createToolLists(
  tools: ReadonlyMap<string, ServiceTool>,
): (mode: Mode) => ReadonlyMap<string, ServiceTool> {
  const lists = new Map<Mode, ReadonlyMap<string, ServiceTool>>();
  for (const mode of Mode.options) {
    const allowed = new Set(MODES[mode].tools);
    lists.set(mode, new Map([...tools].filter(([name]) => allowed.has(name))));
  }
  return (mode) => lists.get(mode) ?? new Map<string, ServiceTool>();
}
