import type { BrowserContext } from 'playwright-core';

/** Collects what goes wrong on the pages of a context: errors, warnings of the browser, and requests to another host. */
export function watchPage(context: BrowserContext, host: string, tolerates = /^$/): readonly string[] {
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!tolerates.test(text)) complaints.push(text);
  };
  context.on('weberror', (error) => complain(`threw ${String(error.error())}`));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complain(`said "${message.text()}" of ${message.location().url}`);
  });
  context.on('request', (request) => {
    const target = new URL(request.url());
    if (target.protocol !== 'data:' && target.protocol !== 'blob:' && target.host !== host)
      complain(`asked ${request.url()}`);
  });
  return complaints;
}
