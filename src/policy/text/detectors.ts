import type { FindingClass } from './finding.js';
import type { Detector } from './detectors/detector.js';
import { detectApiKeys } from './detectors/api-key.js';
import { detectCards } from './detectors/card.js';
import { detectCvv } from './detectors/cvv.js';
import { detectEmailAddresses } from './detectors/email-address.js';
import { detectIbans } from './detectors/iban.js';
import { detectPasswords } from './detectors/password.js';
import { detectPhones } from './detectors/phone.js';
import { detectPrivateKeys } from './detectors/private-key.js';
import { detectUrlCredentials } from './detectors/url-credentials.js';

/** Every family but the seed phrases, which also need to know what the text before has cost. */
export const DETECTORS: readonly { finds: readonly FindingClass[]; detect: Detector }[] = [
  { finds: ['card', 'cvv'], detect: detectCards },
  { finds: ['cvv'], detect: detectCvv },
  { finds: ['private_key'], detect: detectPrivateKeys },
  { finds: ['api_key'], detect: detectApiKeys },
  { finds: ['password'], detect: detectPasswords },
  { finds: ['password'], detect: detectUrlCredentials },
  { finds: ['iban'], detect: detectIbans },
  { finds: ['email'], detect: detectEmailAddresses },
  { finds: ['phone'], detect: detectPhones },
];
