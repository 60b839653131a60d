/**
 * L10: at each S1MIG-006 the successes reported so far equal those of the S1MIG-001 issued so far, receiver by receiver.
 * Compared by totals to date, so no reporting period has to be guessed.
 */
import { rowsOf, whose } from '../estate.ts';
import type { Fact } from '../facts.ts';
import type { Content } from '../content.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

const succeeded = (report: number, entry: Content): boolean => report === 1 || (report === 6 && Object.values(entry).includes('Success'));

export const reports: Law = ({ facts, observed }) => {
  const installationOf = whose(observed.estate);
  const all = facts.filter((each) => each.type === 'MRR');
  const receivers = [...new Set(all.filter((each) => each.content['report'] === 6).map((each) => each.to))];
  const wrong = receivers.flatMap((to) => {
    const seen: Record<number, Set<string>> = { 1: new Set(), 6: new Set() };
    const found: { detail: string; stamp: Fact['stamp'] }[] = [];
    const own = all.filter((each) => each.to === to);
    own.forEach((fact, index) => {
      const report = Number(fact.content['report']);
      for (const entry of rowsOf(fact)) {
        const installation = installationOf(entry);
        if (installation !== undefined && succeeded(report, entry)) seen[report]?.add(installation.id);
      }
      // Reports of one instant are issued together, in no order.
      const last = own[index + 1]?.stamp.t !== fact.stamp.t;
      if (!last || !own.some((each) => each.stamp.t === fact.stamp.t && each.content['report'] === 6)) return;
      const [ones, sixes] = [seen[1] ?? new Set(), seen[6] ?? new Set()];
      for (const id of ones) if (!sixes.has(id)) found.push({ detail: `${to}: ${id} only in S1MIG-001`, stamp: fact.stamp });
      for (const id of sixes) if (!ones.has(id)) found.push({ detail: `${to}: ${id} only in S1MIG-006`, stamp: fact.stamp });
    });
    return found;
  });
  return [ruling('S1MIG-006 successes equal S1MIG-001', 'L10', wrong)];
};
