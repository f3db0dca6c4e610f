import { layout } from './layout.js';

const CONTENT = `
<section class="hero">
  <h1>Copilot for VEZE</h1>
  <p>Ask for navigation, support or game strategy. Pick an example, or <a href="chat">start typing</a>.</p>
</section>
<section id="services" class="tiles" aria-live="polite"><p class="quiet">Asking the services how they are …</p></section>
`;

export function homePage(prefix: string): string {
  return layout(prefix, { title: 'Home', script: 'home.js', content: CONTENT });
}
