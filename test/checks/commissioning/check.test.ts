import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMISSIONING_CHECKS, checkCommissioningRequest, checkServiceRequest } from '../../../protocol/checks/commissioning/check.ts';
import type { AllowedToo, CheckingParty, CommissioningFacts } from '../../../protocol/checks/commissioning/types.ts';
import type { SmiDevice } from '../../../protocol/checks/records.ts';
import { SMI_STATUSES } from '../../../protocol/domain.ts';
import { deviceIdsIn } from '../../../protocol/messages/duis/body.ts';
import { DuisFormatError } from '../../../protocol/messages/duis/format.ts';
import { TMAD_RESPONSE_CODES } from '../../../protocol/messages/duis/response.ts';
import { decodeRequest, encodeCommissioningRequest } from '../../../protocol/messages/duis/request.ts';
import { read } from '../../duis/world.ts';
import { duisFile, hasDuis } from '../../duis/xsd.ts';
import { CASES, DEFECTS, caseOf } from './facts.ts';

/** What the party answers with, through the bytes of the request where the decoder takes them. */
const answer = (party: CheckingParty, facts: CommissioningFacts): string | undefined => {
  const failed = checkCommissioningRequest(party, facts);
  return party === 'dsp' ? (failed?.table === 'X-DUIS' ? failed.id : failed?.responseCode) : failed?.s1spAlertCode;
};
const reRead = (facts: CommissioningFacts): CommissioningFacts => ({ ...facts, request: read(encodeCommissioningRequest(facts.request), decodeRequest) });
/** Service Reference pairs of other services have bodies that the decoder would rightly refuse with these ones. */
const overTheWire = (facts: CommissioningFacts): CommissioningFacts => {
  try {
    return reRead(facts);
  } catch (thrown) {
    if (thrown instanceof DuisFormatError) return facts;
    throw thrown;
  }
};

describe('the tables', () => {
  it('MEHRS 2.7.5, 2.7.7: 8.7-1 has 5 rows and 8.7-3 has 7, in this order, three of them the S1SP\'s alone', () => {
    expect(COMMISSIONING_CHECKS.filter((each) => each.table !== 'X-DUIS').map((each) => [each.table, each.row, each.responseCode, each.s1spAlertCode])).toEqual([
      ['8.7-1', 1, 'E48', 'S1VE48'], ['8.7-1', 2, 'C2', 'S1C2'], ['8.7-1', 3, 'E100', 'S1VE100'], ['8.7-1', 4, 'C4', 'S1C4'], ['8.7-1', 5, 'C5', 'S1C5'],
      ['8.7-3', 1, 'C062199', 'S1C062199'], ['8.7-3', 2, undefined, 'S1C062198'], ['8.7-3', 3, 'C062197', 'S1C062197'], ['8.7-3', 4, 'C062196', 'S1C062196'],
      ['8.7-3', 5, 'C062195', 'S1C062195'], ['8.7-3', 6, undefined, 'S1C081199'], ['8.7-3', 7, undefined, 'S1C081198'],
    ]);
  });

  it('a row has a response code exactly where the DSP checks, an alert code exactly where the S1SP does, and only X rows are ours', () => {
    for (const each of COMMISSIONING_CHECKS) {
      expect([each.id, each.responseCode !== undefined, each.s1spAlertCode !== undefined]).toEqual([each.id, each.dsp, each.s1sp]);
      expect([each.id, each.id.startsWith('X')]).toEqual([each.id, each.table === 'X-DUIS']);
    }
    expect(new Set(COMMISSIONING_CHECKS.map((each) => each.id)).size).toBe(COMMISSIONING_CHECKS.length);
  });

  it.skipIf(!hasDuis)('R2-08: every response code is in the DUIS enumeration or is a documented TMAD one', () => {
    const known = [...duisFile('ResponseCode-enum-5.4.txt').split(/\s+/), ...TMAD_RESPONSE_CODES];
    for (const { responseCode } of COMMISSIONING_CHECKS) if (responseCode !== undefined) expect(known).toContain(responseCode);
  });

  it('every row has a defect that provokes it, at each party that checks it', () => {
    for (const check of COMMISSIONING_CHECKS) {
      if (check.dsp) expect(DEFECTS.map((each) => each.dsp)).toContain(check.table === 'X-DUIS' ? check.id : check.responseCode);
      if (check.s1sp) expect(DEFECTS.map((each) => each.s1sp)).toContain(check.s1spAlertCode);
    }
  });
});

describe('good requests', () => {
  it.each(CASES.map(({ step, facts }) => [`${step.number} ${step.name}`, facts] as const))('%s passes at the DSP and at the S1SP', (_, facts) => {
    expect([answer('dsp', facts), answer('s1sp', facts)]).toEqual([undefined, undefined]);
  });

  it('Table 8.7-1 row 4: a CAD is a lawful target', () => {
    const { facts } = caseOf('X6.3-11');
    const target = facts.smi[facts.request.target]!;
    const smi = { ...facts.smi, [target.deviceId]: { ...target, deviceType: 'CAD', smetsVersion: 'SMETS2' } as const };
    expect(answer('s1sp', { ...facts, smi })).toBeUndefined();
  });
});

describe('MEHRS 2.7.5: what goes with which Device', () => {
  const answerTo = (number: string, id: string | undefined, change: Partial<SmiDevice>): string | undefined => {
    const { facts } = caseOf(number);
    const deviceId = id ?? deviceIdsIn(facts.request.body)[0]!;
    return answer('dsp', { ...facts, smi: { ...facts.smi, [deviceId]: { ...facts.smi[deviceId]!, ...change } } });
  };
  const kinds = [...new Set(CASES.map(({ facts: { request } }) => request.body.kind))];
  const first = (kind: string) => CASES.find(({ facts: { request } }) => request.body.kind === kind)!;
  const types = ['CHF', 'ESME', 'GSME', 'GPF', 'PPMID', 'IHD', 'CAD'] as const;
  const statuses = SMI_STATUSES;
  /** Of the target, or of the Device in the body: those that the ordinary checks let pass. */
  const allowed = <T>(kind: string, of: 'target' | 'body', values: readonly T[], field: 'deviceType' | 'status', code: string): readonly T[] => {
    const { step, facts } = first(kind);
    const id = of === 'target' ? facts.request.target : deviceIdsIn(facts.request.body)[0];
    return values.filter((value) => answerTo(step.number, id, { [field]: value }) !== code);
  };

  it('is what the sequence has', () => expect([...kinds].sort()).toEqual(['commissionDevice', 'devicePrenotification', 'handover', 'joinService', 'updateHanDeviceLog']));
  it.each([
    ['updateHanDeviceLog', 'target', ['CHF']], ['commissionDevice', 'target', ['ESME', 'GSME']], ['joinService', 'target', ['ESME', 'GSME', 'GPF']],
    ['joinService', 'body', ['GPF', 'PPMID', 'IHD', 'CAD']], ['handover', 'target', ['ESME', 'GSME', 'GPF']],
  ] as const)('X-E11: %s, the type of the %s', (kind, of, expected) => expect(allowed(kind, of, types, 'deviceType', 'X-E11')).toEqual(expected));
  it.each([
    ['updateHanDeviceLog', 'target', ['Commissioned']], ['updateHanDeviceLog', 'body', ['Pending', 'Whitelisted']],
    ['commissionDevice', 'target', ['Whitelisted', 'InstalledNotCommissioned', 'Commissioned']],
    ['joinService', 'target', ['Whitelisted', 'InstalledNotCommissioned', 'Commissioned']], ['joinService', 'body', ['Whitelisted', 'InstalledNotCommissioned', 'Commissioned']],
    ['handover', 'target', ['Commissioned']], ['devicePrenotification', 'body', ['Pending', 'Withdrawn', 'Decommissioned']],
  ] as const)('X-E5: %s, the status of the %s', (kind, of, expected) => {
    expect([...allowed(kind, of, statuses, 'status', 'X-E5')].sort()).toEqual([...expected].sort());
  });
  it('of a Device that the SMI does not have nothing passes', () => {
    for (const kind of kinds.filter((each) => each !== 'devicePrenotification')) {
      const { facts } = first(kind);
      expect(checkServiceRequest({ ...facts, smi: {} })?.id).toBe('X-E11');
      expect(COMMISSIONING_CHECKS.find(({ id }) => id === 'X-E5')!.holds({ ...facts, smi: {} })).toBe(false);
    }
  });
  it('X-E11, X-E5: a request of another kind is about no Device they know', () => {
    const { facts } = first('commissionDevice');
    const other = { ...facts, request: { ...facts.request, body: { kind: 'other' as const, element: 'ReadProfile', deviceIds: [] } }, smi: {} };
    expect(['X-E11', 'X-E5'].map((id) => COMMISSIONING_CHECKS.find((each) => each.id === id)!.holds(other))).toEqual([true, true]);
  });
});

describe('MEHRS 1.3: a supplier\'s own request', () => {
  it('is held to the ordinary checks and to no other', () => {
    const { facts } = caseOf('X6.3-11');
    const stranger = { ...facts, signer: { ...facts.signer, remotePartyRole: 'supplier' as const }, registration: {} };
    expect(checkServiceRequest(stranger)).toBeUndefined();
    expect(checkServiceRequest({ ...stranger, request: { ...stranger.request, commandVariant: 7 } })?.id).toBe('X-E12');
    expect(answer('dsp', stranger)).toBe('C2');
  });
});

describe('a party that allows more than it should', () => {
  const { facts } = caseOf('X6.3-11');
  const refused = (change: Partial<CommissioningFacts>, allowedToo: AllowedToo): readonly (string | undefined)[] =>
    [answer('dsp', { ...facts, ...change }), answer('dsp', { ...facts, ...change, allowedToo })];
  it('Table 8.7-2: takes a service more, in all its variants', () => {
    const request = { ...facts.request, srv: '8.2', srvVariant: '8.2' };
    const service = { srv: '8.2', srvVariant: '8.2' };
    expect(refused({ request }, { services: [service] })).toEqual(['E48', undefined]);
    expect(refused({ request }, { services: [{ ...service, srv: '8.1' }] })).toEqual(['E48', 'E48']);
    expect(refused({ request }, { services: [{ ...service, srvVariant: '8.1' }] })).toEqual(['E48', 'E48']);
  });
  it('Table 5.5: takes a signer more, in its own name only', () => {
    const signer = { ...facts.signer, remotePartyRole: 'supplierXmlSigning' as const };
    expect(refused({ signer }, { signerRoles: ['supplierXmlSigning'] })).toEqual(['C2', undefined]);
    expect(refused({ request: { ...facts.request, originator: signer.entityId.replace(/..$/, 'FF') } }, { originators: [signer.entityId.replace(/..$/, 'FF')] })).toEqual(['E100', undefined]);
  });
  it('a signer without a Remote Party Role is nobody\'s', () => {
    const { remotePartyRole: _none, ...signer } = facts.signer;
    expect(refused({ signer: signer as CommissioningFacts['signer'] }, { signerRoles: ['supplierXmlSigning'] })).toEqual(['C2', 'C2']);
  });
  it('Table 8.7-3 row 1: takes certificates of a role more', () => {
    const handover = CASES.find(({ facts: { request } }) => request.body.kind === 'handover')!.facts;
    const replacementCertificates = handover.replacementCertificates.map((each) => ({ ...each, remotePartyRole: 'root' as const }));
    const role = handover.request.body.kind === 'handover' ? handover.request.body.remotePartyRole : '';
    const row = COMMISSIONING_CHECKS.find(({ id }) => id === 'C062199')!;
    const holds = (certificateRoles?: Readonly<Record<string, string>>) => row.holds({ ...handover, replacementCertificates, ...(certificateRoles && { allowedToo: { certificateRoles } }) });
    expect([holds(), holds({ [role]: 'root' }), holds({ [role]: 'dcoXmlSigning' })]).toEqual([false, true, false]);
  });
});

describe.each(DEFECTS)('a request with $name', (defect) => {
  const cases = CASES.filter(({ facts }) => defect.appliesTo(facts));

  it(`draws ${defect.dsp ?? 'nothing'} from the DSP and ${defect.s1sp ?? 'nothing'} from the S1SP, whatever the step`, () => {
    expect(cases.length).toBeGreaterThan(0);
    fc.assert(fc.property(fc.constantFrom(...cases), defect.apply, ({ facts }, apply) => {
      const wrong = overTheWire(apply(facts));
      expect([answer('dsp', wrong), answer('s1sp', wrong)]).toEqual([defect.dsp, defect.s1sp]);
    }), { numRuns: 60, seed: 1 });
  });
});

describe('two defects', () => {
  it('Table 8.7-3 rows 4 and 5: nobody is not the registered Party of an MPxN that nobody is registered for', () => {
    for (const number of ['X6.3-15', 'X6.3-16']) {
      const { facts } = caseOf(number);
      const row = COMMISSIONING_CHECKS.find((each) => each.id === (number === 'X6.3-15' ? 'C062196' : 'C062195'))!;
      expect([row.holds(facts), row.holds({ ...facts, registration: {}, partyOf: () => undefined })]).toEqual([true, false]);
    }
  });

  it('MEHRS 2.7.5, 2.7.7: the earlier row answers, and 8.7-3 only once all of 8.7-1 passed', () => {
    const order = (party: CheckingParty, code: string | undefined): number => {
      const at = COMMISSIONING_CHECKS.findIndex((each) => (party === 'dsp' ? code === (each.table === 'X-DUIS' ? each.id : each.responseCode) : code === each.s1spAlertCode));
      return code === undefined || at < 0 ? COMMISSIONING_CHECKS.length : at;
    };
    // Defects in the signer, the originator and the service touch nothing the other rows look at, so they combine freely.
    const free = DEFECTS.slice(0, 4);
    fc.assert(fc.property(fc.constantFrom(...CASES), fc.constantFrom(...free), fc.constantFrom(...DEFECTS), fc.gen(), ({ facts }, first, second, gen) => {
      fc.pre(first !== second && second.appliesTo(facts) && (first.dsp !== second.dsp));
      const wrong = gen(() => first.apply)(gen(() => second.apply)(facts));
      for (const party of ['dsp', 's1sp'] as const) {
        const expected = order(party, first[party]) < order(party, second[party]) ? first[party] : second[party];
        expect(answer(party, wrong)).toBe(expected);
      }
    }), { numRuns: 300, seed: 1 });
  });
});
