import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Me } from '@/api/contract';
import { Problem, useCsrf as carryCsrf } from '@/api/http';

/** Who is signed in; `null` for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  retry: (count, error) => !(error instanceof Problem && error.status > 0) && count < 3,
  queryFn: async (): Promise<Me | null> => {
    try {
      const me = await api.get('/me');
      carryCsrf(me.csrfToken);
      return me;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) return null;
      throw problem;
    }
  },
});

export async function signIn(name: string, password: string): Promise<Me> {
  const me = await api.post('/session', { body: { name, password } });
  carryCsrf(me.csrfToken);
  return me;
}

export async function signOut(): Promise<void> {
  await api.delete('/session');
  carryCsrf(undefined);
}
