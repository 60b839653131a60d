import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DCC, authorisersOf, generateEstate, loadEstate, maRecordFor, referenceDataFor, smsoAccountsFor } from '../../harness/estate/index.ts';
import { DISTRIBUTORS } from '../../harness/estate/generate.ts';
import { SHAPES, shapeOf } from '../../harness/estate/shapes.ts';
import { checkRecord } from '../../protocol/checks/authorisation.ts';
import { checkCommonFileInstallation } from '../../protocol/checks/commonFile.ts';
import { checkGate } from '../../protocol/checks/gate.ts';
import { isMpan, isMprn } from '../../protocol/checks/mpxn.ts';
import { CHECK_RULE_SETS } from '../../protocol/checks/ruleSet.ts';
import { EUI64, GROUP_IDS } from '../../protocol/domain.ts';
import { NOW, authorisationFacts, commonFileFacts } from '../checks/world.ts';

const options = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 12 }),
  installations: fc.integer({ min: 1, max: 40 }),
  groups: fc.subarray([...GROUP_IDS], { minLength: 1 }),
  shape: fc.subarray([...SHAPES], { minLength: 1 }),
});
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('generated estates', () => {
  it('law L9: the same seed gives the same estate, another seed another', () => {
    expect(generateEstate({ seed: 'a', installations: 60 })).toEqual(generateEstate({ seed: 'a', installations: 60 }));
    expect(generateEstate({ seed: 'a', installations: 60 })).not.toEqual(generateEstate({ seed: 'b', installations: 60 }));
  });
  it('are what loadEstate accepts, whatever seed, groups and shapes', () => {
    fc.assert(fc.property(options, (chosen) => {
      const estate = generateEstate(chosen);
      expect(loadEstate(encode(estate))).toEqual(estate);
    }), { numRuns: 60 });
  });
  it('pass Table 1, the 18 MCF checks and the gate, in every rule set', () => {
    fc.assert(fc.property(options, fc.constantFrom(...CHECK_RULE_SETS), (chosen, ruleSet) => {
      const estate = generateEstate({ ...chosen, installations: Math.min(chosen.installations, 12) });
      const reference = referenceDataFor(estate);
      const accounts = smsoAccountsFor(estate, NOW);
      estate.installations.forEach((installation, index) => {
        for (const authoriser of authorisersOf(installation)) {
          expect(checkRecord({ ...authorisationFacts(estate, installation, authoriser), ruleSet })).toBeUndefined();
        }
        expect(checkCommonFileInstallation(commonFileFacts(estate, installation))).toBeUndefined();
        expect(checkGate({ account: accounts[index]!, reference, mvfEntry: { installationId: installation.id }, now: NOW })).toBeUndefined();
      });
    }), { numRuns: 40 });
  });
  it('take groups and shapes in turn, so that 56 Installations hold every pair of them', () => {
    const pairs = generateEstate({ seed: 'cover', installations: GROUP_IDS.length * SHAPES.length }).installations.map((each) => `${each.groupId} ${shapeOf(each)}`);
    expect(new Set(pairs)).toEqual(new Set(GROUP_IDS.flatMap((groupId) => SHAPES.map((shape) => `${groupId} ${shape}`))));
  });
  it('have ids I0001 onwards, right check digits, EUI-64s, and the distributor in the MPAN', () => {
    const { installations } = generateEstate({ seed: 'ids', installations: 120 });
    expect(installations[0]!.id).toBe('I0001');
    expect(installations[119]!.id).toBe('I0120');
    for (const { mpan, mprn, electricity, devices } of installations) {
      expect(isMpan(mpan)).toBe(true);
      expect(mprn === undefined || isMprn(mprn)).toBe(true);
      expect(mpan.startsWith(String(DISTRIBUTORS.find((each) => each.signifier === electricity.networkOperator)!.distributor))).toBe(true);
      for (const { deviceId } of devices) expect(deviceId).toMatch(EUI64);
    }
  });
  it('mix payment modes unless told', () => {
    const modes = (paymentMode?: 'credit' | 'prepayment') =>
      new Set(generateEstate({ seed: 'modes', installations: 60, ...(paymentMode && { paymentMode }) }).installations.flatMap((each) => [each.electricity, each.gas].flatMap((supply) => supply?.paymentMode ?? [])));
    expect(modes()).toEqual(new Set(['credit', 'prepayment']));
    expect(modes('prepayment')).toEqual(new Set(['prepayment']));
  });
  it.each([0, 1.5, 200_001])('refuse %d Installations', (installations) => expect(() => generateEstate({ seed: 'x', installations })).toThrow(RangeError));
  it('refuse no group', () => expect(() => generateEstate({ seed: 'x', installations: 1, groups: [] })).toThrow(RangeError));
});

describe('who authorises (Guide 4.5.5)', () => {
  const certificates = (signifier: string) => ({ critical: { serial: '1', issuer: signifier }, nonCritical: { serial: '2', issuer: signifier } });
  const one = (shape: (typeof SHAPES)[number]) => generateEstate({ seed: 'who', installations: 1, shape }).installations[0]!;
  const recordOf = (shape: (typeof SHAPES)[number], authoriser?: string) =>
    maRecordFor(one(shape), { migrationWeek: '2020-11-09', certificates, ...(authoriser && { authoriser }) });
  it('one supplier for both fuels, both Active Suppliers of a split, the Active one beside a Dormant, DCC for Dormant', () => {
    expect(authorisersOf(one('dual-active'))).toEqual([one('dual-active').electricity.supplier]);
    const split = one('dual-split-active');
    expect(authorisersOf(split)).toEqual([split.electricity.supplier, split.gas!.supplier]);
    expect(authorisersOf(one('dual-dormant-active'))).toEqual([one('dual-dormant-active').gas!.supplier]);
    expect(authorisersOf(one('dual-split-dormant'))).toEqual([DCC]);
  });
  it('each names only the MPxNs it operates, with its own certificates', () => {
    const split = one('dual-split-active');
    const gasSide = recordOf('dual-split-active', split.gas!.supplier);
    expect([gasSide.mpan, gasSide.mprn]).toEqual(['', split.mprn]);
    expect(gasSide.gasSupplierCritical).toEqual({ serial: '1', issuer: split.gas!.supplier });
    expect(gasSide.esmeSupplierCritical).toEqual({ serial: '', issuer: '' });
  });
  it("DCC's names both and the suppliers (MA013-MA015)", () => {
    const dormant = one('dual-split-dormant');
    expect(recordOf('dual-split-dormant')).toMatchObject({
      mpan: dormant.mpan, mprn: dormant.mprn, esmeSupplierId: dormant.electricity.supplier, gsmeSupplierId: dormant.gas!.supplier,
    });
  });
});
