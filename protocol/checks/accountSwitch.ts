/**
 * Group ID DA: the SMSO's look at its account just before it switches it to the DCC (MEHRS 2.5.2 a to c). No code is printed
 * for any of the three, so a row is named by the one of Table A.1 that fits best (ruling A-18).
 */
import { configurationCode } from './gate.ts';
import type { Check, CheckFailure } from './check.ts';
import { firstFailure } from './check.ts';
import type { SmsoAccount } from './records.ts';
import type { Submitted } from './sinceAuthorisation.ts';

export interface SwitchFacts {
  readonly account: SmsoAccount;
  readonly submitted: Submitted;
}

type Meter = 'ESME' | 'GSME';
const supplierOf = ({ electricity, gas }: SmsoAccount, meter: Meter): string | undefined => (meter === 'ESME' ? electricity : gas)?.supplier;

const row = (id: string, title: string, clause: string, holds: Check<SwitchFacts>['holds']): Check<SwitchFacts> => ({ id, title, clause, profile: 'attested', groups: ['DA'], holds });

const ownCard = (id: string, meter: Meter): Check<SwitchFacts> =>
  row(id, `a payment card of the ${meter} belongs to its Responsible Supplier`, 'MEHRS 2.5.2 c)', ({ account }) => {
    const card = account.paymentCards?.[meter];
    return card === undefined || card === supplierOf(account, meter);
  });

export const ACCOUNT_SWITCH_CHECKS: readonly Check<SwitchFacts>[] = [
  row('MA104', 'the supplier is still the Responsible Supplier of the MPAN', 'MEHRS 2.5.2 b)', ({ account, submitted }) => account.electricity.supplier === submitted.electricitySupplier),
  row('MA105', 'the supplier is still the Responsible Supplier of the MPRN', 'MEHRS 2.5.2 b)', ({ account, submitted }) => account.gas === undefined || account.gas.supplier === submitted.gasSupplier),
  ownCard('MA516', 'ESME'),
  ownCard('MA517', 'GSME'),
  row('MA528', 'the payment cards are those of when the authorisation was submitted', 'MEHRS 2.5.2 c)',
    ({ account, submitted }) => (['ESME', 'GSME'] as const).every((meter) => account.paymentCards?.[meter] === submitted.paymentCards[meter])),
];

/** The code of the first that fails: configuration first (a), then supplier (b) and card (c). */
export const checkAccountSwitch = (facts: SwitchFacts): CheckFailure | undefined => {
  const [defect] = facts.account.configurationDefects;
  if (defect !== undefined) return { id: configurationCode(defect), detail: `not configured: ${defect}` };
  return firstFailure(ACCOUNT_SWITCH_CHECKS, facts, facts.account.groupId);
};
