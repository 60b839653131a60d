/** A party and its workers, each in a process of its own, on the control plane of their run. */
import type { Address, Estate } from '../../../protocol/domain.ts';
import type { Bus, Subscription } from '../../../actors/runtime/ports.ts';
import type { Stage } from '../../world/hosting.ts';
import { askInPieces, serveInPieces } from '../bulk.ts';
import { decodeValue, encodeValue } from '../codec.ts';
import { ProcessFailure, toProcess } from '../messages.ts';
import { Ownership } from './ownership.ts';
import { Sharing, type SharingOptions } from './sharing.ts';
import type { ShareAnswer, ShareRequest } from './share.ts';
import { ShareWorker } from './worker.ts';

/** A share may be hundreds of signatures. */
const SHARE_MS = 5_000;
const SHARE = 'share';

type Shared = Pick<SharingOptions, 'host' | 'observer' | 'workers' | 'types'> & { readonly bus: Bus; readonly estate: Estate };

export const sharingOf = ({ bus, estate, ...options }: Shared): Sharing => new Sharing({
  ...options, ownership: new Ownership(estate, options.workers.length),
  ask: async (worker, request) => decodeValue(await askInPieces(bus, toProcess(worker, SHARE), idOf(request), encodeValue(request), SHARE_MS)) as ShareAnswer,
});

/** The same share asked for with everything is another request. */
const idOf = ({ party, copy, ordinal, load }: ShareRequest): string => `${party}/${copy}/${ordinal}/${load === undefined ? 'on' : 'anew'}`;

/** Works for these parties. */
export const serveShares = (process: string, bus: Bus, parties: readonly Address[], stage: Omit<Stage, 'observer'>): Promise<Subscription> => {
  const workers = new Map(parties.map((party) => [party, new ShareWorker(party, stage)]));
  return serveInPieces(bus, toProcess(process, SHARE), (text) => {
    const request = decodeValue(text) as ShareRequest;
    const worker = workers.get(request.party);
    if (worker === undefined) throw new ProcessFailure('unknown', `${process} is no worker of ${request.party}`);
    return encodeValue(worker.answer(request));
  });
};
