import { layout } from './layout.js';

const CONTENT = `
<section class="chat">
  <div id="log" class="log" role="log" aria-live="polite"></div>
  <form id="form" class="composer">
    <select id="mode" aria-label="Mode">
      <option value="support">Support</option>
      <option value="helm">Helm</option>
      <option value="player">Player ASI</option>
    </select>
    <textarea id="q" rows="1" maxlength="4000" placeholder="Type your request" aria-label="Your message" autofocus></textarea>
    <button id="send" class="btn" type="submit">Send</button>
    <button id="fresh" type="button" title="Forget this conversation and start a new one">New session</button>
  </form>
</section>
`;

export function chatPage(prefix: string): string {
  return layout(prefix, { title: 'Chat', script: 'chat.js', content: CONTENT });
}
