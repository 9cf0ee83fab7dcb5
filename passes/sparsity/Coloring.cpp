//===- Coloring.cpp - few colours for rows and columns --------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Greedy colouring: one vertex after the other gets the least colour that it may
// have. What decides is the order; several are tried, all deterministic.
//
// Source: A. H. Gebremedhin, F. Manne, A. Pothen, "What color is your Jacobian?
// Graph coloring for computing derivatives", SIAM Review 47, 2005.
//
//===----------------------------------------------------------------------===//

#include "passes/sparsity/Sparsity.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/xxhash.h"
#include <numeric>

using namespace mlir;
using namespace covector;

/// Rows with more entries keep a bit for every colour that they have.
static constexpr int64_t manyEntries = 1024;
/// Pairs of neighbours that are looked at for a good order.
static constexpr double maxPairs = 1 << 23;

//===----------------------------------------------------------------------===//
// Columns
//===----------------------------------------------------------------------===//

/// The rows of `pattern` without those that equal an earlier one: they ask nothing
/// more of a colouring.
static SparsityPattern withoutRepetition(const SparsityPattern &pattern) {
  SparsityPattern distinct;
  distinct.numColumns = pattern.numColumns;
  llvm::DenseMap<uint64_t, SmallVector<int64_t, 1>> seen;
  for (int64_t i = 0; i < pattern.numRows; ++i) {
    ArrayRef<int32_t> row = pattern.row(i);
    if (row.empty())
      continue;
    uint64_t hash = llvm::xxh3_64bits(
        {reinterpret_cast<const uint8_t *>(row.data()), row.size() * sizeof(int32_t)});
    SmallVector<int64_t, 1> &equal = seen[hash >> 1]; // not one of the map's empty keys
    if (llvm::any_of(equal, [&](int64_t other) { return pattern.row(other) == row; }))
      continue;
    equal.push_back(i);
    distinct.columns.insert(distinct.columns.end(), row.begin(), row.end());
    distinct.starts.push_back(distinct.columns.size());
    ++distinct.numRows;
  }
  return distinct;
}

/// Colours columns in the given order.
static Coloring colorInOrder(const SparsityPattern &rows, const SparsityPattern &byColumn,
                             ArrayRef<int32_t> order) {
  Coloring result;
  result.colors.assign(rows.numColumns, -1);
  // The colours in a row: a list, or bits for a long row.
  std::vector<int32_t> used(rows.columns.size());
  std::vector<int32_t> numUsed(rows.numRows, 0);
  llvm::DenseMap<int64_t, std::vector<uint64_t>> bits;
  std::vector<uint64_t> forbidden;
  for (int32_t column : order) {
    if (byColumn.row(column).empty())
      continue;
    llvm::fill(forbidden, 0);
    for (int32_t row : byColumn.row(column)) {
      if (rows.starts[row + 1] - rows.starts[row] > manyEntries) {
        const std::vector<uint64_t> &own = bits[row];
        for (size_t w = 0; w < own.size(); ++w)
          forbidden[w] |= own[w];
        continue;
      }
      for (int32_t k = 0; k < numUsed[row]; ++k) {
        int32_t color = used[rows.starts[row] + k];
        forbidden[color / 64] |= uint64_t(1) << (color % 64);
      }
    }
    int32_t color = 0;
    for (size_t w = 0; w < forbidden.size() && color == int32_t(w * 64); ++w)
      color += llvm::countr_one(forbidden[w]);
    result.colors[column] = color;
    result.count = std::max(result.count, color + 1);
    forbidden.resize((result.count + 63) / 64, 0);
    for (int32_t row : byColumn.row(column)) {
      if (rows.starts[row + 1] - rows.starts[row] > manyEntries) {
        std::vector<uint64_t> &own = bits[row];
        own.resize(std::max<size_t>(own.size(), color / 64 + 1), 0);
        own[color / 64] |= uint64_t(1) << (color % 64);
      } else {
        used[rows.starts[row] + numUsed[row]++] = color;
      }
    }
  }
  return result;
}

/// Columns with most neighbours among those before them last: the one with the
/// fewest neighbours is taken away again and again, and the order turned around.
static std::vector<int32_t> smallestLast(const SparsityPattern &rows,
                                         const SparsityPattern &byColumn) {
  int64_t n = rows.numColumns;
  std::vector<std::vector<int32_t>> neighbours(n);
  std::vector<int32_t> degree(n), stamp(n, -1);
  for (int32_t column = 0; column < n; ++column) {
    stamp[column] = column;
    for (int32_t row : byColumn.row(column))
      for (int32_t other : rows.row(row))
        if (stamp[other] != column) {
          stamp[other] = column;
          neighbours[column].push_back(other);
        }
    degree[column] = neighbours[column].size();
  }
  std::vector<std::vector<int32_t>> buckets(n + 1);
  for (int32_t column = n - 1; column >= 0; --column)
    buckets[degree[column]].push_back(column);
  std::vector<bool> taken(n, false);
  std::vector<int32_t> order;
  for (int64_t least = 0; int64_t(order.size()) < n;) {
    if (buckets[least].empty()) {
      ++least;
      continue;
    }
    int32_t column = buckets[least].back();
    buckets[least].pop_back();
    if (taken[column] || degree[column] != least)
      continue; // It has moved to another bucket.
    taken[column] = true;
    order.push_back(column);
    for (int32_t other : neighbours[column])
      if (!taken[other])
        buckets[--degree[other]].push_back(other);
    least = std::max<int64_t>(0, least - 1);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

Coloring covector::colorColumns(const SparsityPattern &pattern) {
  SparsityPattern rows = withoutRepetition(pattern), byColumn = rows.transposed();
  int64_t n = pattern.numColumns, longest = 0;
  double pairs = 0;
  for (int64_t i = 0; i < rows.numRows; ++i) {
    int64_t length = rows.starts[i + 1] - rows.starts[i];
    longest = std::max(longest, length);
    pairs += double(length) * double(length);
  }
  std::vector<int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  if (longest == n && n > 0)
    return {int32_t(n), order};
  Coloring best = colorInOrder(rows, byColumn, order);
  auto improve = [&](ArrayRef<int32_t> other) {
    Coloring next = colorInOrder(rows, byColumn, other);
    if (next.count < best.count)
      best = std::move(next);
  };
  // No colouring has fewer colours than a row has entries.
  if (best.count > longest && pairs <= maxPairs)
    improve(smallestLast(rows, byColumn));
  if (best.count > longest) {
    llvm::stable_sort(order, [&](int32_t a, int32_t b) {
      return byColumn.row(a).size() > byColumn.row(b).size();
    });
    improve(order);
  }
  return best;
}

//===----------------------------------------------------------------------===//
// Symmetric matrices
//===----------------------------------------------------------------------===//
//
// Note [Stars]
// Neighbours have different colours, and no path of four vertices has two colours
// only; then every two colours together make stars. Of the two entries (i, j) and
// (j, i), one is in the row of a leaf of its star, and there no other entry has the
// colour of the star's middle. A vertex of very many neighbours has a colour of its
// own, and is left out of the paths: that keeps the work linear.

/// Vertices with more neighbours get colours of their own, where that is needed.
static constexpr int64_t manyNeighbours = 256;

static Coloring starInOrder(const SparsityPattern &graph, ArrayRef<int32_t> order, bool apart) {
  Coloring result;
  result.colors.assign(graph.numRows, -1);
  std::vector<int32_t> &colors = result.colors;
  auto isApart = [&](int32_t v) {
    return apart && int64_t(graph.row(v).size()) > manyNeighbours;
  };
  for (int32_t v : order)
    if (isApart(v))
      colors[v] = result.count++;
  int32_t firstShared = result.count;
  std::vector<int32_t> forbidden;
  for (int32_t v : order) {
    if (colors[v] >= 0 || graph.row(v).empty())
      continue;
    forbidden.resize(result.count + 1, -1);
    for (int32_t w : graph.row(v)) {
      if (w == v || isApart(w))
        continue;
      if (colors[w] >= 0)
        forbidden[colors[w]] = v;
      for (int32_t x : graph.row(w)) {
        if (x == v || x == w || colors[x] < 0 || isApart(x) || forbidden[colors[x]] == v)
          continue;
        if (colors[w] < 0) {
          forbidden[colors[x]] = v;
          continue;
        }
        for (int32_t y : graph.row(x))
          if (y != w && y != x && colors[y] == colors[w]) {
            forbidden[colors[x]] = v;
            break;
          }
      }
    }
    int32_t color = firstShared;
    while (forbidden[color] == v)
      ++color;
    colors[v] = color;
    result.count = std::max(result.count, color + 1);
  }
  return result;
}

Coloring covector::colorSymmetric(const SparsityPattern &pattern) {
  int64_t n = pattern.numRows;
  double pairs = 0;
  for (int64_t i = 0; i < n; ++i)
    pairs += double(pattern.row(i).size()) * double(pattern.row(i).size());
  bool apart = pairs > maxPairs;
  std::vector<int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  Coloring best = starInOrder(pattern, order, apart);
  auto improve = [&](ArrayRef<int32_t> other) {
    Coloring next = starInOrder(pattern, other, apart);
    if (next.count < best.count)
      best = std::move(next);
  };
  if (!apart && best.count > 2)
    improve(smallestLast(pattern, pattern));
  if (best.count > 2) {
    llvm::stable_sort(order, [&](int32_t a, int32_t b) {
      return pattern.row(a).size() > pattern.row(b).size();
    });
    improve(order);
  }
  return best;
}

//===----------------------------------------------------------------------===//
// Directions
//===----------------------------------------------------------------------===//

Compression covector::compress(const SparsityPattern &pattern, bool symmetric) {
  Compression result;
  result.coloring = colorColumns(pattern);
  result.columnColors = result.coloring.count;
  if (symmetric) {
    Coloring star = colorSymmetric(pattern);
    result.symmetricColors = star.count;
    if (star.count < result.coloring.count) {
      result.direction = Compressed::Symmetric;
      result.coloring = std::move(star);
    }
  } else {
    // The longest column is a bound for the colours of the rows.
    std::vector<int64_t> lengths(pattern.numColumns, 0);
    int64_t longest = 0;
    for (int32_t column : pattern.columns)
      longest = std::max(longest, ++lengths[column]);
    if (longest < result.columnColors) {
      Coloring rows = colorColumns(pattern.transposed());
      result.rowColors = rows.count;
      if (rows.count < result.coloring.count) {
        result.direction = Compressed::Rows;
        result.coloring = std::move(rows);
      }
    }
  }

  ArrayRef<int32_t> colors = result.coloring.colors;
  result.positions.reserve(pattern.columns.size());
  std::vector<int32_t> count(result.coloring.count, 0);
  for (int64_t i = 0; i < pattern.numRows; ++i) {
    if (result.direction == Compressed::Symmetric)
      for (int32_t j : pattern.row(i))
        ++count[colors[j]];
    for (int32_t j : pattern.row(i)) {
      switch (result.direction) {
      case Compressed::Columns:
        result.positions.push_back(colors[j] * pattern.numRows + i);
        break;
      case Compressed::Rows:
        result.positions.push_back(colors[i] * pattern.numColumns + j);
        break;
      case Compressed::Symmetric: // See Note [Stars].
        result.positions.push_back(count[colors[j]] == 1 ? colors[j] * pattern.numRows + i
                                                         : colors[i] * pattern.numRows + j);
        break;
      }
    }
    if (result.direction == Compressed::Symmetric)
      for (int32_t j : pattern.row(i))
        --count[colors[j]];
  }
  return result;
}
