/**
 * Reference lists given by the user that disagree with the estate: the check that reads the list finds it, and the Installation
 * ends with the Table A.1 code of that check. MA001 to MA018 ask the SMSO system and not Registration Data (MEHRS 2.3.2), so a
 * wrong registration passes the Migration Authorisation and stops in the MVF.
 */
import { describe, expect, it } from 'vitest';
import { derivedReference, generateEstate, referenceDataFor, type ReferenceOverrides } from '../../harness/estate/index.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';
import { outcomesOf } from '../../harness/reports/outcome.ts';
import { demonstrationEstate, type WorldOptions } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { SmiDevice } from '../../protocol/checks/records.ts';
import { device, type DeviceType, type SmiStatus } from '../../protocol/domain.ts';
import { only, rows, runWorld, sent, SUBJECT, type Run } from './support.ts';

const ESTATE = demonstrationEstate();
const derived = derivedReference(ESTATE);

const run = async (reference: ReferenceOverrides, options: WorldOptions = {}): Promise<Run> => {
  const made = await runWorld({ estate: ESTATE, reference, ...options });
  // Law L5: it ends soundly.
  expect(made.world.undeclared()).toEqual([]);
  expect(made.world.pending()).toEqual([]);
  expect(made.world.journal.refusals).toEqual([]);
  return made;
};
const completion = ({ messages }: Run) => only(rows(only(sent(messages, 'MACR', 'rp', 'mcc'))));
const mvfEntry = ({ messages }: Run) => {
  const file = decodeFile(only(sent(messages, 'MVF', 'mcfvf', 'rp')).body);
  if (file.type !== 'MVF') throw new Error(`MVF expected, ${file.type} found`);
  return only(file.installations);
};
const outcomeOf = ({ world, messages }: Run) => only(outcomesOf(world.options.estate, messages));

const inSmi = (type: DeviceType, status: SmiStatus): SmiDevice => {
  const found = device(SUBJECT, type);
  if (found === undefined) throw new Error(`no ${type}`);
  const { deviceId, deviceType, manufacturer, model, firmwareVersion } = found;
  return { deviceId, deviceType, smetsVersion: 'SMETS1', status, manufacturer, model, firmwareVersion };
};

/** Given to everybody: the MCFVF is the first whose check reads it. */
const STOPPED: readonly (readonly [string, string, ReferenceOverrides])[] = [
  ['X5.10-03', 'Registration Data without the MPAN', { registration: derived.registration.filter(({ mpxn }) => mpxn !== SUBJECT.mpan) }],
  ['X5.10-05', 'another electricity supplier in Registration Data', { registration: derived.registration.map((each) => (each.fuel === 'electricity' ? { ...each, supplier: 'SUPB' } : each)) }],
  ['X5.10-06', 'another gas supplier in Registration Data', { registration: derived.registration.map((each) => (each.fuel === 'gas' ? { ...each, supplier: 'SUPB' } : each)) }],
  ['X5.10-10', 'a CPL without the firmware of the ESME', { cpl: derived.cpl.map((each) => (each.deviceType === 'ESME' ? { ...each, firmwareVersion: '0.9' } : each)) }],
  ['X5.10-11', 'an EPC list without the combination', { epc: derived.epc.map((each) => ({ ...each, models: { ...each.models, ESME: 'another' } })) }],
  ['X5.10-17', 'an Electricity Distributor in Registration Data whom nobody knows', { registration: derived.registration.map((each) => (each.fuel === 'electricity' ? { ...each, networkOperator: 'NOBODY' } : each)) }],
  ['X5.10-12', 'a Communications Hub that is Commissioned already', { smi: [inSmi('CHF', 'Commissioned')] }],
  ['X5.10-12', 'a Device that waits on another whitelist', { smi: [inSmi('PPMID', 'Whitelisted')] }],
  ['X5.10-13', 'a hub that the SMI knows as SMETS2', { smi: [{ ...inSmi('CHF', 'Pending'), smetsVersion: 'SMETS2' }] }],
];

describe('reference lists of the user', () => {
  it.each(STOPPED)('Table 5.10 %s (R2-05), %s: MVF failure, MA113 in the MACR (MEHRS 2.5.4 a)', async (step, _what, reference) => {
    const made = await run(reference);
    expect(only(rows(only(sent(made.messages, 'MAVR', 'rp', 'mcc'))))).toMatchObject({ result: 'Accepted' });
    expect(mvfEntry(made)).toMatchObject({ installationId: SUBJECT.id, failure: { failedStepNumber: step } });
    expect(completion(made)).toMatchObject({ mpan: SUBJECT.mpan, completionStatus: 'Failure', reasonCode: 'MA113' });
    expect(outcomeOf(made)).toMatchObject({ outcome: 'failed', reasonCode: 'MA113' });
    // Nothing of it reached the SMSO or the home.
    expect(sent(made.messages, 'HANDOVER_REQUEST')).toEqual([]);
    expect(sent(made.messages, 'WAN_COMMAND')).toEqual([]);
  });

  it('5.12 X5.12-a (MEHRS 2.5.4, R2-06): the combination is only on the newer EPC list that the MCFVF got: MA110 at the Requesting Party\'s gate', async () => {
    const newer: FaultPlan = {
      name: 'newer list at the MCFVF',
      faults: [{ kind: 'record', on: { from: 'supplier-SUPA', type: 'MA', nth: 1 }, afterMinutes: 0, party: 'mcfvf', table: 'reference', key: 'all', set: { epc: referenceDataFor(ESTATE).epc } }],
    };
    const made = await run({ epc: [] }, { faults: newer });
    expect(mvfEntry(made)).toEqual({ installationId: SUBJECT.id });
    expect(completion(made)).toMatchObject({ mpan: SUBJECT.mpan, completionStatus: 'Failure', reasonCode: 'MA110' });
    expect(sent(made.messages, 'MGF')).toEqual([]);
  });

  it.each([
    ['MA507', 'an RP-EPCL without the firmware of the ESME', 'another'],
    ['MA518', 'an RP-EPCL without its model', 'absent'],
  ])('Table 1 %s (MEHRS 2.3.2), Group ID DA, %s: the MAVR rejects', async (code, _what, how) => {
    const estate = generateEstate({ seed: '7', installations: 1, groups: ['DA'], shape: 'dual-active' });
    const { rpEpcl } = derivedReference(estate);
    const spoilt = how === 'absent' ? rpEpcl.filter(({ deviceType }) => deviceType !== 'ESME')
      : rpEpcl.map((each) => (each.deviceType === 'ESME' ? { ...each, firmwareVersion: '0.9' } : each));
    const made = await run({ rpEpcl: spoilt }, { estate });
    expect(only(rows(only(sent(made.messages, 'MAVR', 'rp', 'mcc'))))).toMatchObject({ result: 'Rejected', reasonCode: code });
    expect(sent(made.messages, 'MCF')).toEqual([]);
    expect(outcomeOf(made)).toMatchObject({ outcome: 'rejected', reasonCode: code });
  });

  it('MEHRS 2.6.7, emulator profile X-CHF-E5: a hub that stands Withdrawn passes Table 5.10, but the DSP does not pre-notify it again: MA115', async () => {
    const made = await run({ smi: [inSmi('CHF', 'Withdrawn')] });
    expect(mvfEntry(made)).toEqual({ installationId: SUBJECT.id });
    expect(outcomeOf(made)).toMatchObject({ outcome: 'failed', reasonCode: 'MA115', failedStepNumber: '12.9.5.DP01' });
  });

  it('MEHRS 2.7.5, emulator profile X6.3-01: a Withdrawn ESME passes Table 5.10, and the Commissioning Party pre-notifies it anew', async () => {
    const made = await run({ smi: [inSmi('ESME', 'Withdrawn')] });
    expect(mvfEntry(made)).toEqual({ installationId: SUBJECT.id });
    expect(outcomeOf(made)).toMatchObject({ outcome: 'commissioned', reasonCode: '', failedStepNumber: '' });
  });

  it('lists as derived, and strangers in the SMI, change nothing that travels', async () => {
    const stranger: SmiDevice = { ...inSmi('ESME', 'Commissioned'), deviceId: '02-5E-00-00-00-00-00-99' };
    const [given, plain] = [await run({ ...derived, smi: [stranger] }), await run({})];
    expect(completion(given)).toMatchObject({ completionStatus: 'Success', reasonCode: '' });
    expect(given.world.journal.hash()).toBe(plain.world.journal.hash());
  });
});
