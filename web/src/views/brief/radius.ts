/* SPDX-License-Identifier: Apache-2.0 */
/* Area, not radius, tells the number of dead. */
export const deathsRadius = (n: number): number => Math.min(40, 4 + Math.sqrt(Math.max(0, n)) * 1.25);
