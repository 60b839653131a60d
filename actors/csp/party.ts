/** The CSP: carries commands to hubs for whoever's SIM profile it is, one at a time per hub. */
import { roleOf, type Address, type Eui64 } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice, type Notice, type WanCommand, type WanResult } from '../../protocol/messages/notices.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { MINUTE } from '../../protocol/time.ts';
import { bringUp, loseOutside, missed, repair, type OutsideTables } from '../shared/outside.ts';
import { CSP_MACHINES } from '../../machines/csp.ts';
import { Refusal, type At, type Context, type Party, type Rendered } from '../runtime/party.ts';

export interface CspTables extends OutsideTables {
  /** Communications Hub of each Installation. */
  hubs: Eui64;
  /** The SIM of each Installation: a barred one is not moved. */
  sims: { readonly barred: boolean };
  /** The command under way per Installation, who asked, and for the answer what it said. */
  commands: { readonly command: WanCommand; readonly asker: Address; readonly answer?: WanResult };
  /** The SIM change under way per Installation. */
  changes: { readonly request: Notice<'SIM_REQUEST'>; readonly asker: Address; readonly commandId: string };
  /** The last that was noticed of each Installation's hub, or of a device behind it. */
  contacts: Notice<'HUB_CONTACT'>;
  /** The web service for SIM changes, key `sim`. */
  services: { readonly available: boolean };
  counters: number;
  /** Number of the last command by asker and Installation. */
  lastCounters: number;
}

/** The APN that the hub itself has to take (MEHRS 3.2). */
const OVER_THE_AIR = GROUP_RULES.CB.apn;

/** Commands are numbered by who asks for them; one that comes again, or after a later one, is not carried out (decision D-288). */
const isStale = ({ from, key }: Envelope, { commandId }: WanCommand, { store }: Context<CspTables>): boolean => {
  const number = commandId.startsWith(`${from}-`) ? Number(commandId.slice(from.length + 1)) : Number.NaN;
  if (!Number.isSafeInteger(number)) return false;
  const series = `${from} WAN_COMMAND ${key}`;
  const last = store.get('lastCounters', series) ?? 0;
  if (number > last) store.put('lastCounters', series, number);
  return number <= last;
};

const line = (key: string, type: string) => [{ machine: 'csp.line', key, event: { type } }];

const report = (key: string, result: WanResult['result'], { store }: Context<CspTables>): Rendered => {
  const { command, asker, answer } = store.need('commands', key);
  const body = answer ?? { installationId: key, deviceId: command.deviceId, commandId: command.commandId, kind: command.kind, result, payload: '' };
  return { send: [{ key, body: encodeNotice<'WAN_RESULT'>(body), named: { sender: [asker] } }] };
};

const respondSim = (key: string, result: 'done' | 'failed', { store }: Context<CspTables>): Rendered => {
  const { request, asker } = store.need('changes', key);
  const body = { installationId: key, master: request.master, result, reason: result === 'done' ? `profile ${request.apn}` : request.master === 'smso' ? 'the SIM service is not available' : 'the hub did not take the profile' };
  return { send: [{ key, body: encodeNotice<'SIM_RESPONSE'>(body), named: { sender: [asker] } }] };
};

export const csp: Party<CspTables> = {
  role: 'csp',
  machines: CSP_MACHINES,
  classify: {
    WAN_COMMAND: (envelope, context) => {
      const { store } = context;
      const command = decodeNotice('WAN_COMMAND', envelope.body);
      if (isStale(envelope, command, context)) throw new Refusal(`${command.commandId} is no later than the last command`);
      store.put('commands', command.installationId, { command, asker: envelope.from });
      if (roleOf(envelope.from) === 'smso') return line(command.installationId, 'SMSO_COMMAND');
      return line(command.installationId, command.holdMinutes === undefined ? 'DCC_COMMAND' : 'DCC_COMMAND_TO_HOLD');
    },
    OUTAGE: loseOutside,
    SIM_REQUEST: (envelope, context) => {
      const { store } = context;
      const request = decodeNotice('SIM_REQUEST', envelope.body);
      const giver = request.master === 'dcc' ? 'smso' : 's1sp';
      if (roleOf(envelope.from) !== giver) throw new Refusal(`${envelope.from} may not give the SIM to ${request.master}`);
      if (store.get('hubs', request.installationId) === undefined) throw new Refusal(`no hub of ${request.installationId}`);
      // What its people do by hand, the way back to the SMSO, needs no system (MEHRS 2.6.6).
      const undone = request.master === 'dcc' ? missed('provisioning', context) : undefined;
      if (undone !== undefined) return undone;
      store.put('changes', request.installationId, { request, asker: envelope.from, commandId: `SIM-${store.next('sim')}` });
      if (request.master === 'smso') return line(request.installationId, store.need('services', 'sim').available ? 'SIM_TO_SMSO' : 'SIM_SERVICE_DOWN');
      if (store.get('sims', request.installationId)?.barred === true) return line(request.installationId, 'SIM_BARRED');
      return line(request.installationId, request.apn === OVER_THE_AIR ? 'SIM_TO_DCC_OVER_THE_AIR' : 'SIM_TO_DCC');
    },
    HUB_CONTACT: (envelope, { store }) => {
      const noticed = decodeNotice('HUB_CONTACT', envelope.body);
      store.put('contacts', noticed.installationId, noticed);
      return [{ machine: 'csp.watch', key: noticed.installationId, event: { type: 'CONTACT_CHANGED' } }];
    },
    DEVICE_RESULT: (envelope, { store }) => {
      const answer = decodeNotice('DEVICE_RESULT', envelope.body);
      const key = answer.installationId;
      const change = store.get('changes', key);
      if (change?.commandId === answer.commandId) {
        // Once: the same answer again is to nothing that is under way.
        store.put('changes', key, { ...change, commandId: '' });
        return line(key, 'ANSWER');
      }
      const pending = store.get('commands', key);
      if (pending?.command.commandId !== answer.commandId) throw new Refusal(`answer to ${answer.commandId}, which is not waited for`);
      store.put('commands', key, { ...pending, answer });
      return line(key, 'ANSWER');
    },
  },
  render: {
    deliverCommand: ({ key }: At, { store }) => {
      const { command, asker } = store.need('commands', key);
      return { send: [{ key, body: encodeNotice<'DEVICE_COMMAND'>({ ...command, via: roleOf(asker) === 'smso' ? 'smso' : 'dcc' }) }] };
    },
    applySim: ({ key }, { store }) => {
      const { request, commandId } = store.need('changes', key);
      return { send: [{ key, body: encodeNotice<'SIM_PROFILE'>({ installationId: key, deviceId: store.need('hubs', key), commandId, apn: request.apn }) }] };
    },
    reportAnswer: ({ key }, context) => report(key, 'answered', context),
    reportUnreachable: ({ key }, context) => report(key, 'unreachable', context),
    refuseCommand: ({ key }, context) => report(key, 'notPermitted', context),
    confirmSim: ({ key }, context) => respondSim(key, 'done', context),
    passContact: ({ key }, { store }) => ({ send: [{ key, body: encodeNotice<'HUB_CONTACT'>(store.need('contacts', key)) }] }),
    bringUp,
    // The S1SP learns that a hub is on its network, and only then can it give one back (Guide Table 5 step 17).
    announceSim: ({ key }) => ({ send: [{ key, body: encodeNotice<'SIM_NOTICE'>({ installationId: key, master: 'dcc' }) }] }),
    failSim: ({ key }, context) => respondSim(key, 'failed', context),
  },
  delays: {
    repair,
    cspAnswer: (_at, { ruleSet }) => ruleSet.cspAnswerMinutes * MINUTE,
    redelivery: (_at, { ruleSet }) => ruleSet.cspRedeliveryMinutes * MINUTE,
    hold: ({ key }, { store }) => (store.need('commands', key).command.holdMinutes ?? 0) * MINUTE,
  },
};
