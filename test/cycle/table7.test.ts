/** Guide Table 7, one test a row: which party makes and which parties receive each file, over everything that travelled in the wide cycle. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { setsOf, type MigrationSet } from './sets.ts';
import {
  COHORT_OF, ESTATE, REPLAY, activeSuppliersOf, address, commissionerOf, cycle, fileIn, isDormantOnly, read, roleOf, rows, sent, suppliersOf, type Run,
} from './support.ts';

let run: Run;
let sets: readonly MigrationSet[];
beforeAll(async () => {
  run = await cycle();
  sets = setsOf(run);
}, 180_000);

const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run, ...choice);
/** `<maker> <receiver>` of every message, as roles. */
const ways = (messages: readonly Envelope[]): readonly string[] => [...new Set(messages.map(({ from, to }) => `${roleOf(from)} ${roleOf(to)}`))].sort();
const installation = (id: string): Installation => ESTATE.installations.find((each) => each.id === id)!;
const commissionerOfSet = ({ members }: MigrationSet): string => commissionerOf(installation(members[0]!));
/** Active Suppliers with the SMSOs of their Active Installations: `<supplier> <SMSO>`. */
const ACTIVE = [...new Set(ESTATE.installations.flatMap((each) => activeSuppliersOf(each).map((supplier) => `${address('supplier', supplier)} ${COHORT_OF[each.groupId]}`)))].sort();
const DORMANT = [...new Set(ESTATE.installations.filter(isDormantOnly).flatMap((each) => suppliersOf(each).map((supplier) => `${address('supplier', supplier)} ${COHORT_OF[each.groupId]}`)))].sort();
/** `<supplier> <MPxN>` of each Dormant meter beside an Active one. */
const BESIDE_ACTIVE = ESTATE.installations.filter((each) => !isDormantOnly(each)).flatMap(({ electricity, gas, mpan, mprn }) => [
  ...(electricity.active ? [] : [`${address('supplier', electricity.supplier)} ${mpan}`]), ...(gas === undefined || gas.active ? [] : [`${address('supplier', gas.supplier)} ${mprn}`]),
]).sort();
/** Each set's copies of one file: its receivers, in alphabetical order, each as often as the file was made. */
const expectReceivers = (type: 'MCF' | 'MVF' | 'MGF' | 'MEF' | 'SCF', receivers: (set: MigrationSet) => readonly string[]): void => {
  for (const set of sets) {
    const made = new Set(set.files(type).map((each) => Buffer.from(each.body).toString('base64')));
    const copies = receivers(set).flatMap((to) => [...made].map(() => to));
    expect(set.files(type).map(({ to }) => to).sort(), `${set.id} ${type}`).toEqual([...copies].sort());
  }
};

describe(`Guide Table 7 (${REPLAY})`, () => {
  it('COF: made by the Commissioning Party; for the supplier that is not acting as one, the Requesting Party and BIMI', () => {
    expect(ways(all('COF'))).toEqual(['cp bimi', 'cp rp', 'cp supplier']);
    for (const each of all('COF')) {
      expect(sets.find(({ id }) => id === each.key)?.mcf.header.toBeCommissionedByDCC).toBe(true);
      if (roleOf(each.to) === 'supplier') expect(each.to).toBe(address('supplier', fileIn('COF', each).secPartySignifier));
      for (const { installationId } of fileIn('COF', each).installations) expect(suppliersOf(installation(installationId))).toContain(fileIn('COF', each).secPartySignifier);
    }
    for (const to of ['rp', 'bimi']) expect(all('COF', 'cp', to)).toHaveLength(all('COF', 'cp', 'supplier').length);
  });

  it('DMD: made by each Active Supplier, for the MCC alone', () => {
    expect(ways(all('DMD'))).toEqual(['supplier mcc']);
    expect(all('DMD').map(({ from, key }) => `${from} ${parsePlanningFileName(key, 'DR').smso}`).sort()).toEqual(ACTIVE);
  });

  it('MAF: made by each Active Supplier for the MCC, by the MCC for Dormant Installations; the Requesting Party and BIMI have both', () => {
    expect(ways(all('MA'))).toEqual(['mcc bimi', 'mcc rp', 'supplier mcc']);
    expect([...new Set(all('MA', 'supplier').map(({ from }) => from))].sort()).toEqual([...new Set(ACTIVE.map((each) => each.split(' ')[0]))].sort());
    expect(all('MA', 'mcc', 'bimi').map(({ key }) => key).sort()).toEqual(all('MA', 'mcc', 'rp').map(({ key }) => key).sort());
    const dormant = ESTATE.installations.filter(isDormantOnly).map(({ mpan }) => mpan);
    const own = all('MA', 'mcc', 'rp').filter(({ key }) => all('MA', 'supplier').every((other) => other.key !== key));
    expect(own.flatMap(rows).map(({ mpan }) => mpan).sort()).toEqual(dormant.sort());
  });

  it('MCF: made by the Requesting Party, for DSP, S1SP, DCO, BIMI, the MCF Validation Function (MEHRS 1.4) and the Commissioning Party or else the supplier that acts as one', () => {
    expect(ways(all('MCF'))).toEqual(['rp bimi', 'rp cp', 'rp dco', 'rp dsp', 'rp mcfvf', 'rp s1sp', 'rp supplier']);
    expectReceivers('MCF', (set) => ['bimi', 'dco', 'dsp', 'mcfvf', set.s1sp, commissionerOfSet(set)]);
    expect(all('MCF').every(({ from, key }) => sets.find(({ id }) => id === key)?.rp === from)).toBe(true);
  });

  it('MDC: made by the MCC, for each Active Supplier and BIMI', () => {
    expect(ways(all('MDC'))).toEqual(['mcc bimi', 'mcc supplier']);
    expect(all('MDC', 'mcc', 'supplier').map(({ to, key }) => `${to} ${parsePlanningFileName(key, 'DC').smso}`).sort()).toEqual(ACTIVE);
    expect(all('MDC', 'mcc', 'bimi').map(({ key }) => key).sort()).toEqual(all('MDC', 'mcc', 'supplier').map(({ key }) => key).sort());
  });

  it('MEF: made by the Requesting Party, for S1SP, DCO and BIMI', () => {
    expect(ways(all('MEF'))).toEqual(['rp bimi', 'rp dco', 'rp s1sp']);
    expectReceivers('MEF', (set) => ['bimi', 'dco', set.s1sp]);
  });

  it('MGF: made by the Requesting Party, for S1SP and BIMI; none for DA (MEHRS 2.5.5)', () => {
    expect(ways(all('MGF'))).toEqual(['rp bimi', 'rp s1sp']);
    expectReceivers('MGF', (set) => ['bimi', set.s1sp]);
    for (const set of sets) expect(set.files('MGF', set.s1sp), set.id).toHaveLength(set.groupId === 'DA' ? 0 : 1);
  });

  it('MIF: made by each Active Supplier, for the MCC alone', () => {
    expect(ways(all('MIF'))).toEqual(['supplier mcc']);
    expect([...new Set(all('MIF').map(({ from, key }) => `${from} ${parsePlanningFileName(key, 'MIF').smso}`))].sort()).toEqual(ACTIVE);
  });

  it('MRR: made by BIMI, for supplier, MCC and Electricity Distributor (ruling A-51), each of its own Installations; Distributors have reports 1 to 3 alone', () => {
    expect(ways(all('MRR'))).toEqual(['bimi mcc', 'bimi networkOperator', 'bimi supplier']);
    for (const each of all('MRR', 'bimi').filter(({ to }) => to !== 'mcc')) {
      const concerned = rows(each).flatMap((row) => ESTATE.installations.filter(({ id }) => id === row['Installation']));
      for (const one of concerned) expect([...suppliersOf(one), one.electricity.networkOperator].map((party) => `-${party}`)).toContain(each.to.slice(each.to.indexOf('-')));
    }
    expect([...new Set(all('MRR', 'bimi', 'networkOperator').map((each) => read(each)['report']))].sort()).toEqual([1, 2, 3]);
    expect(all('MRR', 'bimi', 'networkOperator').map(({ to }) => to)).not.toContain('networkOperator-GTA');
    expect([...new Set(all('MRR', 'bimi', 'mcc').map((each) => read(each)['report']))].sort((a, b) => Number(a) - Number(b))).toEqual(expect.arrayContaining([1, 2, 3, 6, 8, 10]));
  });

  it('MS: made by the MCC, for the Requesting Party, BIMI and, by 3.3.3, the Dormant Suppliers (ruling A-51)', () => {
    expect(ways(all('MS'))).toEqual(['mcc bimi', 'mcc rp', 'mcc supplier']);
    const told = all('MS', 'mcc', 'supplier');
    const isOfWeek = ({ key }: Envelope): boolean => parsePlanningFileName(key, 'MS').part === undefined;
    expect(told.filter(isOfWeek).map(({ to, key }) => `${to} ${parsePlanningFileName(key, 'MS').smso}`).sort()).toEqual(DORMANT);
    // Beside an Active meter the supplier of the Dormant one is told once the other has authorised (3.3.3, note 13).
    const beside = told.filter((each) => !isOfWeek(each));
    expect(beside.flatMap((each) => rows(each).map(({ mpan, mprn }) => `${each.to} ${String(mpan)}${String(mprn)}`)).sort()).toEqual(BESIDE_ACTIVE);
    for (const to of ['rp', 'bimi']) expect(all('MS', 'mcc', to).map(({ key }) => key).sort()).toEqual(told.map(({ key }) => key).sort());
    for (const each of all('MS', 'mcc', 'rp')) expect(each.to).toBe(address('rp', parsePlanningFileName(each.key, 'MS').smso));
  });

  it('MVF: made by the MCF Validation Function (ruling A-53), for the Requesting Party, DCO, BIMI and the S1SP (MEHRS 2.4.6)', () => {
    expect(ways(all('MVF'))).toEqual(['mcfvf bimi', 'mcfvf dco', 'mcfvf rp', 'mcfvf s1sp']);
    expectReceivers('MVF', (set) => ['bimi', 'dco', set.rp, set.s1sp]);
  });

  it('SCF: made by the S1SP, for the Requesting Party, BIMI and the Commissioning Party or else the supplier that acts as one', () => {
    expect(ways(all('SCF'))).toEqual(['s1sp bimi', 's1sp cp', 's1sp rp', 's1sp supplier']);
    expectReceivers('SCF', (set) => ['bimi', set.rp, commissionerOfSet(set)]);
    expect(all('SCF').every(({ from, key }) => sets.find(({ id }) => id === key)?.s1sp === from)).toBe(true);
  });
});
