/** Guide 4.5.5: a Common File has the certificates that the authorisations gave, by facts made by hand. */
import { describe, expect, it } from 'vitest';
import { commonFiles } from '../../harness/verdict/laws/commonFiles.ts';
import { made, only, type Made } from './made.ts';
import { SUBJECT } from './script.ts';

const id = (serial: string) => ({ serial, issuer: serial === '' ? '' : 'CA' });
type Serials = readonly [critical: string, nonCritical: string];
const NONE: Serials = ['', ''];
interface Given { readonly esme?: Serials; readonly gas?: Serials; readonly esmeNo?: Serials; readonly gasNo?: Serials; readonly mpan?: string; readonly mprn?: string }

const record = ({ esme = ['1', '2'], gas = ['3', '4'], esmeNo = NONE, gasNo = NONE, mpan = SUBJECT.mpan, mprn = SUBJECT.mprn ?? '' }: Given) => ({
  mpan, mprn, esmeSupplierCritical: id(esme[0]), esmeSupplierNonCritical: id(esme[1]), gasSupplierCritical: id(gas[0]), gasSupplierNonCritical: id(gas[1]),
  esmeNetworkOperatorCritical: id(esmeNo[0]), esmeNetworkOperatorNonCritical: id(esmeNo[1]), gasNetworkOperatorCritical: id(gasNo[0]), gasNetworkOperatorNonCritical: id(gasNo[1]),
});
const ma = (given: Given = {}, key = 'MA-1', to = 'rp-CB'): Made => ({ type: 'MA', from: 'mcc', to, key, content: { rows: [record(given)] } });
const mavr = (result = 'Accepted', key = 'MA-1', { mpan = SUBJECT.mpan, mprn = SUBJECT.mprn ?? '' }: Given = {}): Made => ({ type: 'MAVR', from: 'rp-CB', to: 'mcc', key, content: { rows: [{ mpan, mprn, result, reasonCode: '' }] } });
type Carried = readonly [deviceType: string, role: string, critical: string, nonCritical: string];
const mcf = (carried: readonly Carried[], more: Partial<Made> = {}): Made => ({ type: 'MCF', from: 'rp-CB', to: 's1sp-CB', key: 'CB-1', content: { installations: [{
  installationId: SUBJECT.id, devices: [], credentials: carried.map(([deviceType, remotePartyRole, critical, nonCritical]) => ({ deviceType, remotePartyRole, critical: id(critical), nonCritical: id(nonCritical) })),
}] }, ...more });

const ESME: Carried = ['ESME', 'Supplier', '1', '2'];
const GAS: readonly Carried[] = [['GSME', 'Supplier', '3', '4'], ['GPF', 'Supplier', '3', '4']];
const law = (...facts: readonly Made[]): string => only(commonFiles, made(...facts));

describe('Guide 4.5.5: the certificates in a Common File', () => {
  it('are those of the authorisation, gas for both of its Devices', () => {
    expect(law(ma(), mavr(), mcf([ESME, ...GAS]))).toBe('holds');
    expect(law(ma(), mavr(), mcf([ESME, GAS[0] as Carried]))).toBe('the Common File CB-1 lacks GPF Supplier 3 CA, 4 CA');
    expect(law(ma(), mavr(), mcf(GAS))).toBe('the Common File CB-1 lacks ESME Supplier 1 CA, 2 CA');
    expect(law(ma(), mavr(), mcf([ESME]))).toBe('the Common File CB-1 lacks GSME Supplier 3 CA, 4 CA; the Common File CB-1 lacks GPF Supplier 3 CA, 4 CA');
  });
  it('are no others, and not those of another role', () => {
    const other: Carried = ['ESME', 'NetworkOperator', '1', '2'];
    expect(law(ma(), mavr(), mcf([ESME, ...GAS, other]))).toBe('the Common File CB-1 has ESME NetworkOperator 1 CA, 2 CA, which nobody gave');
    expect(law(ma(), mavr(), mcf([['ESME', 'Supplier', '2', '1'], ...GAS]))).toBe('the Common File CB-1 lacks ESME Supplier 1 CA, 2 CA; the Common File CB-1 has ESME Supplier 2 CA, 1 CA, which nobody gave');
  });
  it('are the Network Operators\' too where they were given, and none that lack one of the two', () => {
    const given = { esmeNo: ['5', '6'], gasNo: ['7', ''] } as const;
    expect(law(ma(given), mavr(), mcf([ESME, ...GAS, ['ESME', 'NetworkOperator', '5', '6']]))).toBe('holds');
    expect(law(ma(given), mavr(), mcf([ESME, ...GAS]))).toBe('the Common File CB-1 lacks ESME NetworkOperator 5 CA, 6 CA');
  });
  it('are of what was accepted before, of both suppliers where there are two', () => {
    const [electricity, gas] = [{ gas: NONE, mprn: '' }, { esme: NONE, mpan: '' }];
    expect(law(ma(electricity), mavr('Accepted', 'MA-1', electricity), ma(gas, 'MA-2'), mavr('Accepted', 'MA-2', gas), mcf([ESME, ...GAS]))).toBe('holds');
    expect(law(ma(electricity), mavr('Accepted', 'MA-1', electricity), ma(gas, 'MA-2'), mavr('Rejected', 'MA-2', gas), mcf([ESME]))).toBe('holds');
    expect(law(ma(electricity), mavr('Accepted', 'MA-1', electricity), mcf([ESME]), ma(gas, 'MA-2'), mavr('Accepted', 'MA-2', gas))).toBe('holds');
    expect(law(ma({}, 'MA-1', 'rp-EA'), mavr(), mcf([]))).toBe('holds');
  });
  it('may be anything in a file that somebody has refused', () => {
    const raised: Made = { type: 'INCIDENT_RAISED', from: 's1sp-CB', to: 'mcc', key: 'INC', content: { incidentId: 'INC', section: '2.4.3', migrationSetId: 'CB-1', installationIds: [SUBJECT.id] } };
    expect(law(ma(), mavr(), mcf([]), raised)).toBe('holds');
    expect(law(ma(), mavr(), mcf([]), { ...raised, from: 'dco' })).not.toBe('holds');
  });
});
