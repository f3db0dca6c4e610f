import { AppError } from '../core/errors.js';
import { isUnavailable } from '../store/database.js';

/** What `work` gives; where the database is away, `AppError('store_unavailable')` in the place of its error. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw new AppError('store_unavailable', 'The service cannot reach its records at the moment.', {
      cause: error,
    });
  }
}
