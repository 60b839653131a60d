/** Law L5 on facts made by hand: how an Installation has ended, once, and what of it is still open (rulings ). */
import { describe, expect, it } from 'vitest';
import { disposition } from '../../harness/verdict/laws/disposition.ts';
import type { Witness } from '../../harness/verdict/world.ts';
import { made, said, type Made } from './made.ts';
import { SUBJECT } from './script.ts';

const HUB = { installationId: SUBJECT.id };
const rows = (row: object) => ({ rows: [{ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, ...row }] });
const mavr = (result: string): Made => ({ type: 'MAVR', from: 'rp-CB', to: 'mcc', content: rows({ result }) });
const macr = (reasonCode: string, more: Partial<Made> = {}, row: object = {}): Made =>
  ({ type: 'MACR', from: 'rp-CB', to: 'mcc', content: rows({ completionStatus: reasonCode === 'Success' ? 'Success' : 'Failure', reasonCode: reasonCode === 'Success' ? '' : reasonCode, ...row }), ...more });
const file = (type: 'MCF' | 'SCF' | 'COF', outcome?: string): Made => ({ type, from: 'rp-CB', to: 'cp', content: { installations: [{ ...HUB, outcome }] } });
const note = (type: Made['type'], content: object = {}): Made => ({ type, from: 'csp-CB', to: 'rp-CB', content: { ...HUB, ...content } });
const sim = (content: object = {}): Made => note('SIM_RESPONSE', { master: 'smso', result: 'done', ...content });
const contact = (what: string): Made => note('SMSO_CONTACT', { contact: what });
const decision = (what: string): Made => note('DORMANT_DECISION', { decision: what });
const [begun, accepted, rejected] = [file('MCF'), mavr('Accepted'), mavr('Rejected')];
const anew: Made = { ...begun, key: 'another set' };
const at = (minutes: number, fact: Made): Made => ({ ...fact, at: minutes });

const rowOf = (more: object = {}, commissioner = 'cp'): Partial<Witness> => ({ row: { disposition: 'x', openIncidents: [], conditions: { commissioner }, ...more } as never });
const DETAIL = 'one disposition';
/** All dispositions that are seen. */
const ends = (facts: readonly Made[], commissioner?: string): string | undefined => said(disposition, made(...facts), rowOf({}, commissioner))[DETAIL]?.replace(' seen, x expected', '');

describe('L5: how an Installation has ended', () => {
  it.each<[string, readonly Made[], string, string?]>([
    ['not at all', [], 'none'], ['not with an acceptance', [accepted], 'none'], ['with a rejection', [rejected], 'validation-rejected'], ['not with a Common File', [begun], 'none'],
    ['A-41: with a Commissioning File that failed', [begun, file('COF', 'Failure')], 'commissioning-failed'], ['with one that did not', [begun, file('COF', 'Success')], 'commissioned'],
    ['not with a Commissionable File where cp goes on', [begun, file('SCF', 'Success')], 'none'], ['1.3: but where the supplier does', [begun, file('SCF', 'Success')], 'commissioned', 'supplier'], ['and not where it failed', [begun, file('SCF', 'Failure')], 'none', 'supplier'],
    ['with a completion', [begun, macr('Success')], 'commissioned'], ['that says MA101', [begun, macr('MA101')], 'authorisation-expired'], ['MA121', [begun, macr('MA121')], 'replacement-considered'], ['MA122', [begun, macr('MA122')], 'commissioning-failed'],
    ['nothing (EA, EB)', [begun, macr('')], 'commissioning-failed'], ['anything else', [begun, macr('MA115')], 'not-migrated'],
    ['both ways', [begun, macr('MA101'), file('COF', 'Success')], 'authorisation-expired and commissioned'], ['the same way twice', [begun, file('COF', 'Success'), macr('Success')], 'commissioned'],
    ['about another home', [{ ...macr('MA101'), content: { rows: [{ mpan: 'another', completionStatus: 'Failure', reasonCode: 'MA101' }] } }], 'none'],
  ])('%s', (_what, facts, says, commissioner) => expect(ends(facts, commissioner)).toBe(says));

  it.each<[string, readonly Made[], string]>([
    ['2.6.2: the SMSO has the SIM back', [begun, sim(), macr('MA115')], 'returned-to-smso'], ['whenever it said so', [begun, macr('MA115'), sim()], 'returned-to-smso'],
    ['not the DCC', [begun, sim({ master: 'dcc' }), macr('MA115')], 'not-migrated'], ['not where the change failed', [begun, sim({ result: 'failed' }), macr('MA115')], 'not-migrated'],
    ['only a SIM is given back', [begun, note('SMSO_CONTACT', { contact: 'restored', master: 'smso', result: 'done' }), macr('MA115')], 'not-migrated'],
    ['2.6.5: nobody reaches the hub', [begun, sim(), contact('lost'), macr('MA115')], 'replacement-considered'], ['somebody does', [begun, sim(), contact('restored'), macr('MA115')], 'returned-to-smso'],
    ['it is the SMSO who loses contact', [begun, sim({ contact: 'lost' }), macr('MA115')], 'returned-to-smso'], ['2.6.6: nobody tries again', [begun, note('NO_REATTEMPT'), macr('MA115')], 'replacement-considered'],
    ['an attempt before this one', [sim(), begun, macr('MA115')], 'not-migrated'], ['in the moment this one began', [at(1, begun), at(1, sim()), at(2, macr('MA115'))], 'not-migrated'],
    ['no attempt at all', [sim(), macr('MA115')], 'returned-to-smso'], ['where its code says more', [begun, sim(), macr('MA101')], 'authorisation-expired'],
  ])('given back: %s', (_what, facts, says) => expect(ends(facts)).toBe(says));

  it.each<[string, readonly Made[], string]>([
    ['A-26: a new Common File', [begun, macr('MA101'), anew, file('COF', 'Success')], 'commissioned'], ['the same Common File again is none (MEHRS 2.4.3)', [begun, macr('MA101'), begun], 'authorisation-expired'], ['A-55: a new authorisation', [macr('MA101'), accepted, macr('MA122')], 'commissioning-failed'],
    ['one that is rejected', [macr('MA101'), rejected], 'authorisation-expired and validation-rejected'], ['in the very moment of the outcome', [at(1, begun), at(1, macr('MA101'))], 'authorisation-expired'],
    ['none', [macr('MA101'), macr('MA122', { to: 'bimi' })], 'authorisation-expired and commissioning-failed'],
    ['what is migrated stays so', [begun, file('COF', 'Success'), rejected], 'commissioned'], ['what is rejected and then migrated', [rejected, file('COF', 'Success')], 'validation-rejected and commissioned'],
  ])('a new attempt: %s', (_what, facts, says) => expect(ends(facts)).toBe(says));

  it.each<[string, readonly Made[], string]>([
    ['A-43: a faulty device, however it failed', [begun, macr('MA115'), note('FAULTY_DEVICE')], 'faulty-device'], ['not one that is commissioned', [begun, macr('Success'), note('FAULTY_DEVICE')], 'commissioned'],
    ['A-42: not rescheduled, however it failed', [begun, macr('MA115'), decision('notRescheduled')], 'not-rescheduled'], ['rescheduled', [begun, macr('MA115'), decision('rescheduled')], 'not-migrated'],
    ['not one that is commissioned', [begun, macr('Success'), decision('notRescheduled')], 'commissioned'], ['decided of another', [macr('MA115'), { ...decision('notRescheduled'), content: { installationId: 'I0002', decision: 'notRescheduled' } }], 'not-migrated'],
    ['faulty and not rescheduled', [decision('notRescheduled'), note('FAULTY_DEVICE')], 'faulty-device'],
  ])('given up: %s', (_what, facts, says) => expect(ends(facts)).toBe(says));

  it('is what the row says, and shown where it was first seen', () => {
    const judged = (facts: readonly Made[], wanted: string) => {
      const all = made(...facts);
      const [first] = disposition({ facts: all, subject: SUBJECT, ...rowOf({ disposition: wanted }) } as unknown as Witness);
      return [first?.detail, first?.result, first?.clause, first?.stamps?.map(({ t }) => t / 60_000)];
    };
    expect(judged([begun, file('COF', 'Success'), macr('Success')], 'commissioned')).toEqual(['holds', 'pass', 'L5', [1]]);
    expect(judged([begun, file('COF', 'Success')], 'not-migrated')).toEqual(['commissioned seen, not-migrated expected', 'fail', 'L5', [1]]);
    expect(judged([begun, file('COF', 'Success'), macr('MA101')], 'commissioned')).toEqual(['commissioned and authorisation-expired seen, commissioned expected', 'fail', 'L5', [1, 2]]);
    expect(judged([note('FAULTY_DEVICE'), note('FAULTY_DEVICE')], 'faulty-device')).toEqual(['holds', 'pass', 'L5', [1]]);
    expect(judged([decision('notRescheduled'), decision('notRescheduled'), decision('rescheduled')], 'not-rescheduled')).toEqual(['holds', 'pass', 'L5', [1]]);
    expect(judged([], 'commissioned')).toEqual(['none seen, commissioned expected', 'fail', 'L5', []]);
  });
});

describe('L5: the Completion Response is the last word', () => {
  const again = 'a second completion for the same attempt to mcc';
  it.each<[string, readonly Made[], string]>([
    ['once to each', [begun, macr('MA101'), macr('MA101', { to: 'bimi' })], 'holds'], ['twice to one', [begun, macr('MA101'), macr('MA101')], again], ['three times', [begun, macr('MA101'), macr('MA101'), macr('MA101')], `${again}; ${again}`],
    ['once for each fuel', [begun, macr('MA101', {}, { mprn: '' }), macr('MA101', {}, { mpan: '' })], 'holds'], ['once for electricity and for both', [begun, macr('MA101', {}, { mprn: '' }), macr('MA101')], 'holds'], ['once for gas and for both', [begun, macr('MA101', {}, { mpan: '' }), macr('MA101')], 'holds'],
    ['once in each attempt', [begun, macr('MA101'), anew, macr('MA101')], 'holds'], ['twice though its Common File came again', [begun, macr('MA101'), begun, macr('MA101')], again], ['twice before this attempt', [macr('MA101'), macr('MA101'), begun, macr('MA101')], 'holds'], ['no attempt being known', [macr('MA101'), macr('MA101')], again],
    ['as this attempt begins', [at(1, begun), at(1, macr('MA101')), at(1, macr('MA101'))], 'holds'],
  ])('%s', (_what, facts, says) => expect(said(disposition, made(...facts), rowOf({ disposition: 'authorisation-expired' }))[DETAIL]).toBe(says));
});

describe('L5: no Incident is open that the row does not name', () => {
  const of = (kind: 'incident' | 'serviceRequest', type: Made['type'], id: string, section = '2.5.7'): Made => {
    const ticket = { installationIds: [SUBJECT.id], section };
    return { type, from: 's1sp-CB', to: 'mcc', content: { [`${kind}Id`]: id, section, [kind]: ticket } };
  };
  const [raised, resolved] = [of('incident', 'INCIDENT_RAISED', 'I'), of('incident', 'INCIDENT_RESOLVED', 'I')];
  const [asked, done] = [of('serviceRequest', 'SERVICE_REQUEST_RAISED', 'R', '2.5.9'), of('serviceRequest', 'SERVICE_REQUEST_RESOLVED', 'R', '2.5.9')];
  const law = (facts: readonly Made[], openIncidents: readonly string[] = []): string | undefined => said(disposition, made(...facts), rowOf({ openIncidents }))['no open Incident'];
  it.each<[string, readonly Made[], string, (readonly string[])?]>([
    ['none', [], 'holds'], ['one that is resolved', [raised, resolved], 'holds'], ['one that is not', [raised], 'I of MEHRS 2.5.7 is open'], ['one that is only closed', [raised, of('incident', 'INCIDENT_CLOSED', 'I')], 'I of MEHRS 2.5.7 is open'],
    ['another is resolved', [raised, of('incident', 'INCIDENT_RESOLVED', 'J')], 'I of MEHRS 2.5.7 is open'], ['the row names it', [raised], 'holds', ['2.6.1', '2.5.7']], ['the row names another', [raised], 'I of MEHRS 2.5.7 is open', ['2.6.1']],
    ['a Service Request', [asked], 'R of MEHRS 2.5.9 is open'], ['that is done', [asked, done], 'holds'], ['that is updated', [asked, of('serviceRequest', 'SERVICE_REQUEST_UPDATE', 'R')], 'R of MEHRS 2.5.9 is open'], ['and an Incident', [raised, asked], 'I of MEHRS 2.5.7 is open; R of MEHRS 2.5.9 is open'],
    ['one about another home', [{ ...raised, content: { ...raised.content, incident: { installationIds: ['I0002'] } } }], 'holds'],
  ])('%s', (_what, facts, says, named) => expect(law(facts, named)).toBe(says));
});
