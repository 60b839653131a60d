/**
 * What the coordinator's bus does for parties under permissions, which may not do it themselves: asked on
 * `vt.<run>.from.<party>.<what>`. Who asks stands in the subject, which the server checks, and nowhere else.
 */
import { headers } from '@nats-io/transport-node';
import type { Address } from '../../protocol/domain.ts';
import { BusError } from '../../actors/runtime/ports.ts';
import type { Link } from './link.ts';
import { answererError } from './memory-control.ts';
import { FAILED, type NatsControl } from './nats-control.ts';
import { controlSubject, fromParty } from './subjects.ts';

const ASK_TIMEOUT_MS = 5_000;

/** @throws BusError what the coordinator says, or `unreachable` when it is not there. */
export const askDesk = async (control: NatsControl, party: Address, what: string, request: unknown): Promise<unknown> => {
  const answer = await control.request(fromParty(party, what), new TextEncoder().encode(JSON.stringify(request)), ASK_TIMEOUT_MS);
  return JSON.parse(new TextDecoder().decode(answer));
};

/** Answers every party, until the connection closes. @param answer is given what was asked, or undefined where it was no JSON. */
export const serveDesk = async (link: Link, run: string, what: string, answer: (party: Address, request: unknown) => Promise<unknown>): Promise<void> => {
  // A party's requests one after another: an old mailbox must not be made again over a newer one.
  const last = new Map<Address, Promise<unknown>>();
  let refusal: Error | undefined;
  link.nc.subscribe(controlSubject(run, fromParty('*', what)), {
    queue: what,
    callback: (error, message) => {
      if (error !== null) {
        refusal = error;
        return;
      }
      const party = message.subject.split('.')[3] ?? '';
      const answering = (last.get(party) ?? Promise.resolve()).then(() => answer(party, parsed(message.data)));
      last.set(party, answering.catch(() => undefined));
      void answering.then((found) => message.respond(JSON.stringify(found)), (failure: unknown) => {
        const { code, message: text } = answererError(`${what} of ${party}`, failure instanceof BusError ? failure : link.busError(failure, `${what} of ${party}`));
        const hdrs = headers();
        hdrs.set(FAILED, code);
        message.respond(text, { headers: hdrs });
      });
    },
  });
  await link.nc.flush();
  if (refusal !== undefined) throw link.busError(refusal, `run ${run} is not one of this user's: serving its parties`);
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};
