/**
 * What has failed is authorised again in a subsequent Migration Week (MEHRS 2.3.2 to 2.6): the supplier learns of it from
 * Report 6. Of an Installation with a Dormant Meter the Migration Control Centre tells it when (MEHRS 4.2).
 */
import { REPLACEMENT_CODES } from '../../protocol/mehrs/parameters/rescheduling.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Notice } from '../../protocol/messages/notices.ts';
import { OUTCOMES_REPORT, readOutcomes } from '../../protocol/reports/read.ts';
import type { LocalDate } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import type { Context } from '../runtime/party.ts';
import type { SupplierPlanningTables } from './planning.ts';

type Supplier = Context<SupplierPlanningTables>;

/** Puts the MPxNs of the supplier's own Active meters on the list for its next file. */
const authoriseAgain = (mpxns: readonly string[], { store }: Supplier, from?: LocalDate): void => {
  for (const mpxn of mpxns) if (store.get('meters', mpxn) !== undefined && store.get('migrated', mpxn) === undefined) store.put('again', mpxn, { plan: '', ...defined({ from }) });
};

/** The Migration Control Centre has found a week for an Installation with a Dormant Meter, or none (MEHRS 4.2). */
export const readDecision = ({ mpxns, decision, migrationWeek }: Notice<'DORMANT_DECISION'>, context: Supplier): void => {
  if (decision === 'rescheduled') authoriseAgain(mpxns, context, migrationWeek);
};

export const readReport = ({ key, body }: Pick<Envelope, 'key' | 'body'>, context: Supplier): void => {
  if (key !== OUTCOMES_REPORT) return;
  for (const { mpan, mprn, failed, reasonCode } of readOutcomes(body)) {
    // What had failed and has been migrated all the same, in a new Common File, is authorised no more (MEHRS 2.5.9).
    if (!failed) for (const mpxn of [mpan, mprn]) if (mpxn !== '') context.store.put('migrated', mpxn, true);
    if (!failed || REPLACEMENT_CODES.includes(reasonCode)) continue;
    // A meter behind which another supplier's is Dormant: the Migration Control Centre comes first (MEHRS 4.2).
    const own = [mpan, mprn].filter((mpxn) => context.store.get('meters', mpxn)?.besideDormant === false && context.store.get('faulty', mpxn) === undefined);
    authoriseAgain(own, context);
  }
};
