/** Who may say what (H6, law L2): a message from somebody who may not send it, or about what nobody knows of, is refused with the reason and changes nothing. */
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { encodeNotice, type Incident } from '../../protocol/messages/notices.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { HOUR } from '../../protocol/time.ts';
import { HAPPY, SUBJECT, firstOf, runOf } from '../world/support.ts';
import { alone, mailboxOf } from './alone.ts';

const ID = SUBJECT.id;
const HUB = SUBJECT.devices.find(({ deviceType }) => deviceType === 'CHF')!.deviceId;
const SET = 'CB-20201109-CP-1';
const update = encodeNotice<'INCIDENT_UPDATE'>({ incidentId: 'INC-1', at: 0, news: 'n', installationIds: [], affectedUsers: [] });
const held = encodeNotice<'GROUP_FILES_HELD'>({ migrationSetId: SET, groupId: 'CB', installationIds: [ID], fileSetClosesAt: 1, expectedAt: 1 });

type Letter = readonly [to: string, type: MessageType, from: string, key: string, body: Uint8Array];

const given = async (...letters: readonly Letter[]): Promise<readonly string[]> => {
  const { world } = await runOf(HAPPY);
  const to = letters[0]![0];
  const party = alone(world, to);
  party.upTo({ t: world.startAt + HOUR, n: 0 });
  const before = party.photograph();
  letters.forEach(([at, type, from, key, body], index) => {
    const envelope: Envelope = { run: world.options.run, from, to: at, type, key, seq: index + 1, stamp: { t: world.startAt + HOUR, n: index + 1 }, body };
    party.deliver([envelope]);
  });
  if (letters.length === 1) expect(party.photograph()).toBe(before);
  return party.record.refusals.map(({ reason }) => reason);
};

describe('a message is refused', () => {
  it.each<readonly [string, RegExp, Letter]>([
    ['news of an Incident nobody raised', /^no Incident INC-1$/, ['mcc', 'INCIDENT_UPDATE', 'rp-CB', 'INC-1', update]],
    ['Group Files held up, of another cohort', /^GROUP_FILES_HELD from rp-EA$/, ['mcc', 'GROUP_FILES_HELD', 'rp-EA', SET, held]],
    ['a Migration Summary Report of no Requesting Party', /^MSR from s1sp-CB$/, ['mcc', 'MSR', 's1sp-CB', 'MSR_SUPA_CB_20201103', new Uint8Array()]],
    ['what is not viable, of another cohort', /^NOT_VIABLE from s1sp-EA$/, ['mcc', 'NOT_VIABLE', 's1sp-EA', ID, encodeNotice<'NOT_VIABLE'>({ migrationSetId: SET, groupId: 'CB', installationId: ID, failedStepNumber: 'X5.25-01', detail: 'd' })]],
    ['a Service Request nobody raised', /^no Service Request SR-1 is open$/, ['mcc', 'SERVICE_REQUEST_RESOLVED', 'rp-CB', 'SR-1', encodeNotice<'SERVICE_REQUEST_RESOLVED'>({ serviceRequestId: 'SR-1', resolvedAt: 1, resolution: 'r' } as never)]],
    ['an outage that nobody but the world brings', /^mcc takes no system down$/, ['dco', 'OUTAGE', 'mcc', 'processing', encodeNotice<'OUTAGE'>({ system: 'processing' })]],
    ['an outage of what it has not', /^no system "groupFiles" here$/, ['dco', 'OUTAGE', 'world', 'groupFiles', encodeNotice<'OUTAGE'>({ system: 'groupFiles' })]],
    ['an outage outside that is none', /^no system commonFile$/, ['smso-CB', 'OUTAGE', 'world', 'commonFile', encodeNotice<'OUTAGE'>({ system: 'commonFile' })]],
    ['an instruction of somebody else\'s', /^MCC_INSTRUCTION from rp-CB$/, ['s1sp-CB', 'MCC_INSTRUCTION', 'rp-CB', SET, encodeNotice<'MCC_INSTRUCTION'>({ migrationSetId: SET, installationIds: [ID], instruction: 'newMcf' })]],
    ['what befalls a home, told by a party', /^smso-CB is not the environment$/, ['devices', 'ENVIRONMENT', 'smso-CB', ID, encodeNotice<'ENVIRONMENT'>({ installationId: ID, deviceId: HUB, change: 'coverageLost' })]],
    ['a check of an account it has not', /^no account I9999$/, ['smso-CB', 'PRECHECK_REQUEST', 'rp-CB', 'I9999', encodeNotice<'PRECHECK_REQUEST'>({ installationId: 'I9999', day: '2020-11-09' })]],
    ['a SIM given away by who does not have it', /^smso-CB may not give the SIM to smso$/, ['csp-CB', 'SIM_REQUEST', 'smso-CB', ID, encodeNotice<'SIM_REQUEST'>({ installationId: ID, imsi: SUBJECT.imsi, master: 'smso', apn: 'X-dcc' })]],
    ['a Group File that is told of, for a set nobody has', /^no set NO-SET$/, ['rp-CB', 'MCC_INSTRUCTION', 'mcc', 'NO-SET', encodeNotice<'MCC_INSTRUCTION'>({ migrationSetId: 'NO-SET', installationIds: [ID], instruction: 'newMcf' })]],
    ['an instruction to the Requesting Party of somebody else\'s', /^MCC_INSTRUCTION from s1sp-CB$/, ['rp-CB', 'MCC_INSTRUCTION', 's1sp-CB', SET, encodeNotice<'MCC_INSTRUCTION'>({ migrationSetId: SET, installationIds: [ID], instruction: 'newMcf' })]],
    ['a type it expects from nobody', /./, ['networkOperator-EDA', 'MCF', 'rp-CB', SET, new Uint8Array()]],
  ])('%s', async (_what, reason, letter) => {
    expect(await given(letter)).toEqual([expect.stringMatching(reason)]);
  });

  it('news of an Incident by somebody it is nothing to', async () => {
    const incident: Incident = { incidentId: 'INC-1', section: '2.4.1', raisedBy: 'rp-CB', assignedTo: 'rp-CB', severity: 2, raisedAt: 0, targetResolutionAt: 1, installationIds: [ID], failed: 'f', detail: 'd', affectedUsers: ['SUPA'] };
    const raised: Letter = ['mcc', 'INCIDENT_RAISED', 'rp-CB', 'INC-1', encodeNotice<'INCIDENT_RAISED'>(incident)];
    expect(await given(raised, ['mcc', 'INCIDENT_UPDATE', 'dco', 'INC-1', update])).toEqual(['news about INC-1 from dco']);
    expect(await given(raised, ['mcc', 'INCIDENT_UPDATE', 'rp-CB', 'INC-1', update])).toEqual([]);
  });
});

describe('what has been dealt with is not dealt with again, whatever its number on the way', () => {
  /** The first message of a type once more, when everything is over. */
  const again = async (to: string, type: MessageType, change: (message: Envelope) => Envelope = (message) => message): Promise<readonly string[]> => {
    const { world, messages } = await runOf(HAPPY);
    const party = alone(world, to);
    for (const group of mailboxOf(messages, to)) party.deliver(group);
    party.finish();
    const first = firstOf(messages.filter((each) => each.to === to && each.type === type));
    const last = Math.max(...messages.filter((each) => each.to === to && each.from === first.from).map(({ seq }) => seq));
    expect(party.record.refusals).toEqual([]);
    party.deliver([{ ...change(first), seq: last + 1, stamp: { t: world.endAt + 1, n: 0 } }]);
    return party.record.refusals.map(({ reason }) => reason);
  };
  it.each([
    ['csp-CB', 'WAN_COMMAND', /is no later than the last command$/], ['dsp', 'COMMISSIONING_REQUEST', /is no later than the last request$/], ['cp', 'SERVICE_RESPONSE', /^answer to \S+:1, which is not waited for$/],
    ['s1sp-CB', 'WAN_RESULT', /^result of s1sp-CB-1, which is not waited for$/], ['s1sp-CB', 'KEY_RESPONSE', /^key response to s1sp-CB-2, which is not waited for$/], ['csp-CB', 'DEVICE_RESULT', /^answer to SIM-1, which is not waited for$/],
  ] as const)('%s %s', async (to, type, reason) => {
    expect(await again(to, type)).toEqual([expect.stringMatching(reason)]);
  });
});

describe('what is for others is not heard', () => {
  /** A message of the run, given to somebody else by its sender. */
  const misdirected = async (isMeant: (message: Envelope) => boolean, to: string): Promise<readonly string[]> => {
    const { messages } = await runOf(HAPPY);
    const { type, from, key, body } = firstOf(messages.filter(isMeant));
    return given([to, type, from, key, body]);
  };
  const alert = (code: string) => ({ type, from, body }: Envelope): boolean => type === 'ALERT' && from === 'dsp' && Buffer.from(body).includes(code);
  it.each<readonly [string, (message: Envelope) => boolean, string, RegExp]>([
    ['N16 at a supplier', alert('>N16<'), 'supplier-SUPA', /^N16 is for Network Operators$/], ['N42 at another supplier', alert('>N42<'), 'supplier-SUPB', /^alert about a device that is not ours: /], ['N55 at another supplier', alert('>N55<'), 'supplier-SUPB', /^alert about a device that is not ours: /],
    ['N55 at a Network Operator', alert('>N55<'), 'networkOperator-EDB', /^N55 is for suppliers$/], ['an answer about a hub nobody works on', ({ type }) => type === 'CHF_RESPONSE', 's1sp-CB', new RegExp(`^no work on ${ID}$`)],
  ])('%s', async (_what, isMeant, to, reason) => expect(await misdirected(isMeant, to)).toEqual([expect.stringMatching(reason)]));
});
