/** The SMSO's and the CSP's systems, which DCC's Service Management System knows nothing of (MEHRS 2.5.3). */
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { OUTSIDE_SYSTEMS } from '../../protocol/mehrs/parameters/outages.ts';
import { MINUTE } from '../../protocol/time.ts';
import { Refusal, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';

export interface OutsideTables {
  /** Systems that are down, by name. */
  down: { readonly since: number };
}
type Outside = Context<OutsideTables>;

const onSystem = (system: string, type: string, { address }: Outside): InternalEvent => ({ machine: `${roleOf(address)}.system`, key: system, event: { type } });

export const loseOutside = (envelope: Envelope, context: Outside): readonly InternalEvent[] => {
  if (envelope.from !== 'world') throw new Refusal(`${envelope.from} takes no system down`);
  const { system } = decodeNotice('OUTAGE', envelope.body);
  if (OUTSIDE_SYSTEMS[roleOf(context.address)]?.includes(system) !== true) throw new Refusal(`no system ${system}`);
  context.store.put('down', system, context.store.get('down', system) ?? { since: context.writtenAt });
  return [onSystem(system, 'WENT_DOWN', context)];
};

/** Work that a system would have to do: undefined while it is up, else it is left undone and only missed. */
export const missed = (system: string, context: Outside): readonly InternalEvent[] | undefined =>
  (context.store.get('down', system) === undefined ? undefined : [onSystem(system, 'MISSED', context)]);

export const bringUp = ({ key }: { key: string }, { store }: Outside): Rendered => {
  store.delete('down', key);
  return {};
};

/** The section whose people repair it. */
export const repair = (_at: object, { resolutionMinutes }: Outside): number => resolutionMinutes('2.5.3') * MINUTE;
