/** The Migration sets of a run, each with the files that share its Migration Header. */
import { COHORT_OF, address, type Address, type GroupId } from '../../protocol/domain.ts';
import type { Mcf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { LocalDate } from '../../protocol/time.ts';
import { fileIn, sent, type Run } from './support.ts';

type FileOfSet = 'MCF' | 'MVF' | 'MGF' | 'MEF' | 'SCF' | 'COF';

export interface MigrationSet {
  readonly id: string;
  readonly groupId: GroupId;
  readonly day: LocalDate;
  readonly mcf: Mcf;
  readonly members: readonly string[];
  readonly rp: Address;
  readonly s1sp: Address;
  /** In canonical order. */
  files(type: FileOfSet, to?: Address): readonly Envelope[];
}

export const setsOf = (run: Run): readonly MigrationSet[] => {
  const byKey = new Map<string, Envelope[]>();
  for (const each of run.messages) byKey.set(`${each.type} ${each.key}`, [...(byKey.get(`${each.type} ${each.key}`) ?? []), each]);
  return sent(run, 'MCF', 'rp', 'dco').map((message): MigrationSet => {
    const mcf = fileIn('MCF', message);
    const { migrationSetId: id, groupId, migrationDay: day } = mcf.header;
    return {
      id, groupId, day, mcf, members: mcf.installations.map(({ installationId }) => installationId),
      rp: address('rp', COHORT_OF[groupId]), s1sp: address('s1sp', COHORT_OF[groupId]),
      files: (type, to) => (byKey.get(`${type} ${id}`) ?? []).filter((each) => to === undefined || each.to === to),
    };
  });
};
