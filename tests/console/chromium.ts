import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../src/testing/find-chromium.js';

/** Nothing that a browser does on its own: it would be taken for what a page does. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium: install it, or set CHROMIUM_PATH to where it is.');
  return chromium.launch({ executablePath, args: FLAGS });
}
