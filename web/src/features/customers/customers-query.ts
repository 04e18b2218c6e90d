import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];
export type Product = Schemas['Product'];
export type Holding = Schemas['Holding'];
export type Order = Schemas['CustomerOrder'];
export type Glance = Schemas['CustomerGlance'];
export type Moment = Schemas['CustomerMoment'];

export const glanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'glance'],
    queryFn: () => api.get('/customers/{id}/glance', { path: { id } }),
    retry: false,
  });

export const holdingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'products'],
    queryFn: async () => (await api.get('/customers/{id}/products', { path: { id } })).items,
    retry: false,
  });

export const ordersOf = (customer: string) =>
  queryOptions({
    queryKey: ['customer', customer, 'orders'],
    queryFn: () => api.get('/orders', { query: { customer, size: 10 } }),
    retry: false,
  });

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'life'],
    queryFn: () => api.get('/orders/{id}/history', { path: { id } }),
    retry: false,
  });

export const subjectsQuery = (interaction: string) =>
  queryOptions({
    queryKey: ['subjects', interaction],
    queryFn: () => api.get('/interactions/{id}/subjects', { path: { id: interaction } }),
    retry: false,
  });

/** How an order's state looks: under way, done, or come to nothing. */
export const orderLook = (state: string): string =>
  state === 'delivered' ? 'good' : state === 'cancelled' || state === 'returned' ? 'off' : 'warn';
