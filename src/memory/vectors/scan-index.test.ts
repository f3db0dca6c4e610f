import { createVectorIndex } from './create-vector-index.js';
import { describeVectorIndex } from '../../testing/vector-index.contract.js';

describeVectorIndex(
  'the exact scan',
  (source, options) => createVectorIndex({ source, backend: 'scan', ...options }).index,
);
