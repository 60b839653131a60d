/** Guide Table 6, one test a row: what is different where the Active Supplier commissions its Installations itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { addDays } from '../../protocol/time.ts';
import { setsOf, type MigrationSet } from './sets.ts';
import { expectedN16, expectedN42, expectedN55, requestsFor, told } from './shapes.ts';
import {
  ESTATE, REPLAY, SMOOTH, TROUBLED_SELF, about, address, at, commissionerOf, cycle, fileIn, hasBytesOf, idOf, isBefore, isDormantOnly, isSplit, nameOf, only, read, roleOf, rows, sent,
  signerOf, type Run,
} from './support.ts';

let run: Run;
let sets: readonly MigrationSet[];
beforeAll(async () => {
  run = await cycle();
  sets = setsOf(run).filter(({ mcf }) => !mcf.header.toBeCommissionedByDCC);
}, 180_000);

const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run, ...choice);
const SELF = ESTATE.installations.filter(({ commissionedBySupplier }) => commissionedBySupplier === true);
const MIGRATED = SELF.filter(({ id }) => id !== TROUBLED_SELF.id);
const setOf = ({ id }: Installation): MigrationSet => only(sets.filter(({ members }) => members.includes(id)), id);
const supplierOf = (set: MigrationSet): string => commissionerOf(only(ESTATE.installations.filter(({ id }) => id === set.members[0])));
/** The SCF that says what became of an Installation, as its supplier has it. */
const scfOf = (each: Installation): Envelope => {
  const files = setOf(each).files('SCF', commissionerOf(each));
  return only(files.filter((file) => fileIn('SCF', file).installations.some(({ installationId }) => installationId === each.id)), each.id);
};
const codeOf = (alert: Envelope): unknown => read(alert)['code'];

describe(`Guide Table 6 over seven groups (${REPLAY})`, () => {
  it('steps 1 to 7 are those of Table 5: the authorisation says who commissions, and Installations of one commissioner make a set', () => {
    expect(new Set(SELF.map(({ groupId }) => groupId)).size).toBe(7);
    expect(sets.flatMap(({ members }) => members).sort()).toEqual(SELF.map(({ id }) => id).sort());
    const records = all('MA', 'mcc', 'rp').flatMap(rows);
    expect(records.filter((record) => record['toBeCommissionedByDCC'] === 'False').map(({ mpan }) => mpan).sort()).toEqual(SELF.map(({ mpan }) => mpan).sort());
    const { entityOf } = directoryOf(ESTATE);
    for (const set of sets) {
      expect(set.mcf.header.commissioningSupplierId, set.id).toBe(entityOf(supplierOf(set)));
      expect(at(only(set.files('MCF', 'dco'))), set.id).toBe(`${addDays(set.day, -1)} 18:00`);
    }
    // Any Dormant meter and any split supply is for the Commissioning Party (Guide 4.5.5).
    expect(SELF.some((each) => isDormantOnly(each) || isSplit(each))).toBe(false);
  });

  it('step 8: the Active Supplier has a copy of the MCF, before the hand-over starts (A-48), and the Commissioning Party has none', () => {
    for (const set of sets) {
      const copy = only(set.files('MCF', supplierOf(set)));
      expect(hasBytesOf(copy, set.files('MCF', set.s1sp)), set.id).toBe(true);
      expect(at(copy), set.id).toBe(`${addDays(set.day, -1)} 18:00`);
      expect(set.files('MCF').map(({ to }) => to).filter((to) => to === 'cp' || roleOf(to) === 'supplier'), set.id).toEqual([supplierOf(set)]);
    }
    expect(all('MCF', 'rp', 'supplier')).toHaveLength(sets.length);
  });

  it('steps 9 to 17 are those of Table 5: validation, group files, viability, tests and keys do not ask who commissions', () => {
    for (const set of sets) {
      for (const [type, to] of [['MVF', 'dco'], ['MVF', set.rp], ['MEF', 'dco'], ['MEF', set.s1sp]] as const) expect(set.files(type, to), `${set.id} ${type} ${to}`).toHaveLength(1);
      expect(set.files('MGF', set.s1sp), set.id).toHaveLength(set.groupId === 'DA' ? 0 : 1);
      for (const type of ['MVF', 'MGF', 'MEF'] as const) expect(set.files(type).filter(({ to }) => roleOf(to) === 'supplier'), `${set.id} ${type}`).toEqual([]);
    }
    for (const each of MIGRATED) {
      expect(read(only(about(all('VIABILITY_RESPONSE'), each)))['viable'], nameOf(each)).toBe(true);
      const rotated = about(all('WAN_COMMAND', 's1sp'), each).map(read).filter(({ kind }) => kind === 'rotateKey');
      expect(rotated.map(({ deviceId }) => deviceId), nameOf(each)).toEqual([idOf(each, 'GSME'), idOf(each, 'ESME')].filter((id) => id !== undefined));
    }
    expect(read(only(about(all('ROLLBACK_NOTICE'), TROUBLED_SELF)))).toMatchObject({ failedStepNumber: '12.9.1.ET01' });
  });

  it('step 18: the S1SP sends the SCF to the Active Supplier and not to the Commissioning Party, within the hour', () => {
    for (const set of sets) {
      const files = set.files('SCF', supplierOf(set));
      expect(files.length, set.id).toBeGreaterThan(0);
      expect(set.files('SCF').map(({ to }) => to).filter((to) => to === 'cp' || roleOf(to) === 'supplier'), set.id).toEqual(files.map(() => supplierOf(set)));
      for (const each of files) {
        expect(fileIn('SCF', each).header, set.id).toEqual(set.mcf.header);
        expect(signerOf(each, run), set.id).toBe(`${set.s1sp} s1spXmlSigning`);
      }
    }
    for (const each of MIGRATED) expect(at(scfOf(each)), nameOf(each)).toBe(`${setOf(each).day} 01:00`);
    // 48 hours of the ladder of MEHRS 3.1, then the hour.
    expect(at(scfOf(TROUBLED_SELF))).toBe(`${addDays(setOf(TROUBLED_SELF).day, 2)} 01:00`);
  });

  it('step 19 is that of Table 5: the Requesting Party has a copy of each SCF; with its success the migration is complete (MEHRS 1.3)', () => {
    for (const set of sets) for (const each of set.files('SCF', supplierOf(set))) expect(hasBytesOf(each, set.files('SCF', set.rp)), set.id).toBe(true);
    const completions = all('MACR', 'rp', 'mcc').flatMap((message) => rows(message).map((row) => ({ message, row })));
    for (const each of SELF) {
      const { row, message } = only(completions.filter((one) => one.row['mpan'] === each.mpan), nameOf(each));
      expect([row['completionStatus'], row['reasonCode']], nameOf(each)).toEqual(each.id === TROUBLED_SELF.id ? ['Failure', 'MA115'] : ['Success', '']);
      expect(isBefore(scfOf(each), message)).toBe(true);
    }
    // S1MIG-001 has it in the six hours of the SCF (ruling A-46).
    const reported = all('MRR', 'bimi', 'mcc').filter((each) => read(each)['report'] === 1).flatMap((message) => rows(message).map((row) => [row['Installation'], at(message)]));
    for (const each of MIGRATED) expect(reported, nameOf(each)).toContainEqual([each.id, `${setOf(each).day} 06:00`]);
  });

  it('step 20: on the SCF the Active Supplier signs and sends the requests for its migrated Devices itself, and none for those that did not migrate', () => {
    for (const each of MIGRATED) {
      const requests = about(all('COMMISSIONING_REQUEST'), each);
      expect(requests.map(({ from, to }) => `${from} ${to}`), nameOf(each)).toEqual(Array.from({ length: requestsFor(each) }, () => `${commissionerOf(each)} dsp`));
      expect(isBefore(scfOf(each), requests[0]!), nameOf(each)).toBe(true);
      expect(signerOf(requests[0]!, run)).toBe(`${commissionerOf(each)} supplierXmlSigning`);
      const answers = about(all('SERVICE_RESPONSE'), each);
      expect(answers.map(({ to }) => to), nameOf(each)).toEqual(requests.map(() => commissionerOf(each)));
      expect(answers.map((answer) => [read(answer)['requestId'], read(answer)['responseCode']]), nameOf(each)).toEqual(requests.map((one) => [read(one)['requestId'], 'I0']));
    }
    expect(about(all('COMMISSIONING_REQUEST'), TROUBLED_SELF)).toEqual([]);
    // No Outcome File: there is nothing of the Commissioning Party's to report (Table 5 steps 22 and 23 have no counterpart).
    for (const set of sets) expect(set.files('COF'), set.id).toEqual([]);
  });

  it('step 21: the Active Supplier hears an N55 for each Device (Device ID and MPxN), the Network Operators an N16 and, once their credentials are placed, an N42', () => {
    for (const each of MIGRATED) {
      const alerts = about(all('ALERT'), each);
      expect(told(alerts), nameOf(each)).toEqual([...expectedN16(each), ...expectedN42(each), ...expectedN55(each, ESTATE)].sort());
      for (const alert of alerts.filter((one) => codeOf(one) === 'N55')) {
        const { deviceId, additionalInformation } = read(alert)['alert'] as { deviceId: string; additionalInformation?: string };
        if (deviceId === idOf(each, 'ESME')) expect(additionalInformation, nameOf(each)).toBe(`MPxN=${each.mpan}`);
        if (deviceId === idOf(each, 'GSME')) expect(additionalInformation, nameOf(each)).toBe(`MPxN=${each.mprn}`);
      }
      // Associating credentials is post-commissioning work.
      const commissioned = alerts.filter((one) => codeOf(one) === 'N55' || codeOf(one) === 'N999');
      for (const placed of alerts.filter((one) => codeOf(one) === 'N42')) for (const one of commissioned) expect(isBefore(one, placed), nameOf(each)).toBe(true);
    }
    expect(about(all('ALERT'), TROUBLED_SELF)).toEqual([]);
    // One of the commissioning suppliers is on DUIS 2 and is told so instead.
    const instead = MIGRATED.filter(({ electricity }) => electricity.supplier === 'SUPC').flatMap((each) => about(all('ALERT', 'dsp', address('supplier', 'SUPC')), each)).map(codeOf);
    expect(instead).toContain('N999');
    expect(instead).not.toContain('N55');
    expect(SMOOTH.length).toBe(54);
  });
});
