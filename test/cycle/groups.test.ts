/**
 * What differs by Group ID between MVF and SCF: hand-over, group files, contact, key rotation; and that the longest
 * successful ladder of each group fits the window of ruling R2-14, while one attempt more ends in the code of the MEHRS.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { GroupId, Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { HOUR, MINUTE } from '../../protocol/time.ts';
import { CASES, LADDER_PLAN, LADDER_SEED, ladderEstate, type CaseName } from './ladders.ts';
import { setsOf, type MigrationSet } from './sets.ts';
import { GROUP_IDS, about, at, fileIn, has, idOf, isBefore, nameOf, only, read, rows, runWorld, sent, type Run } from './support.ts';

let run: Run;
let sets: readonly MigrationSet[];
beforeAll(async () => {
  run = await runWorld({ seed: LADDER_SEED, estate: ladderEstate(), faults: LADDER_PLAN });
  sets = setsOf(run);
}, 180_000);

const REPLAY = `replay: seed ${LADDER_SEED}, plan of test/cycle/ladders.ts`;
const T = Date.parse('2020-11-09T00:00:00Z');
const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run, ...choice);
const subject = (name: CaseName): Installation => CASES[name].installation;
const setOf = (groupId: GroupId): MigrationSet => only(sets.filter((each) => each.groupId === groupId), groupId);
const minutesAfter = (from: number, messages: readonly Envelope[]): readonly number[] => messages.map(({ stamp }) => (stamp.t - from) / MINUTE);
/** Hand-over attempts of the Requesting Party, minutes after T, by method. */
const attempts = (name: CaseName, method: string): readonly number[] =>
  minutesAfter(T, about(all('HANDOVER_REQUEST', 'rp', 'smso'), subject(name)).filter((each) => read(each)['method'] === method));
/** The S1SP's attempts to open a session, minutes after the first. */
const sessions = (name: CaseName): readonly number[] => {
  const opened = about(all('WAN_COMMAND', 's1sp', 'csp'), subject(name)).filter((each) => read(each)['kind'] === 'openSession');
  return minutesAfter(opened[0]?.stamp.t ?? 0, opened);
};
const completion = (name: CaseName): { readonly at: string; readonly row: readonly unknown[] } => {
  const { mpan } = subject(name);
  return only(all('MACR', 'rp', 'mcc').flatMap((message) => rows(message).filter((row) => row['mpan'] === mpan)
    .map((row) => ({ at: at(message), row: [row['completionStatus'], row['reasonCode']] }))), name);
};
const scfEntry = (name: CaseName) => {
  const { groupId, id } = subject(name);
  const found = setOf(groupId).files('SCF', setOf(groupId).rp).flatMap((message) => fileIn('SCF', message).installations.filter(({ installationId }) => installationId === id)
    .map((entry) => ({ at: at(message), entry })));
  return found.length === 0 ? undefined : only(found, name);
};
const migrated = (name: CaseName): boolean => completion(name).row[0] === 'Success';

const SHORT_RETRIES = Array.from({ length: 96 }, (_, burst) => [0, 5, 10].map((minute) => burst * 30 + minute)).flat();
const WAKE_UPS = Array.from({ length: 96 }, (_, each) => each * 120);

describe(`by group (${REPLAY})`, () => {
  it('L5: the world ends soundly under every ladder', () => {
    expect(run.world.undeclared()).toEqual([]);
    expect(run.world.pending()).toEqual([]);
    expect(run.world.journal.refusals).toEqual([]);
    for (const name of Object.keys(CASES) as CaseName[]) expect(completion(name).at, name).toMatch(/23:00$/);
  });

  it.each(GROUP_IDS)('R2-14 %s: the MVF is made before T, the group files only after the hand-over and within 24 hours of the MVF (TMAD 5.24)', (groupId) => {
    const set = setOf(groupId);
    const generatedAt = fileIn('MVF', only(set.files('MVF', set.rp))).control.generatedAt;
    expect(generatedAt).toBe(Date.parse('2020-11-08T18:05:00Z'));
    const group = [...set.files('MGF', set.s1sp), ...set.files('MEF', set.s1sp)];
    expect(group.map(({ type }) => type)).toEqual(groupId === 'DA' ? ['MEF'] : ['MGF', 'MEF']);
    const settledAt = { AA: '00:00', BA: '00:00', CA: '00:00', DA: '00:00', CB: '05:00', EA: '00:15', EB: '02:00' }[groupId];
    for (const each of group) {
      expect(at(each)).toBe(`2020-11-09 ${settledAt}`);
      expect(each.stamp.t - generatedAt).toBeLessThanOrEqual(24 * HOUR);
    }
    for (const each of all('HANDOVER_REQUEST').filter(({ key }) => set.members.includes(key))) expect(each.stamp.t).toBeGreaterThanOrEqual(T);
    expect(all('INCIDENT_RAISED')).toEqual([]);
  });

  it.each([
    ['aaLast', ['sim']], ['baTooLate', ['sim']], ['caWell', ['sim']], ['cbWell', ['apn']], ['daWell', ['account']], ['daSingleWell', ['account']],
    ['eaWell', ['certificate', 'sim']], ['ebWell', ['certificate', 'sim']],
  ] as const)('hand-over of %s: %j, each done before the next is asked for and before the group files', (name, methods) => {
    const each = subject(name);
    const requests = about(all('HANDOVER_REQUEST', 'rp', 'smso'), each);
    const responses = about(all('HANDOVER_RESPONSE', 'smso', 'rp'), each);
    expect(requests.map((one) => read(one)['method']), nameOf(each)).toEqual(methods);
    expect(responses.map((one) => `${String(read(one)['method'])} ${String(read(one)['result'])}`)).toEqual(methods.map((method) => `${method} done`));
    responses.forEach((response, index) => {
      const next = requests[index + 1] ?? setOf(each.groupId).files('MEF')[0]!;
      expect(isBefore(requests[index]!, response) && isBefore(response, next)).toBe(true);
    });
    // The certificate is put on the hub over the SMSO's own line; the APN goes over the air, every other SIM change is the CSP's.
    expect(about(all('WAN_COMMAND', 'smso', 'csp'), each).filter((one) => read(one)['kind'] === 'replaceCertificate')).toHaveLength(methods.filter((method) => method === 'certificate').length);
    expect(about(all('SIM_PROFILE', 'csp', 'devices'), each).map((one) => read(one)['apn'])).toEqual(each.groupId === 'CB' ? ['elster'] : []);
  });

  it('the MGF names SIM, IP address and APN of each Installation', () => {
    for (const set of sets.filter(({ groupId }) => groupId !== 'DA')) for (const message of set.files('MGF')) {
      const { installations } = fileIn('MGF', message);
      expect(installations.length, set.id).toBeGreaterThan(0);
      for (const { installationId, imsi, ipAddress, apn } of installations) {
        const own = only(run.world.options.estate.installations.filter(({ id }) => id === installationId), installationId);
        expect({ imsi, ipAddress, apn }, installationId).toEqual({ imsi: own.imsi, ipAddress: own.ipAddress, apn: set.groupId === 'CB' ? 'elster' : 'X-dcc' });
      }
    }
  });
  it('MEHRS 3.2 CB: only the DCC\'s "elster" APN is set, and the MGF names it', () => {
    expect(fileIn('MGF', setOf('CB').files('MGF', 's1sp-CB')[0]!).installations.map(({ apn }) => apn)).toEqual(['elster', 'elster']);
  });

  it('MEHRS 3.3.1 DA: the GSME\'s key is rotated first, the ESME\'s once that is confirmed; no session and no tests before', () => {
    const each = subject('daWell');
    const commands = about(all('WAN_COMMAND', 's1sp', 'csp'), each);
    const answers = about(all('WAN_RESULT', 'csp', 's1sp'), each);
    expect(commands.map((one) => [read(one)['kind'], read(one)['deviceId']])).toEqual([['rotateKey', idOf(each, 'GSME')], ['rotateKey', idOf(each, 'ESME')]]);
    expect(answers.map((one) => [read(one)['deviceId'], read(one)['result']])).toEqual([[idOf(each, 'GSME'), 'answered'], [idOf(each, 'ESME'), 'answered']]);
    expect(isBefore(answers[0]!, commands[1]!)).toBe(true);
    expect(migrated('daWell') && migrated('daSingleWell')).toBe(true);
  });

  it('the other groups rotate GSME and ESME after a session and the tests of every Device', () => {
    for (const name of ['cbWell', 'caWell', 'eaWell', 'ebWell'] as const) {
      const each = subject(name);
      const kinds = about(all('WAN_COMMAND', 's1sp', 'csp'), each).map((one) => read(one)['kind']);
      expect(kinds, nameOf(each)).toEqual(['openSession', ...each.devices.map(() => 'test'), ...(has(each, 'GSME') ? ['rotateKey'] : []), 'rotateKey']);
      expect(migrated(name), nameOf(each)).toBe(true);
    }
  });
});

describe(`hand-over to the last attempt (${REPLAY})`, () => {
  it.each([
    ['MEHRS 3.2 CB', 'cbLast', 'apn', Array.from({ length: 15 }, (_, each) => each * 20)],
    ['MEHRS 3.4.1 EA', 'eaLast', 'certificate', [0, 5, 10]],
    ['MEHRS 3.4.2 EB', 'ebLast', 'certificate', [0, 60]],
  ] as const)('%s: coverage comes back just before the last attempt, which succeeds and migrates', (_clause, name, method, minutes) => {
    expect(attempts(name, method)).toEqual(minutes);
    const responses = about(all('HANDOVER_RESPONSE', 'smso', 'rp'), subject(name)).filter((each) => read(each)['method'] === method);
    expect(responses.map((each) => read(each)['result'])).toEqual([...minutes.slice(1).map(() => 'failed'), 'done']);
    if (method === 'certificate') expect(attempts(name, 'sim')).toEqual([minutes.at(-1)]);
    expect(setOf(subject(name).groupId).files('MEF', 'dco').flatMap((each) => fileIn('MEF', each).installations.map(({ installationId }) => installationId))).toContain(subject(name).id);
    expect(migrated(name)).toBe(true);
  });

  it.each([
    ['MEHRS 3.2 CB', 'cbTooLate', 'apn', Array.from({ length: 15 }, (_, each) => each * 20), 'MA120'],
    ['MEHRS 3.4.1 EA', 'eaCertificateTooLate', 'certificate', [0, 5, 10], 'MA114'],
    ['MEHRS 3.4.2 EB', 'ebCertificateTooLate', 'certificate', [0, 60], 'MA114'],
  ] as const)('%s: coverage comes back just after the last attempt: no further one, no group file, the code in the next MACR (%s)', (_clause, name, method, minutes, code) => {
    const { id, groupId } = subject(name);
    expect(attempts(name, method)).toEqual(minutes);
    expect(about(all('HANDOVER_RESPONSE'), subject(name)).map((each) => read(each)['result'])).toEqual(minutes.map(() => 'failed'));
    for (const type of ['MGF', 'MEF'] as const) for (const each of setOf(groupId).files(type)) expect(fileIn(type, each).installations.map(({ installationId }) => installationId)).not.toContain(id);
    expect(about(all('SIM_RESPONSE'), subject(name)).filter((each) => read(each)['result'] === 'done')).toEqual([]);
    expect(scfEntry(name)).toBeUndefined();
    expect(completion(name)).toEqual({ at: '2020-11-09 23:00', row: ['Failure', code] });
  });
});

describe(`contact to the last attempt (${REPLAY})`, () => {
  it.each([
    ['MEHRS 3.1 AA, 47:40 after T', 'aaLast', SHORT_RETRIES, '2020-11-11 00:40'],
    ['MEHRS 3.1 CB, after 5 hours of MEHRS 3.2', 'cbLast', SHORT_RETRIES, '2020-11-11 05:40'],
    ['MEHRS 3.5 EA, 190 hours after the longest certificate ladder of its set', 'eaLast', WAKE_UPS, '2020-11-16 23:15'],
    ['MEHRS 3.5 EB, 190 hours after the longest certificate ladder of its set', 'ebLast', WAKE_UPS, '2020-11-17 01:00'],
  ] as const)('%s: the last attempt succeeds, the Installation is commissioned', (_clause, name, minutes, scfAt) => {
    expect(sessions(name)).toEqual(minutes);
    expect(scfEntry(name)).toEqual({ at: scfAt, entry: { installationId: subject(name).id, outcome: 'Success' } });
    expect(completion(name).row).toEqual(['Success', '']);
  });

  it.each([
    ['MEHRS 3.1 BA, 48 hours', 'baTooLate', SHORT_RETRIES, '2020-11-11 01:00', '2020-11-11 23:00'],
    ['MEHRS 3.5 EA, 192 hours', 'eaWakeUpTooLate', WAKE_UPS, '2020-11-17 01:15', '2020-11-17 23:00'],
    ['MEHRS 3.5 EB, 192 hours', 'ebWakeUpTooLate', WAKE_UPS, '2020-11-17 03:00', '2020-11-17 23:00'],
  ] as const)('%s: one attempt too late is given up: 12.9.1.ET01 in the SCF, back to the SMSO, MA115 (A-04)', (_clause, name, minutes, scfAt, macrAt) => {
    expect(sessions(name)).toEqual(minutes);
    expect(scfEntry(name)).toMatchObject({ at: scfAt, entry: { outcome: 'Failure', rollbackRequired: true, failure: { failedStepNumber: '12.9.1.ET01' } } });
    expect(about(all('SIM_REQUEST', 's1sp', 'csp'), subject(name)).map((each) => read(each)['master'])).toEqual(['smso']);
    // EA and EB also have the SMSO's certificate put back (MEHRS 2.6.6).
    const restored = about(all('WAN_COMMAND', 's1sp', 'csp'), subject(name)).filter((each) => read(each)['kind'] === 'replaceCertificate');
    expect(restored).toHaveLength(subject(name).groupId === 'BA' ? 0 : 1);
    expect(completion(name)).toEqual({ at: macrAt, row: ['Failure', 'MA115'] });
  });

  it('MEHRS 3.3.1 DA: a GSME not confirmed within the SUA time is 16.10.1.GT04, the ESME is not asked, and the account goes back', () => {
    const name = 'daGsmeUnheard';
    expect(about(all('WAN_COMMAND', 's1sp', 'csp'), subject(name)).map((each) => [read(each)['kind'], read(each)['deviceId']])).toEqual([['rotateKey', idOf(subject(name), 'GSME')]]);
    expect(scfEntry(name)).toMatchObject({ at: '2020-11-10 01:00', entry: { outcome: 'Failure', rollbackRequired: true, failure: { failedStepNumber: '16.10.1.GT04' } } });
    expect(about(all('SIM_RESPONSE', 'csp', 's1sp'), subject(name)).map((each) => [read(each)['master'], read(each)['result']])).toEqual([['smso', 'done']]);
    expect(completion(name).row).toEqual(['Failure', 'MA115']);
  });

  it('MEHRS 3.3.2 DA: an ESME not confirmed is 16.10.2.ET04, and the account does not go back', () => {
    const name = 'daEsmeUnheard';
    expect(scfEntry(name)).toMatchObject({ at: '2020-11-10 01:00', entry: { outcome: 'Failure', rollbackRequired: false, failure: { failedStepNumber: '16.10.2.ET04' } } });
    expect(about(all('SIM_REQUEST', 's1sp', 'csp'), subject(name))).toEqual([]);
    expect(completion(name)).toEqual({ at: '2020-11-10 23:00', row: ['Failure', 'MA115'] });
  });
});
