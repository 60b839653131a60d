/**
 * Guide Table 5, one test a row, over the wide cycle: who sends what to whom and when, read from the bytes that travelled.
 * Times are literals of the Guide or of a ruling for the Migration Week of Monday 2020-11-09, London being on GMT.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { shapeOf } from '../../harness/estate/shapes.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import type { Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { verifyDetached } from '../../protocol/security/detached.ts';
import { HOUR, MINUTE, addDays } from '../../protocol/time.ts';
import { expectedN16, expectedN42, expectedN55, requestsFor, told } from './shapes.ts';
import { cells, expectPlans, quantities } from './plans.ts';
import { setsOf, type MigrationSet } from './sets.ts';
import {
  COHORT_OF, ESTATE, GROUP_IDS, REPLAY, SMOOTH, TROUBLED, TROUBLED_SELF, about, activeSuppliersOf, address, at, commissionerOf, cycle, fileIn, has, hasBytesOf, idOf, isBefore,
  isDormantOnly, nameOf, only, read, rows, sent, shape, signerOf, suppliersOf, trustOf, type Run,
} from './support.ts';

let run: Run;
let sets: readonly MigrationSet[];
beforeAll(async () => {
  run = await cycle();
  sets = setsOf(run);
}, 180_000);

const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run, ...choice);
const ACTIVE = ESTATE.installations.filter((each) => !isDormantOnly(each));
const SEC_PARTIES = ESTATE.parties.map(({ role, signifier }) => address(role, signifier)).sort();
const WEEK = Array.from({ length: 7 }, (_, day) => addDays('2020-11-09', day));
const setOf = ({ id }: Installation): MigrationSet => only(sets.filter(({ members }) => members.includes(id)), id);
const installation = (id: string): Installation => only(ESTATE.installations.filter((each) => each.id === id));

describe(`Guide Table 5 over seven groups and eight shapes (${REPLAY})`, () => {
  it('the estate has every group in every shape, and of each group an Installation of one Active Supplier that commissions and one that does not', () => {
    expect(new Set(ESTATE.installations.map((each) => `${each.groupId} ${shape(each)}`)).size).toBe(7 * 8);
    for (const groupId of GROUP_IDS) {
      const free = ESTATE.installations.filter((each) => each.groupId === groupId && ['electricity-active', 'dual-active'].includes(shapeOf(each) ?? ''));
      expect(free.map((each) => each.commissionedBySupplier === true).sort(), groupId).toEqual([false, true]);
    }
    expect(setOf(TROUBLED).members.length).toBeGreaterThan(1);
  });

  it('step 1: Indicative Forecasts come from each Active Supplier by the 20th, and their aggregate goes to all SEC Parties by the month\'s end', () => {
    expectPlans(all('MIF'), 'MIF', ({ from }) => from);
    for (const each of all('MIF')) {
      expect(each.to).toBe('mcc');
      expect(at(each)).toMatch(/^2020-10-(0\d|1\d|20) /);
    }
    const aggregates = all('AGGREGATE_FORECAST');
    expect(aggregates.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(SEC_PARTIES.map((party) => `mcc ${party}`));
    for (const each of aggregates) {
      expect(at(each)).toMatch(/^2020-10-(2[1-9]|3[01]) /);
      expect(cells(quantities(each))).toEqual(cells(all('MIF').flatMap(quantities)));
    }
  });

  it('step 2: Daily Migration Demands come from each Active Supplier by 10:00 on the Tuesday four weeks before, for each day and Electricity Distributor', () => {
    expectPlans(all('DMD'), 'DR', ({ from }) => from);
    for (const each of all('DMD')) {
      expect(each.to).toBe('mcc');
      expect(each.stamp.t).toBeLessThanOrEqual(Date.parse('2020-10-13T09:00:00Z'));
      expect([...new Set(quantities(each).map(({ migrationDay }) => migrationDay))]).toEqual(WEEK);
    }
  });

  it('step 3: commitments go to each Active Supplier by 10:00 on the Tuesday three weeks before, the aggregate by Distributor (A-47) to all SEC Parties by 17:00', () => {
    const toSuppliers = all('MDC', 'mcc', 'supplier');
    expectPlans(toSuppliers, 'DC', ({ to }) => to);
    for (const each of toSuppliers) {
      expect(at(each)).toBe('2020-10-20 10:00');
      const { smso } = parsePlanningFileName(each.key, 'DC');
      const demand = only(all('DMD', each.to).filter(({ key }) => parsePlanningFileName(key, 'DR').smso === smso));
      // Capacity suffices, so nothing is scaled back.
      expect(cells(quantities(each))).toEqual(cells(quantities(demand)));
      expect(hasBytesOf(each, all('MDC', 'mcc', 'bimi'))).toBe(true);
    }
    const aggregates = all('AGGREGATE_COMMITMENT');
    expect(aggregates.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(SEC_PARTIES.map((party) => `mcc ${party}`));
    for (const each of aggregates) {
      expect(at(each)).toBe('2020-10-20 17:00');
      expect(cells(quantities(each))).toEqual(cells(toSuppliers.flatMap(quantities)));
    }
  });

  it('step 4: by 10:00 on the Thursday before, each Active Supplier submits a signed authorisation of each of its Active meters, and of no other', () => {
    const submitted = all('MA', 'supplier');
    const records = submitted.flatMap((message) => {
      expect(message.to).toBe('mcc');
      expect(message.stamp.t).toBeLessThanOrEqual(Date.parse('2020-11-05T10:00:00Z'));
      const { csv, signature } = decodeMaPackage(message.body);
      const verified = verifyDetached(csv, Buffer.from(signature, 'base64').toString('utf8'), trustOf(run), message.stamp.t);
      expect(verified.ok && verified.signer.remotePartyRole).toBe('supplierXmlSigning');
      return rows(message).map((record) => ({ from: message.from, record }));
    });
    const expected = ACTIVE.flatMap((each) => activeSuppliersOf(each).map((supplier) => {
      const [withElectricity, withGas] = [each.electricity, each.gas].map((supply) => supply?.active === true && supply.supplier === supplier);
      return [
        address('supplier', supplier), withElectricity === true ? each.mpan : '', withGas === true ? each.mprn : '', '2020-11-09', each.priority === true ? 'True' : 'False',
        each.commissionedBySupplier === true ? 'False' : 'True', withElectricity === true, withGas === true,
      ].join(' ');
    }));
    const given = (id: unknown): boolean => (id as { serial: string }).serial !== '';
    expect(records.map(({ from, record }) => [
      from, record['mpan'], record['mprn'], record['migrationWeek'], record['priority'], record['toBeCommissionedByDCC'],
      given(record['esmeSupplierCritical']) && given(record['esmeSupplierNonCritical']), given(record['gasSupplierCritical']) && given(record['gasSupplierNonCritical']),
    ].join(' ')).sort()).toEqual(expected.sort());
  });

  it('step 5: the MCC forwards each authorisation, the same bytes, to the Requesting Party of its SMSO; DCC itself authorises the Dormant ones (4.5.5)', () => {
    const forwarded = all('MA', 'mcc', 'rp');
    for (const each of all('MA', 'supplier', 'mcc')) {
      const copy = only(forwarded.filter((other) => hasBytesOf(other, [each])), each.key);
      const cohorts = [...new Set(rows(each).map(({ mpan, mprn }) => COHORT_OF[ESTATE.installations.find((one) => one.mpan === mpan || (mprn !== '' && one.mprn === mprn))!.groupId])) ];
      expect(copy.to).toBe(address('rp', only(cohorts)));
      expect(isBefore(each, copy)).toBe(true);
    }
    const own = forwarded.filter((each) => !hasBytesOf(each, all('MA', 'supplier', 'mcc')));
    const dormant = ESTATE.installations.filter(isDormantOnly);
    expect(own.flatMap((each) => rows(each).map(({ mpan, mprn }) => `${each.to} ${String(mpan)} ${String(mprn)}`)).sort())
      .toEqual(dormant.map(({ groupId, mpan, mprn = '' }) => `${address('rp', COHORT_OF[groupId])} ${mpan} ${mprn}`).sort());
    expect(dormant.length).toBeGreaterThan(20);
    // Every record was accepted (MEHRS 2.3.2).
    const answers = all('MAVR', 'rp', 'mcc').flatMap(rows);
    expect(answers.map(({ result }) => result)).toEqual(forwarded.flatMap(rows).map(() => 'Accepted'));
  });

  it('step 6: the evening before its Migration Day each Installation is in one MCF, priority ones first, with those of its day, group and commissioner (R2-14, R2-15)', () => {
    expect(sets.flatMap(({ members }) => members).sort()).toEqual(ESTATE.installations.map(({ id }) => id).sort());
    for (const set of sets) {
      expect([...new Set(set.files('MCF').map(at))], set.id).toEqual([`${addDays(set.day, -1)} 18:00`]);
      expect(WEEK).toContain(set.day);
      const members = set.members.map(installation);
      expect([...new Set(members.map((each) => `${each.groupId} ${commissionerOf(each)}`))], set.id).toHaveLength(1);
      expect(set.mcf.header.toBeCommissionedByDCC).toBe(commissionerOf(members[0]!) === 'cp');
      const priorities = set.mcf.installations.map(({ priority }) => priority);
      expect(priorities).toEqual([...priorities].sort((a, b) => Number(b) - Number(a)));
      expect(priorities).toEqual(members.map(({ priority }) => priority === true));
      for (const [index, entry] of set.mcf.installations.entries()) {
        const each = members[index]!;
        expect(entry).toMatchObject({ mpan: each.mpan, electricitySupplier: each.electricity.supplier });
        expect([entry.mprn, entry.gasSupplier]).toEqual([each.mprn, each.gas?.supplier]);
        expect(entry.devices).toEqual(each.devices);
      }
      expect(signerOf(set.files('MCF')[0]!, run)).toBe(`${set.rp} requestingPartyXmlSigning`);
    }
    expect(sets.some(({ mcf }) => mcf.installations.length > 1 && new Set(mcf.installations.map(({ priority }) => priority)).size === 2)).toBe(true);
  });

  it('step 7: the DCO has a copy of each MCF', () => {
    for (const set of sets) expect(hasBytesOf(only(set.files('MCF', 'dco')), set.files('MCF', set.s1sp)), set.id).toBe(true);
  });

  it('step 8: the Commissioning Party has a copy of each MCF of which it is the commissioner, and of no other', () => {
    for (const set of sets) {
      const copies = set.files('MCF', 'cp');
      expect(copies, set.id).toHaveLength(set.mcf.header.toBeCommissionedByDCC ? 1 : 0);
      for (const each of copies) expect(hasBytesOf(each, set.files('MCF', set.s1sp))).toBe(true);
    }
  });

  it('step 9: an MVF answers each MCF with its header and an entry for each of its Installations', () => {
    for (const set of sets) {
      const message = only(set.files('MVF', set.rp));
      expect(at(message), set.id).toBe(`${addDays(set.day, -1)} 18:05`);
      const mvf = fileIn('MVF', message);
      expect(mvf.header).toEqual(set.mcf.header);
      expect(mvf.installations).toEqual(set.members.map((installationId) => ({ installationId })));
      expect(signerOf(message, run)).toBe('mcfvf mcfvfXmlSigning');
    }
  });

  it('step 10: the DCO has a copy of each MVF', () => {
    for (const set of sets) expect(hasBytesOf(only(set.files('MVF', 'dco')), set.files('MVF', set.rp)), set.id).toBe(true);
  });

  it('step 11: at the beginning of the Migration Day, after the hand-over, MGF (not DA) and MEF go to the S1SP, signed', () => {
    for (const set of sets) {
      const handedOver = all('HANDOVER_RESPONSE').filter(({ key }) => set.members.includes(key));
      const group = set.files('MGF', set.s1sp);
      const encrypted = set.files('MEF', set.s1sp);
      expect(group, set.id).toHaveLength(set.groupId === 'DA' ? 0 : 1);
      expect(encrypted, set.id).toHaveLength(1);
      for (const each of [...group, ...encrypted]) {
        expect(at(each)).toBe(`${set.day} 00:00`);
        expect(handedOver.every((other) => isBefore(other, each))).toBe(true);
        expect(signerOf(each, run)).toBe(`${set.rp} requestingPartyXmlSigning`);
      }
      for (const each of group) expect(fileIn('MGF', each).installations.map(({ installationId, imsi, ipAddress }) => [installationId, imsi, ipAddress]).sort())
        .toEqual(set.members.map(installation).map(({ id, imsi, ipAddress }) => [id, imsi, ipAddress]).sort());
      for (const each of encrypted) expect(fileIn('MEF', each).installations.map(({ installationId, devices }) => [installationId, ...devices.map(({ deviceType }) => deviceType).sort()]).sort())
        .toEqual(set.members.map(installation).map((one) => [one.id, 'ESME', ...(has(one, 'GSME') ? ['GSME'] : [])]).sort());
    }
  });

  it('step 12: the DCO has a copy of each MEF, and of no MGF', () => {
    for (const set of sets) expect(hasBytesOf(only(set.files('MEF', 'dco')), set.files('MEF', set.s1sp)), set.id).toBe(true);
    expect(all('MGF', undefined, 'dco')).toEqual([]);
  });

  it('step 13: the DCO has MCF, MVF and MEF within 24 hours of the MVF and finds each Installation viable', () => {
    for (const set of sets) {
      const [validated, encrypted] = [only(set.files('MVF', 'dco')), only(set.files('MEF', 'dco'))];
      expect(encrypted.stamp.t - validated.stamp.t, set.id).toBeLessThanOrEqual(24 * HOUR);
    }
    const answers = all('VIABILITY_RESPONSE', 'dco', 's1sp').map(read);
    expect(answers.map(({ installationId }) => installationId).sort()).toEqual(ESTATE.installations.map(({ id }) => id).sort());
    expect(answers.every(({ viable }) => viable === true)).toBe(true);
  });

  it('step 14: the S1SP\'s own list leaves nobody out: each Installation of a set has one entry in its SCFs', () => {
    for (const set of sets) {
      const entries = set.files('SCF', set.rp).flatMap((each) => fileIn('SCF', each).installations);
      expect(entries.map(({ installationId }) => installationId).sort(), set.id).toEqual([...set.members].sort());
    }
  });

  it('step 15: a session and a test of each Device (not DA, in contact before), then new keys for GSME and ESME in this order', () => {
    for (const each of SMOOTH) {
      const commands = about(all('WAN_COMMAND', 's1sp', 'csp'), each).map(read).map(({ kind, deviceId }) => `${String(kind)} ${String(deviceId)}`);
      const tests = each.groupId === 'DA' ? [] : [`openSession ${idOf(each, 'CHF')}`, ...each.devices.map(({ deviceId }) => `test ${deviceId}`)];
      const keys = (['GSME', 'ESME'] as const).flatMap((type) => (has(each, type) ? [`rotateKey ${idOf(each, type)}`] : []));
      expect(commands, nameOf(each)).toEqual([...tests, ...keys]);
      expect(about(all('WAN_RESULT', 'csp', 's1sp'), each).map((one) => read(one)['result']), nameOf(each)).toEqual(commands.map(() => 'answered'));
    }
  });

  it('step 16: the S1SP asks the DCO before the first command and has it authorise every command to a key', () => {
    for (const each of ESTATE.installations) {
      const commands = about(all('WAN_COMMAND', 's1sp', 'csp'), each);
      expect(isBefore(only(about(all('VIABILITY_RESPONSE', 'dco', 's1sp'), each)), commands[0]!), nameOf(each)).toBe(true);
      const keyed = commands.map(read).filter(({ kind }) => kind === 'test' || kind === 'rotateKey').map(({ commandId }) => commandId);
      const authorised = about(all('KEY_RESPONSE', 'dco', 's1sp'), each).map(read);
      expect(authorised.map(({ commandId, result }) => `${String(commandId)} ${String(result)}`), nameOf(each)).toEqual(keyed.map((id) => `${String(id)} authorised`));
    }
  });

  it('step 17: what went pear-shaped gets its WAN back and its keys discarded and is flagged; every other hub is pre-notified and Commissioned before its SCF', () => {
    const rolledBack = [TROUBLED, TROUBLED_SELF].map(({ id }) => id).sort();
    for (const type of ['KEY_DISCARD', 'KEY_DISCARDED', 'ROLLBACK_NOTICE'] as const) expect(all(type).map(({ key }) => key).sort(), type).toEqual(rolledBack);
    expect(all('SIM_REQUEST', 's1sp', 'csp').map((each) => [each.key, read(each)['master']]).sort()).toEqual(rolledBack.map((id) => [id, 'smso']));
    for (const each of [TROUBLED, TROUBLED_SELF]) {
      expect(only(about(all('ROLLBACK_NOTICE'), each)).to).toBe('smso-IE');
      expect(read(only(about(all('KEY_DISCARDED'), each)))).toMatchObject({ result: 'done' });
      const entry = setOf(each).files('SCF', 'rp-IE').flatMap((file) => fileIn('SCF', file).installations).find(({ installationId }) => installationId === each.id);
      expect(entry).toMatchObject({ outcome: 'Failure', rollbackRequired: true, failure: { failedStepNumber: '12.9.1.ET01' } });
      expect(about(all('CHF_REQUEST'), each)).toEqual([]);
    }
    for (const each of SMOOTH) {
      const answers = about(all('CHF_RESPONSE', 'dsp', 's1sp'), each);
      expect(answers.map((one) => read(one)['responseCode']), nameOf(each)).toEqual(['I0', 'I0']);
      const scf = only(setOf(each).files('SCF', setOf(each).rp).filter((file) => fileIn('SCF', file).installations.some(({ installationId }) => installationId === each.id)));
      expect(answers.every((one) => isBefore(one, scf)), nameOf(each)).toBe(true);
    }
  });

  it('step 18: within the hour of the first outcome an SCF goes to the Commissioning Party; one set may spawn several, with rising counters', () => {
    for (const set of sets) {
      const files = set.files('SCF', set.s1sp.replace('s1sp', 'rp'));
      const toCp = set.files('SCF', 'cp');
      expect(toCp, set.id).toHaveLength(set.mcf.header.toBeCommissionedByDCC ? files.length : 0);
      for (const each of files) {
        const scf = fileIn('SCF', each);
        expect(scf.header).toEqual(set.mcf.header);
        expect(signerOf(each, run)).toBe(`${set.s1sp} s1spXmlSigning`);
        // An outcome is there when the hub is Commissioned, or when the rollback is through.
        const outcomes = scf.installations.map(({ installationId, outcome }) =>
          all(outcome === 'Success' ? 'CHF_RESPONSE' : 'KEY_DISCARDED').filter(({ key }) => key === installationId).at(-1)!.stamp.t);
        expect(each.stamp.t - Math.min(...outcomes), set.id).toBeGreaterThanOrEqual(0);
        expect(each.stamp.t - Math.min(...outcomes), set.id).toBeLessThanOrEqual(60 * MINUTE);
      }
      const counters = files.map((each) => fileIn('SCF', each).control.counter);
      expect(counters).toEqual([...new Set(counters)].sort((a, b) => a - b));
    }
    expect(setOf(TROUBLED).files('SCF', 'cp').map(at)).toEqual([`${setOf(TROUBLED).day} 01:00`, `${addDays(setOf(TROUBLED).day, 2)} 01:00`]);
  });

  it('step 19: the Requesting Party has a copy of each SCF', () => {
    for (const set of sets) for (const each of set.files('SCF', 'cp')) expect(hasBytesOf(each, set.files('SCF', set.rp)), set.id).toBe(true);
  });

  it('step 20: on the SCF the Commissioning Party sends the requests that each migrated Installation\'s shape calls for, one after the other, and none for the others', () => {
    for (const each of ESTATE.installations.filter((one) => commissionerOf(one) === 'cp')) {
      const requests = about(all('COMMISSIONING_REQUEST', 'cp', 'dsp'), each);
      const count = each.id === TROUBLED.id ? 0 : requestsFor(each);
      expect(requests, nameOf(each)).toHaveLength(count);
      if (count === 0) continue;
      const scf = only(setOf(each).files('SCF', 'cp').filter((file) => fileIn('SCF', file).installations.some(({ installationId }) => installationId === each.id)));
      expect(isBefore(scf, requests[0]!)).toBe(true);
      expect(signerOf(requests[0]!, run)).toBe('cp commissioningPartyXmlSigning');
      const answers = about(all('SERVICE_RESPONSE', 'dsp', 'cp'), each);
      expect(answers.map(read).map(({ requestId, responseCode }) => [requestId, responseCode]), nameOf(each)).toEqual(requests.map((one) => [read(one)['requestId'], 'I0']));
      for (const [index, request] of requests.entries()) if (index > 0) expect(isBefore(answers[index - 1]!, request)).toBe(true);
    }
    const full = ESTATE.installations.find((each) => shape(each) === 'dual-active' && each.devices.length === 6);
    expect(requestsFor(full!)).toBe(20);
  });

  it('step 21: N16, N42, N55 and N999 in the numbers that each Installation\'s shape calls for, and no other alert (A-49, A-50)', () => {
    for (const each of ESTATE.installations.filter((one) => commissionerOf(one) === 'cp')) {
      const expected = each.id === TROUBLED.id ? [] : [...expectedN16(each), ...expectedN42(each), ...expectedN55(each, ESTATE)].sort();
      expect(told(about(all('ALERT'), each)), nameOf(each)).toEqual(expected);
    }
    expect(new Set(all('ALERT').map((each) => read(each)['code']))).toEqual(new Set(['N16', 'N42', 'N55', 'N999']));
  });

  it('step 22: within the hour of the first outcome a COF goes to the Requesting Party, one for each Responsible Supplier, and none for self-commissioning', () => {
    for (const set of sets) {
      const entries = set.files('COF', set.rp).flatMap((each) => {
        const cof = fileIn('COF', each);
        expect(cof.header).toEqual(set.mcf.header);
        expect(signerOf(each, run)).toBe('cp commissioningPartyXmlSigning');
        const ended = cof.installations.map(({ installationId }) => about(all('SERVICE_RESPONSE', 'dsp', 'cp'), installation(installationId)).at(-1)!.stamp.t);
        expect(each.stamp.t - Math.min(...ended)).toBeGreaterThanOrEqual(0);
        expect(each.stamp.t - Math.min(...ended)).toBeLessThanOrEqual(60 * MINUTE);
        return cof.installations.map(({ installationId, outcome }) => `${cof.secPartySignifier} ${installationId} ${outcome}`);
      });
      const migrated = set.members.map(installation).filter((each) => commissionerOf(each) === 'cp' && each.id !== TROUBLED.id);
      expect(entries.sort(), set.id).toEqual(migrated.flatMap((each) => suppliersOf(each).map((supplier) => `${supplier} ${each.id} Success`)).sort());
    }
  });

  it('step 23: each Responsible Supplier has a copy of its own COFs, in a counter series of its own (003, 4.7), and of nobody else\'s', () => {
    for (const { signifier } of ESTATE.parties.filter(({ role }) => role === 'supplier')) {
      const own = all('COF', 'cp', address('supplier', signifier));
      expect(own.length).toBeGreaterThan(5);
      expect(own.map((each) => fileIn('COF', each).secPartySignifier)).toEqual(own.map(() => signifier));
      expect(own.map((each) => fileIn('COF', each).control.counter)).toEqual(own.map((_, index) => index + 1));
      for (const each of own) expect(hasBytesOf(each, all('COF', 'cp', 'rp'))).toBe(true);
    }
    expect(all('COF', 'cp', 'supplier')).toHaveLength(all('COF', 'cp', 'rp').length);
  });
});
