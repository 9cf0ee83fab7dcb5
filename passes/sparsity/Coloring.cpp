//===- Coloring.cpp - few colours for rows and columns --------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Greedy colouring: one vertex after the other gets the least colour that it may
// have. What decides is the order; several are tried, all deterministic. Stencils on
// grids get a colouring that repeats.
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
/// Rounds of colouring anew without success until the number of colours stays.
static constexpr int maxIdleRounds = 8;

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

/// The columns of a colour together, the colours in another order: turned around, or
/// those with most columns first. Such an order never needs more colours.
static std::vector<int32_t> byColor(const Coloring &coloring, ArrayRef<int32_t> order,
                                    bool turned) {
  std::vector<std::vector<int32_t>> classes(coloring.count);
  for (int32_t column : order)
    if (coloring.colors[column] >= 0)
      classes[coloring.colors[column]].push_back(column);
  if (turned)
    std::reverse(classes.begin(), classes.end());
  else
    llvm::stable_sort(classes, [](const auto &a, const auto &b) { return a.size() > b.size(); });
  std::vector<int32_t> result;
  for (const std::vector<int32_t> &one : classes)
    llvm::append_range(result, one);
  return result;
}

// Note [Grids]
// Stencils on grids have colourings that repeat, which are far better than greedy
// ones: the colours of the five points of a Laplacian are (i + 2 j) mod 5. Nobody
// says how large the grid is, but its sizes are among the differences of the columns
// of a row. So (i + s j + t k) mod p is tried, for few p and all s and t: nearly all of
// them fail in the first row that is looked at.

/// Rows with more entries are not taken for those of a stencil.
static constexpr int64_t maxStencil = 32;

/// Whether no row has two columns of one colour.
static bool isColoring(const SparsityPattern &rows, int64_t first, int64_t last, int32_t count,
                       llvm::function_ref<int32_t(int64_t)> colorOf) {
  SmallVector<int64_t> stamp(count, -1);
  for (int64_t row = first; row < last; ++row)
    for (int32_t column : rows.row(row))
      if (int64_t &seen = stamp[colorOf(column)]; std::exchange(seen, row) == row)
        return false;
  return true;
}

/// A colouring of fewer than `below` colours that repeats along the axes of a grid.
/// See Note [Grids].
static std::optional<Coloring> colorGrid(const SparsityPattern &rows, int64_t longest,
                                         int32_t below) {
  if (longest > maxStencil)
    return std::nullopt;
  int64_t middle = 0;
  SmallVector<int64_t> sizes;
  while (int64_t(rows.row(middle).size()) != longest)
    ++middle;
  for (int32_t a : rows.row(middle))
    for (int32_t b : rows.row(middle))
      if (b - a > 1)
        sizes.push_back(b - a);
  llvm::sort(sizes);
  sizes.erase(llvm::unique(sizes), sizes.end());

  std::optional<Coloring> found;
  // Columns are numbered (k * (plane / line) + j) * line + i.
  auto attempt = [&](int32_t count, int64_t line, int64_t s, int64_t plane, int64_t t) {
    auto colorOf = [&](int64_t column) {
      return int32_t((column % line + s * (column % plane / line) + t * (column / plane)) % count);
    };
    if (!isColoring(rows, middle, middle + 1, count, colorOf) ||
        !isColoring(rows, 0, rows.numRows, count, colorOf))
      return false;
    found.emplace();
    found->count = count;
    found->colors.assign(rows.numColumns, -1);
    for (int32_t column : rows.columns)
      found->colors[column] = colorOf(column);
    return true;
  };
  for (int32_t count = longest; count < below; ++count)
    for (int64_t line : sizes)
      for (int64_t s = 0; s < count; ++s) {
        if (attempt(count, line, s, rows.numColumns, 0))
          return found;
        for (int64_t plane : sizes)
          if (plane > line && plane % line == 0)
            for (int64_t t = 0; t < count; ++t)
              if (attempt(count, line, s, plane, t))
                return found;
      }
  return std::nullopt;
}

Coloring covector::colorColumns(const SparsityPattern &pattern) {
  int64_t n = pattern.numColumns, longest = 0;
  for (int64_t i = 0; i < pattern.numRows; ++i)
    longest = std::max<int64_t>(longest, pattern.row(i).size());
  std::vector<int32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  if (longest == n && n > 0)
    return {int32_t(n), order};
  SparsityPattern rows = withoutRepetition(pattern), byColumn = rows.transposed();
  double pairs = 0;
  for (int64_t i = 0; i < rows.numRows; ++i)
    pairs += double(rows.row(i).size()) * double(rows.row(i).size());
  int64_t filled = llvm::count_if(order, [&](int32_t c) { return !byColumn.row(c).empty(); });

  Coloring best = colorInOrder(rows, byColumn, order);
  // No colouring has fewer colours than a row has entries; and if every column has a
  // colour of its own, every two of them meet.
  auto isBest = [&] { return best.count <= longest || best.count == filled; };
  auto improve = [&](ArrayRef<int32_t> other) {
    Coloring next = colorInOrder(rows, byColumn, other);
    bool isBetter = next.count < best.count;
    if (next.count <= best.count)
      best = std::move(next);
    return isBetter;
  };
  if (!isBest() && pairs <= maxPairs)
    improve(smallestLast(rows, byColumn));
  if (!isBest()) {
    std::vector<int32_t> largestFirst = order;
    llvm::stable_sort(largestFirst, [&](int32_t a, int32_t b) {
      return byColumn.row(a).size() > byColumn.row(b).size();
    });
    improve(largestFirst);
  }
  for (int round = 0, idle = 0; !isBest() && pairs <= maxPairs && idle < maxIdleRounds; ++round)
    idle = improve(byColor(best, order, round % 2)) ? 0 : idle + 1;
  if (!isBest())
    if (std::optional<Coloring> grid = colorGrid(rows, longest, best.count))
      best = std::move(*grid);
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
  auto isApart = [&](int32_t v) { return apart && int64_t(graph.row(v).size()) > manyNeighbours; };
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
    llvm::stable_sort(
        order, [&](int32_t a, int32_t b) { return pattern.row(a).size() > pattern.row(b).size(); });
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
