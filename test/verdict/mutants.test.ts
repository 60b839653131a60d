/** One thing changed in a run that passes, and the verdict fails, naming the clause: the verdict can fail. */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import type { MigrationFile } from '../../protocol/files/types.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';
import { DAY, MINUTE } from '../../protocol/time.ts';
import { FOUND } from './found.ts';
import { success, timedOut } from './journeys.ts';
import { SUBJECT, macr, mrr } from './script.ts';
import { broken, change, drop, insertAfter, judgedMessages, reworded, runOf, sent } from './support.ts';

type Mutation = (messages: readonly Envelope[]) => readonly Envelope[];
interface Mutant {
  readonly row: string;
  readonly what: string;
  readonly mutate: Mutation;
  /** Of the findings that fail, one names this. */
  readonly finding: string;
  readonly clause: string;
}
const redirect = (to: string) => (envelope: Envelope): Envelope => ({ ...envelope, to });
const later = (ms: number) => (envelope: Envelope): Envelope => ({ ...envelope, stamp: { ...envelope.stamp, t: envelope.stamp.t + ms } });
const bytes = (body: Uint8Array) => (envelope: Envelope): Envelope => ({ ...envelope, body });
const refiled = (edit: (file: MigrationFile) => MigrationFile) => (envelope: Envelope): Envelope =>
  ({ ...envelope, body: new TextEncoder().encode(encodeFile(edit(decodeFile(envelope.body)))) });
/** Every copy of a kind of message. */
const all = (type: string, to: (envelope: Envelope) => Envelope): Mutation => (messages) => messages.map((each) => (each.type === type ? to(each) : each));
const without = (type: string, from = '', to = ''): Mutation => (messages) => {
  const left = messages.filter((each) => !sent(type, from, to)(each));
  if (left.length === messages.length) throw new Error('nothing dropped');
  return left;
};
/** The first message of a kind, to whomever, twice at its instant. */
const again = (type: string): Mutation => (messages) => {
  const first = messages.find((each) => each.type === type);
  if (first === undefined) throw new Error('nothing to say again');
  return messages.flatMap((each) => (each === first ? [each, { ...each, seq: each.seq + 1_000 }] : [each]));
};
const S = 'guide-7.2.1';
const IN_TIME = '2.5.7-X5.9-02-in-time';
const LATE = '2.5.7-X5.9-02-too-late';
const EXPIRED = '2.5.7-X5.9-02-ma-expired';
const RESTORED = '2.6.2-timeout-contact-restored';
const LOST = '2.6.2-timeout-contact-lost';
const C4 = '2.7.5-C4';

const MUTANTS: readonly Mutant[] = [
  // Dropped
  ...([
    ['MA', 'supplier', 'mcc', 'ma', 'step 4'], ['MA', 'mcc', 'rp', 'ma-forwarded', 'step 5'], ['MCF', 'rp', 'cp', 'mcf', 'steps 6-8'], ['MCF', 'rp', 'mcfvf', 'mcf', 'steps 6-8'],
    ['MVF', 'mcfvf', 'dco', 'mvf', 'steps 9-10'], ['HANDOVER_REQUEST', 'rp', '', 'handover', '3.2'], ['MGF', 'rp', 's1sp', 'mgf', 'step 11'],
    ['MEF', 'rp', 'dco', 'mef', 'steps 11-12'], ['VIABILITY_RESPONSE', 'dco', '', 'viable', 'step 16'], ['SCF', 's1sp', 'rp', 'scf', 'steps 18-19'],
    ['SCF', 's1sp', 'bimi', 'an SCF goes to RP, commissioner and BIMI alike', 'steps 18-19'], ['COF', 'cp', 'supplier', 'cof', 'steps 22-23'],
    ['MRR', 'bimi', 'networkOperator', 'report-1', '4.5.6.2'],
  ] as const).map(([type, from, to, finding, clause]): Mutant => ({ row: S, what: `no ${type} ${from}->${to}`, mutate: (messages) => drop(messages, sent(type, from, to)), finding, clause })),
  ...(['MAVR', 'MACR'] as const).flatMap((type) => (['mcc', 'bimi'] as const).map((to): Mutant =>
    ({ row: S, what: `no ${type} for ${to}`, mutate: without(type, 'rp', to), finding: 'a MAVR or MACR goes to MCC and BIMI alike', clause: '2.3.2' }))),
  { row: S, what: 'the MVF once more at the same instant', mutate: again('MVF'), finding: 'nothing is said twice at once', clause: 'Table 5' },
  { row: S, what: 'no MACR', mutate: without('MACR'), finding: 'macr', clause: '2.4.1' },
  { row: S, what: 'no N16', mutate: without('ALERT', 'dsp', 'networkOperator-EDA'), finding: 'n16', clause: 'step 21' },
  { row: S, what: 'no Report 10',
    mutate: (messages) => messages.filter((each) => !(each.type === 'MRR' && Buffer.from(each.body).includes('Accepted'))),
    finding: 'report-10', clause: '2.3.2' },
  { row: S, what: 'half the Commissioning Requests',
    mutate: (messages) => { let count = 0; return messages.filter(({ type }) => type !== 'COMMISSIONING_REQUEST' || (count += 1) % 2 === 0); },
    finding: 'requests', clause: 'step 20' },
  // Wrong receiver or sender
  { row: S, what: 'MVF to the SMSO',
    mutate: (messages) => change(messages, sent('MVF', '', 'rp'), redirect('smso-CB')),
    finding: 'files go where Table 7 sends them', clause: 'Table 7' },
  { row: S, what: 'MGF to the DCO too',
    mutate: (messages) => insertAfter(messages, sent('MGF', '', 's1sp'), redirect('dco')),
    finding: 'mgf', clause: 'step 11' },
  { row: S, what: 'COF to another supplier',
    mutate: (messages) => change(messages, sent('COF', '', 'supplier'), redirect('supplier-SUPB')),
    finding: 'cof', clause: 'steps 22-23' },
  { row: S, what: 'MVF made by the S1SP',
    mutate: all('MVF', (each) => ({ ...each, from: 's1sp-CB' })),
    finding: 'files go where Table 7 sends them', clause: 'Table 7' },
  // Time
  { row: S, what: 'SCF an hour and more after the outcome', mutate: all('SCF', later(MINUTE)), finding: 'scf', clause: 'steps 18-19' },
  { row: S, what: 'COF an hour and more after the outcome', mutate: all('COF', later(MINUTE)), finding: 'cof', clause: 'steps 22-23' },
  { row: S, what: 'MCF an hour late', mutate: all('MCF', later(60 * MINUTE)), finding: 'mcf', clause: 'steps 6-8' },
  { row: S, what: 'hand-over before the Migration Day', mutate: all('HANDOVER_REQUEST', later(-MINUTE)), finding: 'handover', clause: '3.2' },
  { row: S, what: 'MGF after 24 hours', mutate: all('MGF', later(DAY)), finding: 'mgf', clause: 'step 11' },
  { row: S, what: 'MA after Thursday 10:00', mutate: all('MA', later(61 * MINUTE)), finding: 'ma', clause: 'step 4' },
  // Content
  { row: S, what: 'another APN',
    mutate: (messages) => change(messages, sent('SIM_REQUEST'), reworded('SIM_REQUEST', { apn: 'other' })),
    finding: 'sim-to-dcc', clause: '3.2' },
  { row: S, what: 'MVF with another header',
    mutate: all('MVF', refiled((file) => ({ ...file, header: { ...file.header, migrationDay: '2020-11-11' } }))),
    finding: 'one Migration Header per set', clause: '2.4.6' },
  { row: S, what: 'a failed SCF',
    mutate: all('SCF', refiled((file) => ({ ...file, installations: [{ installationId: SUBJECT.id, outcome: 'Failure', failure: { failedStepNumber: 'X1', supportingData: '' } }] }) as MigrationFile)),
    finding: 'no failed SCF', clause: 'step 17' },
  { row: S, what: 'in Report 2',
    mutate: (messages) => insertAfter(messages, sent('MRR', 'bimi', 'mcc'), bytes(mrr(2, 'X1'))),
    finding: 'not in Report 2', clause: '2.6.2' },
  // Laws
  { row: S, what: 'a failed MACR beside the success',
    mutate: (messages) => insertAfter(messages, sent('MACR', 'rp', 'mcc'), bytes(macr('MA101'))),
    finding: 'one disposition', clause: 'L5' },
  { row: S, what: 'the MACR twice',
    mutate: (messages) => insertAfter(messages, sent('MACR', 'rp', 'mcc'), (each) => each),
    finding: 'one disposition', clause: 'L5' },
  { row: S, what: 'a code n/a for CB',
    mutate: (messages) => insertAfter(messages, sent('MACR', 'rp', 'mcc'), bytes(macr('MA118'))),
    finding: 'reason codes of the group', clause: 'L8' },
  { row: S, what: 'SMSO commands after hand-over',
    mutate: (messages) => insertAfter(messages, sent('MGF', '', 's1sp'), (each) => ({ ...command(messages), from: 'smso-CB', stamp: each.stamp })),
    finding: 'one master', clause: 'L6' },
  { row: S, what: 'DCC commands before hand-over',
    mutate: (messages) => insertAfter(messages, sent('MVF', '', 's1sp'), (each) => ({ ...command(messages), stamp: each.stamp })),
    finding: 'one master', clause: 'L6' },
  { row: S, what: 'a device command by the SMSO under DCC',
    mutate: (messages) => change(messages, sent('DEVICE_COMMAND'), reworded('DEVICE_COMMAND', { via: 'smso' })),
    finding: 'one master', clause: 'L6' },
  { row: S, what: 'a key rotated with one code',
    mutate: (messages) => change(messages, (each) => sent('WAN_COMMAND', 's1sp')(each) && text(each).includes('rotateKey'), reworded('WAN_COMMAND', { macS1sp: 'DDDD' })),
    finding: 'keyed commands carry both codes', clause: 'L7' },
  { row: S, what: 'a code the DCO never gave',
    mutate: (messages) => change(messages, (each) => sent('WAN_COMMAND', 's1sp')(each) && text(each).includes('rotateKey'), reworded('WAN_COMMAND', { macDco: 'EEEE' })),
    finding: 'keyed commands carry both codes', clause: 'L7' },
  { row: S, what: 'both halves sealed to the S1SP', mutate: all('MEF', refiled((file) => (file.type !== 'MEF' ? file : {
    ...file, installations: file.installations.map((each) => ({ ...each, devices: each.devices.map((one) => ({ ...one, dcoShare: { ...one.dcoShare, recipient: one.s1spShare.recipient } })) })),
  }))), finding: 'key halves are sealed apart', clause: 'L7' },
  { row: S, what: 'success in Report 1 only',
    mutate: (messages) => messages.map((each) => (each.type === 'MRR' && text(each).includes('Success') ? { ...each, body: mrr(6, ',,') } : each)),
    finding: 'S1MIG-006 successes equal S1MIG-001', clause: 'L10' },
  // Ladder
  { row: RESTORED, what: 'one attempt too few', mutate: () => timedOut('restored', 287).messages(), finding: 'sessions', clause: '3.1' },
  { row: RESTORED, what: 'one attempt too many', mutate: () => timedOut('restored', 289).messages(), finding: 'sessions', clause: '3.1' },
  { row: RESTORED, what: 'one attempt a minute late',
    mutate: () => timedOut('restored', 288, (attempt) => (attempt === 100 ? MINUTE : 0)).messages(),
    finding: 'sessions', clause: '3.1' },
  { row: '3.1-middle', what: 'an attempt too many', mutate: () => success(146).messages(), finding: 'sessions', clause: '3.1' },
  { row: '3.1-last', what: 'the last attempt a minute early',
    mutate: () => success(288, (attempt) => (attempt === 288 ? -MINUTE : 0)).messages(),
    finding: 'sessions', clause: '3.1' },
  { row: RESTORED, what: 'SIM back a minute early',
    mutate: (messages) => change(messages, sent('SIM_REQUEST', 's1sp'), later(-MINUTE)),
    finding: 'sim-back', clause: '2.6.2' },
  // Rollback
  { row: RESTORED, what: 'SIM not changed back',
    mutate: (messages) => drop(drop(messages, sent('SIM_REQUEST', 's1sp')), sent('SIM_RESPONSE', 'csp', 's1sp')),
    finding: 'sim-back', clause: '2.6.2 (1)' },
  { row: RESTORED, what: 'no audit file', mutate: without('AUDIT'), finding: 'audit', clause: '2.6.2 (2)' },
  { row: RESTORED, what: 'another step',
    mutate: all('SCF', (each) => ({ ...each, body: Buffer.from(text(each).replace('12.9.1.ET01', '12.9.5.DP01')) })),
    finding: 'scf', clause: '2.6.2 (3)' },
  { row: RESTORED, what: 'no rollback flag',
    mutate: all('SCF', refiled((file) => (file.type !== 'SCF' ? file : { ...file, installations: file.installations.map(({ rollbackRequired: _, ...each }) => each) }))),
    finding: 'scf', clause: '2.6.2 (3)' },
  { row: RESTORED, what: 'keys kept', mutate: without('KEY_DISCARDED'), finding: 'no half is kept after rollback', clause: 'L7' },
  { row: RESTORED, what: 'MA121 although there is contact', mutate: all('MACR', bytes(macr('MA121'))), finding: 'one reason code', clause: 'A-37' },
  { row: LOST, what: 'MA115 although there is no contact', mutate: all('MACR', bytes(macr('MA115'))), finding: 'macr', clause: 'A-37' },
  { row: LOST, what: 'both codes',
    mutate: (messages) => insertAfter(messages, sent('MACR', 'rp', 'mcc'), bytes(macr('MA115'))),
    finding: 'one disposition', clause: 'L5' },
  { row: RESTORED, what: 'not in Report 2',
    mutate: (messages) => messages.filter((each) => !(each.type === 'MRR' && text(each).includes('12.9.1.ET01'))),
    finding: 'report-2', clause: '2.6.2' },
  // Incidents
  { row: IN_TIME, what: 'no SSI', mutate: without('SSI_NOTIFICATION'), finding: 'ssi-raised', clause: '2.5.7' },
  { row: IN_TIME, what: 'assigned to the S1SP',
    mutate: (messages) => change(messages, sent('INCIDENT_RAISED'), reworded('INCIDENT_RAISED', { assignedTo: 's1sp-CB' })),
    finding: 'Incident INC-2-5-7', clause: '2.5.7' },
  { row: IN_TIME, what: 'raised to the RP',
    mutate: (messages) => change(messages, sent('INCIDENT_RAISED'), redirect('rp-CB')),
    finding: 'incident', clause: '2.5.7' },
  { row: IN_TIME, what: 'managed by the RP',
    mutate: (messages) => change(messages, sent('INCIDENT_ASSIGNED'), reworded('INCIDENT_ASSIGNED', { managedBy: 'rp-CB' })),
    finding: 'assigned', clause: '2.5.7' },
  { row: IN_TIME, what: 'resolved by another',
    mutate: (messages) => change(messages, sent('INCIDENT_RESOLVED'), (each) => ({ ...each, from: 's1sp-CB' })),
    finding: 'Incident INC-2-5-7', clause: '2.5.7' },
  { row: IN_TIME, what: 'never resolved', mutate: without('INCIDENT_RESOLVED'), finding: 'no open Incident', clause: 'L5' },
  { row: IN_TIME, what: 'MGF with the old counter',
    mutate: (messages) => messages.map((each) => (each.type === 'MGF' ? refiled((file) => ({ ...file, control: { ...file.control, counter: 1 } }))(each) : each)),
    finding: 'counters rise', clause: '4.5.6.3' },
  { row: IN_TIME, what: 'the S1SP goes on',
    mutate: (messages) => insertAfter(messages, sent('INCIDENT_ASSIGNED'), (each) => ({ ...command(messages), stamp: each.stamp })),
    finding: 'a file that failed is not processed', clause: '2.5.7' },
  { row: LATE, what: 'no failed SCF at the end of the window',
    mutate: (messages) => messages.filter((each) => !(each.type === 'SCF' && text(each).includes('X5.24'))),
    finding: 'scf-expired', clause: '5.24' },
  { row: LATE, what: 'the failed SCF too early',
    mutate: all('SCF', (each) => (text(each).includes('X5.24') ? later(-31 * MINUTE)(each) : each)),
    finding: 'scf-expired', clause: '5.24' },
  { row: LATE, what: 'a second hand-over',
    mutate: (messages) => insertAfter(messages, (each) => sent('MVF', '', 'rp')(each) && text(each).includes('CB-2'), (each) => ({ ...first(messages, 'HANDOVER_REQUEST'), stamp: each.stamp })),
    finding: 'no second hand-over', clause: '2.5.7 CB' },
  { row: LATE, what: 'the new MCF after the Migration Week',
    mutate: all('MCF', (each) => (text(each).includes('CB-2') ? later(5 * DAY)(each) : each)),
    finding: 'mcf-2', clause: '2.5.7 CB' },
  { row: LATE, what: 'the new MCF under the old header',
    mutate: (messages) => messages.map((each) => (text(each).includes('CB-2') && text(each).startsWith('<')
    ? refiled((file) => ({ ...file, header: decodeFile(first(messages, 'MCF').body).header }))(each) : each)), finding: 'mcf-2', clause: '2.5.7 CB' },
  { row: IN_TIME, what: 'an Incident that names no affected user, so nobody is told', mutate: (messages) => without('SSI_NOTIFICATION')(
    change(messages, sent('INCIDENT_RAISED'), reworded('INCIDENT_RAISED', { affectedUsers: [] }))), finding: 'Incident INC-2-5-7', clause: '2.5.7' },
  { row: EXPIRED, what: 'MA115 instead of MA101', mutate: all('MACR', bytes(macr('MA115'))), finding: 'macr', clause: '2.5.7' },
  { row: EXPIRED, what: 'a new MCF after all',
    mutate: (messages) => insertAfter(messages, sent('INCIDENT_RESOLVED'), (each) => ({ ...first(messages, 'MCF'), stamp: each.stamp })),
    finding: 'nothing more: no MCF', clause: '2.5.7' },
  { row: C4, what: 'MA115 instead of MA122', mutate: all('MACR', bytes(macr('MA115'))), finding: 'macr', clause: 'A-41' },
  { row: C4, what: 'requests go on',
    mutate: (messages) => insertAfter(messages, sent('INCIDENT_ASSIGNED'), (each) => ({ ...first(messages, 'COMMISSIONING_REQUEST'), stamp: each.stamp })),
    finding: 'CP stopped', clause: '2.7.5' },
  { row: C4, what: 'assigned to the DSP',
    mutate: (messages) => change(messages, sent('INCIDENT_RAISED'), reworded('INCIDENT_RAISED', { assignedTo: 'dsp' })),
    finding: 'incident', clause: '2.7.5' },
  { row: C4, what: 'no recovery attempt',
    mutate: (messages) => messages.filter((each) => each.type !== 'COMMISSIONING_REQUEST' || each.stamp.t < first(messages, 'INCIDENT_RESOLVED').stamp.t),
    finding: 'recovery', clause: '2.7.5' },
  { row: '2.7.5-C4-recovered', what: 'refused twice',
    mutate: (messages) => insertAfter(messages, (each) => sent('SERVICE_RESPONSE')(each) && text(each).includes('>C4<'), (each) => each),
    finding: 'refused', clause: '8.7-1' },
];

function text(envelope: Envelope): string {
  return Buffer.from(envelope.body).toString('utf8');
}
function first(messages: readonly Envelope[], type: string): Envelope {
  const found = messages.find((each) => each.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}
function command(messages: readonly Envelope[]): Envelope {
  return first(messages, 'WAN_COMMAND');
}

const ordered = (messages: readonly Envelope[]): readonly Envelope[] => [...messages].sort((a, b) => a.stamp.t - b.stamp.t || a.stamp.n - b.stamp.n);

describe('one change and the verdict fails with its clause', () => {
  for (const { row, what, mutate, finding, clause } of MUTANTS) {
    it(`${row}: ${what} -> ${finding} (${clause})`, () => {
      const verdict = judgedMessages(row, ordered(mutate(runOf(row))));
      expect(verdict.result, broken(verdict).join('\n')).toBe('fail');
      const named = verdict.findings.find((each) => each.expectation === finding && each.clause.includes(clause));
      expect(named?.result, broken(verdict).join('\n')).toBe('fail');
      expect(named?.detail).toBe(FOUND[`${row}: ${what}`]);
    });
  }
});

it('MEHRS 2.6.1: a system that is lost twice in one moment is no party that says something twice (Guide Table 5, emulator profile)', () => {
  const outage = (system: string) => (each: Envelope): Envelope => ({ ...each, from: 'world', to: 'dco', type: 'OUTAGE', key: system, body: encodeNotice<'OUTAGE'>({ system }) });
  const twice = [outage('processing'), outage('processing')].reduce((messages, lost) => insertAfter(messages, sent('MVF'), lost), runOf(S));
  expect(judgedMessages(S, ordered(twice)).findings.find(({ expectation }) => expectation === 'nothing is said twice at once')?.result).toBe('pass');
});
