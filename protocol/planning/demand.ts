/** Which demand counts, and what demands and commitments come to together (Guide 4.5.2, 4.5.3). */
import { quantityOrder, type DailyQuantity } from '../files/demand.ts';
import { addDays, type LocalDate } from '../time.ts';

const WEEK_DAYS = 7;

/** A week's quantities a week later, as an unchanged demand is carried over. */
export const aWeekLater = (quantities: readonly DailyQuantity[]): readonly DailyQuantity[] =>
  quantities.map((each) => ({ ...each, migrationDay: addDays(each.migrationDay, WEEK_DAYS) }));

/**
 * The demand a supplier is committed against: this week's, else what it submitted for the week before. Only a submission
 * is carried over, not what was itself carried over: none two weeks running is no capacity.
 * @param submitted what the supplier submitted in time for a Migration Week, if anything.
 */
export const effectiveDemand = (migrationWeek: LocalDate, submitted: (week: LocalDate) => readonly DailyQuantity[] | undefined): readonly DailyQuantity[] | undefined => {
  const own = submitted(migrationWeek);
  if (own !== undefined) return own;
  const previous = submitted(addDays(migrationWeek, -WEEK_DAYS));
  return previous === undefined ? undefined : aWeekLater(previous);
};

/** Sums by Migration Day and Electricity Distributor, in that order (Guide 4.4, 4.5.3; ruling A-47). */
export const aggregate = (all: Iterable<readonly DailyQuantity[]>): readonly DailyQuantity[] => {
  const cells = new Map<string, DailyQuantity>();
  for (const quantities of all) {
    for (const each of quantities) {
      const key = `${each.migrationDay} ${each.distributor}`;
      cells.set(key, { ...each, installations: (cells.get(key)?.installations ?? 0) + each.installations });
    }
  }
  return [...cells.values()].sort(quantityOrder);
};

/** Installations of each Migration Day, all distributors together. */
export const byDay = (quantities: readonly DailyQuantity[]): ReadonlyMap<LocalDate, number> => {
  const days = new Map<LocalDate, number>();
  for (const { migrationDay, installations } of quantities) days.set(migrationDay, (days.get(migrationDay) ?? 0) + installations);
  return days;
};

/** What is left of each day and distributor once these have had their part. */
export const without = (quantities: readonly DailyQuantity[], taken: readonly DailyQuantity[]): readonly DailyQuantity[] => quantities.map((each) => ({
  ...each, installations: Math.max(0, each.installations - taken.filter(({ migrationDay, distributor }) => migrationDay === each.migrationDay && distributor === each.distributor).reduce((sum, { installations }) => sum + installations, 0)),
}));

/** One thing that is to migrate on a day. */
export interface Wanted {
  readonly migrationDay: LocalDate;
  readonly distributor: string;
}

/** Quantities of a whole Migration Week, with a zero for each day and distributor that nothing is wanted of. */
export const quantitiesOfWeek = (migrationWeek: LocalDate, wanted: readonly Wanted[]): readonly DailyQuantity[] => {
  const distributors = [...new Set(wanted.map(({ distributor }) => distributor))];
  const empty = Array.from({ length: WEEK_DAYS }, (_, index) => addDays(migrationWeek, index))
    .flatMap((migrationDay) => distributors.map((distributor): DailyQuantity => ({ migrationDay, distributor, installations: 0 })));
  return aggregate([empty, wanted.map((each) => ({ ...each, installations: 1 }))]);
};

/** Those of the wanted, in their order, that the quantities have room for. */
export const within = <T extends Wanted>(wanted: readonly T[], quantities: readonly DailyQuantity[]): readonly T[] => {
  const room = new Map(quantities.map(({ migrationDay, distributor, installations }) => [`${migrationDay} ${distributor}`, installations]));
  return wanted.filter(({ migrationDay, distributor }) => {
    const key = `${migrationDay} ${distributor}`;
    const left = room.get(key) ?? 0;
    room.set(key, left - 1);
    return left > 0;
  });
};
