/** What a party keeps of what it has heard, and what it makes of it: one function at a time, on records made by hand. */
import { describe, expect, it } from 'vitest';
import { readSmsoContact } from '../../actors/rp/contact.ts';
import { hasMa106 } from '../../actors/rp/completions.ts';
import { expiredReason, strike } from '../../actors/rp/precheck.ts';
import { readCheck } from '../../actors/smso/precheck.ts';
import { dormantPerDay } from '../../actors/mcc/schedule.ts';
import { isLocked } from '../../actors/shared/vault.ts';
import type { Context } from '../../actors/runtime/party.ts';
import { Store } from '../../actors/runtime/store.ts';
import { generateEstate } from '../../harness/estate/index.ts';
import { GROUP_IDS } from '../../protocol/domain.ts';
import { londonTime } from '../../protocol/time.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';

const ID = 'I0001';
const KEY = `${ID}/2020-11-09`;

/** As much of a party as these functions look at. */
const party = <Tables extends object>(tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Context<Tables> => {
  const store = new Store<Tables>(Object.entries(tables).map(([name, records]) => [name, new Map(Object.entries(records))] as const));
  return { store, ruleSet: RULE_SETS['v3.1'] } as unknown as Context<Tables>;
};
const kept = ({ store }: Context<object>, table: string): Readonly<Record<string, unknown>> => Object.fromEntries((store as unknown as Store<Record<string, unknown>>).entries(table));

describe('MEHRS 2.6.6: the SMSO tells whether it reaches a hub that was given back', () => {
  const told = (withDcc: boolean, contact: 'restored' | 'lost') => {
    const context = party({ authorised: { [KEY]: { withDcc, cleared: true } }, current: { [ID]: KEY } });
    const envelope = { key: ID, body: encodeNotice<'SMSO_CONTACT'>({ installationId: ID, contact }) };
    return { events: readSmsoContact(envelope as never, context as never), kept: kept(context, 'authorised') };
  };
  it.each([['restored', 'CONTACT_RESTORED'], ['lost', 'CONTACT_LOST']] as const)('%s: it is the SMSO\'s again', (contact, type) => {
    expect(told(true, contact)).toEqual({ events: [{ machine: 'rp.installation', key: KEY, event: { type } }], kept: { [KEY]: { withDcc: false, cleared: true } } });
  });
  it('of one that was never handed over it is filed and nothing more', () => {
    expect(told(false, 'restored')).toEqual({ events: [{ machine: 'rp.library', key: ID, event: { type: 'FILED' } }], kept: { [KEY]: { withDcc: false, cleared: true } } });
  });
});

describe('ruling A-43: the same of the two codes three times running', () => {
  const FAULTY = [{ machine: 'rp.triage', key: ID, event: { type: 'FAULTY' } }];
  const struck = (...codes: readonly string[]) => {
    const context = party({ strikes: {} });
    const events = codes.map((code) => strike(ID, code, context as never));
    return { last: events.at(-1), earlier: events.slice(0, -1).flat(), kept: kept(context, 'strikes') };
  };
  it.each(['MA534', 'MA535'])('%s', (code) => {
    expect(struck(code, code, code)).toEqual({ last: FAULTY, earlier: [], kept: { [ID]: { reasonCode: code, attempts: 3 } } });
    expect(struck(code, code)).toEqual({ last: [], earlier: [], kept: { [ID]: { reasonCode: code, attempts: 2 } } });
  });
  it('not the one and then the other', () => expect(struck('MA534', 'MA534', 'MA535')).toEqual({ last: [], earlier: [], kept: { [ID]: { reasonCode: 'MA535', attempts: 1 } } }));
  it('any other outcome begins anew', () => {
    expect(struck('MA534', 'MA534', 'MA115')).toEqual({ last: [], earlier: [], kept: {} });
    expect(struck('MA534', 'MA534', '', 'MA534')).toEqual({ last: [], earlier: [], kept: { [ID]: { reasonCode: 'MA534', attempts: 1 } } });
  });
  it('of each Installation for itself', () => {
    const context = party({ strikes: { other: { reasonCode: 'MA534', attempts: 2 } } });
    expect(strike(ID, 'MA534', context as never)).toEqual([]);
  });
});

describe('MA531, ruling A-17: an authorisation that ran out while its supplier was disabled', () => {
  const reason = (groupId: string, enabled: boolean, gas?: object): string => expiredReason(KEY, 'otherwise', party({
    authorised: { [KEY]: { installationId: ID } }, accounts: { [ID]: { groupId, electricity: { supplier: 'SUPA' }, gas } }, migration: { SUPA: { enabled }, SUPB: { enabled: false } },
  }) as never);
  it('is told of DA alone', () => expect([reason('DA', false), reason('DA', true), reason('CB', false), reason('CB', true)]).toEqual(['MA531', 'otherwise', 'otherwise', 'otherwise']));
  it('of either supplier', () => expect([reason('DA', true, { supplier: 'SUPB' }), reason('DA', true, { supplier: 'SUPC' })]).toEqual(['MA531', 'otherwise']));
});

describe('MEHRS 2.6.6: a key store', () => {
  it('is locked when it is said to be', () => expect([isLocked(party({ vault: { keys: { locked: true } } })), isLocked(party({ vault: { keys: { locked: false } } })), isLocked(party({}))]).toEqual([true, false, false]));
});

describe('Guide 4.5.3: Dormant Installations count first against the capacity of a day', () => {
  const WEEK = '2020-11-09';
  const { installations } = generateEstate({ seed: '7', installations: 3, groups: ['CB'], shape: 'electricity-dormant' });
  const dormant = Object.fromEntries(installations.map((each) => [each.id, each]));
  const inWeek = Object.fromEntries(installations.map(({ id }) => [id, WEEK]));
  const days = (schedules: object, scheduledFor: object = inWeek): object => dormantPerDay('CB', WEEK, party({ dormant, schedules: schedules as never, scheduledFor: scheduledFor as never }) as never);
  const own = { smso: 'CB', migrationWeek: WEEK };
  it('of the SMSO and the week, where they are planned', () => {
    expect(Object.values(days({ a: own })).reduce((sum: number, each) => sum + (each as number), 0)).toBe(3);
    expect([days({}), days({ a: { ...own, smso: 'EA' } }), days({ a: { ...own, migrationWeek: '2020-11-16' } }), days({ a: { smso: 'EA', migrationWeek: '2020-11-16' } })]).toEqual([{}, {}, {}, {}]);
    expect(days({ a: { ...own, smso: 'EA' }, b: own })).not.toEqual({});
  });
  it('and no others', () => {
    const [first, ...others] = installations;
    expect(Object.values(days({ a: own }, { [first!.id]: WEEK, ...Object.fromEntries(others.map(({ id }) => [id, '2020-11-16'])) }))).toEqual([1]);
  });
});

describe('Table A.1, MA106: another authorisation is waited for', () => {
  it('where the table has the code', () => expect(GROUP_IDS.filter((each) => hasMa106(each))).toEqual(['AA', 'BA', 'CA', 'DA']));
});

describe('MEHRS 2.4.2, TMAD 16.9: what the SMSO makes of an answer of a meter', () => {
  const TRIED = { meter: 'ESME', deviceId: 'D1' } as const;
  const answer = (step: string, result: string, { commandId = 'C1', date = '2020-11-09', from = null as string | null, tables = {} as object } = {}) => {
    const context = { ...party({ prechecks: { [ID]: { day: '2020-11-09', steps: [{ ...TRIED, step }, { ...TRIED, step: 'addCredit' }], commandId: 'C1', detail: '' } }, ...(tables as Record<string, Record<string, unknown>>) }), now: londonTime(date, '12:00') };
    const events = readCheck({ installationId: ID, commandId, result, payload: Buffer.from('credit').toString('base64') } as never, { ...context, ruleSet: { ...RULE_SETS['v3.1'], busyCodesFrom: from } } as never);
    return { events, kept: kept(context, 'prechecks')[ID], context };
  };
  const failed = (code: string) => [{ machine: 'smso.precheck', key: ID, event: { type: 'STEP_FAILED', failed: code } }];
  it.each([
    ['readPaymentMode', 'unreachable', '16.9.1.ET01.1'], ['setVendLimit', 'failed', '16.9.1.ET01.2'], ['addCredit', 'failed', '16.9.1.ET01.4'],
    ['configure', 'unreachable', 'MA523'], ['configure', 'failed', 'MA533'], ['configure', 'notPermitted', 'MA999'], ['addCredit', 'notPermitted', 'MA999'],
  ])('%s %s: %s', (step, result, code) => {
    const { events, kept: after } = answer(step, result);
    expect(events).toEqual(failed(code));
    expect(after).toMatchObject({ commandId: '', detail: `ESME: ${step}: ${result}`, steps: [{ step }, { step: 'addCredit' }] });
  });
  it.each([['busy', 'MA534'], ['wrongMode', 'MA535']])('%s has a code of its own from its day on', (result, code) => {
    const at = (date: string, from: string | null) => answer('addCredit', result, { date, from }).events;
    expect([at('2022-05-24', '2022-05-24'), at('2022-05-23', '2022-05-24'), at('2022-05-24', null)]).toEqual([failed(code), failed('MA999'), failed('MA999')]);
  });
  it('it goes on to the next step where it was answered, and keeps what it was told', () => {
    const { events, kept: after, context } = answer('readPaymentMode', 'answered');
    expect(events).toEqual([{ machine: 'smso.precheck', key: ID, event: { type: 'COMMAND_DONE' } }]);
    expect(after).toMatchObject({ commandId: '', steps: [{ step: 'addCredit' }] });
    expect(kept(context, 'prepayFlags')).toEqual({ D1: { locked: false, flag: 'credit' } });
    expect(kept(answer('readPaymentMode', 'answered', { tables: { prepayFlags: { D1: { locked: true, flag: 'old' } } } }).context, 'prepayFlags')).toEqual({ D1: { locked: true, flag: 'old' } });
    expect(kept(answer('addCredit', 'answered').context, 'prepayFlags')).toEqual({});
  });
  it('what was pending is pending no more', () => {
    const tables = { pending: { [ID]: { settings: ['tariff', 'limit'] } } };
    expect(kept(answer('configure', 'answered', { tables }).context, 'pending')).toEqual({ [ID]: { settings: ['limit'] } });
    expect(kept(answer('addCredit', 'answered', { tables }).context, 'pending')).toEqual(tables.pending);
  });
  it('an answer to another command, or to nothing, is nothing', () => {
    expect(answer('addCredit', 'failed', { commandId: 'C0' }).events).toBeUndefined();
    const none = (prechecks: object): unknown => readCheck({ installationId: ID, commandId: '', result: 'failed', payload: '' } as never, party({ prechecks: prechecks as never }) as never);
    expect([none({}), none({ [ID]: { day: '', steps: [], commandId: '', detail: '' } })]).toEqual([undefined, undefined]);
  });
});
