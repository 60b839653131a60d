/** The homes: a hub's radio and the devices behind it, each with the key that its maker gave it until a rotation. */
import type { Address, Cohort, Eui64, Supply } from '../../protocol/domain.ts';
import type { DeviceFacts } from '../../protocol/checks/deviceTests.ts';
import { decodeNotice, encodeNotice, type Notice, type WanResult } from '../../protocol/messages/notices.ts';
import { DualControlError, unwrapHalf, verifyCommand, type KeyHalves } from '../../protocol/security/dualControl.ts';
import { DEVICE_MACHINES } from '../../machines/devices.ts';
import { openPayload } from '../shared/deviceCommand.ts';
import { Refusal, type Context, type Party, type Rendered } from '../runtime/party.ts';

export interface DeviceTables {
  /** By Installation: the hub, and the device whose key proves commands to devices that have none. */
  homes: { readonly hub: Eui64; readonly prover: Eui64; readonly cohort: Cohort };
  /** The mode each meter is in. */
  paymentModes: Supply['paymentMode'];
  /** Kind of command a device does not carry out. */
  refused: string;
  /** Installation of each device that something has happened to. */
  at: string;
  /** Key of each keyed device, both halves, base64. */
  keys: { readonly s1sp: string; readonly dco: string };
  /** Last command that reached each device. */
  commands: Notice<'DEVICE_COMMAND'>;
  /** Last SIM profile sent to each hub. */
  profiles: Notice<'SIM_PROFILE'>;
  /** Whose certificate each hub has, where it has been replaced (MEHRS 3.4). */
  certificates: string;
  /** What each device would say about itself. */
  facts: DeviceFacts;
  /** The CSP that last spoke to each device. */
  lines: Address;
}

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

const halvesOf = ({ installationId, deviceId }: Notice<'DEVICE_COMMAND'>, { store }: Context<DeviceTables>): { readonly owner: Eui64; readonly halves: KeyHalves } => {
  const owner = store.get('keys', deviceId) === undefined ? store.need('homes', installationId).prover : deviceId;
  const { s1sp, dco } = store.need('keys', owner);
  return { owner, halves: { s1sp: bytes(s1sp), dco: bytes(dco) } };
};

/** Law L7: a keyed command counts only with the codes of both halves. */
const isProven = (command: Notice<'DEVICE_COMMAND'>, context: Context<DeviceTables>): boolean =>
  command.macS1sp !== undefined && command.macDco !== undefined
  && verifyCommand(halvesOf(command, context).halves, bytes(command.payload), { s1sp: bytes(command.macS1sp), dco: bytes(command.macDco) });

const eventOf = (command: Notice<'DEVICE_COMMAND'>, context: Context<DeviceTables>): string => {
  // A hub whose certificate was replaced answers its present owner only (MEHRS 3.4, 2.6.6 (4)).
  const owner = context.store.get('certificates', command.deviceId);
  if (owner !== undefined && owner !== command.via) return 'UNPROVEN';
  if (command.kind === 'replaceCertificate') return 'NEW_CERTIFICATE';
  if (command.kind !== 'test' && command.kind !== 'rotateKey') return 'OPEN';
  if (!isProven(command, context)) return 'UNPROVEN';
  return command.kind === 'test' ? 'PROVEN' : 'NEW_KEY';
};

const result = (key: string, outcome: WanResult['result'], { store }: Context<DeviceTables>): Rendered => {
  const { installationId, deviceId, commandId, kind } = store.need('commands', key);
  const said = outcome !== 'answered' ? '' : Buffer.from(kind === 'test' ? JSON.stringify(store.need('facts', deviceId)) : kind === 'readPaymentMode' ? store.get('paymentModes', deviceId) ?? '' : '').toString('base64');
  return { send: [{ key: installationId, body: encodeNotice<'DEVICE_RESULT'>({ installationId, deviceId, commandId, kind, result: outcome, payload: said }), ...cspOf(key, store) }] };
};

/** The answer goes back on the line the command came from. */
const cspOf = (key: string, store: Context<DeviceTables>['store']) => ({ named: { csp: [store.need('lines', key)] } });

/** Who in the home feels a change of its surroundings, and how. */
const CHANGE: Readonly<Record<Notice<'ENVIRONMENT'>['change'], readonly [machine: 'radio' | 'condition', event: string]>> = {
  coverageLost: ['radio', 'COVERAGE_LOST'], coverageRestored: ['radio', 'COVERAGE_RESTORED'],
  busy: ['condition', 'BUSY'], wrongMode: ['condition', 'WRONG_MODE'], gone: ['condition', 'GONE'], refusing: ['condition', 'REFUSING'], unheard: ['condition', 'UNHEARD'], back: ['condition', 'BACK'],
};

/** Seen from outside: the network loses the hub, the hub a device behind it. */
const contact = (key: string, heard: boolean, { store, now }: Context<DeviceTables>): Rendered => {
  const installationId = store.need('at', key);
  return { send: [{ key: installationId, body: encodeNotice<'HUB_CONTACT'>({ installationId, deviceId: key, heard, at: now }), cohort: store.need('homes', installationId).cohort }] };
};

const onCondition = (type: string) => ({ key }: { key: string }): Rendered => ({ tell: [{ machine: 'devices.condition', key, event: { type } }] });

export const devices: Party<DeviceTables> = {
  role: 'devices',
  machines: DEVICE_MACHINES,
  classify: {
    DEVICE_COMMAND: (envelope, context) => {
      const command = decodeNotice('DEVICE_COMMAND', envelope.body);
      const hub = context.store.get('homes', command.installationId)?.hub;
      if (hub === undefined) throw new Refusal(`no hub in ${command.installationId}`);
      context.store.put('commands', command.deviceId, command);
      context.store.put('lines', command.deviceId, envelope.from);
      context.store.put('commands', hub, command);
      return [{ machine: 'devices.radio', key: hub, event: { type: 'COMMAND' } }];
    },
    SIM_PROFILE: (envelope, { store }) => {
      const profile = decodeNotice('SIM_PROFILE', envelope.body);
      store.put('profiles', profile.deviceId, profile);
      store.put('lines', profile.deviceId, envelope.from);
      return [{ machine: 'devices.radio', key: profile.deviceId, event: { type: 'SIM_PROFILE' } }];
    },
    ENVIRONMENT: (envelope, { store }) => {
      if (envelope.from !== 'world') throw new Refusal(`${envelope.from} is not the environment`);
      const { installationId, deviceId, change, refuses = '' } = decodeNotice('ENVIRONMENT', envelope.body);
      if (store.get('homes', installationId) === undefined || store.get('facts', deviceId) === undefined) throw new Refusal(`no ${deviceId} in ${installationId}`);
      store.put('at', deviceId, installationId);
      store.put('refused', deviceId, refuses);
      const [machine, type] = CHANGE[change];
      return [{ machine: `devices.${machine}`, key: deviceId, event: { type } }];
    },
  },
  render: {
    passOn: ({ key }, { store }) => onCondition('COMMAND')({ key: store.need('commands', key).deviceId }),
    obey: ({ key }, context) => ({ tell: [{ machine: 'devices.device', key, event: { type: eventOf(context.store.need('commands', key), context) } }] }),
    weigh: ({ key }, context) => {
      const command = context.store.need('commands', key);
      return { tell: [{ machine: 'devices.device', key, event: { type: command.kind === context.store.get('refused', key) ? 'UNPROVEN' : eventOf(command, context) } }] };
    },
    reportSilence: ({ key }, context) => contact(key, false, context),
    reportHeard: ({ key }, context) => contact(key, true, context),
    reply: onCondition('REPLY'),
    replyRefusal: onCondition('REFUSAL'),
    answerSimProfile: ({ key }, { store }) => {
      const { installationId, deviceId, commandId } = store.need('profiles', key);
      return { send: [{ key: installationId, body: encodeNotice<'DEVICE_RESULT'>({ installationId, deviceId, commandId, kind: 'simProfile', result: 'answered', payload: '' }), ...cspOf(key, store) }] };
    },
    answer: ({ key }, context) => result(key, 'answered', context),
    refuse: ({ key }, context) => result(key, 'refused', context),
    answerBusy: ({ key }, context) => result(key, 'busy', context),
    answerWrongMode: ({ key }, context) => result(key, 'wrongMode', context),
    takeCertificate: ({ key }, { store }) => {
      store.put('certificates', key, Buffer.from(store.need('commands', key).payload, 'base64').toString('utf8'));
      return {};
    },
    takeKey: ({ key }, context) => {
      const command = context.store.need('commands', key);
      const { owner, halves } = halvesOf(command, context);
      const { wrappedS1sp, wrappedDco } = openPayload(bytes(command.payload));
      if (wrappedS1sp === undefined || wrappedDco === undefined) throw new DualControlError('a rotation carries two wrapped halves');
      const half = (current: Uint8Array, wrapped: string): string => Buffer.from(unwrapHalf(current, bytes(wrapped), command.commandId)).toString('base64');
      context.store.put('keys', owner, { s1sp: half(halves.s1sp, wrappedS1sp), dco: half(halves.dco, wrappedDco) });
      return {};
    },
  },
  delays: {},
};
