//===- ColumnSets.cpp - a table of sets of columns ------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Dependence.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

using namespace covector::array;

/// Ranges that are touched before unions become spans: about half a second.
static constexpr int64_t maxWork = int64_t(1) << 25;
/// Unions that are remembered.
static constexpr size_t maxUnions = size_t(1) << 22;

static uint64_t hashOf(llvm::ArrayRef<ColumnRange> ranges) {
  return llvm::xxh3_64bits(
      {reinterpret_cast<const uint8_t *>(ranges.data()), ranges.size() * sizeof(ColumnRange)});
}

static bool equal(llvm::ArrayRef<ColumnRange> x, llvm::ArrayRef<ColumnRange> y) {
  return llvm::equal(
      x, y, [](ColumnRange a, ColumnRange b) { return a.begin == b.begin && a.end == b.end; });
}

ColumnSets::ColumnSets() : buckets(1024) { entries.push_back({0, 0, 0}); }

void ColumnSets::grow() {
  std::vector<ColumnSet> larger(buckets.size() * 2);
  for (ColumnSet set = 1; set < entries.size(); ++set) {
    size_t bucket = entries[set].hash & (larger.size() - 1);
    while (larger[bucket])
      bucket = (bucket + 1) & (larger.size() - 1);
    larger[bucket] = set;
  }
  buckets = std::move(larger);
}

ColumnSet ColumnSets::intern(llvm::ArrayRef<ColumnRange> list) {
  if (list.empty())
    return 0;
  uint64_t hash = hashOf(list);
  size_t bucket = hash & (buckets.size() - 1);
  for (; buckets[bucket]; bucket = (bucket + 1) & (buckets.size() - 1))
    if (ColumnSet set = buckets[bucket]; entries[set].hash == hash && equal(ranges(set), list))
      return set;
  ColumnSet set = entries.size();
  entries.push_back({hash, pool.size(), uint32_t(list.size())});
  pool.insert(pool.end(), list.begin(), list.end());
  buckets[bucket] = set;
  if (entries.size() * 2 > buckets.size())
    grow();
  return set;
}

ColumnSet ColumnSets::range(uint32_t begin, uint32_t end) {
  return begin < end ? intern(ColumnRange{begin, end}) : 0;
}

ColumnSet ColumnSets::span(ColumnSet set) {
  llvm::ArrayRef<ColumnRange> list = ranges(set);
  return list.empty() ? 0 : range(list.front().begin, list.back().end);
}

int64_t ColumnSets::size(ColumnSet set) const {
  int64_t size = 0;
  for (ColumnRange range : ranges(set))
    size += range.end - range.begin;
  return size;
}

/// Appends a range that does not begin before the last one.
static void append(std::vector<ColumnRange> &list, ColumnRange range) {
  if (!list.empty() && range.begin <= list.back().end)
    list.back().end = std::max(list.back().end, range.end);
  else
    list.push_back(range);
}

ColumnSet ColumnSets::unite(ColumnSet x, ColumnSet y) {
  if (unionsForbidden) {
    mixed = true;
    return x;
  }
  if (x == y || y == 0)
    return x;
  if (x == 0)
    return y;
  if (x > y)
    std::swap(x, y);
  if (unions.size() > maxUnions)
    unions.clear();
  auto [known, isNew] = unions.try_emplace(uint64_t(x) << 32 | y, 0);
  if (!isNew)
    return known->second;

  llvm::ArrayRef<ColumnRange> a = ranges(x), b = ranges(y);
  scratch.clear();
  if (work > maxWork) {
    scratch.push_back(
        {std::min(a.front().begin, b.front().begin), std::max(a.back().end, b.back().end)});
  } else {
    work += a.size() + b.size();
    while (!a.empty() || !b.empty()) {
      bool takeA = b.empty() || (!a.empty() && a.front().begin < b.front().begin);
      llvm::ArrayRef<ColumnRange> &from = takeA ? a : b;
      append(scratch, from.front());
      from = from.drop_front();
    }
  }
  return known->second = intern(scratch);
}

ColumnSet ColumnSets::unite(llvm::ArrayRef<ColumnSet> list) {
  if (list.empty())
    return 0;
  if (unionsForbidden) {
    mixed |= list.size() > 1;
    return list.front();
  }
  if (llvm::all_equal(list))
    return list.front();
  llvm::SmallVector<ColumnSet> distinct(list);
  llvm::sort(distinct);
  distinct.erase(llvm::unique(distinct), distinct.end());
  if (distinct.size() <= 3) {
    ColumnSet set = 0;
    for (ColumnSet next : distinct)
      set = unite(set, next);
    return set;
  }
  scratch.clear();
  for (ColumnSet set : distinct) {
    llvm::ArrayRef<ColumnRange> more = ranges(set);
    if (work > maxWork && !more.empty()) {
      scratch.push_back({more.front().begin, more.back().end});
      continue;
    }
    work += more.size();
    scratch.insert(scratch.end(), more.begin(), more.end());
  }
  llvm::sort(scratch, [](ColumnRange a, ColumnRange b) { return a.begin < b.begin; });
  std::vector<ColumnRange> merged;
  for (ColumnRange range : scratch)
    append(merged, range);
  if (work > maxWork)
    merged = {{merged.front().begin, merged.back().end}};
  return intern(merged);
}
