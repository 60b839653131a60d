/**
 * What the S1SP makes of a device's answer to its test (MEHRS 2.6.3, Guide Table 5 step 15: "a raft of tests"). The table is in the
 * TMAD and not public: every row is emulator profile. Which rows are Critical, for which devices, is a parameter (ruling A-34).
 */
import { z } from 'zod';
import type { Device } from '../domain.ts';
import type { WanResult } from '../messages/notices.ts';
import type { Check, CheckFailure } from './check.ts';

const facts = z.object({ manufacturer: z.string(), model: z.string(), firmwareVersion: z.string(), joined: z.boolean(), clockErrorSeconds: z.number() });
/** What a device says about itself. */
export type DeviceFacts = z.infer<typeof facts>;

export interface DeviceTestFacts {
  /** As the Migration Common File has it. */
  readonly expected: Device;
  readonly result: WanResult['result'];
  /** Undefined where it did not say anything that can be read. */
  readonly said?: DeviceFacts;
}

/** @param payload base64 of an answer. */
export const deviceFactsIn = (payload: string): DeviceFacts | undefined => {
  try {
    const parsed = facts.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const CLOCK_TOLERANCE_SECONDS = 10;

const row = (number: string, title: string, holds: Check<DeviceTestFacts>['holds'], detail: (facts: DeviceTestFacts) => string): Check<DeviceTestFacts> =>
  ({ id: `X12.9.2-${number}`, title, clause: 'MEHRS 2.6.3', profile: 'emulator', holds, detail: (found) => `${found.expected.deviceType} ${found.expected.deviceId}: ${detail(found)}` });

export const DEVICE_TESTS: readonly Check<DeviceTestFacts>[] = [
  row('01', 'the device answers', ({ result }) => result !== 'unreachable' && result !== 'notPermitted', () => 'no answer'),
  row('02', 'the device takes a command with the codes of both halves of its key', ({ result }) => result !== 'refused', () => 'refuses the command'),
  row('03', 'the device is not busy', ({ result }) => result !== 'busy', () => 'busy'),
  row('04', 'the device is in the mode for such commands', ({ result }) => result !== 'wrongMode', () => 'in the wrong mode'),
  row('05', 'the answer can be read', ({ said }) => said !== undefined, () => 'its answer cannot be read'),
  row('06', 'manufacturer and model are those of the MCF', ({ expected, said }) => said?.manufacturer === expected.manufacturer && said.model === expected.model,
    ({ said }) => `says it is a ${said?.manufacturer} ${said?.model}`),
  row('07', 'firmware is that of the MCF', ({ expected, said }) => said?.firmwareVersion === expected.firmwareVersion, ({ said }) => `firmware ${said?.firmwareVersion}`),
  row('08', 'the device is joined to the hub', ({ said }) => said?.joined === true, () => 'not joined to the hub'),
  row('09', `the clock is within ${CLOCK_TOLERANCE_SECONDS} seconds`, ({ said }) => Math.abs(said?.clockErrorSeconds ?? 0) <= CLOCK_TOLERANCE_SECONDS, ({ said }) => `clock ${said?.clockErrorSeconds} s off`),
];

/** The first row that does not hold, Critical ones first, so that a remark never hides a reason to stop. */
export const checkDevice = (facts: DeviceTestFacts, isCritical: (check: string) => boolean): (CheckFailure & { readonly critical: boolean }) | undefined => {
  const failed = DEVICE_TESTS.filter((each) => !each.holds(facts));
  const first = failed.find(({ id }) => isCritical(id)) ?? failed[0];
  return first === undefined ? undefined : { id: first.id, detail: first.detail!(facts), critical: isCritical(first.id) };
};
