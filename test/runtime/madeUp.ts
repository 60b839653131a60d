/** A party that exists nowhere, in a seat whose routes exist: it stands on the S1SP's, so that its effects have receivers. */
import { assign, setup } from 'xstate';
import { PartyHost, type RefusalRecord, type StepRecord } from '../../actors/runtime/host.ts';
import { Refusal, anyParty, type AnyParty, type Facilities, type Party } from '../../actors/runtime/party.ts';
import { effects, ignore, named, type MachineModule } from '../../machines/kit.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { NoticeError } from '../../protocol/messages/notices.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { createPki } from '../../protocol/security/pki.ts';

export const T0 = Date.parse('2020-11-09T00:00:00Z');

/** Waits, is poked, answers after a while; may be called off; carries an id it knows nothing of. */
const machine = setup({
  types: {} as {
    context: { failed: string };
    events: { type: 'POKED'; failed?: string } | { type: 'CALLED_OFF' } | { type: 'NOTED' } | { type: 'IDLED' };
  },
  delays: named('patience', 'longPatience', 'none'),
  actions: { ...effects('askViability', 'requestKey', 'flush', 'nobodyRoutes', 'tellAnother'), carry: assign({ failed: ({ event }) => ('failed' in event ? (event.failed ?? '') : '') }) },
}).createMachine({
  id: 's1sp-madeUp',
  context: { failed: '' },
  initial: 'idle',
  states: {
    idle: { on: { POKED: { target: 'waiting', actions: ['carry', 'askViability'] }, IDLED: ignore('made up: it is idle already'), NOTED: 'noting' } },
    waiting: {
      on: { POKED: { target: 'waiting', reenter: true, actions: 'carry' }, CALLED_OFF: 'idle' },
      after: { patience: { target: 'answered', actions: 'requestKey' }, longPatience: { target: 'idle', actions: 'flush' } },
    },
    noting: { entry: 'tellAnother', after: { none: 'answered' } },
    answered: { tags: ['ended'] },
  },
});

export const MADE_UP: MachineModule = {
  name: 's1sp.madeUp', role: 's1sp', machine, inputs: [undefined],
  alphabet: [{ type: 'POKED', failed: 'any' }, { type: 'CALLED_OFF' }, { type: 'NOTED' }, { type: 'IDLED' }],
};

const text = (body: Uint8Array): string => Buffer.from(body).toString();
const bytes = (from: string): Uint8Array => new TextEncoder().encode(from);

interface Tables { heard: string; counters: number }

export const PATIENCE = 60_000;

/** Bodies: `<machine key> <event> [failed id]`. */
export const party = (more: Partial<Party<Tables>> = {}): AnyParty => anyParty<Tables>({
  role: 's1sp',
  machines: [MADE_UP],
  classify: {
    MCF: ({ body }, { store }) => {
      const [key = '', type = '', failed] = text(body).split(' ');
      if (type === 'REFUSE') throw new Refusal('made up');
      if (type === 'NOTICE') throw new NoticeError('KEY_DISCARD', 'made up');
      if (type === 'DEFECT') throw new TypeError('a defect of the emulator');
      store.put('heard', key, type);
      return [{ machine: 's1sp.madeUp', key, event: { type, ...(failed === undefined ? {} : { failed }) } }];
    },
  },
  render: {
    askViability: ({ key, failed }) => ({ send: [{ key, body: bytes(`asked ${failed}`) }] }),
    requestKey: ({ key, failed }, { now }) => ({ send: [{ key, body: bytes(`answered ${failed} ${now}`) }] }),
    flush: ({ key }) => ({ send: [{ key, body: bytes('flushed'), named: { commissioner: ['supplier-SUPA', 'cp'] } }] }),
    tellAnother: ({ key }) => ({ tell: [{ machine: 's1sp.madeUp', key: `${key}-friend`, event: { type: 'POKED', failed: 'told' } }] }),
  },
  delays: { patience: () => PATIENCE, longPatience: () => 2 * PATIENCE, none: () => 0 },
  ...more,
});

const pki = createPki('made up', T0);

export const facilities = (more: Partial<Facilities> = {}): Facilities => ({
  address: 's1sp-CB', cohort: 'CB', seed: 'made up', ruleSet: RULE_SETS['v3.1'], trust: pki.trustStore(), certificationPath: [],
  directory: { entityOf: () => '00-00-00-00-00-00-00-01', find: () => undefined, addressOf: () => undefined, addressOfSignifier: () => undefined },
  recipients: () => pki.root, resolutionMinutes: () => 0, ...more,
});

export interface MadeUp {
  readonly host: PartyHost;
  readonly steps: StepRecord[];
  readonly refusals: RefusalRecord[];
}

export const madeUp = (of: AnyParty = party(), given: Facilities = facilities()): MadeUp => {
  const steps: StepRecord[] = [];
  const refusals: RefusalRecord[] = [];
  return { steps, refusals, host: new PartyHost(of, given, 'run', { step: (each) => steps.push(each), refusal: (each) => refusals.push(each) }) };
};

export const letter = (body: string, at: { readonly t?: number; readonly n?: number; readonly from?: string; readonly seq?: number } = {}): Envelope => ({
  run: 'run', from: at.from ?? 'rp-CB', to: 's1sp-CB', type: 'MCF', key: 'k', seq: at.seq ?? 1, stamp: { t: at.t ?? T0, n: at.n ?? 0 }, body: bytes(body),
});
export const said = ({ to, type, body, stamp }: Envelope): string => `${to} ${type} "${text(body)}" ${stamp.t - T0}.${stamp.n}`;
