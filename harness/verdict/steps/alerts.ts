/**
 * What a Commissioning Request brings about is told to whom it concerns as it is answered (Guide 4.5.6.2, Table 5 step 21): N16 to the
 * Network Operator whose MPxN is associated, N42 to whose credentials are placed, and N55, or what its DUIS version has in its place
 * (ruling A-49), to the supplier of each Device that is commissioned.
 */
import type { Estate } from '../../../protocol/domain.ts';
import { roleOf } from '../../../protocol/domain.ts';
import { WHOSE, type Fact } from '../facts.ts';
import { textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

interface Due {
  readonly what: 'N16' | 'N42' | 'N55';
  readonly to: string;
  readonly deviceId: string;
}

/** Devices that a join commissions; IHDs are not (TMAD Table 6.3; emulator profile). */
const COMMISSIONED_BY_JOINING: readonly string[] = ['PPMID', 'GPF'];

const dueOf = (response: Fact, types: ReadonlyMap<string, string>): Due | undefined => {
  const { content } = response;
  if (textAt(content, 'responseCode') !== 'I0') return undefined;
  const [target, subject] = [textAt(content, 'request.target'), textAt(content, 'request.body.deviceId')];
  const joined = textAt(content, 'request.body.otherDeviceId');
  switch (textAt(content, 'request.body.kind')) {
    case 'updateHanDeviceLog': return ['ESME', 'GSME'].includes(types.get(subject) ?? '') ? { what: 'N16', to: 'networkOperator', deviceId: subject } : undefined;
    case 'handover': return { what: 'N42', to: WHOSE[textAt(content, 'request.body.remotePartyRole')] ?? '', deviceId: target };
    case 'commissionDevice': return { what: 'N55', to: 'supplier', deviceId: target };
    case 'joinService': return COMMISSIONED_BY_JOINING.includes(types.get(joined) ?? '') ? { what: 'N55', to: 'supplier', deviceId: joined } : undefined;
    case 'updateInventory': return { what: 'N55', to: 'supplier', deviceId: subject };
    default: return undefined;
  }
};

const codeOf = ({ content }: Fact): string => (textAt(content, 'undelivered') || textAt(content, 'code'));
const deviceOf = ({ content }: Fact): string => textAt(content, 'alert.deviceId') || textAt(content, 'deviceId');

const typesIn = ({ installations }: Estate): ReadonlyMap<string, string> => new Map(installations.flatMap(({ devices }) => devices.map(({ deviceId, deviceType }) => [deviceId, deviceType] as const)));

export const alerts: Law = ({ facts, observed }) => {
  const types = typesIn(observed.estate);
  const told = new Map<string, Fact[]>();
  for (const each of facts) {
    if (each.type !== 'ALERT' || each.from !== 'dsp' || each.unreadable !== undefined) continue;
    const name = `${codeOf(each)} ${deviceOf(each)} ${roleOf(each.to)}`;
    told.set(name, [...(told.get(name) ?? []), each]);
  }
  const owed = new Map<string, Fact[]>();
  for (const each of facts) {
    const due = ['SERVICE_RESPONSE', 'CHF_RESPONSE'].includes(each.type) && each.unreadable === undefined ? dueOf(each, types) : undefined;
    if (due === undefined) continue;
    const name = `${due.what} ${due.deviceId} ${due.to}`;
    owed.set(name, [...(owed.get(name) ?? []), each]);
  }
  const absent = [...owed].flatMap(([name, causes]) => {
    const found = told.get(name) ?? [];
    // A Device that joins twice, or is set up anew, need not be told of again.
    const isThere = name.startsWith('N55') ? found.length > 0 : causes.every(({ stamp }) => found.some((each) => each.stamp.t === stamp.t));
    return isThere ? [] : [{ detail: `no ${name}`, stamp: (causes[0] as Fact).stamp }];
  });
  const groundless = [...told].filter(([name]) => /^N(16|42|55) /.test(name) && !owed.has(name)).map(([name, [first]]) => ({ detail: `${name} without a reason`, stamp: (first as Fact).stamp }));
  return [ruling('who is concerned is alerted', 'Guide 4.5.6.2; ruling A-49', [...absent, ...groundless])];
};
