/** The shapes of Installation that the rules tell apart: fuels, who operates them, one supplier or two. */
import type { Supply } from '../../protocol/domain.ts';

export const SHAPES = [
  'electricity-active', 'electricity-dormant',
  'dual-active', 'dual-split-active', 'dual-active-dormant', 'dual-dormant-active', 'dual-dormant', 'dual-split-dormant',
] as const;
/**
 * `dual-active`: one supplier operates both. `dual-split-active`: two suppliers, both Active. `dual-active-dormant`:
 * electricity Active, gas Dormant, two suppliers; `dual-dormant-active` the other way round. `dual-dormant`: one
 * supplier, both Dormant; `dual-split-dormant`: two suppliers, both Dormant.
 */
export type Shape = (typeof SHAPES)[number];

interface Traits {
  readonly gas: boolean;
  readonly electricityActive: boolean;
  readonly gasActive: boolean;
  readonly twoSuppliers: boolean;
}

const TRAITS: Readonly<Record<Shape, Traits>> = {
  'electricity-active': { gas: false, electricityActive: true, gasActive: false, twoSuppliers: false },
  'electricity-dormant': { gas: false, electricityActive: false, gasActive: false, twoSuppliers: false },
  'dual-active': { gas: true, electricityActive: true, gasActive: true, twoSuppliers: false },
  'dual-split-active': { gas: true, electricityActive: true, gasActive: true, twoSuppliers: true },
  'dual-active-dormant': { gas: true, electricityActive: true, gasActive: false, twoSuppliers: true },
  'dual-dormant-active': { gas: true, electricityActive: false, gasActive: true, twoSuppliers: true },
  'dual-dormant': { gas: true, electricityActive: false, gasActive: false, twoSuppliers: false },
  'dual-split-dormant': { gas: true, electricityActive: false, gasActive: false, twoSuppliers: true },
};

export const traitsOf = (shape: Shape): Traits => TRAITS[shape];

/** The shape an Installation has; undefined for one the generator does not make: Active and Dormant under one supplier. @public */
export const shapeOf = (installation: { readonly electricity: Supply; readonly gas?: Supply }): Shape | undefined => {
  const { electricity, gas } = installation;
  return SHAPES.find((shape) => {
    const traits = traitsOf(shape);
    return traits.gas === (gas !== undefined) && traits.electricityActive === electricity.active && traits.gasActive === (gas?.active ?? false)
      && traits.twoSuppliers === (gas !== undefined && gas.supplier !== electricity.supplier);
  });
};
