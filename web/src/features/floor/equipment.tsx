import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';

export const equipmentQuery = {
  queryKey: ['floor', 'equipment'],
  queryFn: () => api.get('/telephony/equipment'),
  refetchInterval: 30_000,
};

export const faultsQuery = (days: number) => ({
  queryKey: ['floor', 'faults', days],
  queryFn: () => api.get('/cases/equipment-faults', { query: { days } }),
  refetchInterval: 60_000,
});

/** Telephones, lines and open faults on one line; what needs somebody stands out. */
export function EquipmentLine() {
  const { t, number } = useWords();
  const { data: state } = useQuery(equipmentQuery);
  const { data: faults } = useQuery(faultsQuery(30));
  if (!state && !faults) return null;
  const missing = state ? state.phones - state.phonesRegistered : 0;
  return (
    <ul className="equipment-line" aria-label={t('floor.equipment.title')}>
      {state && state.phones > 0 && (
        <li data-alert={missing > 0 || undefined}>
          {t('floor.equipment.phones', { on: number(state.phonesRegistered), of: number(state.phones) })}
        </li>
      )}
      {state && state.trunks > 0 && (
        <li data-alert={state.down.length > 0 || undefined}>
          {state.down.length === 0
            ? t('floor.equipment.linesServe', { count: state.trunks })
            : t('floor.equipment.linesDown', { names: state.down.map(({ name }) => name).join(', ') })}
        </li>
      )}
      {faults && (
        <li data-alert={faults.stopped > 0 || undefined}>
          <Link to="/floor/faults">
            {faults.open === 0
              ? t('floor.equipment.noFaults')
              : t('floor.equipment.faults', { count: faults.open, people: number(faults.agentsStopped) })}
          </Link>
        </li>
      )}
    </ul>
  );
}
