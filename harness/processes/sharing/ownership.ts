/** Which of a party's workers an Installation belongs to, and with it whatever is kept about it: by the part that its subjects carry. */
import type { Estate } from '../../../protocol/domain.ts';
import type { Saved } from '../../../actors/runtime/saved.ts';
import { partOf } from '../../bus/subjects.ts';

export class Ownership {
  /** Installation by every name that something may be kept under: its own, a device's, a meter point's. */
  readonly #installations = new Map<string, string>();

  constructor({ installations }: Pick<Estate, 'installations'>, readonly workers: number) {
    for (const { id, mpan, mprn, devices } of installations) {
      for (const name of [id, mpan, ...(mprn === undefined ? [] : [mprn]), ...devices.map(({ deviceId }) => deviceId)]) this.#installations.set(name, id);
    }
  }

  /** Worker, from 0, of what stands under a key; undefined: not one Installation's. */
  ofKey(key: string): number | undefined {
    const names = key.includes('/') ? key.split('/') : [key];
    for (const name of names) {
      const installation = this.#installations.get(name);
      if (installation !== undefined) return partOf(installation) % this.workers;
    }
    return undefined;
  }

  /** Of a record `table/key`, a machine `machine/key` or a deadline `machine/key/timer`. */
  of({ id }: Pick<Saved, 'id'>): number | undefined {
    return this.ofKey(id.slice(id.indexOf('/') + 1));
  }
}
