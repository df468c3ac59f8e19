;; What the DuckDB engine does to each vector of doubles, in WebAssembly with SIMD. `npm run generate` assembles it into
;; kernel-bytes.ts. Addresses and counts are i32; every function works on `n` doubles at `at`, at most 2048.
;; A grid (low, scale) gives each value a code, round(clamp((x - low) * scale, 0, 16383)), which never falls while x grows: so the values
;; of one code are an interval, whatever the rounding. Adding 2^52 rounds, and leaves the code in the lowest bits.
(module
  (memory (export "memory") 1)

  ;; Moves the values whose validity bit is set to the front; returns how many.
  (func (export "compact") (param $at i32) (param $validity i32) (param $n i32) (result i32)
    (local $i i32) (local $kept i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (f64.store
          (i32.add (local.get $at) (i32.shl (local.get $kept) (i32.const 3)))
          (f64.load (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 3)))))
        (local.set $kept
          (i32.add
            (local.get $kept)
            (i32.and
              (i32.shr_u
                (i32.load8_u (i32.add (local.get $validity) (i32.shr_u (local.get $i) (i32.const 3))))
                (i32.and (local.get $i) (i32.const 7)))
              (i32.const 1))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.get $kept))

  ;; Moves the finite values to the front; returns how many. Adds the others to three i64 at `apart`: NaN, +infinity, -infinity.
  (func (export "finite") (param $at i32) (param $n i32) (param $apart i32) (result i32)
    (local $i i32) (local $end i32) (local $kept i32) (local $x f64) (local $odd v128) (local $v v128) (local $place i32)
    ;; x - x is 0 for the finite ones: mostly all are, and nothing moves. The slot behind the last value is 0.
    (f64.store (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))) (f64.const 0))
    (local.set $i (local.get $at))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $checked
      (loop $check
        (br_if $checked (i32.ge_u (local.get $i) (local.get $end)))
        (local.set $v (v128.load (local.get $i)))
        (local.set $v (f64x2.sub (local.get $v) (local.get $v)))
        (local.set $odd (v128.or (local.get $odd) (f64x2.ne (local.get $v) (local.get $v))))
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br $check)))
    (if (i32.eqz (v128.any_true (local.get $odd))) (then (return (local.get $n))))
    (local.set $i (local.get $at))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
        (local.set $x (f64.load (local.get $i)))
        (if (f64.eq (f64.sub (local.get $x) (local.get $x)) (f64.const 0))
          (then
            (f64.store (i32.add (local.get $at) (i32.shl (local.get $kept) (i32.const 3))) (local.get $x))
            (local.set $kept (i32.add (local.get $kept) (i32.const 1))))
          (else
            (local.set $place
              (i32.add
                (local.get $apart)
                (select
                  (i32.const 0)
                  (select (i32.const 8) (i32.const 16) (f64.gt (local.get $x) (f64.const 0)))
                  (f64.ne (local.get $x) (local.get $x)))))
            (i64.store (local.get $place) (i64.add (i64.load (local.get $place)) (i64.const 1)))))
        (local.set $i (i32.add (local.get $i) (i32.const 8)))
        (br $next)))
    (local.get $kept))

  ;; Lowers the f64 at `extremes` to the smallest value and raises the next one to the largest.
  (func (export "extremes") (param $at i32) (param $n i32) (param $extremes i32)
    (local $i i32) (local $end i32) (local $low v128) (local $high v128) (local $v v128)
    (if (i32.eqz (local.get $n)) (then (return)))
    ;; An odd value has no partner: it is its own.
    (if (i32.and (local.get $n) (i32.const 1))
      (then
        (f64.store
          (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3)))
          (f64.load (i32.add (local.get $at) (i32.shl (i32.sub (local.get $n) (i32.const 1)) (i32.const 3)))))))
    (local.set $low (v128.load64_splat (local.get $extremes)))
    (local.set $high (v128.load64_splat offset=8 (local.get $extremes)))
    (local.set $i (local.get $at))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
        (local.set $v (v128.load (local.get $i)))
        (local.set $low (f64x2.pmin (local.get $low) (local.get $v)))
        (local.set $high (f64x2.pmax (local.get $high) (local.get $v)))
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br $next)))
    (f64.store
      (local.get $extremes)
      (f64.min (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low))))
    (f64.store offset=8
      (local.get $extremes)
      (f64.max (f64x2.extract_lane 0 (local.get $high)) (f64x2.extract_lane 1 (local.get $high)))))

  ;; Copies the values from `from` to below `to` to `out`; returns how many. Adds those below to an i64 at `below`.
  (func (export "within") (param $at i32) (param $n i32) (param $from f64) (param $to f64) (param $out i32) (param $below i32) (result i32)
    (local $end i32) (local $x f64) (local $next_out i32) (local $lower i64)
    (local.set $next_out (local.get $out))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $x (f64.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (f64.store (local.get $next_out) (local.get $x))
        (local.set $lower
          (i64.add (local.get $lower) (i64.extend_i32_u (f64.lt (local.get $x) (local.get $from)))))
        (local.set $next_out
          (i32.add
            (local.get $next_out)
            (i32.shl
              (i32.and (f64.ge (local.get $x) (local.get $from)) (f64.lt (local.get $x) (local.get $to)))
              (i32.const 3))))
        (br $next)))
    (i64.store (local.get $below) (i64.add (i64.load (local.get $below)) (local.get $lower)))
    (i32.shr_u (i32.sub (local.get $next_out) (local.get $out)) (i32.const 3)))

  ;; Counts values by code into 16384 i32 at `counts`.
  (func (export "codes") (param $at i32) (param $n i32) (param $low f64) (param $scale f64) (param $counts i32)
    (local $end i32) (local $slot i32) (local $lows v128) (local $scales v128) (local $c v128)
    (local.set $lows (f64x2.splat (local.get $low)))
    (local.set $scales (f64x2.splat (local.get $scale)))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $c
          (f64x2.add
            (f64x2.pmax
              (f64x2.pmin
                (f64x2.mul (f64x2.sub (v128.load (local.get $at)) (local.get $lows)) (local.get $scales))
                (v128.const f64x2 16383 16383))
              (v128.const f64x2 0 0))
            (v128.const f64x2 4503599627370496 4503599627370496)))
        (local.set $slot
          (i32.add (local.get $counts) (i32.shl (i32x4.extract_lane 0 (local.get $c)) (i32.const 2))))
        (i32.store (local.get $slot) (i32.add (i32.load (local.get $slot)) (i32.const 1)))
        ;; Behind an odd number of values lies one that does not count.
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $slot
          (i32.add (local.get $counts) (i32.shl (i32x4.extract_lane 2 (local.get $c)) (i32.const 2))))
        (i32.store
          (local.get $slot)
          (i32.add (i32.load (local.get $slot)) (i32.lt_u (local.get $at) (local.get $end))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next))))

  ;; Copies the values whose code has a byte 1 at `flags` to `out`; returns how many. There must be room for n.
  (func (export "extract")
    (param $at i32) (param $n i32) (param $low f64) (param $scale f64) (param $flags i32) (param $out i32) (result i32)
    (local $end i32) (local $next_out i32) (local $lows v128) (local $scales v128) (local $c v128)
    (local.set $lows (f64x2.splat (local.get $low)))
    (local.set $scales (f64x2.splat (local.get $scale)))
    (local.set $next_out (local.get $out))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $c
          (f64x2.add
            (f64x2.pmax
              (f64x2.pmin
                (f64x2.mul (f64x2.sub (v128.load (local.get $at)) (local.get $lows)) (local.get $scales))
                (v128.const f64x2 16383 16383))
              (v128.const f64x2 0 0))
            (v128.const f64x2 4503599627370496 4503599627370496)))
        (f64.store (local.get $next_out) (f64.load (local.get $at)))
        (local.set $next_out
          (i32.add
            (local.get $next_out)
            (i32.shl
              (i32.load8_u (i32.add (local.get $flags) (i32x4.extract_lane 0 (local.get $c))))
              (i32.const 3))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (f64.store (local.get $next_out) (f64.load (local.get $at)))
        (local.set $next_out
          (i32.add
            (local.get $next_out)
            (i32.shl
              (i32.and
                (i32.load8_u (i32.add (local.get $flags) (i32x4.extract_lane 2 (local.get $c))))
                (i32.lt_u (local.get $at) (local.get $end)))
              (i32.const 3))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $next_out) (local.get $out)) (i32.const 3)))

  ;; Adds to each of the m i64 at `counts` how many values do not exceed its bound, an f64 at `bounds`.
  (func (export "at_most") (param $at i32) (param $n i32) (param $bounds i32) (param $m i32) (param $counts i32)
    (local $i i32) (local $end i32) (local $bound v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    ;; NaN never lies at or below a bound: it fills the last eight up.
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (v128.store (local.get $end) (v128.const i64x2 0x7ff8000000000000 0x7ff8000000000000))
    (v128.store offset=16 (local.get $end) (v128.const i64x2 0x7ff8000000000000 0x7ff8000000000000))
    (v128.store offset=32 (local.get $end) (v128.const i64x2 0x7ff8000000000000 0x7ff8000000000000))
    (v128.store offset=48 (local.get $end) (v128.const i64x2 0x7ff8000000000000 0x7ff8000000000000))
    (block $done
      (loop $next_bound
        (br_if $done (i32.eqz (local.get $m)))
        (local.set $bound (v128.load64_splat (local.get $bounds)))
        (local.set $a (v128.const i64x2 0 0))
        (local.set $b (v128.const i64x2 0 0))
        (local.set $c (v128.const i64x2 0 0))
        (local.set $d (v128.const i64x2 0 0))
        (local.set $i (local.get $at))
        (block $counted
          (loop $next
            (br_if $counted (i32.ge_u (local.get $i) (local.get $end)))
            (local.set $a (i64x2.sub (local.get $a) (f64x2.le (v128.load (local.get $i)) (local.get $bound))))
            (local.set $b (i64x2.sub (local.get $b) (f64x2.le (v128.load offset=16 (local.get $i)) (local.get $bound))))
            (local.set $c (i64x2.sub (local.get $c) (f64x2.le (v128.load offset=32 (local.get $i)) (local.get $bound))))
            (local.set $d (i64x2.sub (local.get $d) (f64x2.le (v128.load offset=48 (local.get $i)) (local.get $bound))))
            (local.set $i (i32.add (local.get $i) (i32.const 64)))
            (br $next)))
        (local.set $a
          (i64x2.add (i64x2.add (local.get $a) (local.get $b)) (i64x2.add (local.get $c) (local.get $d))))
        (i64.store
          (local.get $counts)
          (i64.add
            (i64.load (local.get $counts))
            (i64.add (i64x2.extract_lane 0 (local.get $a)) (i64x2.extract_lane 1 (local.get $a)))))
        (local.set $bounds (i32.add (local.get $bounds) (i32.const 8)))
        (local.set $counts (i32.add (local.get $counts) (i32.const 8)))
        (local.set $m (i32.sub (local.get $m) (i32.const 1)))
        (br $next_bound))))

  ;; Counts values into bins of upper-inclusive bounds, f64 at `bounds`, the last +infinity; i64 at `counts`. For each code of the grid a
  ;; i32 at `first` tells the first bound that a value of that code may lie at or below.
  (func (export "bins")
    (param $at i32) (param $n i32) (param $low f64) (param $scale f64) (param $first i32) (param $bounds i32) (param $counts i32)
    (local $end i32) (local $x f64) (local $bin i32)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $x (f64.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $bin
          (i32.shl
            (i32.load
              (i32.add
                (local.get $first)
                (i32.shl
                  (i32.trunc_sat_f64_s
                    (f64.nearest
                      (f64.max
                        (f64.min
                          (f64.mul (f64.sub (local.get $x) (local.get $low)) (local.get $scale))
                          (f64.const 16383))
                        (f64.const 0))))
                  (i32.const 2))))
            (i32.const 3)))
        (block $found
          (loop $search
            (br_if $found (f64.le (local.get $x) (f64.load (i32.add (local.get $bounds) (local.get $bin)))))
            (local.set $bin (i32.add (local.get $bin) (i32.const 8)))
            (br $search)))
        (local.set $bin (i32.add (local.get $counts) (local.get $bin)))
        (i64.store (local.get $bin) (i64.add (i64.load (local.get $bin)) (i64.const 1)))
        (br $next))))

  ;; Adds an integer to a sum of two i64 at `sum`: its low 32 bits, and what lies above them.
  (func $add (param $integer i64) (param $sum i32)
    (i64.store
      (local.get $sum)
      (i64.add (i64.load (local.get $sum)) (i64.and (local.get $integer) (i64.const 0xffffffff))))
    (i64.store offset=8
      (local.get $sum)
      (i64.add (i64.load offset=8 (local.get $sum)) (i64.shr_s (local.get $integer) (i64.const 32)))))

  ;; Adds up x * scale, each rounded to an integer.
  (func (export "sums") (param $at i32) (param $n i32) (param $scale f64) (param $sum i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (call $add
          (i64.trunc_sat_f64_s (f64.nearest (f64.mul (f64.load (local.get $at)) (local.get $scale))))
          (local.get $sum))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next))))

  ;; Adds up (x - mean) * (x - mean) * scale, each rounded to an integer.
  (func (export "squares") (param $at i32) (param $n i32) (param $mean f64) (param $scale f64) (param $sum i32)
    (local $end i32) (local $gap f64)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $n) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $gap (f64.sub (f64.load (local.get $at)) (local.get $mean)))
        (call $add
          (i64.trunc_sat_f64_s
            (f64.nearest (f64.mul (f64.mul (local.get $gap) (local.get $gap)) (local.get $scale))))
          (local.get $sum))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next)))))
