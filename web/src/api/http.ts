import { serverClock } from '@/lib/clock';

/** Problem details (RFC 9457). `code` is stable and has its wording in the catalogue under `problem.<code>`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: { field: string; code: string; message: string }[];
  readonly body: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: Record<string, unknown>, retryAfterSeconds?: number) {
    super(String(body.detail ?? body.title ?? `HTTP ${status}`));
    this.name = 'Problem';
    this.status = status;
    this.code = String(body.code ?? (status === 0 ? 'unreachable' : `http-${status}`));
    this.title = String(body.title ?? '');
    this.detail = String(body.detail ?? '');
    this.fields = Array.isArray(body.fields) ? (body.fields as Problem['fields']) : [];
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type Query = Record<string, string | number | boolean | undefined | null>;
type Options = { query?: Query; body?: unknown; signal?: AbortSignal };

let csrfToken: string | undefined;
let onSignedOut: () => void = () => {};

/** The token of the current session; every state-changing call carries it. */
export function useCsrf(token: string | undefined): void {
  csrfToken = token;
}

/** Called once a call is answered with 401 outside the sign-in itself. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export function withQuery(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function call<T>(method: string, path: string, { query, body, signal }: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(withQuery(`/api${path}`, query), {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : form ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, { code: 'unreachable', detail: String(cause) });
  }
  serverClock.hear(response.headers.get('Date'));
  const text = await response.text();
  const json = parse(text);
  if (response.ok) return json as T;
  if (response.status === 401 && path !== '/session' && path !== '/me') onSignedOut();
  const retry = Number(response.headers.get('Retry-After'));
  throw new Problem(
    response.status,
    json && typeof json === 'object' ? (json as Record<string, unknown>) : { title: text.slice(0, 200) },
    retry > 0 ? retry : undefined,
  );
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type More = { query?: Query | undefined; signal?: AbortSignal | undefined };
const more = ({ query, signal }: More = {}) => ({ query: query ?? {}, ...(signal && { signal }) });

/**
 * Sends a file and tells how much of it has gone, from 0 to 1; `fetch` cannot say. Stopped by the signal, it fails with an
 * `AbortError`, as `fetch` does.
 */
export function upload<T>(
  path: string,
  body: FormData,
  { progress, signal }: { progress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api${path}`);
    request.setRequestHeader('Accept', 'application/json');
    if (csrfToken) request.setRequestHeader('X-CSRF-Token', csrfToken);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && progress?.(loaded / total);
    request.onerror = () => reject(new Problem(0, { code: 'unreachable' }));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      const json = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(json as T);
      if (request.status === 401) onSignedOut();
      reject(new Problem(request.status, json && typeof json === 'object' ? (json as Record<string, unknown>) : {}));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

/** For frames whose path is data; everything else calls `api` (client.ts), which knows the shapes. */
export const http = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call<T>('GET', path, { query: query ?? {}, ...(signal && { signal }) }),
  post: <T>(path: string, body?: unknown, also?: More) => call<T>('POST', path, { body: body ?? {}, ...more(also) }),
  put: <T>(path: string, body: unknown, also?: More) => call<T>('PUT', path, { body, ...more(also) }),
  delete: <T>(path: string, query?: Query) => call<T>('DELETE', path, { query: query ?? {} }),
};
