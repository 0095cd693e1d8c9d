/* SPDX-License-Identifier: Apache-2.0 */
/* What draws charts: a bundle of its own, loaded when one is shown. */
export { default as Chart } from 'uplot';
