/** What the SMSO tries on each meter of a Group ID DA Installation before the Common File is made (MEHRS 2.4.2 b and c; TMAD 16.9). */
import { device } from '../../protocol/domain.ts';
import { encodeNotice, type WanCommand, type WanResult } from '../../protocol/messages/notices.ts';
import { METER_STEPS, PRE_MCF, failedStepOf, type TriedStep } from '../../protocol/mehrs/parameters/preMcf.ts';
import { londonDate, type LocalDate } from '../../protocol/time.ts';
import { eventsFor, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import type { SmsoTables, TriedMeter } from './tables.ts';

type Smso = Context<SmsoTables>;

const METERS = ['ESME', 'GSME'] as const;
const KIND: Readonly<Partial<Record<TriedStep, WanCommand['kind']>>> = {
  configure: 'configure', readPaymentMode: 'readPaymentMode', setVendLimit: 'setVendLimit', addCredit: 'addCredit',
};

const tell = eventsFor('smso.precheck');

/** Lays the steps out afresh: first what is pending, then the five of 16.9 for each meter. */
export const beginPrecheck = (key: string, day: LocalDate, { store }: Smso): readonly InternalEvent[] => {
  const account = store.need('accounts', key);
  const meters = METERS.flatMap((meter) => {
    const found = device(account, meter);
    return found === undefined ? [] : [{ meter, deviceId: found.deviceId }];
  });
  const pending = (store.get('pending', key)?.settings ?? []).flatMap(() => meters.slice(0, 1).map((each): TriedMeter => ({ step: 'configure', ...each })));
  const steps = meters.flatMap((each) => METER_STEPS.map((step): TriedMeter => ({ step, ...each })));
  store.put('prechecks', key, { day, steps: [...pending, ...steps], commandId: '', detail: '' });
  return [tell(key, 'PRECHECK_REQUESTED')];
};

/** Whether a step that needs no device can be taken: a credit created, a flag stored. */
const takenInRecords = ({ step, deviceId }: TriedMeter, { store }: Smso): boolean =>
  (step === 'createCredit' ? store.get('vending', deviceId)?.installed === true : store.get('prepayFlags', deviceId)?.locked !== true);

export const WITHOUT_SIM = 'the SIM is still with the DCC';

/** Goes through the steps up to the next command. */
export const takeStep = (key: string, context: Smso): Rendered => {
  const { store } = context;
  const precheck = store.need('prechecks', key);
  // Nothing can be tried of a hub that is the DCC's, and nothing in Table A.1 fits.
  if (store.get('withoutSim', key) !== undefined) {
    store.put('prechecks', key, { ...precheck, steps: [], detail: WITHOUT_SIM });
    return { tell: [tell(key, 'STEP_FAILED', PRE_MCF.other)] };
  }
  const at = precheck.steps.findIndex((each) => KIND[each.step] !== undefined || !takenInRecords(each, context));
  store.put('prechecks', key, { ...precheck, steps: at < 0 ? [] : precheck.steps.slice(at) });
  const next = precheck.steps[at];
  if (next === undefined) return { tell: [tell(key, 'STEPS_DONE')] };
  if (KIND[next.step] !== undefined) return { tell: [tell(key, 'STEP_COMMAND')] };
  store.put('prechecks', key, { ...precheck, detail: `${next.meter}: ${next.step} in the SMSO's records` });
  return { tell: [tell(key, 'STEP_FAILED', failedStepOf(next.meter, next.step))] };
};

export const sendCheck = (key: string, { store, address }: Smso): Rendered => {
  const precheck = store.need('prechecks', key);
  const next = required(precheck.steps[0], `step left of ${key}`);
  const kind = required(KIND[next.step], `command for step ${next.step}`);
  const commandId = `${address}-${store.next('command')}`;
  store.put('prechecks', key, { ...precheck, commandId });
  return { send: [{ key, body: encodeNotice<'WAN_COMMAND'>({ installationId: key, deviceId: next.deviceId, commandId, kind, payload: '' }) }] };
};

/** Codes of their own from their day on, "other failure" before (consultation of April 2022). */
const codeOf = ({ step, meter }: TriedMeter, { result }: WanResult, context: Smso): string => {
  const { busyCodesFrom } = context.ruleSet;
  const named = busyCodesFrom !== null && londonDate(context.now) >= busyCodesFrom;
  if (result === 'busy') return named ? PRE_MCF.busy : PRE_MCF.other;
  if (result === 'wrongMode') return named ? PRE_MCF.wrongMode : PRE_MCF.other;
  // The line is not the SMSO's: nothing in Table A.1 fits.
  if (result === 'notPermitted') return PRE_MCF.other;
  if (step === 'configure') return result === 'unreachable' ? PRE_MCF.notContactable : PRE_MCF.notApplied;
  return failedStepOf(meter, step);
};

/** @returns undefined when the result is not of the command under way. */
export const readCheck = (result: WanResult, context: Smso): readonly InternalEvent[] | undefined => {
  const { store } = context;
  const key = result.installationId;
  const precheck = store.get('prechecks', key);
  const [done, ...rest] = precheck?.steps ?? [];
  if (precheck === undefined || done === undefined || precheck.commandId !== result.commandId) return undefined;
  if (result.result !== 'answered') {
    store.put('prechecks', key, { ...precheck, commandId: '', detail: `${done.meter}: ${done.step}: ${result.result}` });
    return [tell(key, 'STEP_FAILED', codeOf(done, result, context))];
  }
  if (done.step === 'readPaymentMode' && store.get('prepayFlags', done.deviceId)?.locked !== true) {
    store.put('prepayFlags', done.deviceId, { locked: false, flag: Buffer.from(result.payload, 'base64').toString('utf8') });
  }
  if (done.step === 'configure') store.put('pending', key, { settings: (store.get('pending', key)?.settings ?? []).slice(1) });
  store.put('prechecks', key, { ...precheck, commandId: '', steps: rest });
  return [tell(key, 'COMMAND_DONE')];
};

export const respondPrecheck = (key: string, reasonCode: string, { store }: Smso): Rendered => {
  const { detail } = store.need('prechecks', key);
  return { send: [{ key, body: encodeNotice<'PRECHECK_RESPONSE'>({ installationId: key, result: reasonCode === '' ? 'passed' : 'failed', reasonCode, detail }) }] };
};
