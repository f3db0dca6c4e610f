import { layout } from './layout.js';

const CONTENT = `
<section class="hero"><h1>Connected services</h1><p>What the copilot can do for you, service by service.</p></section>
<section id="services" aria-live="polite"><p class="quiet">Asking the services how they are …</p></section>
`;

export function toolsPage(prefix: string): string {
  return layout(prefix, { title: 'Tools', script: 'tools.js', content: CONTENT });
}
