/** A party's mailbox over core NATS: live messages only. A lost message shows as those behind it being held back. */
import type { Msg } from '@nats-io/transport-node';
import type { Address } from '../../protocol/domain.ts';
import { BusError, type Delivery, type Subscription } from '../../actors/runtime/ports.ts';
import { Arrivals, type Arrival, type FetchFile } from './arrivals.ts';
import type { Link } from './link.ts';
import { receiverFilter } from './subjects.ts';

export interface CoreConsumerOptions {
  readonly link: Link;
  readonly run: string;
  readonly to: Address;
  readonly afterPosition: number;
  readonly fetch: FetchFile;
  readonly deliver: (delivery: Delivery) => void;
  /** See `ArrivalsOptions`. */
  readonly skip: (error: BusError, subject: string) => void;
  readonly fail: (error: unknown) => void;
}

class CoreArrival implements Arrival {
  constructor(readonly position: number, readonly message: Msg) {}

  /** The server has forgotten it already. */
  ack(): void {}
}

/** @throws BusError `absent` when asked to resume: nothing is kept. */
export const consumeCore = async (options: CoreConsumerOptions): Promise<Subscription> => {
  const { link, run, to, afterPosition } = options;
  if (afterPosition > 0) throw new BusError('absent', `a core NATS bus keeps no log; ${to} cannot resume after ${afterPosition}`);
  const lost = (): void => options.fail(new BusError('absent', `a large body for ${to} was lost with the connection`));
  const arrivals = new Arrivals({ ...options, before: new Map(), lost });
  let position = 0;
  const subscription = link.nc.subscribe(receiverFilter(run, to), {
    callback: (error, message) => {
      if (error !== null) options.fail(link.busError(error, `consuming as ${to}`));
      else arrivals.push(new CoreArrival((position += 1), message));
    },
  });
  await link.nc.flush().catch((error: unknown) => {
    throw link.busError(error, `consuming as ${to}`);
  });
  return {
    stop: async () => {
      arrivals.stop();
      if (!link.nc.isClosed()) subscription.unsubscribe();
    },
  };
};
