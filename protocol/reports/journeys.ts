/** How far each Installation has come in its latest attempt, as the files BIMI is copied on tell it. Emulator profile. */
import type { CofFact, MacrFact, ReportFact, ScfFact } from './facts.ts';
import type { ProgressFact } from './progressFacts.ts';

type Told = ProgressFact | ScfFact | CofFact | MacrFact;

/** Files of one instant are read in the order in which they are made. */
const RANK: Readonly<Record<Told['kind'], number>> = { MCF: 0, MVF: 1, MGF: 2, MEF: 3, SCF: 4, COF: 5, MACR: 6 };

export interface Journey {
  /** The latest Migration Common File that names the Installation. */
  readonly start: ProgressFact;
  /** Different Migration Common Files that named it, resubmitted ones included. */
  readonly commonFiles: number;
  /** The furthest file of this attempt. */
  readonly latest: Told;
  /** What this attempt came to: undefined while it is under way. */
  readonly end: 'completed' | 'failed' | 'failedCommissioning' | undefined;
  /** Where `failed`: the first file that said so. */
  readonly failure: Told | undefined;
}

const isTold = (fact: ReportFact): fact is Told => Object.hasOwn(RANK, fact.kind);

/** Canonical, so that a journey does not depend on the order in which facts are given (law L9). */
const inOrder = (facts: readonly Told[]): Told[] =>
  facts.map((fact) => ({ fact, text: JSON.stringify(fact) }))
    .sort((a, b) => a.fact.at - b.fact.at || RANK[a.fact.kind] - RANK[b.fact.kind] || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ fact }) => fact);

/** A migration is complete as ruling A-46 has it; a failed COF ends what no new MCF takes up again (MEHRS 2.7.5). */
const endBy = (fact: Told): Journey['end'] => {
  switch (fact.kind) {
    case 'COF': return fact.outcome === 'Success' ? 'completed' : 'failedCommissioning';
    case 'SCF': return fact.outcome === 'Failure' ? 'failed' : fact.commissioner === 'Supplier' ? 'completed' : undefined;
    case 'MACR': return fact.completionStatus === 'Success' ? 'completed' : 'failed';
    default: return fact.failedStepNumber === undefined ? undefined : 'failed';
  }
};

const follow = (facts: readonly Told[]): Journey | undefined => {
  const files = new Set<string>();
  let journey: Journey | undefined;
  for (const fact of facts) {
    if (fact.kind === 'MCF') {
      files.add(fact.fileId);
      journey = { start: fact, commonFiles: files.size, latest: fact, end: undefined, failure: undefined };
    } else if (journey !== undefined && journey.end === undefined) {
      const end = endBy(fact);
      journey = { ...journey, latest: RANK[fact.kind] >= RANK[journey.latest.kind] ? fact : journey.latest, end, failure: end === 'failed' ? fact : undefined };
    }
  }
  return journey;
};

/** By Installation; those that no Migration Common File has named have none. */
export const journeys = (facts: readonly ReportFact[]): Journey[] => {
  const byInstallation = new Map<string, Told[]>();
  for (const fact of facts.filter(isTold)) {
    const id = fact.installation.installationId;
    if (id === undefined) continue;
    const own = byInstallation.get(id);
    if (own === undefined) byInstallation.set(id, [fact]);
    else own.push(fact);
  }
  return [...byInstallation.values()].flatMap((own) => follow(inOrder(own)) ?? []);
};
