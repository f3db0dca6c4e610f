import { parseDocuments, type KnowledgeDocument } from '../../rag/parse-documents.js';
import { ACCOUNT } from './account.js';
import { BOSS_GUIDES } from './bosses.js';
import { COMMUNITY } from './community.js';
import { DEVELOPERS } from './developers.js';
import { GAMEPLAY } from './gameplay.js';
import { HELM } from './helm.js';
import { ORDERS } from './orders.js';
import { PAYMENTS } from './payments.js';
import { SAFETY } from './safety.js';
import { TECHNICAL } from './technical.js';

/** The knowledge base. */
export const KNOWLEDGE_DOCUMENTS: readonly KnowledgeDocument[] = [
  ORDERS,
  PAYMENTS,
  ACCOUNT,
  SAFETY,
  BOSS_GUIDES,
  GAMEPLAY,
  TECHNICAL,
  DEVELOPERS,
  COMMUNITY,
  HELM,
].flatMap(parseDocuments);
