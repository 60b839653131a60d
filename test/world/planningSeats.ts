/** People in a supplier's or the MCC's seat who plan as a test tells them to. */
import type { Seat, SeatTools } from '../../harness/world/seat.ts';
import { address, tokenOf, type Cohort } from '../../protocol/domain.ts';
import { encodeDemand, type DailyQuantity } from '../../protocol/files/demand.ts';
import { buildPlanningFileName } from '../../protocol/files/planningFileName.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { addDays, londonTime, type LocalDate } from '../../protocol/time.ts';

/** A week's demand with one number on each of the days given, for distributor EDA. */
export const demandOf = (migrationWeek: LocalDate, byDay: Readonly<Record<LocalDate, number>>): readonly DailyQuantity[] =>
  Array.from({ length: 7 }, (_, index) => addDays(migrationWeek, index)).map((migrationDay) => ({ migrationDay, distributor: 'EDA', installations: byDay[migrationDay] ?? 0 }));

export interface Submission {
  readonly date: LocalDate;
  readonly wallClock: string;
  readonly migrationWeek: LocalDate;
  /** Demanded on the Monday. */
  readonly installations: number;
}

/** Sends Daily Migration Demands when told, and nothing else; keeps what it hears. */
export const demanding = (smso: Cohort, submissions: readonly Submission[], heard: Envelope[] = []): Seat => ({
  start: (tools) => submissions.forEach(({ date, wallClock }, index) => tools.wakeAt(londonTime(date, wallClock), String(index))),
  wake: (note, tools) => {
    const { migrationWeek, installations } = submissions[Number(note)]!;
    tools.send({
      to: address('mcc'), type: 'DMD', key: nameFor(tools, smso, migrationWeek),
      body: encodeDemand(demandOf(migrationWeek, { [migrationWeek]: installations }), migrationWeek),
    });
  },
  receive: (message) => { heard.push(message); },
});

const nameFor = ({ address: at, directory }: SeatTools, smso: Cohort, date: LocalDate): string =>
  buildPlanningFileName({ type: 'DR', signifier: tokenOf(at) ?? '', entityId: directory.entityOf(at), smso, date });

/** Hears everything and says nothing. */
export const silent = (): Seat => ({ receive: () => undefined });

/** An MCC that commits to so many Installations of each demand, at a time, and does nothing else. */
export const committing = (date: LocalDate, wallClock: string, migrationWeek: LocalDate, quantities: readonly DailyQuantity[]): Seat => {
  const demands: Envelope[] = [];
  return {
    start: (tools) => tools.wakeAt(londonTime(date, wallClock), 'commit'),
    receive: (message) => { if (message.type === 'DMD') demands.push(message); },
    wake: (_note, tools) => {
      for (const { from, key } of demands) tools.send({ to: from, type: 'MDC', key: key.replace(/^DR/, 'DC'), body: encodeDemand(quantities, migrationWeek) });
    },
  };
};
