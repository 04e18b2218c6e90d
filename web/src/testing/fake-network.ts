import { vi } from 'vitest';

export type Seen = { method: string; path: string; query: URLSearchParams; body: unknown; csrf: string | null };
type Answer = { status?: number; body?: unknown } | undefined;
type Handler = (seen: Seen, match: RegExpExecArray) => unknown;

/** `answer(200-body)` is any plain value; refusals are made with `refuse`. */
export const refuse = (status: number, code: string, more: Record<string, unknown> = {}) => ({
  __status: status,
  body: { type: 'about:blank', title: code, status, code, ...more },
});

/** The network's edge, by hand: `'GET /queues'` → a handler; what nobody answers is a 404 problem. */
export function fakeNetwork(handlers: Record<string, Handler | unknown>) {
  const calls: Seen[] = [];
  const compiled = Object.entries(handlers).map(([key, handler]) => {
    const [method, path] = key.split(' ') as [string, string];
    return { method, pattern: new RegExp(`^/api${path.replace(/\{[^}]+\}/g, '([^/]+)')}$`), handler };
  });
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://desk.test');
    const method = init.method ?? 'GET';
    const seen: Seen = {
      method,
      path: url.pathname.replace(/^\/api/, ''),
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
      csrf: (init.headers as Record<string, string> | undefined)?.['X-CSRF-Token'] ?? null,
    };
    calls.push(seen);
    for (const { method: wanted, pattern, handler } of compiled) {
      const match = wanted === method ? pattern.exec(url.pathname) : null;
      if (!match) continue;
      const answer = (typeof handler === 'function' ? await (handler as Handler)(seen, match) : handler) as
        (Answer & { __status?: number }) | undefined;
      const status = answer?.__status ?? (answer === undefined ? 204 : 200);
      const body = answer?.__status ? answer.body : answer;
      return new Response(status === 204 ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      });
    }
    return new Response(JSON.stringify({ status: 404, code: 'not-found', title: 'Not found' }), { status: 404 });
  });
  return {
    calls,
    sent: (method: string, path: string) => calls.filter((call) => call.method === method && call.path === path),
  };
}
