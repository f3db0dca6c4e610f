import type pg from 'pg';
import { AppError } from '../core/errors.js';
import { keepFeedback, type Feedback } from '../store/feedback.js';
import { orUnavailable } from './or-unavailable.js';

/** Keeps what a person thinks of the reply of their run. Throws `not_found` where it is not theirs. */
export async function rateRun(pool: pg.Pool, feedback: Feedback): Promise<void> {
  if (!(await orUnavailable(keepFeedback(pool, feedback))))
    throw new AppError('not_found', 'There is no such run.');
}
