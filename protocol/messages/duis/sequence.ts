/**
 * The commissioning sequence, step numbers X6.3-01 to X6.3-20: emulator profile in place of TMAD Table 6.3 and Table 8.7-2,
 * which are not public (ruling R2-07). It is the standard set of SMETS2 installation requests (Guide 2.3.4), 20 for a full
 * dual-fuel set, as the Guide counts them (4.5.6.3). The Communications Hub and the GPF in it are not in the sequence: the S1SP
 * pre-notifies them (MEHRS 2.6.7). A number names one row of the table, so a step keeps its number in smaller Installations;
 * two Devices of one type share it.
 *
 * Inventory profile (see `inventory.ts`): 12.2 makes a Device Pending, 8.11 Whitelisted, 8.1.1 commissions a meter, and a join
 * commissions the Device that is joined to another.
 */
import type { Device, DeviceType, Eui64 } from '../../domain.ts';
import type { DeviceCredentials, McfInstallation } from '../../files/types.ts';

/** What a step asks for; time and certificates are added when it is encoded. */
export type StepContent =
  | { readonly kind: 'prenotify'; readonly device: Device }
  | { readonly kind: 'addToHan'; readonly deviceId: Eui64; readonly importMpxn?: string }
  | { readonly kind: 'commission' }
  | { readonly kind: 'join'; readonly critical: boolean; readonly otherDeviceId: Eui64 }
  | { readonly kind: 'handover'; readonly credentials: DeviceCredentials };

export interface CommissioningStep {
  /** FailedStepNumber of the COF when this step fails, e.g. `X6.3-07`. */
  readonly number: string;
  readonly srv: string;
  readonly srvVariant: string;
  readonly commandVariant: 1 | 4 | 8;
  readonly name: string;
  readonly target: Eui64 | 'DSP';
  /** The Device the step is about. */
  readonly deviceId: Eui64;
  /** `inventory` steps end at the DSP; `device` steps go on to the S1SP, countersigned. */
  readonly kind: 'inventory' | 'device';
  /** An error here neither stops the Installation nor raises an Incident (MEHRS 2.7.5, 2.7.7; ruling A-40). */
  readonly handover: boolean;
  readonly content: StepContent;
}

interface Service {
  readonly srv: string;
  readonly srvVariant: string;
  readonly commandVariant: 1 | 4 | 8;
  readonly name: string;
  readonly kind: 'inventory' | 'device';
}
/** The services of the sequence; names and Command Variants as in DUIS. */
export const SERVICES = {
  prenotify: { srv: '12.2', srvVariant: '12.2', commandVariant: 8, name: 'Device Pre-notification', kind: 'inventory' },
  addToHan: { srv: '8.11', srvVariant: '8.11', commandVariant: 1, name: 'Update HAN Device Log', kind: 'device' },
  commission: { srv: '8.1', srvVariant: '8.1.1', commandVariant: 4, name: 'Commission Device', kind: 'device' },
  joinCritical: { srv: '8.7', srvVariant: '8.7.1', commandVariant: 4, name: 'Join Service (Critical)', kind: 'device' },
  joinNonCritical: { srv: '8.7', srvVariant: '8.7.2', commandVariant: 1, name: 'Join Service (Non-Critical)', kind: 'device' },
  handover: { srv: '6.21', srvVariant: '6.21', commandVariant: 1, name: 'Request Handover Of DCC Controlled Device', kind: 'device' },
} as const satisfies Record<string, Service>;

/** The pairs of Service Reference and Variant that the Commissioning Party may use: those of the sequence (R2-07). */
export const TABLE_8_7_2: readonly Service[] = Object.values(SERVICES);

export interface SequenceOptions {
  /** Ruling A-50: whether a split-supply Installation's credentials are placed at all; the Guide says they are ignored. */
  readonly splitSupplyCredentialsApplied?: boolean;
}

const JOINING = ['ESME', 'GSME', 'PPMID', 'IHD'] as const;
/** Target and joined type. An IHD reads gas through the hub's mirror, so it is joined to the ESME only. */
const JOINS: readonly { readonly target: DeviceType; readonly other: DeviceType; readonly critical: boolean }[] = [
  { target: 'ESME', other: 'PPMID', critical: true },
  { target: 'GSME', other: 'GPF', critical: false },
  { target: 'GPF', other: 'PPMID', critical: false },
  { target: 'ESME', other: 'IHD', critical: false },
];
const HANDOVERS = (['ESME', 'GSME', 'GPF'] as const).flatMap((deviceType) =>
  (['Supplier', 'NetworkOperator'] as const).map((remotePartyRole) => ({ deviceType, remotePartyRole })));

const stepNumber = (row: number): string => `X6.3-${String(row).padStart(2, '0')}`;

/**
 * The steps for one Installation, in the order they are sent: every 12.2, then 8.11, 8.1.1, joins and 6.21.
 * @param installation must hold a Communications Hub. @throws RangeError otherwise.
 */
export const commissioningSequence = (installation: McfInstallation, options: SequenceOptions = {}): readonly CommissioningStep[] => {
  const ofType = (type: DeviceType): readonly Device[] => installation.devices.filter((each) => each.deviceType === type);
  const hub = ofType('CHF')[0];
  if (hub === undefined) throw new RangeError(`Installation ${installation.installationId} has no Communications Hub`);
  const mpxn: Partial<Record<DeviceType, string | undefined>> = { ESME: installation.mpan, GSME: installation.mprn };

  const steps: CommissioningStep[] = [];
  let row = 0;
  const add = (service: Service, target: Eui64 | 'DSP', deviceId: Eui64, content: StepContent): void => {
    steps.push({ number: stepNumber(row), ...service, target, deviceId, handover: content.kind === 'handover', content });
  };

  for (const type of JOINING) {
    row += 1;
    for (const device of ofType(type)) add(SERVICES.prenotify, 'DSP', device.deviceId, { kind: 'prenotify', device });
  }
  for (const type of JOINING) {
    row += 1;
    const importMpxn = mpxn[type];
    for (const { deviceId } of ofType(type)) {
      add(SERVICES.addToHan, hub.deviceId, deviceId, { kind: 'addToHan', deviceId, ...(importMpxn === undefined ? {} : { importMpxn }) });
    }
  }
  for (const type of ['ESME', 'GSME'] as const) {
    row += 1;
    for (const { deviceId } of ofType(type)) add(SERVICES.commission, deviceId, deviceId, { kind: 'commission' });
  }
  for (const { target, other, critical } of JOINS) {
    row += 1;
    for (const to of ofType(target)) {
      for (const { deviceId } of ofType(other)) {
        add(critical ? SERVICES.joinCritical : SERVICES.joinNonCritical, to.deviceId, deviceId, { kind: 'join', critical, otherDeviceId: deviceId });
      }
    }
  }
  const applied = !isSplitSupply(installation) || options.splitSupplyCredentialsApplied === true;
  for (const { deviceType, remotePartyRole } of HANDOVERS) {
    row += 1;
    const credentials = installation.credentials.find((each) => each.deviceType === deviceType && each.remotePartyRole === remotePartyRole);
    if (credentials === undefined || !applied) continue;
    for (const { deviceId } of ofType(deviceType)) add(SERVICES.handover, deviceId, deviceId, { kind: 'handover', credentials });
  }
  return steps;
};

/** Different Responsible Suppliers for electricity and gas. */
export const isSplitSupply = (installation: Pick<McfInstallation, 'electricitySupplier' | 'gasSupplier'>): boolean =>
  installation.electricitySupplier !== undefined && installation.gasSupplier !== undefined && installation.electricitySupplier !== installation.gasSupplier;
