/**
 * How long the Requesting Party goes on trying to hand an Installation over (MEHRS 2.5.2.1, 2.5.3, 3.2, 3.4): nothing is asked for that
 * might be answered when the S1SP waits for the file set no more, or a hub would change hands with nobody to take it on.
 */
import { MINUTE } from '../../protocol/time.ts';
import type { Context } from '../runtime/party.ts';
import { fileSetClosesAt } from './sets.ts';
import type { MigrationSet, RpTables } from './tables.ts';

type Rp = Context<RpTables>;

/** Longest time a certificate, and then a SIM, may take to be answered. */
const answersMinutes = ({ simAnswerMinutes, cspAnswerMinutes }: Rp['ruleSet']): number => simAnswerMinutes + cspAnswerMinutes + 1;

/** Virtual ms after which the SMSO is asked for nothing of a set any more. */
export const lastAskedAt = (set: MigrationSet, context: Rp): number => fileSetClosesAt(set, context) - answersMinutes(context.ruleSet) * MINUTE;

const setOf = (key: string, { store }: Rp): MigrationSet | undefined => store.get('sets', store.need('authorised', key).setId);
const mayAskAt = (at: number, key: string, context: Rp): boolean => {
  const set = setOf(key, context);
  return set === undefined || at <= lastAskedAt(set, context);
};

/** ms until the S1SP's Required File Set could not be whole in time any more (TMAD 5.24). */
export const untilFileSetCloses = (key: string, context: Rp): number => {
  const set = setOf(key, context);
  return set === undefined ? Infinity : Math.max(0, fileSetClosesAt(set, context) - context.now);
};

/** ms until the next attempt; beyond the window where there is none. */
export const untilRetry = (key: string, everyMinutes: number, context: Rp): number =>
  (mayAskAt(context.now + everyMinutes * MINUTE, key, context) ? everyMinutes * MINUTE : untilFileSetCloses(key, context) + MINUTE);

/** When the SMSO is asked again after it did not answer, virtual ms. */
const askAgainAt = (key: string, { store, ruleSet, now }: Rp): number => (store.need('authorised', key).askedAt ?? now) + ruleSet.handoverAttemptSpacingMinutes * MINUTE;

export const untilAskedAgain = (key: string, context: Rp): number => {
  const at = askAgainAt(key, context);
  return at > context.now && mayAskAt(at, key, context) ? at - context.now : untilFileSetCloses(key, context);
};

/** What has come of the ladder of 3.4: attempts were made and failed, or the SMSO's own system is down and made none (MEHRS 2.5.3). */
export const weighCertificate = (key: string, context: Rp): 'LADDER_DONE' | 'SMSO_SILENT' | 'ASK_AGAIN' => {
  if (context.store.need('authorised', key).certificateAnswered === true || untilFileSetCloses(key, context) === 0) return 'LADDER_DONE';
  return context.now >= askAgainAt(key, context) && mayAskAt(context.now, key, context) ? 'ASK_AGAIN' : 'SMSO_SILENT';
};
