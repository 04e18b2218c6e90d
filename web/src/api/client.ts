import { http } from './http';
import type { paths } from './generated/schema';

/**
 * Calls checked against the server's own description: path, path parameters, query, body and answer are those of
 * `openapi.json`. `http` below it knows no shapes; only frames whose path is data use it directly.
 */
type Bare<P> = P extends `/api${infer Rest}` ? Rest : never;
type Method = 'get' | 'post' | 'put' | 'delete';
type Operations<M extends Method> = {
  [P in keyof paths as paths[P][M] extends { responses: unknown } ? Bare<P> : never]: paths[P][M];
};
export type PathOf<M extends Method> = keyof Operations<M> & string;
/** Lists and records that frames may name in a description. */
export type ApiPath = Bare<keyof paths>;

type Content<T> = T extends { content: infer C } ? C[keyof C] : undefined;
type AnswerOf<O> = O extends { responses: infer R }
  ? R extends { 200: infer A }
    ? Content<A>
    : R extends { 201: infer A }
      ? Content<A>
      : undefined
  : never;
type BodyOf<O> = O extends { requestBody: infer B } ? Content<B> : undefined;
type PartOf<O, K extends 'path' | 'query'> = O extends { parameters: infer P }
  ? K extends keyof P
    ? P[K]
    : undefined
  : undefined;

type Need<K extends string, T> = [T] extends [undefined]
  ? { [N in K]?: never }
  : Record<string, never> extends T
    ? { [N in K]?: T }
    : { [N in K]: T };
type Options<O> = Need<'path', Exclude<PartOf<O, 'path'>, undefined>> &
  Need<'body', BodyOf<O>> & { query?: Exclude<PartOf<O, 'query'>, undefined>; signal?: AbortSignal };
type Args<O> =
  Record<string, never> extends Pick<Options<O>, 'path' | 'body'> ? [options?: Options<O>] : [options: Options<O>];

type Loose = { path?: Record<string, unknown>; query?: Record<string, never>; body?: unknown; signal?: AbortSignal };

/** Fills `{id}` in; each part is written so that it stays one part. */
export function filled(path: string, parts: Record<string, unknown> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined || part === null || part === '') throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(String(part));
  });
}

export const api = {
  get: <P extends PathOf<'get'>>(path: P, ...args: Args<Operations<'get'>[P]>) => {
    const { path: parts, query, signal } = (args[0] ?? {}) as Loose;
    return http.get<AnswerOf<Operations<'get'>[P]>>(filled(path, parts), query, signal);
  },
  post: <P extends PathOf<'post'>>(path: P, ...args: Args<Operations<'post'>[P]>) => {
    const { path: parts, query, body, signal } = (args[0] ?? {}) as Loose;
    return http.post<AnswerOf<Operations<'post'>[P]>>(filled(path, parts), body, { query, signal });
  },
  put: <P extends PathOf<'put'>>(path: P, ...args: Args<Operations<'put'>[P]>) => {
    const { path: parts, query, body, signal } = (args[0] ?? {}) as Loose;
    return http.put<AnswerOf<Operations<'put'>[P]>>(filled(path, parts), body, { query, signal });
  },
  delete: <P extends PathOf<'delete'>>(path: P, ...args: Args<Operations<'delete'>[P]>) => {
    const { path: parts, query } = (args[0] ?? {}) as Loose;
    return http.delete<AnswerOf<Operations<'delete'>[P]>>(filled(path, parts), query);
  },
};
