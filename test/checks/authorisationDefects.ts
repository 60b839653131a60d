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
  /** What the row has to say of it, for every Group ID. */
  readonly says: string;
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

/** The SMSO has another account under this MPxN than under the other. */
const onlyUnder = (which: 'mpan' | 'mprn', change: (account: SmsoAccount) => Partial<SmsoAccount>) => (facts: AuthorisationFacts): AuthorisationFacts => ({
  ...facts,
  accounts: (mpxn) => {
    const account = facts.accounts(mpxn);
    return mpxn === facts.record[which] && account ? { ...account, ...change(account) } : account;
  },
});

const splitInTwo = (facts: AuthorisationFacts): AuthorisationFacts => {
  const first = { ...facts.record, mprn: '' };
  const second = { ...facts.record, mpan: '' };
  return { ...facts, record: first, index: 0, records: [first, second] };
};

const gasElsewhere = onlyUnder('mprn', () => ({ installationId: 'I9999' }));

const repeated = (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, records: [facts.record, facts.record], index: 1, weekCapacity: 2 });

const overtaken = (facts: AuthorisationFacts): AuthorisationFacts =>
  ({ ...facts, records: [{ ...facts.record, mpan: '1012345678908', mprn: '' }, facts.record], index: 1, weekCapacity: 1 });

export const DEFECTS: readonly Defect[] = [
  { code: 'MA001', shape: 'electricity-active', says: 'no ESME under MPAN "1262834379660"', alter: (facts) => unknown(facts.record.mpan)(facts) },
  { code: 'MA001', shape: 'electricity-active', says: 'no ESME under MPAN "1262834379660"', alter: withoutDevice('ESME') },
  { code: 'MA001', shape: 'electricity-active', says: 'no ESME under MPAN "1262834379660"', alter: (facts) => withAccount(facts, () => ({ closedAt: NOW - DAY })) },
  { code: 'MA001', shape: 'electricity-active', says: 'no ESME under MPAN ""', alter: (facts) => withRecord(facts, { mpan: '' }) },
  { code: 'MA001', shape: 'dual-active', says: 'no ESME under MPAN "2141135806"', alter: (facts) => withRecord(facts, { mpan: facts.record.mprn }) },
  { code: 'MA002', shape: 'dual-active', says: 'no GSME under MPRN "1262834379660"', alter: (facts) => withRecord(facts, { mprn: facts.record.mpan }) },
  { code: 'MA002', shape: 'dual-active', says: 'no GSME under MPRN "2141135806"', alter: onlyUnder('mprn', () => ({ closedAt: NOW - DAY })) },
  { code: 'MA002', shape: 'dual-active', says: 'no GSME under MPRN "2141135806"', alter: (facts) => unknown(facts.record.mprn)(facts) },
  { code: 'MA002', shape: 'dual-active', says: 'no GSME under MPRN "2141135806"', alter: withoutDevice('GSME') },
  { code: 'MA002', shape: 'dual-active', says: 'no GSME under MPRN "2141135806"', alter: gasElsewhere },
  { code: 'MA003', shape: 'dual-active', says: 'Migration Week "2020-11-10"', alter: (facts) => withRecord(facts, { migrationWeek: '2020-11-10' }) },
  { code: 'MA003', shape: 'dual-active', says: 'Migration Week "next week"', alter: (facts) => withRecord(facts, { migrationWeek: 'next week' }) },
  { code: 'MA004', shape: 'dual-active', says: 'Migration Week 2020-10-26 had ended on 2020-11-05', alter: (facts) => withRecord(facts, { migrationWeek: '2020-10-26' }) },
  { code: 'MA005', shape: 'dual-active', says: 'Migrate On "2020-11-16", Migration Week 2020-11-09', alter: (facts) => withRecord(facts, { migrateOn: '2020-11-16' }) },
  { code: 'MA005', shape: 'dual-active', says: 'Migrate On "Tuesday", Migration Week 2020-11-09', alter: (facts) => withRecord(facts, { migrateOn: 'Tuesday' }) },
  { code: 'MA005', shape: 'dual-active', says: 'Migrate On "2020-11-08", Migration Week 2020-11-09', alter: (facts) => withRecord(facts, { migrateOn: '2020-11-08' }) },
  { code: 'MA005', shape: 'dual-active', says: 'Migrate On "2020-11-11 AM", Migration Week 2020-11-09', alter: (facts) => withRecord(facts, { migrateOn: '2020-11-11 AM' }) },
  { code: 'MA006', shape: 'dual-active', says: 'Migrate On 2020-11-05, today 2020-11-05', alter: (facts) => withRecord(facts, { migrationWeek: '2020-11-02', migrateOn: '2020-11-05' }) },
  { code: 'MA007', shape: 'electricity-active', says: 'MPAN 1262834379660 is supplied by SUPX (Active)', alter: (facts) => withAccount(facts, ({ electricity }) => ({ electricity: { ...electricity, supplier: 'SUPX' } })) },
  { code: 'MA007', shape: 'electricity-active', says: 'MPAN 1262834379660 is supplied by SUPC (Dormant)', alter: (facts) => withAccount(facts, ({ electricity }) => ({ electricity: { ...electricity, active: false } })) },
  { code: 'MA008', shape: 'dual-active', says: 'MPRN 2141135806 is supplied by SUPX (Active)', alter: (facts) => withAccount(facts, ({ gas }) => ({ gas: { ...gas!, supplier: 'SUPX' } })) },
  { code: 'MA008', shape: 'dual-active', says: 'MPRN 2141135806 is supplied by SUPC (Dormant)', alter: (facts) => withAccount(facts, ({ gas }) => ({ gas: { ...gas!, active: false } })) },
  { code: 'MA009', shape: 'dual-active', says: 'only 2141135806 given', alter: (facts) => withRecord(facts, { mpan: '' }) },
  { code: 'MA009', shape: 'dual-active', says: 'only 1262834379660 given', alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA010', shape: 'dual-active', says: 'SupplierCertificateIds for the ESME not given', alter: (facts) => withRecord(facts, { esmeSupplierCritical: NONE }) },
  { code: 'MA010', shape: 'dual-active', says: 'SupplierCertificateIds for the ESME not given', alter: (facts) => withRecord(facts, { esmeSupplierNonCritical: NONE }) },
  { code: 'MA011', shape: 'dual-active', says: 'SupplierCertificateIds for the GSME and GPF not given', alter: (facts) => withRecord(facts, { gasSupplierCritical: NONE }) },
  { code: 'MA011', shape: 'dual-active', says: 'SupplierCertificateIds for the GSME and GPF not given', alter: (facts) => withRecord(facts, { gasSupplierNonCritical: NONE }) },
  { code: 'MA012', shape: 'dual-dormant', says: 'Active: SUPC (Active)', alter: (facts) => withAccount(facts, ({ gas }) => ({ gas: { ...gas!, active: true } })) },
  { code: 'MA012', shape: 'dual-dormant', says: 'Active: SUPC (Active), SUPC (Active)', alter: (facts) => withAccount(facts, ({ electricity, gas }) => ({ electricity: { ...electricity, active: true }, gas: { ...gas!, active: true } })) },
  { code: 'MA012', shape: 'electricity-dormant', says: 'Active: SUPC (Active)', alter: (facts) => withAccount(facts, ({ electricity }) => ({ electricity: { ...electricity, active: true } })) },
  { code: 'MA013', shape: 'dual-dormant', says: 'only 2141135806 given', alter: (facts) => withRecord(facts, { mpan: '' }) },
  { code: 'MA013', shape: 'dual-dormant', says: 'only 1262834379660 given', alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA014', shape: 'dual-dormant', says: 'ESME Supplier Id ""', alter: (facts) => withRecord(facts, { esmeSupplierId: '' }) },
  { code: 'MA014', shape: 'electricity-dormant', says: 'ESME Supplier Id "EDA"', alter: (facts) => withRecord(facts, { esmeSupplierId: 'EDA' }) },
  { code: 'MA015', shape: 'dual-dormant', says: 'GSME Supplier Id "SUPX"', alter: (facts) => withRecord(facts, { gsmeSupplierId: 'SUPX' }) },
  { code: 'MA015', shape: 'dual-dormant', says: 'GSME Supplier Id "EDA"', alter: (facts) => withRecord(facts, { gsmeSupplierId: 'EDA' }) },
  { code: 'MA016', shape: 'dual-active', says: 'no issuer for serial 5320219212799233139', alter: (facts) => withRecord(facts, { esmeSupplierCritical: { ...facts.record.esmeSupplierCritical, issuer: '' } }) },
  { code: 'MA017', shape: 'dual-dormant', says: 'I0001 is blocked', alter: (facts) => withAccount(facts, () => ({ blocked: true })) },
  { code: 'MA018', shape: 'dual-active', says: '1262834379660 authorised apart from the other meter of the same supplier', alter: splitInTwo },
  { code: 'MA106', shape: 'dual-split-active', says: 'no MA for 2141135806 in the week of 2020-11-09', alter: (facts) => ({ ...facts, authorisedForWeek: () => false }) },
  { code: 'MA112', shape: 'dual-active', says: 'last WAN contact 168 h ago', alter: (facts) => withAccount(facts, () => ({ lastWanContactAt: NOW - 7 * DAY - 1 })) },
  { code: '16.9.2.GT01', shape: 'dual-active', says: 'GSME of I0001 silent', alter: (facts) => withAccount(facts, () => ({ lastGsmeContactAt: NOW - 24 * HOUR - 1 })) },
  { code: 'MA501', shape: 'electricity-active', says: 'MPAN 1262834379660', alter: (facts) => unknown(facts.record.mpan)(facts) },
  { code: 'MA501', shape: 'electricity-dormant', says: 'MPAN 1262834379660', alter: (facts) => unknown(facts.record.mpan)(facts) },
  { code: 'MA501', shape: 'dual-active', says: 'MPAN 2141135806', alter: (facts) => withRecord(facts, { mpan: facts.record.mprn }) },
  { code: 'MA502', shape: 'dual-active', says: 'MPRN 2141135806', alter: (facts) => unknown(facts.record.mprn)(facts) },
  { code: 'MA503', shape: 'electricity-active', says: 'linked to 1262834379660: meter or Communications Hub missing', alter: withoutDevice('CHF') },
  { code: 'MA503', shape: 'electricity-active', says: 'linked to 1262834379660: meter or Communications Hub missing', alter: withoutDevice('ESME') },
  { code: 'MA503', shape: 'dual-active', says: 'linked to 1262834379660 and 2141135806: meter or Communications Hub missing', alter: withoutDevice('GSME') },
  { code: 'MA503', shape: 'dual-active', says: 'linked to 2141135806: meter or Communications Hub missing', alter: (facts) => withoutDevice('CHF')(withRecord(facts, { mpan: '' })) },
  { code: 'MA504', shape: 'dual-active', says: '1262834379660 and 2141135806 in another MA file', alter: (facts) => ({ ...facts, previouslyAuthorised: (mpxns) => mpxns.includes(facts.record.mpan) }) },
  { code: 'MA505', shape: 'dual-active', says: '1262834379660 and 2141135806 in an earlier record', alter: repeated },
  { code: 'MA506', shape: 'dual-active', says: 'CHF-DA-2 with firmware 9.9', alter: otherFirmware('CHF') },
  { code: 'MA507', shape: 'dual-active', says: 'ESME-DA-2 with firmware 9.9', alter: otherFirmware('ESME') },
  { code: 'MA508', shape: 'dual-active', says: 'GSME-DA-2 with firmware 9.9', alter: otherFirmware('GSME') },
  { code: 'MA509', shape: 'dual-active', says: 'I0001 has a GSME and no ESME', alter: onlyGsme },
  { code: 'MA510', shape: 'dual-active', says: 'record 2 of the week, capacity 1', alter: overtaken },
  { code: 'MA511', shape: 'dual-active', says: 'received 1 min after the cut-off', alter: (facts) => ({ ...facts, receivedAt: CUT_OFF + 1 }) },
  { code: 'MA510', shape: 'dual-active', says: 'record 1 of the week, capacity 0', alter: (facts) => ({ ...facts, weekCapacity: 0 }) },
  { code: 'MA511', shape: 'dual-active', says: 'received 90 min after the cut-off', alter: (facts) => ({ ...facts, receivedAt: CUT_OFF + 1.5 * HOUR }) },
  { code: 'MA512', shape: 'dual-active', says: 'no Migration Week', alter: (facts) => withRecord(facts, { migrationWeek: '' }) },
  { code: 'MA513', shape: 'dual-active', says: "MPAN \"1262834379660\" and MPRN \"\" do not match the SMSO's Installation", alter: (facts) => withRecord(facts, { mprn: '' }) },
  { code: 'MA513', shape: 'dual-active', says: "MPAN \"1262834379660\" and MPRN \"2141135806\" do not match the SMSO's Installation", alter: gasElsewhere },
  { code: 'MA514', shape: 'dual-active', says: 'account of 1262834379660 and 2141135806 closed', alter: (facts) => withAccount(facts, () => ({ closedAt: NOW - DAY })) },
  { code: 'MA514', shape: 'dual-active', says: 'account of 1262834379660 and 2141135806 closed', alter: onlyUnder('mpan', () => ({ closedAt: NOW - DAY })) },
  { code: 'MA514', shape: 'dual-active', says: 'account of 1262834379660 and 2141135806 closed', alter: onlyUnder('mprn', () => ({ closedAt: NOW - DAY })) },
  { code: 'MA515', shape: 'dual-active', says: 'neither MPAN nor MPRN given', alter: (facts) => withRecord(facts, { mpan: '', mprn: '' }) },
  { code: 'MA516', shape: 'dual-active', says: 'payment card of SUPX', alter: (facts) => withAccount(facts, () => ({ paymentCards: { ESME: 'SUPX' } })) },
  { code: 'MA517', shape: 'dual-active', says: 'payment card of SUPX', alter: (facts) => withAccount(facts, () => ({ paymentCards: { GSME: 'SUPX' } })) },
  { code: 'MA517', shape: 'electricity-active', says: 'payment card of SUPX', alter: (facts) => withAccount(facts, () => ({ paymentCards: { GSME: 'SUPX' } })) },
  { code: 'MA518', shape: 'dual-active', says: 'ESME ESME-DA-2', alter: listWithout('ESME') },
  { code: 'MA999', shape: 'dual-active', says: 'priority "perhaps", ToBeCommissionedByDCC "True"', alter: (facts) => withRecord(facts, { priority: 'perhaps' }) },
  { code: 'MA999', shape: 'dual-active', says: 'priority "False", ToBeCommissionedByDCC "yes"', alter: (facts) => withRecord(facts, { toBeCommissionedByDCC: 'yes' }) },
  { code: 'MA999', shape: 'dual-active', says: 'issuer "CN=X" without a serial number', alter: (facts) => withRecord(facts, { gasNetworkOperatorNonCritical: { serial: '', issuer: 'CN=X' } }) },
];
