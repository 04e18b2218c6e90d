import { useQuery } from '@tanstack/react-query';
import { lookupQuery } from '@/ui/records/lookups';
import type { Product } from './customers-query';

/** The catalogue of one client, or of all that may be seen. */
export function useProducts(client?: string): Product[] {
  const { data } = useQuery(lookupQuery('/products'));
  return ((data ?? []) as Product[]).filter((each) => !client || each.clientId === client);
}
