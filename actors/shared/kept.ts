/**
 * Files that cannot be read yet: the Common File or Validation File that they rely on was refused and is to come anew. They are
 * kept as they came and read once it is there (MEHRS 2.4.3, 2.4.5: the party stops processing; its Incident is still open).
 */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MINUTE } from '../../protocol/time.ts';
import type { Context, InternalEvent } from '../runtime/party.ts';

export interface KeptTables {
  /** In order of receipt, by setId. */
  kept: readonly Envelope[];
  /** Virtual ms from which the window of TMAD 5.18 and 5.24 counts, by setId: the MVF's generation, its receipt where it was refused. */
  windows: number;
}
type Keeper = Context<KeptTables>;

export const keepFile = (envelope: Envelope, { store }: Keeper): void =>
  store.put('kept', envelope.key, [...(store.get('kept', envelope.key) ?? []), envelope]);

export const openWindow = (setId: string, from: number, { store }: Keeper): void => store.put('windows', setId, from);

/** Virtual ms: what comes exactly 24 hours later is within, whatever is done first at that moment (ruling A-19). */
const LAST_MOMENT = 1;

/** Virtual ms until the Required File Set has to have been whole; a window that has not opened is as long as can be. */
export const untilWindowEnds = (setId: string, { store, now, ruleSet }: Keeper): number => (store.get('windows', setId) ?? now) + ruleSet.requiredFileSetMinutes * MINUTE + LAST_MOMENT - now;

type Reader = (envelope: Envelope) => readonly InternalEvent[];

/** Reads what was kept, in order of receipt: a Validation File always, Group Files only while they can still make the set whole. */
export const readKept = (setId: string, readers: Readonly<Record<string, Reader>>, context: Keeper): readonly InternalEvent[] => {
  const { store } = context;
  const kept = store.get('kept', setId) ?? [];
  store.delete('kept', setId);
  return kept.flatMap((envelope) => (envelope.type === 'MVF' || untilWindowEnds(setId, context) > 0 ? (readers[envelope.type]?.(envelope) ?? []) : []));
};
