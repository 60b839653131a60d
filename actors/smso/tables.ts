/** What an SMSO knows: its accounts, what it tries on meters before the Common File, the hand-over under way. */
import type { Eui64 } from '../../protocol/domain.ts';
import type { OutsideTables } from '../shared/outside.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import type { Notice } from '../../protocol/messages/notices.ts';
import type { LocalDate } from '../../protocol/time.ts';
import type { MeterType, TriedStep } from '../../protocol/mehrs/parameters/preMcf.ts';

export interface TriedMeter {
  readonly step: TriedStep;
  readonly meter: MeterType;
  readonly deviceId: Eui64;
}

/** The pre-validation of one Installation: what is still to do, the present step first. */
export interface Precheck {
  /** Migration Day it is tried for. */
  readonly day: LocalDate;
  readonly steps: readonly TriedMeter[];
  readonly commandId: string;
  readonly detail: string;
}

export interface SmsoTables extends OutsideTables {
  accounts: SmsoAccount;
  /** How the hand-over under way is done. */
  methods: 'sim' | 'apn' | 'account' | 'certificate';
  /** Hubs that have taken the configuration for the DCC (MA119). */
  configured: true;
  /** Installations that its own system, or its CSP's, has left undone since it was last told of. */
  undone: readonly string[];
  /** Hubs that were given back without their SIM, which is still the DCC's (MEHRS 2.6.6 (3)): nothing can be asked of them (law L6). */
  withoutSim: true;
  /** Why an account was not switched, or a hub not handed over: what was found and, where it has one, its Table A.1 code. */
  unfit: { readonly reasonCode?: string; readonly detail: string; readonly method: SmsoTables['methods'] };
  prechecks: Precheck;
  /** Settings still to be applied to a Dormant Installation's Devices (MEHRS 2.4.2 c). */
  pending: { readonly settings: readonly string[] };
  /** By meter: whether the SMSO has what it needs to create a credit token for it. */
  vending: { readonly installed: boolean };
  /** By meter: its Prepay Flag, as learnt from the meter; a locked record cannot be written. */
  prepayFlags: { readonly locked: boolean; readonly flag?: string };
  /** The last that the network noticed of each Installation. */
  contacts: Notice<'HUB_CONTACT'>;
  counters: number;
}
