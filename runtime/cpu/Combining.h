//===- Combining.h - elements combined, also several at a time --*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_COMBINING_H
#define COVECTOR_RUNTIME_CPU_COMBINING_H

#include "runtime/cpu/Elements.h"

namespace covector::runtime {

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// `step(carry, x)` leaves x alone where `carry` is `identity`; both are scalars or,
/// but for complex numbers, vectors. In a scan, `State` is what is carried, `start`
/// makes it of the first element, and `value` is the result.
template <class A> struct Sum {
  using Element = A;
  using State = A;
  static constexpr bool isVector = std::is_arithmetic_v<A>;
  static COVECTOR_INLINE A identity() { return number(-0.0); }
  template <class V> static COVECTOR_INLINE void step(V &carry, const V &x) { carry = carry + x; }
  static COVECTOR_INLINE A number(double x) {
    if constexpr (std::is_arithmetic_v<A>)
      return A(x);
    else
      return {decltype(A::re)(x), decltype(A::re)(x == 0 ? x : 0)};
  }
  static COVECTOR_INLINE A start(A x) { return x; }
  static COVECTOR_INLINE A value(A carry) { return carry; }
};

template <class A> struct Prod : Sum<A> {
  static COVECTOR_INLINE A identity() { return Sum<A>::number(1); }
  template <class V> static COVECTOR_INLINE void step(V &carry, const V &x) {
    if constexpr (std::is_integral_v<V>)
      carry = V(uint64_t(carry) * x); // no product of promoted ints
    else
      carry = carry * x;
  }
};

/// NaN if any is NaN.
template <class A> struct Max : Sum<A> {
  static COVECTOR_INLINE A identity() { return lowest<A>(); }
  template <class V> static COVECTOR_INLINE void step(V &carry, const V &x) {
    carry = ((carry >= x) | (carry != carry)) ? carry : x;
  }
};
template <class A> struct Min : Sum<A> {
  static COVECTOR_INLINE A identity() { return highest<A>(); }
  template <class V> static COVECTOR_INLINE void step(V &carry, const V &x) {
    carry = ((carry <= x) | (carry != carry)) ? carry : x;
  }
};
template <class T> struct Max<Complex<T>> : Sum<Complex<T>> {
  static COVECTOR_INLINE void step(Complex<T> &carry, Complex<T> x) {
    if (!isNan(carry) && (isNan(x) || isLess(carry, x)))
      carry = x;
  }
};
template <class T> struct Min<Complex<T>> : Sum<Complex<T>> {
  static COVECTOR_INLINE void step(Complex<T> &carry, Complex<T> x) {
    if (!isNan(carry) && (isNan(x) || isLess(x, carry)))
      carry = x;
  }
};

/// Two elements combined to one.
template <class Op, class A> COVECTOR_INLINE A combined(A x, A y) {
  Op::step(x, y);
  return x;
}

//===----------------------------------------------------------------------===//
// Several at a time
//===----------------------------------------------------------------------===//

/// A few neighbouring elements of type A.
template <class A> struct Lanes {
  static constexpr int count = sizeof(A) == 8 ? 4 : 8;
  typedef A Vector __attribute__((vector_size(count * sizeof(A))));

  static COVECTOR_INLINE void fill(Vector &v, A x) {
    for (int i = 0; i < count; ++i)
      v[i] = x;
  }
  static COVECTOR_INLINE void load(Vector &v, const A *x) { std::memcpy(&v, x, sizeof v); }
  static COVECTOR_INLINE void store(A *y, const Vector &v) { std::memcpy(y, &v, sizeof v); }
  static COVECTOR_INLINE void reverse(Vector &v) {
    if constexpr (count == 8)
      v = __builtin_shufflevector(v, v, 7, 6, 5, 4, 3, 2, 1, 0);
    else
      v = __builtin_shufflevector(v, v, 3, 2, 1, 0);
  }
  static COVECTOR_INLINE void spreadLast(Vector &to, const Vector &v) {
    if constexpr (count == 8)
      to = __builtin_shufflevector(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
    else
      to = __builtin_shufflevector(v, v, 3, 3, 3, 3);
  }
  /// Every lane from those before it.
  template <class Op> static COVECTOR_INLINE void scan(Vector &v, const Vector &neutral) {
    Vector sooner;
    if constexpr (count == 8) {
      sooner = __builtin_shufflevector(neutral, v, 0, 8, 9, 10, 11, 12, 13, 14);
      Op::step(v, sooner);
      sooner = __builtin_shufflevector(neutral, v, 0, 1, 8, 9, 10, 11, 12, 13);
      Op::step(v, sooner);
      sooner = __builtin_shufflevector(neutral, v, 0, 1, 2, 3, 8, 9, 10, 11);
      Op::step(v, sooner);
    } else {
      sooner = __builtin_shufflevector(neutral, v, 0, 4, 5, 6);
      Op::step(v, sooner);
      sooner = __builtin_shufflevector(neutral, v, 0, 1, 4, 5);
      Op::step(v, sooner);
    }
  }
};

/// All of `n` elements combined, in any order.
template <class Op, class S> COVECTOR_INLINE S totalOf(const S *x, int64_t n) {
  using L = Lanes<S>;
  typename L::Vector sums[4], v;
  for (auto &sum : sums)
    L::fill(sum, Op::identity());
  int64_t i = 0;
  for (; i + 4 * L::count <= n; i += 4 * L::count)
    for (int part = 0; part < 4; ++part) {
      L::load(v, x + i + part * L::count);
      Op::step(sums[part], v);
    }
  S total = Op::identity();
  for (auto &sum : sums)
    for (int lane = 0; lane < L::count; ++lane)
      Op::step(total, S(sum[lane]));
  for (; i < n; ++i)
    Op::step(total, x[i]);
  return total;
}

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_COMBINING_H
