/** How long the Requesting Party goes on trying to hand an Installation over (MEHRS 2.5.2.1, 2.5.3, 3.2, 3.4). */
import { MINUTE } from '../../protocol/time.ts';
import type { Context } from '../runtime/party.ts';
import { fileSetClosesAt } from './sets.ts';
import type { RpTables } from './tables.ts';

type Rp = Context<RpTables>;

/** ms until the S1SP's Required File Set could not be whole in time any more (TMAD 5.24). */
export const untilFileSetCloses = (key: string, context: Rp): number => {
  const set = context.store.get('sets', context.store.need('authorised', key).setId);
  return set === undefined ? Infinity : Math.max(0, fileSetClosesAt(set, context) - context.now);
};

/** When the SMSO is asked again after it did not answer, virtual ms. */
export const askAgainAt = (key: string, { store, ruleSet, now }: Rp): number => (store.need('authorised', key).askedAt ?? now) + ruleSet.handoverAttemptSpacingMinutes * MINUTE;

/** What has come of the ladder of 3.4: attempts were made and failed, or the SMSO's own system is down and made none (MEHRS 2.5.3). */
export const weighCertificate = (key: string, context: Rp): 'LADDER_DONE' | 'SMSO_SILENT' | 'ASK_AGAIN' => {
  if (context.store.need('authorised', key).certificateAnswered === true || untilFileSetCloses(key, context) === 0) return 'LADDER_DONE';
  return context.now < askAgainAt(key, context) ? 'SMSO_SILENT' : 'ASK_AGAIN';
};
