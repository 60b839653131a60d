/** None is told that its authorisation has expired before the Migration Week of it has ended (MEHRS Table A.1 MA101; ruling A-17). */
import type { Installation } from '../../../protocol/domain.ts';
import { addDays, isLocalDate, londonTime } from '../../../protocol/time.ts';
import type { Fact } from '../facts.ts';
import { textAt } from '../fields.ts';
import { ruling, seenOf, type Law } from '../world.ts';

const EXPIRED = 'MA101';
const WEEK_DAYS = 7;

/** When the Migration Weeks end that a file authorises an Installation for, virtual ms. */
const endsIn = (facts: readonly Fact[], fileName: string, subject: Installation): readonly number[] => seenOf(facts, ['MA'], subject)
  .filter(({ content }) => content['fileName'] === fileName).map(({ content }) => textAt(content, 'entry.migrationWeek')).filter(isLocalDate).map((week) => londonTime(addDays(week, WEEK_DAYS), '00:00'));

export const expiry: Law = ({ facts, subject }) => [ruling('an authorisation expires with its week', 'ruling A-17', seenOf(facts, ['MACR'], subject)
  .filter(({ content, fact }) => textAt(content, 'entry.reasonCode') === EXPIRED && endsIn(facts, fact.envelope.key, subject).some((end) => fact.stamp.t < end))
  .map(({ fact }) => ({ detail: `${fact.envelope.from} says ${EXPIRED} before the Migration Week has ended`, stamp: fact.stamp })))];
