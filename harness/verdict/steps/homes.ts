/**
 * What befalls a home shows in it (design 4.8; emulator profile): a hub without coverage and a device that is gone answer nobody, and the
 * network notices at once that they are not heard any more, or are again; one that is busy or in the wrong mode says so.
 */
import type { Fact } from '../facts.ts';
import { textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law, Wrong } from '../world.ts';

/** What a device answers while it is so; a device that is well answers, or refuses what it does not carry out. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = { busy: ['busy'], wrongMode: ['wrongMode'], gone: [], unheard: [] };
const WELL = ['answered', 'refused'];

class Home {
  readonly #conditions = new Map<string, string>();
  readonly #silent = new Set<string>();
  readonly #hubs: ReadonlyMap<string, string>;

  /** @param hubs hub of each device. */
  constructor(hubs: ReadonlyMap<string, string>) {
    this.#hubs = hubs;
  }

  /** Whether the device begins, or ceases, to be heard; undefined when nothing changes in that. */
  change(deviceId: string, change: string): boolean | undefined {
    if (change === 'coverageLost' || change === 'coverageRestored') return this.#heard(deviceId, change === 'coverageRestored');
    this.#conditions.set(deviceId, change);
    if (change === 'gone') return this.#heard(`${deviceId} itself`, false);
    return change === 'back' ? this.#heard(`${deviceId} itself`, true) : undefined;
  }

  #heard(name: string, now: boolean): boolean | undefined {
    if (now) return this.#silent.delete(name) ? true : undefined;
    if (this.#silent.has(name)) return undefined;
    this.#silent.add(name);
    return false;
  }

  /** What may be answered; none when nobody is heard. */
  answersOf(deviceId: string): readonly string[] {
    if (this.#silent.has(this.#hubs.get(deviceId) ?? deviceId)) return [];
    return ANSWERS[this.#conditions.get(deviceId) ?? ''] ?? WELL;
  }
}

export const homes: Law = ({ facts, observed }) => {
  const hubs = new Map(observed.estate.installations.flatMap(({ devices }) => {
    const hub = devices.find(({ deviceType }) => deviceType === 'CHF')?.deviceId ?? '';
    return devices.map(({ deviceId }) => [deviceId, hub] as const);
  }));
  const home = new Home(hubs);
  // A command that the CSP holds is delivered again and again (MEHRS 3.3.1).
  const results = new Map(facts.filter(({ type }) => type === 'DEVICE_RESULT').map((each) => [`${textAt(each.content, 'commandId')} ${each.stamp.t}`, each] as const));
  const notices = facts.filter(({ type, from }) => type === 'HUB_CONTACT' && from === 'devices');
  const due: { readonly deviceId: string; readonly heard: boolean; readonly stamp: Fact['stamp'] }[] = [];
  const wrong: Wrong[] = [];
  for (const { type, content, stamp, unreadable } of facts) {
    const deviceId = textAt(content, 'deviceId');
    if (type === 'ENVIRONMENT') {
      const heard = home.change(deviceId, textAt(content, 'change'));
      if (heard !== undefined) due.push({ deviceId, heard, stamp });
    } else if ((type === 'DEVICE_COMMAND' || type === 'SIM_PROFILE') && unreadable === undefined) {
      const result = results.get(`${textAt(content, 'commandId')} ${stamp.t}`);
      const may = home.answersOf(deviceId);
      const said = result === undefined ? '' : textAt(result.content, 'result');
      if (said === '' ? may.length > 0 : !may.includes(said)) wrong.push({ detail: `${deviceId} says ${said || 'nothing'}, ${may.join(' or ') || 'nothing'} expected`, stamp });
    }
  }
  const isNotice = ({ deviceId, heard, stamp }: (typeof due)[number]) => (each: Fact): boolean => each.stamp.t === stamp.t && each.content['deviceId'] === deviceId && each.content['heard'] === heard;
  for (const each of due) if (!notices.some(isNotice(each))) wrong.push({ detail: `nobody notices that ${each.deviceId} is ${each.heard ? 'heard again' : 'silent'}`, stamp: each.stamp });
  for (const each of notices) if (!due.some((one) => isNotice(one)(each))) wrong.push({ detail: `${textAt(each.content, 'deviceId')} is said to be ${each.content['heard'] === true ? 'heard again' : 'silent'}`, stamp: each.stamp });
  return [ruling('what befalls a home shows', 'emulator profile (design 4.8)', wrong)];
};
