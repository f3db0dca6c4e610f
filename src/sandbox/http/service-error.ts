import type { JsonObject } from '../../contracts/json.js';

export interface ServiceErrorBody {
  error: { code: string; message: string };
  [extra: string]: JsonObject[string];
}

/** An answer other than 2xx that a service gives on purpose; `extra` is put beside `error` in the body. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly status: number;
  readonly code: string;
  readonly extra: JsonObject;

  constructor(status: number, code: string, message: string, extra: JsonObject = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }

  toBody(): ServiceErrorBody {
    return { ...this.extra, error: { code: this.code, message: this.message } };
  }
}

export const invalid = (message: string): ServiceError => new ServiceError(400, 'invalid', message);
export const unprocessable = (message: string): ServiceError =>
  new ServiceError(422, 'invalid_value', message);
export const notFound = (message: string, extra?: JsonObject): ServiceError =>
  new ServiceError(404, 'not_found', message, extra);
export const forbidden = (message: string): ServiceError => new ServiceError(403, 'forbidden', message);

/** The request is fine but the state of things does not allow it; `code` says which state. */
export const conflict = (code: string, message: string): ServiceError => new ServiceError(409, code, message);
