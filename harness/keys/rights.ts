/**
 * What each user of a world's NATS server may do, as data. Every party has an account of its own, and only these subjects
 * cross into the account where the streams are.
 *
 * Why accounts and not only users: JetStream answers to whatever reply subject a request names, without looking at the
 * sender's permissions. In one account a party could have its publish acknowledged, its stored message read back, or
 * its mailbox delivered onto another party's subject, and so speak as that party. Answers that cross accounts come back
 * to the asker only.
 */
import type { Address } from '../../protocol/domain.ts';
import { fileStream, messageStream, stateStream } from '../bus/subjects.ts';

/** Where a party finds JetStream in its own account: `$JS.API` there is the server's own. */
export const PARTY_API_PREFIX = 'API';
/** Answers requests, makes streams and mailboxes, sends what the world itself sends. */
export const COORDINATOR = 'coordinator';
/** The process of `mehrs up`, which is the coordinator's user too: asked whether it is there, and to end. */
export const KEEPER = 'up';
/** Hears and reads everything, says nothing. */
export const OBSERVER = 'observer';
/** Sender of what no party sends, e.g. a hub's coverage. */
const WORLD: Address = 'world';

/** Every run on the server. */
export const ANY_RUN = '*';

/** A subject on which a user asks the world's account: publishes into a stream, uses JetStream, asks the coordinator. */
export interface Crossing {
  /** As it is called in the world's account. */
  readonly subject: string;
  /** As the user calls it. */
  readonly local: string;
  /** Whether one request has many answers. */
  readonly manyAnswers: boolean;
}

const crossing = (subject: string, manyAnswers = false): Crossing => ({ subject, local: subject.replace(/^\$JS\.API\./, `${PARTY_API_PREFIX}.`), manyAnswers });

const streamsOf = (run: string) =>
  run === ANY_RUN ? { messages: '*', files: '*', states: '*' } : { messages: messageStream(run), files: fileStream(run), states: stateStream(run) };

/** What a party may do to the world in one run, or in any. */
export const partyCrossings = (party: Address, run: string): readonly Crossing[] => {
  const { messages, files, states } = streamsOf(run);
  return [
    crossing(`mig.${run}.${party}.>`),
    crossing(`file.${run}.${party}.>`),
    crossing(`state.${run}.${party}`),
    crossing(`state.${run}.${party}.>`),
    crossing(`vt.${run}.from.${party}.>`),
    // Its mailbox: a durable of its own name, made by the coordinator.
    crossing(`$JS.API.CONSUMER.MSG.NEXT.${messages}.${party}`, true),
    crossing(`$JS.API.CONSUMER.INFO.${messages}.${party}`),
    crossing(`$JS.ACK.${messages}.${party}.>`),
    // The latest message of a subject, never one by its number.
    crossing(`$JS.API.DIRECT.GET.${files}.file.${run}.*.${party}.>`),
    crossing(`$JS.API.DIRECT.GET.${states}.state.${run}.${party}`),
    crossing(`$JS.API.DIRECT.GET.${states}.state.${run}.${party}.>`),
  ];
};

/** Requests of the coordinator that a party answers. */
export const partyServes = (party: Address, run: string): string => `vt.${run}.to.${party}.>`;

/** What the observer hears as it is said: by this party, or by the coordinator. */
export const overheard = (name: Address, run: string): readonly string[] =>
  (name === COORDINATOR ? [`mig.${run}.${WORLD}.>`, `vt.${run}.to.>`] : [`mig.${run}.${name}.>`, `vt.${run}.from.${name}.>`]);

export const observerCrossings = (run: string): readonly Crossing[] => {
  const { messages, files } = streamsOf(run);
  return [
    crossing(`$JS.API.STREAM.INFO.${messages}`),
    crossing(`$JS.API.STREAM.MSG.GET.${messages}`),
    crossing(`$JS.API.DIRECT.GET.${messages}`),
    crossing(`$JS.API.DIRECT.GET.${messages}.mig.${run}.>`),
    crossing(`$JS.API.DIRECT.GET.${files}.file.${run}.>`),
  ];
};

export interface Permissions {
  readonly publish: { readonly allow: readonly string[]; readonly deny?: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  /** May answer a request once, within this time. */
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

export const inboxPrefixOf = (name: string): string => `_INBOX.${name}`;

const ANSWERS = { max: 1, expires: '1m' };

/** Over its own account: what crosses, its inbox, and the coordinator's requests. */
export const partyPermissions = (party: Address, runs: readonly string[]): Permissions => {
  return {
    publish: { allow: runs.flatMap((run) => partyCrossings(party, run)).map(({ local }) => local) },
    subscribe: { allow: [`${inboxPrefixOf(party)}.>`, ...runs.map((run) => partyServes(party, run))] },
    allow_responses: ANSWERS,
  };
};

export const observerPermissions = (runs: readonly string[]): Permissions => {
  return {
    publish: { allow: runs.flatMap(observerCrossings).map(({ local }) => local) },
    // Of any run, so that `mig.>` may be asked for too.
    subscribe: { allow: [`${inboxPrefixOf(OBSERVER)}.>`, ...runs.flatMap((run) => (run === ANY_RUN ? ['mig.>', 'vt.>'] : [`mig.${run}.>`, `vt.${run}.>`]))] },
  };
};

/** The coordinator speaks for the world and to every party, and keeps what is stored: nobody deletes or empties a stream. */
export const coordinatorPermissions = (runs: readonly string[]): Permissions => ({
  publish: {
    allow: [
      ...runs.flatMap((run) => [
        `vt.${run}.to.>`, `mig.${run}.${WORLD}.>`, `file.${run}.${WORLD}.>`, `file.${run}.${COORDINATOR}.>`, `state.${run}.${COORDINATOR}`, `state.${run}.${COORDINATOR}.>`,
      ]),
      '$JS.API.>', '$JS.ACK.>',
    ],
    deny: ['$JS.API.STREAM.DELETE.>', '$JS.API.STREAM.PURGE.>', '$JS.API.STREAM.MSG.DELETE.>', '$JS.API.STREAM.UPDATE.>'],
  },
  subscribe: { allow: [`${inboxPrefixOf(COORDINATOR)}.>`, ...runs.flatMap((run) => [`vt.${run}.from.>`, partyServes(KEEPER, run), `mig.${run}.>`])] },
  allow_responses: ANSWERS,
});
