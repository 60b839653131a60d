/** One real defect per row of Table 1: data as it would be wrong, from which the row has to find out. */
import type { Shape } from '../../harness/estate/index.ts';
import type { AuthorisationFacts } from '../../protocol/checks/authorisation.ts';
import type { CplEntry, SmsoAccount } from '../../protocol/checks/records.ts';
import { DAY, HOUR } from '../../protocol/time.ts';
import { CUT_OFF, NOW, withAccount, withRecord } from './world.ts';

export interface Defect {
  readonly code: string;
  /** A shape it can befall. */
  readonly shape: Shape;
  alter(facts: AuthorisationFacts): AuthorisationFacts;
}

const NONE = { serial: '', issuer: '' };

const unknown = (mpxn: string) => (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, accounts: (asked) => (asked === mpxn ? undefined : facts.accounts(asked)) });

const withoutDevice = (type: string) => (facts: AuthorisationFacts): AuthorisationFacts =>
  withAccount(facts, ({ devices }) => ({ devices: devices.filter((each) => each.deviceType !== type) }));

const otherFirmware = (type: string) => (facts: AuthorisationFacts): AuthorisationFacts =>
  withAccount(facts, ({ devices }) => ({ devices: devices.map((each) => (each.deviceType === type ? { ...each, firmwareVersion: '9.9' } : each)) }));

const listWithout = (type: string) => (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, reference: { ...facts.reference, rpEpcl: facts.reference.rpEpcl.filter((entry: CplEntry) => entry.deviceType !== type) } });

const onlyGsme = (facts: AuthorisationFacts): AuthorisationFacts => withoutDevice('ESME')(withRecord(
  withAccount(facts, () => ({ mpan: '' })), { mpan: '' },
));

const splitInTwo = (facts: AuthorisationFacts): AuthorisationFacts => {
  const first = { ...facts.record, mprn: '' };
  const second = { ...facts.record, mpan: '' };
  return { ...facts, record: first, index: 0, records: [first, second] };
};

const gasElsewhere = (facts: AuthorisationFacts): AuthorisationFacts => ({
  ...facts,
  accounts: (mpxn) => {
    const account = facts.accounts(mpxn);
    return mpxn === facts.record.mprn && account ? { ...account, installationId: 'I9999' } satisfies SmsoAccount : account;
  },
});

const repeated = (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, records: [facts.record, facts.record], index: 1, weekCapacity: 2 });

const overtaken = (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, records: [{ ...facts.record, mpan: '1012345678908', mprn: '' }, facts.record], index: 1, weekCapacity: 1 });

export const DEFECTS: readonly Defect[] = [
  { code: 'MA001', shape: 'electricity-active', alter: (facts) => unknown(facts.record.mpan)(facts) },
  { code: 'MA001', shape: 'electricity-active', alter: withoutDevice('ESME') },
  { code: 'MA001', shape: 'electricity-active', alter: (facts) => withAccount(facts, () => ({ closedAt: NOW - DAY })) },
  { code: 'MA001', shape: 'electricity-active', alter: (facts) => withRecord(facts, { mpan: '' }) },
  { code: 'MA002', shape: 'dual-active', alter: (facts) => unknown(facts.record.mprn)(facts) },
  { code: 'MA002', shape: 'dual-active', alter: withoutDevice('GSME') },
  { code: 'MA002', shape: 'dual-active', alter: gasElsewhere },
  { code: 'MA003', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrationWeek: '2020-11-10' }) },
  { code: 'MA003', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrationWeek: 'next week' }) },
  { code: 'MA004', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrationWeek: '2020-10-26' }) },
  { code: 'MA005', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrateOn: '2020-11-16' }) },
  { code: 'MA005', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrateOn: 'Tuesday' }) },
  { code: 'MA006', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrationWeek: '2020-11-02', migrateOn: '2020-11-05' }) },
  { code: 'MA007', shape: 'electricity-active', alter: (facts) => withAccount(facts, ({ electricity }) => ({ electricity: { ...electricity, supplier: 'SUPX' } })) },
  { code: 'MA007', shape: 'electricity-active', alter: (facts) => withAccount(facts, ({ electricity }) => ({ electricity: { ...electricity, active: false } })) },
  { code: 'MA008', shape: 'dual-active', alter: (facts) => withAccount(facts, ({ gas }) => ({ gas: { ...gas!, supplier: 'SUPX' } })) },
  { code: 'MA009', shape: 'dual-active', alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA010', shape: 'dual-active', alter: (facts) => withRecord(facts, { esmeSupplierCritical: NONE }) },
  { code: 'MA011', shape: 'dual-active', alter: (facts) => withRecord(facts, { gasSupplierNonCritical: NONE }) },
  { code: 'MA012', shape: 'dual-dormant', alter: (facts) => withAccount(facts, ({ gas }) => ({ gas: { ...gas!, active: true } })) },
  { code: 'MA013', shape: 'dual-dormant', alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA014', shape: 'dual-dormant', alter: (facts) => withRecord(facts, { esmeSupplierId: '' }) },
  { code: 'MA015', shape: 'dual-dormant', alter: (facts) => withRecord(facts, { gsmeSupplierId: 'EDA' }) },
  { code: 'MA016', shape: 'dual-active', alter: (facts) => withRecord(facts, { esmeSupplierCritical: { ...facts.record.esmeSupplierCritical, issuer: '' } }) },
  { code: 'MA017', shape: 'dual-dormant', alter: (facts) => withAccount(facts, () => ({ blocked: true })) },
  { code: 'MA018', shape: 'dual-active', alter: splitInTwo },
  { code: 'MA106', shape: 'dual-split-active', alter: (facts) => ({ ...facts, authorisedForWeek: () => false }) },
  { code: 'MA112', shape: 'dual-active', alter: (facts) => withAccount(facts, () => ({ lastWanContactAt: NOW - 7 * DAY - 1 })) },
  { code: '16.9.2.GT01', shape: 'dual-active', alter: (facts) => withAccount(facts, () => ({ lastGsmeContactAt: NOW - 24 * HOUR - 1 })) },
  { code: 'MA501', shape: 'electricity-active', alter: (facts) => unknown(facts.record.mpan)(facts) },
  { code: 'MA502', shape: 'dual-active', alter: (facts) => unknown(facts.record.mprn)(facts) },
  { code: 'MA503', shape: 'electricity-active', alter: withoutDevice('CHF') },
  { code: 'MA504', shape: 'dual-active', alter: (facts) => ({ ...facts, previouslyAuthorised: (mpxns) => mpxns.includes(facts.record.mpan) }) },
  { code: 'MA505', shape: 'dual-active', alter: repeated },
  { code: 'MA506', shape: 'dual-active', alter: otherFirmware('CHF') },
  { code: 'MA507', shape: 'dual-active', alter: otherFirmware('ESME') },
  { code: 'MA508', shape: 'dual-active', alter: otherFirmware('GSME') },
  { code: 'MA509', shape: 'dual-active', alter: onlyGsme },
  { code: 'MA510', shape: 'dual-active', alter: overtaken },
  { code: 'MA511', shape: 'dual-active', alter: (facts) => ({ ...facts, receivedAt: CUT_OFF + 1 }) },
  { code: 'MA512', shape: 'dual-active', alter: (facts) => withRecord(facts, { migrationWeek: '' }) },
  { code: 'MA513', shape: 'dual-active', alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA513', shape: 'dual-active', alter: gasElsewhere },
  { code: 'MA514', shape: 'dual-active', alter: (facts) => withAccount(facts, () => ({ closedAt: NOW - DAY })) },
  { code: 'MA515', shape: 'dual-active', alter: (facts) => withRecord(facts, { mpan: '', mprn: '' }) },
  { code: 'MA516', shape: 'dual-active', alter: (facts) => withAccount(facts, () => ({ paymentCards: { ESME: 'SUPX' } })) },
  { code: 'MA517', shape: 'dual-active', alter: (facts) => withAccount(facts, () => ({ paymentCards: { GSME: 'SUPX' } })) },
  { code: 'MA518', shape: 'dual-active', alter: listWithout('ESME') },
  { code: 'MA999', shape: 'dual-active', alter: (facts) => withRecord(facts, { priority: 'perhaps' }) },
];
