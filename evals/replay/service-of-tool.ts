import { ServiceName } from '../../src/contracts/mode.js';
import { createServices } from '../../src/services/services.js';

/** Nobody is there: the tools are only looked at. */
const NOWHERE = 'http://127.0.0.1:9';

const { tools } = createServices({
  timeoutMs: 1,
  baseUrls: Object.fromEntries(ServiceName.options.map((name) => [name, NOWHERE])) as Record<
    ServiceName,
    string
  >,
});

/** The service a tool belongs to. Throws where there is no such tool. */
export function serviceOfTool(name: string): ServiceName {
  const tool = tools.get(name);
  if (tool === undefined) throw new Error(`There is no tool ${name}`);
  return tool.service;
}
