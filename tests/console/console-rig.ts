import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { createTestSchema } from '../../src/testing/servers.js';
import { startServiceProcess } from '../../src/testing/service-process.js';
import { ROOT } from '../../src/testing/source-files.js';
import { launchChromium } from './chromium.js';
import { watchPage } from './watch-page.js';

export interface ConsoleRig {
  /** The service's own address, without a slash at the end. */
  url: string;
  /** Opens a page of the console (`chat?mode=helm`) in a browser profile of its own. */
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  post(path: string, body: unknown): Promise<unknown>;
  get(path: string): Promise<unknown>;
  /** Ends the service; the browser stays. */
  stopService(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Where the console is shown, where a proxy stands before the service. */
  at?: string;
  /** Complaints of the browser that belong to the test. */
  tolerates?: RegExp;
}

/** When it is let go, it throws if the page complained or asked another host for anything. */
export interface OpenPage extends AsyncDisposable {
  page: Page;
}

/** How long the start may take where the build is not fresh. */
export const BUILD_MS = 240_000;

/** How long a test may take on a machine that does other work, too. */
export const SLOW_MS = 90_000;

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** How a phone looks at a page. */
export const ON_PHONE: OpenOptions = { viewport: PHONE, isMobile: true, hasTouch: true };

/** The service as it is built for production, on a store of its own and the sandbox, and a real browser to look at it. */
export async function startConsole(env: Record<string, string> = {}): Promise<ConsoleRig> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/bootstrap.mjs'), 'build']);
  const schema = await createTestSchema(inject('embeddedDatabaseUrl'));
  const [service, browser] = await Promise.all([
    startServiceProcess({ PORT: '0', DATABASE_URL: schema.url, ...env }, 'build'),
    launchChromium(),
  ]);
  const { url } = service;
  return {
    url,
    open: (path, options) => openPage(browser, url, path, options),
    post: (path, body) =>
      askJson(`${url}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    get: (path) => askJson(`${url}/${path}`),
    stopService: async () => void (await service.stop()),
    async close() {
      await browser.close();
      await service.stop();
      await schema.drop();
    },
  };
}

async function openPage(
  browser: Browser,
  url: string,
  path: string,
  { at = `${url}/`, tolerates, ...options }: OpenOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(30_000);
  const complaints = watchPage(context, new URL(at).host, tolerates);
  const page = await context.newPage();
  await page.goto(at + path);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      if (complaints.length > 0) throw new Error(`${path} complained:\n${complaints.join('\n')}`);
    },
  };
}

async function askJson(address: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(address, { ...init, signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
