//===- Sampling.cpp - functions of the runtime that draw numbers ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bits, uniform and normal numbers are those of the package's random module, so
// that a key gives the same numbers as in JAX. What is rounded once in a program
// of JAX, a product and a sum, is rounded once here.
//
// Note [Drawing until all fit]
// The rejection methods draw for all elements of a key until each has been given
// a number, and an element keeps the last number that fitted. So the number of
// rounds is found first, and then every element draws that often.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Sampling.h"
#include "runtime/cpu/Special.h"
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

using namespace covector::runtime;

// Only what says fma is rounded once.
#pragma STDC FP_CONTRACT OFF

namespace {

//===----------------------------------------------------------------------===//
// Keys and uniform numbers
//===----------------------------------------------------------------------===//

struct Key {
  uint32_t words[2];
};

uint32_t rotateLeft(uint32_t x, unsigned count) { return x << count | x >> (32 - count); }

/// The two words that the counter `index` is enciphered to. Source: see Random.td.
Key cipher(Key key, uint64_t index) {
  static constexpr unsigned rotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  uint32_t schedule[3] = {key.words[0], key.words[1], key.words[0] ^ key.words[1] ^ 0x1BD11BDA};
  uint32_t x = uint32_t(index >> 32) + schedule[0], y = uint32_t(index) + schedule[1];
  for (unsigned group = 0; group < 5; ++group) {
    for (unsigned rotation : rotations[group % 2]) {
      x += y;
      y = rotateLeft(y, rotation) ^ x;
    }
    x += schedule[(group + 1) % 3];
    y += schedule[(group + 2) % 3] + group + 1;
  }
  return {{x, y}};
}

/// The key numbered `index` of those that a key is split into.
Key split(Key key, uint64_t index) { return cipher(key, index); }

template <class T> T uniform(Key key, uint64_t index);
template <> float uniform<float>(Key key, uint64_t index) {
  Key words = cipher(key, index);
  uint32_t bits = (words.words[0] ^ words.words[1]) >> 9 | 0x3F800000u;
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x - 1.0f;
}
template <> double uniform<double>(Key key, uint64_t index) {
  Key words = cipher(key, index);
  uint64_t bits = (uint64_t(words.words[0]) << 32 | words.words[1]) >> 12 | 0x3FF0000000000000u;
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x - 1.0;
}

//===----------------------------------------------------------------------===//
// Logarithms and normal numbers, rounded as in core/float32.py
//===----------------------------------------------------------------------===//

double naturalLog(double x) { return std::log(x); }

float naturalLog(float x) {
  if (!(x > 0) || std::isinf(x))
    return x == 0 ? -std::numeric_limits<float>::infinity()
                  : (x > 0 ? x : std::numeric_limits<float>::quiet_NaN());
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  float exponent = float(int32_t(bits >> 23) - 126);
  bits = (bits & 0x007FFFFF) | 0x3F000000;
  float mantissa;
  std::memcpy(&mantissa, &bits, sizeof mantissa);
  bool low = mantissa < 0.707106781186547524f;
  if (low)
    exponent -= 1.0f;
  float z = mantissa - 1.0f + (low ? mantissa : 0.0f), square = z * z, cube = square * z;
  static constexpr float c[9] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                                 -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                                 2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
  float parts[3];
  for (int i = 0; i < 3; ++i)
    parts[i] = std::fma(std::fma(z, c[3 * i], c[3 * i + 1]), z, c[3 * i + 2]);
  float series = std::fma(std::fma(parts[0], cube, parts[1]), cube, parts[2]);
  series = std::fma(series, cube, exponent * -2.12194440e-4f);
  float head = z - square * 0.5f;
  return std::fma(0.693359375f, exponent, head + series);
}

template <size_t n> float polynomial(float x, const std::array<float, n> &coefficients) {
  float result = coefficients[0];
  for (size_t i = 1; i < n; ++i)
    result = std::fma(result, x, coefficients[i]);
  return result;
}

double logOnePlus(double x) { return std::log1p(x); }

float logOnePlus(float x) {
  static constexpr std::array<float, 7> above = {
      4.5270000862445199635215e-5f, 4.9854102823193375972212e-1f, 6.5787325942061044846969e0f,
      2.9911919328553073277375e1f,  6.0949667980987787057556e1f,  5.7112963590585538103336e1f,
      2.0039553499201281259648e1f};
  static constexpr std::array<float, 7> below = {1.0f,
                                                 1.5062909083469192043167e1f,
                                                 8.3047565967967209469434e1f,
                                                 2.2176239823732856465394e2f,
                                                 3.0909872225312059774938e2f,
                                                 2.1642788614495947685003e2f,
                                                 6.0118660497603843919306e1f};
  if (!(std::fabs(x) < 0.41421356237309504880f))
    return naturalLog(x + 1.0f);
  float square = x * x, product = x * square;
  float rational = product * (polynomial(x, above) / polynomial(x, below));
  float half = square * -0.5f;
  return x + (half + rational);
}

float normal(Key key, float) {
  static constexpr std::array<float, 9> central = {
      2.81022636e-08f, 3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f,
      -0.00125372503f, -0.00417768164f, 0.246640727f,    1.50140941f};
  static constexpr std::array<float, 9> tail = {-0.000200214257f, 0.000100950558f, 0.00134934322f,
                                                -0.00367342844f,  0.00573950773f,  -0.0076224613f,
                                                0.00943887047f,   1.00167406f,     2.83297682f};
  float least = std::nextafter(-1.0f, 0.0f);
  float u = std::max(least, std::fma(uniform<float>(key, 0), 1.0f - least, least));
  float w = -logOnePlus(u * -u);
  bool isCentral = w < 5.0f;
  float inverse = isCentral ? polynomial(w - 2.5f, central) : polynomial(std::sqrt(w) - 3.0f, tail);
  return inverse * u * 1.41421356237309504880f;
}

/// By the inverse of the distribution function.
double normal(Key key, double) {
  double least = std::nextafter(-1.0, 0.0);
  double u = std::max(least, std::fma(uniform<double>(key, 0), 1.0 - least, least));
  return cv_special_ndtri(0.5 * (u + 1.0));
}

//===----------------------------------------------------------------------===//
// Gamma distribution
//===----------------------------------------------------------------------===//

template <class T> T drawGamma(Key key, T alpha, bool logSpace) {
  bool isLarge = alpha >= 1;
  // JAX's programs take the reciprocal of the root, by an approximation of the
  // machine: the last places of c and of the result may differ.
  T d = (isLarge ? alpha : alpha + 1) - T(1.0 / 3.0), c = T(1.0 / 3.0) * (1 / std::sqrt(d));
  Key boostKey = split(key, 1);
  key = split(key, 0);
  T square = 0, cube = 1, u = 2;
  while (u >= std::fma(T(-0.0331), square * square, T(1)) &&
         naturalLog(u) >= std::fma(d, (1 - cube) + naturalLog(cube), square * T(0.5))) {
    Key normalKey = split(key, 1), uniformKey = split(key, 2);
    key = split(key, 0);
    T x = 0, v = -1;
    while (v <= 0) {
      x = normal(split(normalKey, 1), T());
      normalKey = split(normalKey, 0);
      v = std::fma(x, c, T(1));
    }
    square = x * x;
    cube = (v * v) * v;
    u = uniform<T>(uniformKey, 0);
  }
  T sample = uniform<T>(boostKey, 0);
  if (!logSpace)
    return d * cube * (isLarge ? T(1) : std::pow(1 - sample, 1 / alpha));
  T logarithm = logOnePlus(-sample);
  T boost = isLarge || logarithm == 0 ? T(0) : logarithm * (1 / alpha);
  return (naturalLog(d) + naturalLog(cube)) + boost;
}

/// Elements whose drawing is worth a task of its own.
constexpr int64_t elementsOfTask = 512;

/// Calls `body(lo, hi)` for ranges that together are [0, n), in several threads.
template <class Body> void inParallel(int64_t n, Body body) {
  void *frame[] = {&body};
  cv_parallel_for(
      [](void **frame, int64_t lo, int64_t hi) { (*static_cast<Body *>(frame[0]))(lo, hi); }, frame,
      n, elementsOfTask);
}

template <class T> void gamma(void *const *buffers, const int64_t *numbers) {
  auto *first = static_cast<const uint32_t *>(buffers[0]);
  auto *second = static_cast<const uint32_t *>(buffers[1]);
  auto *alpha = static_cast<const T *>(buffers[2]);
  auto *result = static_cast<T *>(buffers[3]);
  bool logSpace = numbers[1];
  inParallel(numbers[0], [=](int64_t lo, int64_t hi) {
    for (int64_t i = lo; i < hi; ++i)
      result[i] = drawGamma(Key{{first[i], second[i]}}, alpha[i], logSpace);
  });
}

//===----------------------------------------------------------------------===//
// Rounds of drawing
//===----------------------------------------------------------------------===//

/// No method needs that many rounds.
constexpr int64_t mostRounds = 1 << 20;

/// The keys of the rounds, made as they are needed: the key of the next round is
/// number `next` of those that one is split into.
class Rounds {
public:
  Rounds(Key key, uint64_t next) : keys{key}, next(next) {}
  Key operator[](size_t round) {
    while (keys.size() <= round)
      keys.push_back(split(keys.back(), next));
    return keys[round];
  }

private:
  std::vector<Key> keys;
  uint64_t next;
};

/// Draws by rejection: see Note [Drawing until all fit]. `method(i)` is an object
/// with `std::pair<T, bool> draw(T u, T v)`: a number for element `i`, and whether
/// it fits. Stores the numbers of the elements for which `isWanted(i)`.
template <class T, class Method, class Wanted>
void drawUntilAllFit(Key key, int64_t count, Method method, Wanted isWanted, T *result) {
  Rounds rounds(key, 0);
  auto draw = [&](auto &element, int64_t i, int64_t round) {
    Key current = rounds[round];
    return element.draw(uniform<T>(split(current, 1), i), uniform<T>(split(current, 2), i));
  };
  int64_t needed = 0;
  for (int64_t i = 0; i < count; ++i) {
    auto element = method(i);
    int64_t round = 0;
    while (!draw(element, i, round++).second && round < mostRounds) {
    }
    needed = std::max(needed, round);
  }
  for (int64_t i = 0; i < count; ++i) {
    if (!isWanted(i))
      continue;
    auto element = method(i);
    T last = -1;
    // The last number that fitted is the first one from the end.
    for (int64_t round = needed; round-- > 0;) {
      auto [number, fits] = draw(element, i, round);
      if (fits) {
        last = number;
        break;
      }
    }
    result[i] = last;
  }
}

//===----------------------------------------------------------------------===//
// Poisson distribution
//===----------------------------------------------------------------------===//

/// Products of uniform numbers until they are less than e^-rate.
float drawByProducts(Rounds &rounds, int64_t i, float rate) {
  float sum = 0;
  int64_t k = 0;
  for (; sum > -rate && k < mostRounds; ++k)
    sum += naturalLog(uniform<float>(split(rounds[k], 1), i));
  return float(k - 1);
}

struct PoissonRejection {
  explicit PoissonRejection(float rate)
      : rate(rate), logRate(naturalLog(rate)), b(std::fma(2.53f, std::sqrt(rate), 0.931f)),
        a(std::fma(0.02483f, b, -0.059f)), inverseAlpha(1.1239f + 1.1328f / (b - 3.4f)),
        bound(0.9277f - 3.6224f / (b - 2.0f)) {}

  std::pair<float, bool> draw(float u, float v) const {
    u -= 0.5f;
    float inside = 0.5f - std::fabs(u);
    float k = std::floor(std::fma(2 * a / inside + b, u, rate) + 0.43f);
    if (inside >= 0.07f && v <= bound)
      return {k, true};
    if (k < 0 || (inside < 0.013f && v > inside))
      return {k, false};
    float s = naturalLog(v * inverseAlpha / (a / (inside * inside) + b));
    float t = std::fma(k, logRate, -rate) - float(std::lgamma(double(k) + 1.0));
    return {k, s <= t};
  }

  float rate, logRate, b, a, inverseAlpha, bound;
};

template <class Integer> void storeAs(const float *from, int64_t count, void *to) {
  auto *result = static_cast<Integer *>(to);
  double least = double(std::numeric_limits<Integer>::min()),
         greatest = double(std::numeric_limits<Integer>::max());
  for (int64_t i = 0; i < count; ++i) {
    double x = from[i];
    result[i] = x != x          ? Integer(0)
                : x <= least    ? std::numeric_limits<Integer>::min()
                : x >= greatest ? std::numeric_limits<Integer>::max()
                                : static_cast<Integer>(x);
  }
}

/// -1 in an unsigned type is its greatest number.
template <class Signed, class Unsigned>
void store(const float *from, int64_t count, bool isUnsigned, void *to) {
  if (!isUnsigned)
    return storeAs<Signed>(from, count, to);
  storeAs<Unsigned>(from, count, to);
  for (int64_t i = 0; i < count; ++i)
    if (from[i] == -1)
      static_cast<Unsigned *>(to)[i] = std::numeric_limits<Unsigned>::max();
}

void poisson(void *const *buffers, const int64_t *numbers) {
  auto *keys = static_cast<const Key *>(buffers[0]);
  auto *allRates = static_cast<const float *>(buffers[1]);
  int64_t count = numbers[1], bytes = numbers[2];
  std::vector<float> result(count);
  for (int64_t batch = 0; batch < numbers[0]; ++batch) {
    const float *rates = allRates + batch * count;
    auto byProducts = [&](int64_t i) { return !(rates[i] >= 10.0f); };
    Rounds rounds(keys[batch], 0);
    bool all = true;
    for (int64_t i = 0; i < count; ++i) {
      all &= byProducts(i);
      if (byProducts(i))
        result[i] = rates[i] == 0 ? 0.0f : drawByProducts(rounds, i, rates[i]);
    }
    if (!all)
      drawUntilAllFit<float>(
          keys[batch], count,
          [&](int64_t i) { return PoissonRejection(byProducts(i) ? 1e5f : rates[i]); },
          [&](int64_t i) { return !byProducts(i); }, result.data());
    void *to = static_cast<char *>(buffers[2]) + batch * count * bytes;
    bool isUnsigned = numbers[3];
    switch (bytes) {
    case 1:
      store<int8_t, uint8_t>(result.data(), count, isUnsigned, to);
      break;
    case 2:
      store<int16_t, uint16_t>(result.data(), count, isUnsigned, to);
      break;
    case 4:
      store<int32_t, uint32_t>(result.data(), count, isUnsigned, to);
      break;
    default:
      store<int64_t, uint64_t>(result.data(), count, isUnsigned, to);
    }
  }
}

//===----------------------------------------------------------------------===//
// Binomial distribution
//===----------------------------------------------------------------------===//

/// Sums of geometric numbers until they are more than the count.
template <class T> T drawByGeometric(Rounds &rounds, int64_t i, T count, T probability) {
  T logOfFailure = logOnePlus(-probability), sum = 0;
  int64_t k = 0;
  for (; sum <= count && k < mostRounds; ++k)
    sum += std::ceil(naturalLog(uniform<T>(split(rounds[k], 0), i)) / logOfFailure);
  return T(k - 1);
}

/// What Stirling's formula lacks of the logarithm of k!.
template <class T> T stirlingTail(T k) {
  static constexpr double values[] = {0.0810614667953272,  0.0413406959554092, 0.0276779256849983,
                                      0.02079067210376509, 0.0166446911898211, 0.0138761288230707,
                                      0.0118967099458917,  0.0104112652619720, 0.00925546218271273,
                                      0.00833056343336287};
  if (k <= 9)
    return T(values[k > 0 ? int(k) : 0]);
  T square = (k + 1) * (k + 1);
  return (T(1.0 / 12) - (T(1.0 / 360) - T(1.0 / 1260) / square) / square) / (k + 1);
}

template <class T> struct BinomialRejection {
  BinomialRejection(T count, T p) : count(count), odds(p / (1 - p)) {
    T deviation = std::sqrt(count * p * (1 - p));
    b = std::fma(T(2.53), deviation, T(1.15));
    a = std::fma(T(0.01), p, std::fma(T(0.0248), b, T(-0.0873)));
    c = std::fma(count, p, T(0.5));
    bound = T(0.92) - T(4.2) / b;
    alpha = (T(2.83) + T(5.1) / b) * deviation;
    mode = std::floor((count + 1) * p);
  }

  std::pair<T, bool> draw(T u, T v) const {
    u -= T(0.5);
    T inside = T(0.5) - std::fabs(u);
    T k = std::floor(std::fma(2 * a / inside + b, u, c));
    if (inside >= T(0.07) && v <= bound)
      return {k, true};
    if (k < 0 || k > count)
      return {k, false};
    T s = naturalLog(v * alpha / (a / (inside * inside) + b));
    T limit = (mode + T(0.5)) * naturalLog((mode + 1) / (odds * (count - mode + 1))) +
              (count + 1) * naturalLog((count - mode + 1) / (count - k + 1)) +
              (k + T(0.5)) * naturalLog(odds * (count - k + 1) / (k + 1)) + stirlingTail(mode) +
              stirlingTail(count - mode) - stirlingTail(k) - stirlingTail(count - k);
    return {k, s <= limit};
  }

  T count, odds, b, a, c, bound, alpha, mode;
};

template <class T> void binomial(void *const *buffers, const int64_t *numbers) {
  auto *keys = static_cast<const Key *>(buffers[0]);
  int64_t count = numbers[1];
  for (int64_t batch = 0; batch < numbers[0]; ++batch) {
    auto *trials = static_cast<const T *>(buffers[1]) + batch * count;
    auto *probabilities = static_cast<const T *>(buffers[2]) + batch * count;
    auto *result = static_cast<T *>(buffers[3]) + batch * count;
    auto bySums = [&](int64_t i) {
      return !(trials[i] >= 0) || trials[i] * probabilities[i] <= 10;
    };
    Rounds rounds(keys[batch], 1);
    bool all = true;
    for (int64_t i = 0; i < count; ++i) {
      all &= bySums(i);
      if (bySums(i))
        result[i] = drawByGeometric(rounds, i, std::floor(trials[i]), probabilities[i]);
    }
    if (!all)
      drawUntilAllFit<T>(
          keys[batch], count,
          [&](int64_t i) {
            return bySums(i) ? BinomialRejection<T>(T(1e4), T(0.5))
                             : BinomialRejection<T>(std::floor(trials[i]), probabilities[i]);
          },
          [&](int64_t i) { return !bySums(i); }, result);
  }
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::samplingSymbols() {
  static const Symbol symbols[] = {
      {"cv_random_binomial_f32", reinterpret_cast<void *>(binomial<float>)},
      {"cv_random_binomial_f64", reinterpret_cast<void *>(binomial<double>)},
      {"cv_random_gamma_f32", reinterpret_cast<void *>(gamma<float>)},
      {"cv_random_gamma_f64", reinterpret_cast<void *>(gamma<double>)},
      {"cv_random_poisson", reinterpret_cast<void *>(poisson)},
  };
  return symbols;
}
