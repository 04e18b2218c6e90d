import { describe, expect, test } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { api, filled } from './client';

describe('a call by the description', () => {
  test('fills the path in, part by part', () => {
    expect(filled('/flows/{code}/versions/{version}', { code: 'a/b?', version: 3 })).toBe('/flows/a%2Fb%3F/versions/3');
    expect(() => filled('/agents/{id}', {})).toThrow('needs id');
  });

  test('sends query and body, and gives the answer', async () => {
    const network = fakeNetwork({
      'GET /queues': { items: [], total: 0 },
      'POST /cases/{id}/notes': (seen: { body: unknown }) => seen.body,
    });
    expect((await api.get('/queues', { query: { size: 5, active: true } })).total).toBe(0);
    expect(network.sent('GET', '/queues')[0]!.query.toString()).toBe('size=5&active=true');
    await api.post('/cases/{id}/notes', { path: { id: '7' }, body: { text: 'hello' } });
    expect(network.sent('POST', '/cases/7/notes')[0]!.body).toEqual({ text: 'hello' });
  });

  test('a refusal is a problem with its code', async () => {
    fakeNetwork({ 'GET /queues/{id}': () => refuse(404, 'not-found') });
    await expect(api.get('/queues/{id}', { path: { id: '1' } })).rejects.toMatchObject({ code: 'not-found' });
  });
});
