/** Who is tried where: game after game until something notices, and never twice in one. */
import { describe, expect, it } from 'vitest';
import { spreadOver } from '../../harness/mutants/hunt.ts';
import { Schedule } from '../../harness/mutants/schedule.ts';

const passed = { by: '', isSilent: true, isSameInAnyOrder: true };

describe('the schedule', () => {
  it('hands a game out with everybody who waits for it, the fullest first', () => {
    const schedule = new Schedule([{ id: 'a', games: ['x'] }, { id: 'b', games: ['y'] }, { id: 'c', games: ['y'] }]);
    expect(schedule.next()).toEqual({ game: 'y', ids: ['b', 'c'] });
    expect(schedule.next()).toEqual({ game: 'x', ids: ['a'] });
    expect(schedule.next()).toBeUndefined();
    expect(schedule.isDone).toBe(false);
  });

  it('lets those go on whom nothing noticed, and the others leave with what did', () => {
    const schedule = new Schedule([{ id: 'a', games: ['x', 'y'] }, { id: 'b', games: ['x', 'y'] }]);
    schedule.played(schedule.next() ?? { game: '', ids: [] }, [passed, { by: 'L6', isSilent: false, isSameInAnyOrder: false }]);
    expect(schedule.next()).toEqual({ game: 'y', ids: ['a'] });
    schedule.played({ game: 'y', ids: ['a'] }, [{ by: '', isSilent: false, isSameInAnyOrder: true }]);
    expect(schedule.isDone).toBe(true);
    expect(schedule.tried).toEqual([{ id: 'b', killer: 'x', by: 'L6', runs: 1, isSilent: false, isSameInAnyOrder: false }, { id: 'a', runs: 2, isSilent: false, isSameInAnyOrder: true }]);
  });

  it('says at once of who has no game that it was played in none', () => {
    expect(new Schedule([{ id: 'a', games: [] }]).tried).toEqual([{ id: 'a', runs: 0, isSilent: true, isSameInAnyOrder: true }]);
  });
});

describe('the games of a mutant that many reach', () => {
  it('are the smallest half and as many from all over, the largest included', () => {
    const games = Array.from({ length: 100 }, (_, index) => String(index));
    expect(spreadOver(games, 6)).toEqual(['0', '1', '2', '34', '66', '99']);
    expect(spreadOver(games, 200)).toEqual(games);
  });
});
