/** What a sender's broken system writes: each rewriting changes the one thing its check is about, and leaves all else of the file. */
import { describe, expect, it } from 'vitest';
import { REWRITES, isRewrite } from '../../harness/faults/rewrite.ts';
import { GROUP_IDS } from '../../protocol/domain.ts';
import type { Mef, MigrationFile, SealedShare } from '../../protocol/files/types.ts';
import { FILES, header } from './files.ts';

const { MCF: mcf, MVF: mvf, MGF: mgf, MEF: mef, SCF: scf, COF: cof } = FILES;
const ALL: readonly MigrationFile[] = Object.values(FILES);
const STRANGE = '70-B3-D5-1F-DC-FF-FF-FF';
const [one, two] = mef.installations as [Mef['installations'][number], Mef['installations'][number]];
type MefDevice = Mef['installations'][number]['devices'][number];
const [esme, gsme] = one.devices as [MefDevice, MefDevice];
const withDevices = (devices: readonly MefDevice[]): Mef => ({ ...mef, installations: [{ ...one, devices }, two] });
const without = (file: MigrationFile, length = 0): MigrationFile => ({ ...file, installations: file.installations.slice(0, length) }) as MigrationFile;

describe('whole files (MEHRS 2.4.3, R2-04)', () => {
  it.each(ALL)('X5.9-06: $type with a counter no higher than any', (file) => {
    expect(REWRITES.counter(file)).toEqual({ ...file, control: { ...file.control, counter: 0 } });
  });
  it('X5.9-07: a Group ID of another cohort, never DA', () => {
    const other = GROUP_IDS.map((groupId) => REWRITES.group({ ...mgf, header: { ...header, groupId } }));
    expect(other.map((file) => file.header.groupId)).toEqual(['CB', 'CB', 'CB', 'AA', 'AA', 'AA', 'AA']);
    expect(REWRITES.group(mgf)).toEqual({ ...mgf, header: { ...header, groupId: 'AA' } });
  });
  it('X5.9-08: a Common File names another Requesting Party, any other file the day after', () => {
    expect(REWRITES.header(mcf)).toEqual({ ...mcf, header: { ...header, requestingPartyId: STRANGE } });
    for (const file of ALL.filter(({ type }) => type !== 'MCF')) expect(REWRITES.header(file)).toEqual({ ...file, header: { ...header, migrationDay: '2020-12-01' } });
  });
  it.each(ALL)('X5.9-09: $type with its first Installation twice', (file) => {
    expect(REWRITES.twice(file)).toEqual({ ...file, installations: [...file.installations, file.installations[0]] });
  });
  it('MEHRS 2.7.3: one Installation more, that no Common File names, said to have succeeded', () => {
    expect(REWRITES.stranger(scf)).toEqual({ ...scf, installations: [...scf.installations, { installationId: 'I9999', outcome: 'Success' }] });
    expect(REWRITES.stranger(cof).installations).toHaveLength(3);
  });
});

describe('one Installation of a Common or Validation File', () => {
  it('X5.10-14: the first one\'s credentials twice', () => {
    const [first, second] = mcf.installations;
    expect(first?.credentials).toHaveLength(6);
    expect(REWRITES.credentialsTwice(mcf)).toEqual({ ...mcf, installations: [{ ...first, credentials: [...first!.credentials, ...first!.credentials] }, second] });
  });
  it('X5.25-07: the first one without its gas meter', () => {
    const [first, second] = mcf.installations;
    const file = REWRITES.deviceAbsent(mcf) as typeof mcf;
    expect(file.installations[0]?.devices.map(({ deviceType }) => deviceType)).toEqual(first?.devices.map(({ deviceType }) => deviceType).filter((type) => type !== 'GSME'));
    expect(file).toEqual({ ...mcf, installations: [{ ...first, devices: first?.devices.filter(({ deviceType }) => deviceType !== 'GSME') }, second] });
  });
  it('X5.25-02: the first one failed in the MVF', () => {
    expect(REWRITES.failed(mvf)).toEqual({ ...mvf, installations: [{ installationId: 'I0001', failure: { failedStepNumber: 'X5.10-03', supportingData: 'MPAN not in Registration Data' } }, { installationId: 'I0002' }] });
  });
});

describe('Installations of a file set (MEHRS 2.5.9)', () => {
  it('X5.25-01, X5.25-03: the first of two is absent', () => {
    for (const file of ALL) expect(REWRITES.absent(file)).toEqual({ ...file, installations: file.installations.slice(1) });
  });
  it('X5.25-01: a Group File names the Installation before its first, with WAN details that are nobody\'s', () => {
    const neighbour = (installationId: string): unknown => {
      const file = { ...mgf, installations: [{ ...mgf.installations[0]!, installationId }, mgf.installations[1]!] };
      const made = REWRITES.neighbour(file);
      expect(made.installations.slice(0, 2)).toEqual(file.installations);
      return made.installations[2];
    };
    expect(neighbour('I0002')).toEqual({ installationId: 'I0001', imsi: '234150999999999', ipAddress: '10.255.255.254', apn: 'X-dcc' });
    expect([neighbour('I0100'), neighbour('I-7-10')]).toMatchObject([{ installationId: 'I0099' }, { installationId: 'I-7-09' }]);
  });
});

describe('key material (MEHRS 2.5.10, 2.5.11)', () => {
  it('X5.23-01: the first Device twice', () => expect(REWRITES.deviceTwice(mef)).toEqual(withDevices([...one.devices, esme])));
  it('X5.23-02: the first Device under another identifier', () => expect(REWRITES.deviceStrange(mef)).toEqual(withDevices([{ ...esme, deviceId: STRANGE }, gsme])));

  const share = (which: 's1spShare' | 'dcoShare', change: Partial<SealedShare>): Mef => withDevices([{ ...esme, [which]: { ...esme[which], ...change } }, gsme]);
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  it.each([['s1sp', 's1spShare'], ['dco', 'dcoShare']] as const)('X5.23-03 to X5.23-05: the half of the %s alone, of the first Device alone', (who, which) => {
    expect(REWRITES[`${who}Misaddressed`](mef)).toEqual(share(which, { recipient: STRANGE }));
    const malformed = REWRITES[`${who}Malformed`](mef) as Mef;
    const { ephemeralKey } = malformed.installations[0]!.devices[0]![which];
    expect(bytes(ephemeralKey)).toEqual(bytes(esme[which].ephemeralKey).subarray(1));
    expect(malformed).toEqual(share(which, { ephemeralKey }));
    const altered = REWRITES[`${who}Altered`](mef) as Mef;
    const { cipherValue } = altered.installations[0]!.devices[0]![which];
    const [made, sound] = [bytes(cipherValue), bytes(esme[which].cipherValue)];
    expect([made.length, made.subarray(0, -1)]).toEqual([sound.length, sound.subarray(0, -1)]);
    expect(made.at(-1)! ^ sound.at(-1)!).toBe(1);
    expect(altered).toEqual(share(which, { cipherValue }));
  });
  it('of a file or an Installation with none, nothing can be wrong', () => {
    const KEYED = ['deviceTwice', 'deviceStrange', 's1spMisaddressed', 'dcoMalformed', 's1spAltered'] as const;
    for (const how of KEYED) {
      expect(REWRITES[how](without(mef))).toEqual(without(mef));
      expect(REWRITES[how](withDevices([]))).toEqual(withDevices([]));
    }
  });
});

describe('what a file does not have cannot be wrong in it', () => {
  it.each([
    ['credentialsTwice', mvf, 'a MVF has no credentials'], ['deviceAbsent', mgf, 'a MGF lists no Devices'], ['failed', mcf, 'a MCF validates nothing'], ['neighbour', mef, 'a MEF has no WAN details'],
    ['absent', without(scf, 1), 'a SCF of one Installation cannot leave it out'], ['deviceTwice', mcf, 'a MCF has no key material'], ['dcoAltered', scf, 'a SCF has no key material'],
  ] as const)('%s: %s', (how, file, complaint) => {
    expect(() => REWRITES[how](file)).toThrow(new Error(complaint));
  });
  it('a Common File of nobody stays as it is', () => {
    for (const how of ['credentialsTwice', 'deviceAbsent'] as const) expect(REWRITES[how](without(mcf))).toEqual(without(mcf));
    expect(REWRITES.twice(without(mcf))).toEqual(without(mcf));
  });
  it('the names of rewritings are these and no others', () => {
    expect([...Object.keys(REWRITES), 'signature', 'toString', ''].filter(isRewrite)).toEqual(Object.keys(REWRITES));
  });
});
