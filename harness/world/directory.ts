/** Who takes part in a world of an estate, and under which Entity Identifier. */
import { COHORT_OF, COHORTS, PER_COHORT, PER_PARTY, ROLES, address, type Address, type Cohort, type Estate, type Eui64 } from '../../protocol/domain.ts';
import type { Directory } from '../../actors/runtime/party.ts';

export const cohortsOf = (estate: Estate): readonly Cohort[] =>
  COHORTS.filter((cohort) => estate.installations.some(({ groupId }) => COHORT_OF[groupId] === cohort));

/** Addresses of every party of the world, in a fixed order. */
export const addressesOf = (estate: Estate): readonly Address[] => [
  ...ROLES.filter((role) => !PER_COHORT.includes(role) && !PER_PARTY.includes(role)).map((role) => address(role)),
  ...PER_COHORT.flatMap((role) => cohortsOf(estate).map((cohort) => address(role, cohort))),
  ...estate.parties.map(({ role, signifier }) => address(role, signifier)),
].sort();

/** Identifiers of the DCC's own parties: out of the range that estates give to SEC Parties. */
const dccEntity = (n: number): Eui64 => `70-B3-D5-1F-DC-C0-00-${n.toString(16).toUpperCase().padStart(2, '0')}`;

export const directoryOf = (estate: Estate): Directory => {
  const entities = new Map<Address, Eui64>(estate.parties.map(({ role, signifier, entityId }) => [address(role, signifier), entityId]));
  addressesOf(estate).filter((each) => !entities.has(each)).forEach((each, index) => entities.set(each, dccEntity(index + 1)));
  const addresses = new Map([...entities].map(([at, entity]) => [entity, at]));
  const bySignifier = new Map(estate.parties.map(({ role, signifier }) => [signifier, address(role, signifier)]));
  return {
    entityOf: (at) => {
      const entity = entities.get(at);
      if (entity === undefined) throw new Error(`no party "${at}" in this world`);
      return entity;
    },
    find: (at) => entities.get(at),
    addressOf: (entity) => addresses.get(entity),
    addressOfSignifier: (signifier) => bySignifier.get(signifier),
  };
};
