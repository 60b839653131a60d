/** Guide 3.3.3 note 13, 4.5.5: of which authorisations the Migration Control Centre tells the Dormant side, and of which not. */
import { describe, expect, it } from 'vitest';
import { readMixed, type MccMixedTables } from '../../actors/mcc/mixed.ts';
import type { Context } from '../../actors/runtime/party.ts';
import { Store } from '../../actors/runtime/store.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import { address } from '../../protocol/domain.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { MINUTE, londonTime } from '../../protocol/time.ts';

const [site] = generateEstate({ seed: '7', installations: 1, groups: ['CB'], shape: 'dual-active-dormant', paymentMode: 'credit' }).installations;
if (site === undefined) throw new Error('an estate without an Installation');
const { id, mpan, mprn = '' } = site;
const [ACTIVE, DORMANT] = [address('supplier', site.electricity.supplier), address('supplier', site.gas?.supplier ?? '')];
const WEEK = '2020-11-09';
const BEGINS = londonTime(WEEK, '00:00');

const none = { serial: '', issuer: '' };
const record = (more: Partial<MaRecord>): MaRecord => ({
  mpan, mprn, migrationWeek: WEEK, migrateOn: '2020-11-11', priority: 'False', toBeCommissionedByDCC: 'True',
  esmeSupplierCritical: none, esmeSupplierNonCritical: none, gasSupplierCritical: none, gasSupplierNonCritical: none, esmeNetworkOperatorCritical: none,
  esmeNetworkOperatorNonCritical: none, gasNetworkOperatorCritical: none, gasNetworkOperatorNonCritical: none, esmeSupplierId: '', gsmeSupplierId: '', ...more,
});
const packed = (records: readonly MaRecord[]): Uint8Array => encodeMaPackage({ fileName: 'MA_CB_00-00-00-00-00-00-01-01_20201105_090000', csv: encodeMa([...records]), signature: 'AAAA' });

/** What the MCC knows: one Installation of an Active and a Dormant meter. */
const knowing = (): Store<MccMixedTables> => new Store<MccMixedTables>([
  ['mixed', new Map([[id, site]])], ['dormantMpxns', new Map([[mpan, id], [mprn, id]])],
]);
const read = (records: readonly MaRecord[], { store = knowing(), from = ACTIVE, now = BEGINS - MINUTE, key = 'MA-1' } = {}) =>
  ({ store, told: readMixed({ key, from, body: packed(records) }, { store, now } as Context<MccMixedTables>) });
const TOLD = [{ machine: 'mcc.mixedSchedule', key: 'MA-1', event: { type: 'MIXED_AUTHORISED' } }];

describe('an authorisation of the Active Supplier for a week that is to come', () => {
  it('is one that the Dormant side is told of, with its day and week', () => {
    const { store, told } = read([record({})]);
    expect(told).toEqual(TOLD);
    expect(store.need('mixedAuthorised', 'MA-1')).toEqual([{ installation: site, migrationDay: '2020-11-11', migrationWeek: WEEK }]);
    expect(store.need('mixedTold', id)).toBe(WEEK);
  });
  it('by the MPRN alone, too', () => expect(read([record({ mpan: '' })]).told).toEqual(TOLD));
  it('once a week, and again for another', () => {
    const { store } = read([record({})]);
    expect(read([record({})], { store }).told).toEqual([]);
    expect(read([record({ migrationWeek: '2020-11-16' })], { store }).told).toEqual(TOLD);
    expect(store.need('mixedTold', id)).toBe('2020-11-16');
  });
});

describe('nobody is told of', () => {
  it.each<[string, Partial<MaRecord>]>([
    ['a meter that is beside none that is Dormant', { mpan: '1200000000001', mprn: '' }], ['a week that does not begin on a Monday', { migrationWeek: '2020-11-10' }],
    ['a week that is no date', { migrationWeek: 'soon' }], ['a day that there is not', { migrationWeek: '2020-11-31' }], ['no meter at all', { mpan: '', mprn: '' }],
  ])('%s', (_what, more) => {
    const { store, told } = read([record(more)]);
    expect(told).toEqual([]);
    expect([...store.entries('mixedAuthorised'), ...store.entries('mixedTold')]).toEqual([]);
  });
  it('a week that has begun', () => {
    expect(read([record({})], { now: BEGINS }).told).toEqual([]);
    expect(read([record({})], { now: BEGINS + MINUTE }).told).toEqual([]);
  });
  it('what another than the Active Supplier authorises: the one of the Dormant meter, or a stranger', () => {
    expect(read([record({})], { from: DORMANT }).told).toEqual([]);
    expect(read([record({})], { from: address('supplier', 'SUPZ') }).told).toEqual([]);
  });
  it('a file that is none', () => expect(readMixed({ key: 'MA-1', from: ACTIVE, body: new TextEncoder().encode('no package') }, { store: knowing(), now: 0 } as Context<MccMixedTables>)).toEqual([]));
});
