/* SPDX-License-Identifier: Apache-2.0 */
/* topojson-client carries no types; what the page uses of it. */
declare module 'topojson-client' {
  export function feature(topology: unknown, object: unknown): unknown;
  export function mesh(topology: unknown, object: unknown): unknown;
}
