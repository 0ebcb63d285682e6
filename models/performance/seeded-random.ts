/**
 * xoshiro128** from four 32-bit words, not all zero: whole numbers from 0 to 2^32 - 1, period 2^128 - 1.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021) 36.
 */
export function xoshiro128(words: readonly [number, number, number, number]): () => number {
  // Kept as signed 32-bit integers, which the engine stores without allocating.
  let a = words[0] | 0;
  let b = words[1] | 0;
  let c = words[2] | 0;
  let d = words[3] | 0;
  return () => {
    const times5 = Math.imul(b, 5);
    const scrambled = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return scrambled >>> 0;
  };
}

/** A bijection of 32-bit integers that spreads every bit. Source: finaliser of MurmurHash3, Austin Appleby. */
function mixed(word: number): number {
  let bits = word;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/**
 * Uniform numbers in [0, 1), multiples of 2^-32, that depend on the seed alone. Neighbouring seeds give unrelated
 * streams: the state is filled as in SplitMix (Steele, Lea and Flood, OOPSLA 2014).
 * @throws RangeError when the seed is not a safe integer
 */
export function seededRandom(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed ${seed} is not a safe integer.`);
  const start = mixed(seed | 0) + Math.floor(seed / 2 ** 32);
  const word = (n: number) => mixed((start + Math.imul(n, 0x9e3779b9)) | 0);
  const next = xoshiro128([word(1), word(2), word(3), word(4)]);
  return () => next() / 2 ** 32;
}

/**
 * Standard normal numbers from uniform ones in [0, 1), two at a time.
 * Source: the polar method, Marsaglia and Bray, SIAM Review 6 (1964) 260-264.
 */
export function normalFrom(random: () => number): () => number {
  let spare = Number.NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    while (square >= 1 || square === 0) {
      x = 2 * random() - 1;
      y = 2 * random() - 1;
      square = x * x + y * y;
    }
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = y * scale;
    return x * scale;
  };
}
