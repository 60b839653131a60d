/** Listens in on runs as their messages are published, without a place in any of them. Bodies that travel as files are left out. */
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { Subscription } from '../../actors/runtime/ports.ts';
import { isFiled, tryStamp } from './headers.ts';
import { Link, type LinkListener, type LinkOptions } from './link.ts';
import { requireToken, tryMessageSubject } from './subjects.ts';

/** @param run one run, or all of the server's. @throws BusError `unreachable`, `identity`, `token`. */
export const overhear = async (options: LinkOptions, run: string | undefined, hear: (envelope: Envelope, filed: boolean) => void, listener: LinkListener = {}): Promise<Subscription> => {
  if (run !== undefined) requireToken(run, 'run');
  const link = await Link.open(options);
  link.watch(listener);
  const subscription = link.nc.subscribe(`mig.${run ?? '*'}.>`, {
    callback: (error, message) => {
      const facts = error === null ? tryMessageSubject(message.subject) : undefined;
      const stamp = error === null ? tryStamp(message) : undefined;
      if (facts !== undefined && stamp !== undefined) hear({ ...facts, stamp, body: message.data }, isFiled(message));
    },
  });
  await link.nc.flush();
  return {
    stop: async () => {
      subscription.unsubscribe();
      await link.nc.close();
    },
  };
};
