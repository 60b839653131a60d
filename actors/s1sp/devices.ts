/** The S1SP at work on devices: sessions, tests, key rotation under dual control, rollback (Guide steps 15-17; MEHRS 2.6.2-2.6.6). */
import { device, type DeviceType, type Eui64 } from '../../protocol/domain.ts';
import { checkDevice, deviceFactsIn } from '../../protocol/checks/deviceTests.ts';
import { isCritical } from '../../protocol/mehrs/parameters/deviceTests.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice, type WanCommand } from '../../protocol/messages/notices.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { STEP } from '../../protocol/mehrs/parameters/steps.ts';
import { commandMac, wrapHalf } from '../../protocol/security/dualControl.ts';
import { derive } from '../../protocol/security/seed.ts';
import { defined } from '../../protocol/defined.ts';
import { openPayload, writePayload } from '../shared/deviceCommand.ts';
import { withoutHalvesOf } from '../shared/files.ts';
import { joined } from '../shared/parts.ts';
import { deletionFailed, isLocked } from '../shared/vault.ts';
import { Refusal, eventsFor, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import type { S1spTables, Work } from './tables.ts';

type S1sp = Context<S1spTables>;

/** Keys are replaced on the gas meter first (MEHRS 3.3.1 has that order for DA; for the others it is emulator profile). */
const ROTATION_ORDER: readonly DeviceType[] = ['GSME', 'ESME'];

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');

const hubOf = ({ entry }: Work): Eui64 => required(device(entry, 'CHF'), `Communications Hub of ${entry.installationId}`).deviceId;

/** Devices without a key of their own are commanded under the electricity meter's. */
const keyHolder = ({ entry, halves }: Work, deviceId: Eui64): Eui64 => (halves[deviceId] === undefined ? (device(entry, 'ESME')?.deviceId ?? deviceId) : deviceId);

const halfOf = (work: Work, deviceId: Eui64): Uint8Array => bytes(required(work.halves[keyHolder(work, deviceId)], `key half for ${deviceId}`));

const wan = (work: Work, command: Omit<WanCommand, 'installationId'>): Rendered => ({
  send: [{ key: work.installationId, body: encodeNotice<'WAN_COMMAND'>({ installationId: work.installationId, ...command }) }],
});

export const askViability = (key: string, { store }: S1sp): Rendered => {
  const { setId, installationId } = store.need('works', key);
  store.put('asked', installationId, key);
  return { send: [{ key: installationId, body: encodeNotice<'VIABILITY_REQUEST'>({ migrationSetId: setId, installationId }) }] };
};

export const openSession = (key: string, { store, address }: S1sp): Rendered => {
  const work = store.need('works', key);
  const commandId = `${address}-${store.next('command')}`;
  store.put('works', key, { ...work, command: { commandId, payload: '' } });
  return wan(work, { deviceId: hubOf(work), commandId, kind: 'openSession', payload: '' });
};

/** All devices, hub first: "a raft of tests on each of the Devices". */
export const beginTests = (key: string, { store }: S1sp): Rendered => {
  const work = store.need('works', key);
  store.put('works', key, { ...work, phase: 'test', queue: work.entry.devices.map(({ deviceId }) => deviceId) });
  return {};
};

export const beginRotation = (key: string, { store }: S1sp): Rendered => {
  const work = store.need('works', key);
  const queue = ROTATION_ORDER.flatMap((type) => device(work.entry, type)?.deviceId ?? []).filter((deviceId) => work.halves[deviceId] !== undefined);
  store.put('works', key, { ...work, phase: 'rotateKey', queue });
  return {};
};

const present = ({ queue, installationId }: Work): Eui64 => required(queue[0], `device left to command in ${installationId}`);

/** Asks the DCO for its code over the command, and in a rotation for its new half. */
export const requestKey = (key: string, { store, address, seed }: S1sp): Rendered => {
  const work = store.need('works', key);
  const deviceId = present(work);
  const commandId = `${address}-${store.next('command')}`;
  const newHalf = work.phase === 'rotateKey' ? derive(seed, `new half ${address} ${commandId}`, 32) : undefined;
  const wrappedS1sp = newHalf === undefined ? undefined : base64(wrapHalf(halfOf(work, deviceId), newHalf, commandId));
  const payload = base64(writePayload({ kind: work.phase, deviceId, commandId, wrappedS1sp }));
  store.put('works', key, { ...work, command: { commandId, payload, ...defined({ newHalf: newHalf && base64(newHalf) }) } });
  const { installationId, setId } = work;
  return {
    send: [{
      key: installationId,
      body: encodeNotice<'KEY_REQUEST'>({ migrationSetId: setId, installationId, deviceId: keyHolder(work, deviceId), commandId, kind: work.phase, payload }),
    }],
  };
};

export const sendCommand = (key: string, { store, ruleSet }: S1sp): Rendered => {
  const work = store.need('works', key);
  const command = required(work.command, `command for ${key}`);
  const macDco = required(command.macDco, `code of the DCO for ${key}`);
  const deviceId = present(work);
  const macS1sp = base64(commandMac(halfOf(work, deviceId), bytes(command.payload)));
  // The DA command keeps until the SUA time expires (MEHRS 3.3.1); one minute less, so that the S1SP's own timer speaks last.
  const hold = GROUP_RULES[work.groupId].contact === 'before' ? { holdMinutes: ruleSet.suaTimeoutMinutes - 1 } : {};
  return wan(work, { deviceId, commandId: command.commandId, kind: work.phase, payload: command.payload, macS1sp, macDco, ...hold });
};

const workOf = (migrationSetId: string, installationId: string, { store }: S1sp): [string, Work] => {
  const key = joined(migrationSetId, installationId);
  const work = store.get('works', key);
  if (work === undefined) throw new Refusal(`no work on ${key}`);
  return [key, work];
};

const onInstallation = eventsFor('s1sp.installation');
const about = (...told: Parameters<typeof onInstallation>): readonly InternalEvent[] => [onInstallation(...told)];

export const readViability = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const { migrationSetId, installationId, viable, reason } = decodeNotice('VIABILITY_RESPONSE', envelope.body);
  const [key, work] = workOf(migrationSetId, installationId, context);
  context.store.delete('asked', installationId);
  if (viable) return about(key, { ladder: 'DCO_VIABLE', wakeUp: 'DCO_VIABLE_ASLEEP', before: 'DCO_VIABLE_IN_CONTACT' }[GROUP_RULES[work.groupId].contact]);
  context.store.put('works', key, { ...work, detail: `DCO: ${reason}` });
  // For want of files in time: what the group keeps with the DCC goes into a new Common File (MEHRS 2.5.8, 2.5.11; ruling A-29).
  const isKept = reason === 'requiredFileSetLate' && GROUP_RULES[work.groupId].unfit === 'keep';
  return about(key, isKept ? 'DCO_LATE_KEPT' : 'DCO_NOT_VIABLE', reason in STEP ? reason : 'dcoNotViable');
};

export const readKeyResponse = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const { migrationSetId, installationId, commandId, result, mac, wrappedHalf } = decodeNotice('KEY_RESPONSE', envelope.body);
  const [key, work] = workOf(migrationSetId, installationId, context);
  if (work.command?.commandId !== commandId) throw new Refusal(`key response to ${commandId}, which is not waited for`);
  if (result !== 'authorised') {
    context.store.put('works', key, { ...work, detail: `DCO: ${result}` });
    return about(key, 'KEY_REFUSED', result === 'discarded' ? 'dcoDiscarded' : 'dcoNotViable');
  }
  const payload = wrappedHalf === undefined ? work.command.payload : base64(writePayload({ ...openPayload(bytes(work.command.payload)), wrappedDco: wrappedHalf }));
  context.store.put('works', key, { ...work, command: { ...work.command, payload, macDco: mac } });
  if (GROUP_RULES[work.groupId].contact !== 'before') return about(key, 'KEY_AUTHORISED');
  return about(key, work.entry.devices.find(({ deviceId }) => deviceId === work.queue[0])?.deviceType === 'GSME' ? 'KEY_AUTHORISED_SUA_GSME' : 'KEY_AUTHORISED_SUA_ESME');
};

export const readWanResult = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const { store } = context;
  const { installationId, deviceId, commandId, kind, result, payload } = decodeNotice('WAN_RESULT', envelope.body);
  const key = store.get('current', installationId);
  const work = key === undefined ? undefined : store.get('works', key);
  if (key === undefined || work?.command?.commandId !== commandId) throw new Refusal(`result of ${commandId}, which is not waited for`);
  if (kind === 'openSession') return about(key, result === 'answered' ? 'SESSION_OPENED' : 'SESSION_UNREACHABLE');
  if (kind === 'replaceCertificate') return about(key, result === 'answered' ? 'CERTIFICATE_RESTORED' : 'CERTIFICATE_NOT_RESTORED');
  // The DA command waits for the device until the SUA time expires (MEHRS 3.3.1).
  if (result === 'unreachable' && GROUP_RULES[work.groupId].contact === 'before') {
    // Nobody can tell whether the device has its new key: if so, the supplier cannot issue critical commands (MEHRS 3.3.1).
    store.put('works', key, { ...work, detail: `SUA key of ${deviceId} not confirmed: it may have been replaced, and critical commands be impossible` });
    return about(key, 'SUA_UNCONFIRMED');
  }
  const expected = work.entry.devices.find((each) => each.deviceId === deviceId);
  const said = deviceFactsIn(payload);
  const failed = kind === 'test' && expected !== undefined
    ? checkDevice({ expected, result, ...defined({ said }) }, (test) => isCritical(test, expected.deviceType))
    : result === 'answered' ? undefined : { id: 'keyRotation', detail: `key of ${deviceId}: ${result}`, critical: true };
  if (failed?.critical === true) {
    store.put('works', key, { ...work, detail: failed.detail });
    return about(key, 'DEVICE_FAILED', failed.id);
  }
  const queue = work.queue.slice(1);
  const halves = work.command.newHalf === undefined ? work.halves : { ...work.halves, [deviceId]: work.command.newHalf };
  store.put('works', key, { ...work, queue, halves, ...defined({ remark: failed?.id }) });
  return about(key, `${queue.length === 0 ? 'LAST_DEVICE' : 'DEVICE'}_${failed === undefined ? 'ANSWERED' : 'REMARKED'}`);
};

/** With the ESME's SUA key rotated there is no way back for DA (MEHRS 3.3.1; ruling A-38). */
const rollbackOf = ({ groupId, phase, queue }: Work): string => {
  if (GROUP_RULES[groupId].certificateFirst) return 'ROLL_BACK_CERTIFICATE';
  return GROUP_RULES[groupId].contact === 'before' && phase === 'rotateKey' && queue.length === 0 ? 'NO_ROLLBACK' : 'ROLL_BACK_SIM';
};

/** EA and EB also put the SMSO's certificate back on the hub (MEHRS 2.6.6 (4)). */
export const beginRollback = (key: string, { store }: S1sp): Rendered => ({
  tell: [{ machine: 's1sp.installation', key, event: { type: rollbackOf(store.need('works', key)) } }],
});

export const restoreCertificate = (key: string, { store, address }: S1sp): Rendered => {
  const work = store.need('works', key);
  const commandId = `${address}-${store.next('command')}`;
  store.put('works', key, { ...work, command: { commandId, payload: '' } });
  return wan(work, { deviceId: hubOf(work), commandId, kind: 'replaceCertificate', payload: base64(Buffer.from('smso')) });
};

export const revertSim = (key: string, { store }: S1sp): Rendered => {
  const { installationId, imsi } = store.need('works', key);
  return { send: [{ key: installationId, body: encodeNotice<'SIM_REQUEST'>({ installationId, imsi, master: 'smso', apn: 'smso' }) }] };
};

/** Own halves go first, then the DCO is asked to do the same (Guide step 17). */
export const discardKeys = (key: string, context: S1sp): Rendered => {
  const { setId, installationId } = context.store.need('works', key);
  const send = [{ key: installationId, body: encodeNotice<'KEY_DISCARD'>({ migrationSetId: setId, installationId }) }];
  if (isLocked(context)) return { send, tell: deletionFailed(key, context) };
  deleteHalves(key, context);
  return { send };
};

export const deleteHalves = (key: string, { store }: S1sp): void => {
  const work = store.need('works', key);
  const { setId, installationId, command } = work;
  store.put('works', key, { ...work, halves: {}, ...(command === undefined ? {} : { command: { commandId: command.commandId, payload: '' } }) });
  const held = store.get('sets', setId);
  if (held?.mef !== undefined) store.put('sets', setId, { ...held, mef: withoutHalvesOf(held.mef, installationId) });
};

export const noticeRollback = (key: string, failed: string, { store }: S1sp): Rendered => {
  const { installationId, wanRestored } = store.need('works', key);
  const failedStepNumber = failed in STEP ? STEP[failed as keyof typeof STEP] : failed;
  return { send: [{ key: installationId, body: encodeNotice<'ROLLBACK_NOTICE'>({ installationId, failedStepNumber, wanRestored }) }] };
};

/** DCC has to tell the suppliers that the Installation cannot be tried again (MEHRS 2.6.5). */
export const noticeNoReattempt = (key: string, failed: string, { store }: S1sp): Rendered => {
  const { installationId, entry: { electricitySupplier, gasSupplier } } = store.need('works', key);
  const suppliers = [...new Set([electricitySupplier, gasSupplier].filter((each) => each !== undefined))];
  const failedStepNumber = failed in STEP ? STEP[failed as keyof typeof STEP] : failed;
  return { send: [{ key: installationId, body: encodeNotice<'NO_REATTEMPT'>({ installationId, failedStepNumber, suppliers }) }] };
};

/** The MCC has to ask the Requesting Party to correct the data of what stays with the DCC (MEHRS 2.5.9). */
export const noticeNotViable = (key: string, failed: string, { store }: S1sp): Rendered => {
  const { setId: migrationSetId, installationId, groupId, detail } = store.need('works', key);
  return { send: [{ key: installationId, body: encodeNotice<'NOT_VIABLE'>({ migrationSetId, groupId, installationId, failedStepNumber: failed, detail }) }] };
};
