/** A kind of key: what it begins with, and what follows (sticky, from the end of the prefix). */
export interface KeyFamily {
  name: string;
  prefix: string;
  rest: RegExp;
  /** Letters alone after the prefix make a name, not a key (`sk-nebula-skin-deluxe-edition`). */
  needsDigit?: boolean;
}

const word = (least: number) => new RegExp(`[A-Za-z0-9]{${least},}`, 'y');
const wordOrDash = (least: number) => new RegExp(`[\\w-]{${least},}`, 'y');
const base64 = (least: number) => new RegExp(`[\\w+/=-]{${least},}`, 'y');

/** The families of the gitleaks rules that people paste into chats, told by their prefix. */
export const KEY_FAMILIES: readonly KeyFamily[] = [
  // Also sk-proj-, sk-svcacct-, sk-admin- (OpenAI), sk-ant- (Anthropic), sk-or- (OpenRouter).
  { name: 'openai', prefix: 'sk-', rest: wordOrDash(20), needsDigit: true },
  { name: 'aws', prefix: 'AKIA', rest: /[A-Z0-9]{16}(?![A-Za-z0-9])/y },
  { name: 'aws', prefix: 'ASIA', rest: /[A-Z0-9]{16}(?![A-Za-z0-9])/y, needsDigit: true },
  { name: 'aws', prefix: 'ABIA', rest: /[A-Z0-9]{16}(?![A-Za-z0-9])/y, needsDigit: true },
  { name: 'aws', prefix: 'ACCA', rest: /[A-Z0-9]{16}(?![A-Za-z0-9])/y, needsDigit: true },
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => ({ name: 'github', prefix, rest: word(30) })),
  { name: 'github', prefix: 'github_pat_', rest: wordOrDash(40) },
  { name: 'google', prefix: 'AIza', rest: wordOrDash(35) },
  { name: 'google', prefix: 'ya29.', rest: /[\w.-]{20,}/y },
  { name: 'google', prefix: 'GOCSPX-', rest: wordOrDash(20) },
  { name: 'slack', prefix: 'xox', rest: /[abeoprs]-[\w-]{10,}/y, needsDigit: true },
  { name: 'slack', prefix: 'xapp-', rest: wordOrDash(20), needsDigit: true },
  {
    name: 'slack',
    prefix: 'hooks.slack.com/',
    rest: /(?:services|workflows|triggers)\/[\w+/-]{20,}/y,
  },
  { name: 'stripe', prefix: 'sk_', rest: /(?:live|test|prod)_[A-Za-z0-9]{10,}/y },
  { name: 'stripe', prefix: 'rk_', rest: /(?:live|test|prod)_[A-Za-z0-9]{10,}/y },
  { name: 'stripe', prefix: 'whsec_', rest: base64(20) },
  { name: 'gitlab', prefix: 'gl', rest: /(?:pat|dt|rt|ptt|soat|cbt|ft|imt|agent|oas)-[\w-]{20,}/y },
  { name: 'npm', prefix: 'npm_', rest: word(30) },
  { name: 'pypi', prefix: 'pypi-', rest: wordOrDash(50) },
  { name: 'huggingface', prefix: 'hf_', rest: word(30) },
  { name: 'sendgrid', prefix: 'SG.', rest: /[\w-]{16,}\.[\w-]{16,}/y },
  { name: 'twilio', prefix: 'SK', rest: /[0-9a-f]{32}(?![A-Za-z0-9])/y },
  { name: 'mailgun', prefix: 'key-', rest: /[0-9a-f]{32}(?![A-Za-z0-9])/y },
  { name: 'azure', prefix: 'AccountKey=', rest: base64(40) },
  { name: 'azure', prefix: 'SharedAccessKey=', rest: base64(40) },
  { name: 'discord', prefix: '/api/webhooks/', rest: /\d{15,20}\/[\w-]{40,}/y },
  { name: 'digitalocean', prefix: 'do', rest: /[opr]_v1_[0-9a-f]{40,}/y },
  { name: 'shopify', prefix: 'shp', rest: /(?:at|ca|pa|ss)_[0-9a-fA-F]{32,}/y },
  { name: 'docker', prefix: 'dckr_', rest: /(?:pat|oat)_[\w-]{20,}/y },
  { name: 'linear', prefix: 'lin_api_', rest: word(30) },
  { name: 'xai', prefix: 'xai-', rest: word(40) },
  { name: 'groq', prefix: 'gsk_', rest: word(40) },
  { name: 'perplexity', prefix: 'pplx-', rest: word(40) },
  { name: 'replicate', prefix: 'r8_', rest: word(30) },
  { name: 'vault', prefix: 'hv', rest: /[sb]\.[\w-]{20,}/y },
  { name: 'postman', prefix: 'PMAK-', rest: wordOrDash(40) },
  { name: 'sentry', prefix: 'sntry', rest: /[su]_[\w=+/-]{40,}/y },
  { name: 'square', prefix: 'sq0', rest: /(?:atp|csp|idp)-[\w-]{20,}/y },
  { name: 'figma', prefix: 'figd_', rest: wordOrDash(30) },
  { name: 'newrelic', prefix: 'NRAK-', rest: word(20) },
  { name: '1password', prefix: 'ops_eyJ', rest: base64(60) },
];
