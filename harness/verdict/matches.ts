/** The messages that named expectations of a row mean. Each name is looked up once. */
import type { Installation } from '../../protocol/domain.ts';
import type { Expectation, MustSend, Reference } from '../../protocol/mehrs/expected/expectation.ts';
import { compareStamps } from '../../protocol/time.ts';
import { field, holds } from './fields.ts';
import { sights } from './facts.ts';
import type { Fact, Sight } from './facts.ts';

export class Matches {
  readonly #bySight = new Map<string, Sight[]>();
  /** `pending` while it is looked up: a name that means itself by way of others is an error of the row. */
  readonly #found = new Map<string, readonly Sight[] | 'pending'>();
  readonly #named: ReadonlyMap<string, MustSend>;
  readonly subject: Installation;

  constructor(facts: readonly Fact[], subject: Installation, named: readonly MustSend[]) {
    this.subject = subject;
    this.#named = new Map(named.map((each) => [each.name, each]));
    for (const fact of facts) {
      for (const sight of sights(fact, subject)) {
        const list = this.#bySight.get(fact.type);
        if (list === undefined) this.#bySight.set(fact.type, [sight]);
        else list.push(sight);
      }
    }
  }

  /** Messages of a named expectation. @throws RangeError for a name that is unknown or hangs on itself. */
  of(name: string): readonly Sight[] {
    const known = this.#found.get(name);
    if (known === 'pending') throw new RangeError(`${name} hangs on itself`);
    if (known !== undefined) return known;
    const expectation = this.#named.get(name);
    if (expectation === undefined) throw new RangeError(`no expectation is named ${name}`);
    this.#found.set(name, 'pending');
    const found = this.find(expectation);
    this.#found.set(name, found);
    return found;
  }

  one({ of, which }: Reference): Sight | undefined {
    return this.of(of).at(which === 'last' ? -1 : 0);
  }

  /** Whether everything the window of this expectation hangs on was seen. */
  windowKnown({ after }: Expectation): boolean {
    return after === undefined || this.one(after) !== undefined;
  }

  find({ from, type, where = [], after, before }: Expectation): readonly Sight[] {
    const start = after === undefined ? undefined : this.one(after);
    if (after !== undefined && start === undefined) return [];
    const end = before === undefined ? undefined : this.one(before);
    return (this.#bySight.get(type) ?? []).filter(({ fact, content }) =>
      from.includes(fact.from)
      && (start === undefined || compareStamps(fact.stamp, start.fact.stamp) > 0)
      && (end === undefined || compareStamps(fact.stamp, end.fact.stamp) < 0)
      && where.every((test) => holds(test, content, (reference, path) => {
        const other = this.one(reference);
        return other === undefined ? undefined : field(other.content, path);
      })));
  }
}
