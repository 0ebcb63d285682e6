import { openTensors, type TensorBackend } from '../../models/tensor.ts';
import { measureNetworkSpeed } from '../models/hybrid/network-speed.ts';

/** Prints the speed of training: the shipped network beside a plain two-input one, on one backend, in one run. */
export async function benchNetwork(
  report: (what: string, figure: string) => void,
  backend?: TensorBackend,
): Promise<void> {
  const tensors = await openTensors(backend ? { backend } : {});
  const { hybrid, plain, ratio } = await measureNetworkSpeed(tensors, { rows: 2560, rounds: 3, epochs: 5 });
  report(`training rows a second on ${tensors.backend}: the five-headed network`, `${(hybrid / 1000).toFixed(1)} k`);
  report('a plain two-input network of 38 + 768 numbers, by its own fit', `${(plain / 1000).toFixed(1)} k`);
  report('beside each other', `${ratio.toFixed(1)} times as fast`);
}
